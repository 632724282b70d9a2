"""Opens the real window on a real companion, and closes it when it has logged itself in.

Run by test_desktop: `python -m tests.companion.desktop_worker FOLDER`; prints the page's path and the window's title.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import webview

from companion import app, settings
from companion.window import desktop


def watch(service: app.Service) -> None:
    """Wait for the first page to be shown, tell, and close."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        time.sleep(0.2)
        window = webview.windows[0] if webview.windows else None
        shown = (window.get_current_url() or "") if window else ""
        if window and shown.startswith(service.address) and "login" not in shown:
            print(shown.removeprefix(service.address), window.title)
            break
    webview.windows[0].destroy()


def main(folder: Path) -> None:
    """Serve, show, and stop when the window is closed."""
    service = app.start(settings.load(folder), 0)
    threading.Thread(target=service.run, daemon=True).start()
    threading.Thread(target=watch, args=(service,), daemon=True).start()
    desktop.show(f"{service.address}login#{service.login.code(service.settings.moderator)}", "sv")
    service.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
