"""A real Firefox with the extension in it, driven from outside by Mozilla's Marionette.

with open_firefox(site, folder, extension) as firefox:
    firefox.open(scene(bad))
    firefox.press_toolbar_icon()
    firefox.click(".badge")

Clicks and keys are real. What a page may not see (the closed layer, the sidebar, the browser's own
errors) is read with the browser's own rights.
"""

from __future__ import annotations

import json
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from companion import browser
from tests.e2e.layer import HOST, PATIENCE, NotShown
from tests.e2e.site import PAGES, Site
from tests.pages.model import SitePage

with warnings.catch_warnings():
    # Its parts warn about themselves when Python compiles them for the first time.
    warnings.simplefilter("ignore")
    from marionette_driver.addons import Addons
    from marionette_driver.by import By
    from marionette_driver.geckoinstance import DesktopInstance, GeckoInstance
    from marionette_driver.keys import Keys
    from marionette_driver.marionette import Marionette

FLAGS = (
    "--headless",
    "--no-remote",
    "--wait-for-browser",
    "--marionette",
    "--remote-allow-system-access",
)
NAMES = (*PAGES, "scontent.xx.fbcdn.net", "static.xx.fbcdn.net")
"""The platforms' names, which lead to the fake site."""

SIDEBAR_TEXT = """
    const [done] = arguments;
    const panel = document.getElementById("sidebar")?.contentDocument
        .getElementById("webext-panels-browser");
    if (!panel) return done("");
    setTimeout(done, 1000, "");
    panel.messageManager.addMessageListener("uppsikt:text", ({ data }) => done(data));
    panel.messageManager.loadFrameScript(
        "data:,sendAsyncMessage('uppsikt:text', content.document.body?.innerText ?? '')", false);
"""

OWN_ERRORS = """
    return Services.console.getMessageArray()
        .filter((each) => each instanceof Ci.nsIScriptError)
        .filter((each) => !(each.flags & Ci.nsIScriptError.warningFlag))
        .filter((each) => each.sourceName.startsWith("moz-extension:"))
        .map(String);
"""


class Firefox:
    """One window with one tab."""

    def __init__(self, marionette: Marionette, site: Site, addon: str) -> None:
        self._marionette = marionette
        self._site = site
        self._addon = addon

    def open(self, described: SitePage) -> None:
        """Go to a page of the municipality; what the icon allowed before is over."""
        self._marionette.navigate(self._site.show(described))

    def press_toolbar_icon(self) -> None:
        """Click the extension's button: allows a picture of this tab, opens the sidebar."""
        button = (
            f'#nav-bar [data-extensionid="{self._addon}"] .unified-extensions-item-action-button'
        )
        with self._marionette.using_context("chrome"):
            self._marionette.find_element(By.CSS_SELECTOR, button).click()
        self.wait_for_sidebar(contains="Uppsikt")

    def press_enter(self) -> None:
        """Press Enter, wherever the focus is."""
        self._marionette.actions.sequence("key", "keyboard").send_keys(Keys.ENTER).perform()

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of the first in the layer that matches, at rest."""
        self.wait_for(selector)
        before, place = None, self._middle(selector)
        while place != before:
            time.sleep(0.1)
            before, place = place, self._middle(selector)
        mouse = self._marionette.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})
        mouse.pointer_move(*place).click().perform()

    def _middle(self, selector: str) -> list[int]:
        """Where it stands in the window, in CSS pixels."""
        found: list[int] = self._ask(
            """function (s) {
              const { x, y, width, height } = this.querySelector(s).getBoundingClientRect();
              return [Math.round(x + width / 2), Math.round(y + height / 2)];
            }""",
            selector,
        )
        return found

    def texts(self, selector: str) -> list[str]:
        """The visible text of everything in the layer that matches."""
        found: list[str] | None = self._ask(
            "function (s) { return [...this.querySelectorAll(s)].map((e) => e.innerText.trim()); }",
            selector,
        )
        return found or []

    def wait_for(self, selector: str, *, contains: str = "") -> str:
        """Wait until something in the layer matches and has a text, which is returned.

        Raises:
            NotShown: It did not come.
        """
        return until(lambda: self.texts(selector), contains, selector)

    def wait_for_sidebar(self, *, contains: str) -> str:
        """Wait until the extension's sidebar is open and says something; gives all its text.

        Raises:
            NotShown: It did not come.
        """
        with self._marionette.using_context("chrome"):
            ask = self._marionette.execute_async_script
            return until(lambda: [ask(SIDEBAR_TEXT)], contains, "the sidebar")

    def acts(self) -> list[dict[str, str]]:
        """What was really done to the page; nothing destructive may have been pressed."""
        told = self._marionette.execute_script(
            "const { __acts, __uppsiktDestructive } = window.wrappedJSObject;"
            "return [__uppsiktDestructive, __acts];"
        )
        assert told[0] == 0
        found: list[dict[str, str]] = told[1]
        return found

    def run(self, script: str) -> Any:
        """What a script of our own returns, which sees the page as a content script does."""
        return self._marionette.execute_script(script, sandbox="uppsikt", new_sandbox=True)

    def errors(self) -> list[str]:
        """What Firefox's own console says went wrong in the extension."""
        with self._marionette.using_context("chrome"):
            found: list[str] = self._marionette.execute_script(OWN_ERRORS)
        return found

    def _ask(self, function: str, *arguments: Any) -> Any:
        """Run `function(...arguments)` with the closed shadow root as `this`; null without a layer."""
        return self._marionette.execute_script(
            f"const root = document.getElementById('{HOST}')?.openOrClosedShadowRoot;"
            f"return root ? ({function}).apply(root, arguments) : null;",
            arguments,
            sandbox="system",
        )


def until(look: Callable[[], list[str]], contains: str, where: str) -> str:
    """Look until one of the texts contains what it should.

    Raises:
        NotShown: It did not come.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        texts = look()
        for text in texts:
            if contains in text:
                return text
        if time.monotonic() > deadline:
            raise NotShown(f"{where} with {contains!r}; it shows {texts}")
        time.sleep(0.05)


@contextmanager
def open_firefox(site: Site, folder: Path, extension: Path) -> Iterator[Firefox]:
    """Headless Firefox with a profile of its own and the extension, ended at the end.

    Raises:
        RuntimeError: It is not installed, or did not start.
    """
    program = browser.firefox()
    if program is None:
        raise RuntimeError("no Firefox found: `build.py test` says what to install")
    profile = folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text(preferences(site), "utf-8")
    with (folder / "firefox.log").open("wb") as log:
        process = subprocess.Popen(
            [str(program), *FLAGS, "--profile", str(profile)], stdout=log, stderr=subprocess.STDOUT
        )
    try:
        marionette = Marionette(port=marionette_port(profile, process))
        marionette.start_session({"acceptInsecureCerts": True})
        addon = Addons(marionette).install(path=str(extension), temp=True)
        yield Firefox(marionette, site, addon)
        marionette.client.request("Marionette:Quit", {"flags": ["eForceQuit"]})
        marionette.delete_session(send_request=False)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def preferences(site: Site) -> str:
    """A profile's user.js: quiet, in Swedish, with the platforms' names leading to `site`."""
    chosen = {
        **GeckoInstance.required_prefs,
        **DesktopInstance.desktop_prefs,
        "marionette.port": 0,
        "network.dns.localDomains": ",".join(NAMES),
        "network.socket.forcePort": f"443={site.port}",
        "intl.accept_languages": "sv-SE, sv",
    }
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()
    ]
    return "\n".join(lines)


def marionette_port(profile: Path, process: subprocess.Popen[bytes]) -> int:
    """The free port that Firefox chose and wrote into its profile.

    Raises:
        RuntimeError: It did not start.
    """
    told = profile / "MarionetteActivePort"
    deadline = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if told.exists() and (port := told.read_text("utf-8")):
            return int(port)
        time.sleep(0.05)
    raise RuntimeError("Firefox did not start")
