"""The desktop window, by pywebview: the only module that imports it."""

from __future__ import annotations

import webview

from companion.errors import Language

TITLES: dict[Language, str] = {"sv": "Uppsikt – registret", "en": "Uppsikt – the register"}


def show(address: str, language: Language) -> None:
    """Show `address` in a window; returns when the window is closed."""
    webview.settings["ALLOW_DOWNLOADS"] = True
    webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = True
    webview.create_window(TITLES[language], address, width=1180, height=820, min_size=(360, 480))
    webview.start(private_mode=True)
