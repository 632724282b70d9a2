"""The desktop window, by pywebview: the only module that imports it."""

from __future__ import annotations

import logging

import webview
from webview.errors import WebViewException

from companion.errors import Language, NoWindow

TITLES: dict[Language, str] = {"sv": "Uppsikt – registret", "en": "Uppsikt – the register"}


def show(address: str, language: Language) -> None:
    """Show `address` in a window; returns when the window is closed.

    Raises NoWindow where the system has nothing to draw a web page with.
    """
    logging.getLogger("pywebview").setLevel(logging.CRITICAL)
    webview.settings["ALLOW_DOWNLOADS"] = True
    webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = True
    webview.create_window(TITLES[language], address, width=1180, height=820, min_size=(360, 480))
    try:
        webview.start(private_mode=True)
    except WebViewException as error:
        raise NoWindow(reason=error) from error
