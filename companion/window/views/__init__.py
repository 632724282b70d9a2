"""The window's pages, one module for each group; `add` puts them on the blueprint."""
