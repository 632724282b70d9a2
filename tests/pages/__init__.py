"""Pages in the image of Facebook and Instagram, made from readable descriptions.

`catalogue.py` holds the named pages, `model.py` what a description can say, `expected.py` what
`readPage` must return for it. Acts on a page are recorded in `window.__acts`.
"""
