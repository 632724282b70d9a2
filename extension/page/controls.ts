// Finds and presses the page's own controls. Every finder gives exactly one control or null:
// where there are two, nobody knows which.

import { isWord, saysBlocked } from "./labels";
import { wasRefused } from "./refusals";
import { S } from "./rules";
import { own } from "./scope";
import { isShown } from "./view";

/** The control that carries one of the words in a comment's action row. */
export function rowButton(article: Element, words: readonly string[]): HTMLElement | null {
  const rows = own(article, S.actionRow);
  const buttons = own<HTMLElement>(article, S.button).filter(
    (button) => rows.some((row) => row.contains(button)) && labelled(button, words),
  );
  return only(innermost(buttons));
}

/** The comment's own menu button, outside the action row. */
export function menuButton(article: Element): HTMLElement | null {
  return only(
    own<HTMLElement>(article, S.menuButton).filter((button) => !button.closest(S.actionRow)),
  );
}

/** What is shown now of menus and dialogs, to tell later ones from these. */
export function shownPortals(): ReadonlySet<Element> {
  return new Set([...document.querySelectorAll(`${S.menu}, ${S.dialog}`)].filter(isShown));
}

/** A menu that was not there before. */
export function newMenu(before: ReadonlySet<Element>): Element | null {
  return only(newPortals(S.menu, before));
}

/** The one item with the word. */
export function menuItem(menu: Element, words: readonly string[]): HTMLElement | null {
  const items = [...menu.querySelectorAll<HTMLElement>(S.menuItem)];
  return only(items.filter((item) => isShown(item) && labelled(item, words)));
}

/** A small dialog that was not there before: it holds no comment and nothing to write in. */
export function newConfirmDialog(before: ReadonlySet<Element>): Element | null {
  const dialogs = newPortals(S.dialog, before).filter(
    (dialog) => dialog.querySelector('[role="article"], [contenteditable="true"], form') === null,
  );
  return only(dialogs);
}

/** The one button of a dialog with the word. */
export function dialogButton(dialog: Element, words: readonly string[]): HTMLElement | null {
  const buttons = [...dialog.querySelectorAll<HTMLElement>(S.button)];
  return only(innermost(buttons.filter((each) => isShown(each) && labelled(each, words))));
}

/** Whether something that was opened since then is still shown. */
export function hasNewPortal(before: ReadonlySet<Element>): boolean {
  return newPortals(`${S.menu}, ${S.dialog}`, before).length > 0;
}

export function hasNewDialog(before: ReadonlySet<Element>): boolean {
  return newPortals(S.dialog, before).length > 0;
}

/** Whether a dialog or an alert on the page says that the platform blocks acts. */
export function isBlocked(): boolean {
  if (wasRefused()) return true;
  const places = [
    ...document.querySelectorAll(`${S.dialog}, [role="alert"], [role="alertdialog"]`),
  ];
  return places.some((place) => isShown(place) && saysBlocked(place.textContent ?? ""));
}

/** Some controls appear only under the pointer. */
export function hover(element: Element): void {
  const box = element.getBoundingClientRect();
  const at = {
    bubbles: true,
    clientX: box.x + box.width / 2,
    clientY: box.y + Math.min(box.height / 2, 20),
  };
  for (const type of ["pointerover", "pointerenter", "pointermove"]) {
    element.dispatchEvent(new PointerEvent(type, at));
  }
  for (const type of ["mouseover", "mouseenter", "mousemove"]) {
    element.dispatchEvent(new MouseEvent(type, at));
  }
}

/** One press, as a click alone. */
export function press(control: HTMLElement): void {
  control.click();
}

/** One press for views that listen for the mouse's way down and up (seen on Instagram). */
export function pressWithMouse(control: Element): void {
  const at = { bubbles: true, cancelable: true, button: 0 };
  for (const type of ["mousedown", "mouseup", "click"]) {
    control.dispatchEvent(new MouseEvent(type, at));
  }
}

/** Close a menu or dialog of the page that was opened in vain. */
export function dismiss(): void {
  const target = document.activeElement ?? document.body;
  for (const type of ["keydown", "keyup"]) {
    target.dispatchEvent(new KeyboardEvent(type, { key: "Escape", code: "Escape", bubbles: true }));
  }
}

function newPortals(selector: string, before: ReadonlySet<Element>): Element[] {
  return [...document.querySelectorAll(selector)].filter(
    (each) => !before.has(each) && isShown(each),
  );
}

function labelled(control: HTMLElement, words: readonly string[]): boolean {
  const spoken = control.getAttribute("aria-label");
  return isWord(control.textContent ?? "", words) || (spoken !== null && isWord(spoken, words));
}

function innermost(elements: readonly HTMLElement[]): HTMLElement[] {
  return elements.filter(
    (each) => !elements.some((other) => other !== each && each.contains(other)),
  );
}

/** The one element of a list; null where there are none or several. */
export function only<E>(found: readonly E[]): E | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
