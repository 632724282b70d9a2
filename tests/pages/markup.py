"""A small HTML writer whose class names are random at each load.

Nothing may depend on a class name: the platforms' rotate. The page's own style sheet uses the
same random names, so that the page still looks like one.
"""

from __future__ import annotations

import html
import random
import string

VOID = frozenset({"img", "br", "meta", "input"})


class Html(str):
    """Text that is already markup."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Text as markup."""
    return Html(html.escape(text, quote=False))


def join(children: list[Html]) -> Html:
    """Markup after markup."""
    return Html("".join(children))


class Markup:
    """Writes elements; one instance is one page load."""

    def __init__(self, seed: int | None, *, shuffled: bool = False) -> None:
        """`shuffled`: attributes in any order."""
        self._random = random.Random(seed)
        self._shuffled = shuffled
        self._looks: dict[str, str] = {}

    def class_name(self) -> str:
        """A fresh atomic class such as `x1k9ab2c`."""
        return "x" + "".join(self._random.choices(string.ascii_lowercase + string.digits, k=7))

    def look(self, name: str) -> str:
        """The class that stands for one look throughout this load."""
        return self._looks.setdefault(name, self.class_name())

    def token(self, length: int) -> str:
        """Opaque characters, as in tracking parameters."""
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=length))

    def style(self, sheet: str) -> Html:
        """A style sheet in which `$name` stands for the look of that name."""
        return Html(string.Template(sheet).substitute(_Looks(self)))

    def tag(
        self,
        tag_name: str,
        *children: str,
        look: str = "",
        **attributes: str | int | None,
    ) -> Html:
        """One element; text is escaped, `aria_label` becomes `aria-label`, None is left out."""
        classes = f"{self.look(look)} {self.class_name()}" if look else self.class_name()
        pairs = [("class", classes)]
        pairs += [
            (key.rstrip("_").replace("_", "-"), str(value))
            for key, value in attributes.items()
            if value is not None
        ]
        if self._shuffled:
            self._random.shuffle(pairs)
        head = "".join(f' {key}="{html.escape(value)}"' for key, value in pairs)
        if tag_name in VOID:
            return Html(f"<{tag_name}{head}>")
        inner = "".join(c if isinstance(c, Html) else escape(c) for c in children)
        return Html(f"<{tag_name}{head}>{inner}</{tag_name}>")


class _Looks(dict[str, str]):
    """Gives every name its class as the style sheet asks for it."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self._markup = markup

    def __missing__(self, name: str) -> str:
        return self._markup.look(name)
