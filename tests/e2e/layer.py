"""Drives the extension from outside, as a person does: the toolbar's icon, and the closed layer.

The layer's shadow root is closed to the page and to Playwright's selectors; the DevTools protocol
sees through it. Clicks are real: at the middle of what is drawn, by the mouse.
"""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import BrowserContext, Page

HOST = "uppsikt-layer"
PATIENCE = 30.0

PLACE = """function (s, t) {
  const found = [...this.querySelectorAll(s)].find((e) => e.innerText.includes(t));
  if (found === undefined) return null;
  found.scrollIntoView({ block: "nearest" });
  const box = found.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const over = this.elementFromPoint(x, y);
  return found.contains(over) ? { x, y } : null;
}"""
"""The middle of what matches, where the mouse would meet it there."""


class NotShown(AssertionError):
    """What was waited for did not come."""


def extension_id(context: BrowserContext) -> str:
    """The id that this browser gave the extension."""
    workers = context.service_workers
    worker = workers[0] if workers else context.wait_for_event("serviceworker")
    return worker.url.split("/")[2]


def press_toolbar_icon(page: Page) -> None:
    """What a click on the icon does: grants activeTab in this tab, opens the side panel."""
    browser = page.context.browser
    assert browser is not None
    own = page.context.new_cdp_session(page)
    address = own.send("Target.getTargetInfo")["targetInfo"]["url"]
    own.detach()
    session = browser.new_browser_cdp_session()
    tabs = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
    target = next(tab["targetId"] for tab in tabs if tab["url"] == address)
    chosen = {"id": extension_id(page.context), "targetId": target}
    session.send("Extensions.triggerAction", chosen)
    session.detach()


class Layer:
    """The extension's own layer in one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)

    def _root(self) -> str | None:
        """A handle of the closed shadow root; null where no layer is drawn."""
        document = self._session.send("DOM.getDocument", {"depth": 2, "pierce": True})["root"]
        html = next((one for one in document["children"] if one["nodeName"] == "HTML"), None)
        for node in (html or {}).get("children", []):
            if HOST in node.get("attributes", []) and node.get("shadowRoots"):
                chosen = {"backendNodeId": node["shadowRoots"][0]["backendNodeId"]}
                handle: str = self._session.send("DOM.resolveNode", chosen)["object"]["objectId"]
                return handle
        return None

    def ask(self, function: str, *arguments: Any) -> Any:
        """Run `function(...arguments)` with the shadow root as `this`; null where there is none."""
        root = self._root()
        if root is None:
            return None
        answer = self._session.send(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": function,
                "objectId": root,
                "arguments": [{"value": argument} for argument in arguments],
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def texts(self, selector: str) -> list[str]:
        """The visible text of everything that matches."""
        found: list[str] | None = self.ask(
            "function (s) { return [...this.querySelectorAll(s)].map((e) => e.innerText.trim()); }",
            selector,
        )
        return found or []

    def wait_for(self, selector: str, *, contains: str = "", patience: float = PATIENCE) -> str:
        """Wait until something that matches is there with a text; gives its text.

        Raises:
            NotShown: It did not come.
        """
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for text in self.texts(selector):
                if contains in text:
                    return text
            self._page.wait_for_timeout(50)
        raise NotShown(f"{selector} with {contains!r}; the layer shows {self.texts(':host > *')}")

    def click(self, selector: str, *, contains: str = "") -> None:
        """Click with the mouse in the middle of the first that matches, when it lies still and open to the mouse.

        Raises:
            NotShown: It did not come, or went on moving, or something lies over it.
        """
        self.wait_for(selector, contains=contains)
        deadline = time.monotonic() + PATIENCE
        place = None
        while time.monotonic() < deadline:
            before, place = place, self.ask(PLACE, selector, contains)
            if place is not None and place == before:
                self._page.mouse.click(place["x"], place["y"])
                return
            self._page.wait_for_timeout(30)
        raise NotShown(f"{selector} with {contains!r} cannot be reached by the mouse")
