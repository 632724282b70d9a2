// What a person shows of the platform's controls, step by step, on a test comment of their own. Only
// reads what was pressed: nothing here presses anything.

import { type LessonStep, tidyWord } from "../calibration";
import type { Comment, Platform } from "../contract.gen";
import {
  dialogButton,
  menuButton,
  menuItem,
  newConfirmDialog,
  newMenu,
  rowButton,
} from "./controls";
import { optionsButton } from "./delete-on-instagram";
import { S } from "./rules";
import { own } from "./scope";

const FACEBOOK: readonly LessonStep[] = [
  "hide",
  "unhide",
  "menu",
  "deleteItem",
  "confirm",
  "cancel",
];

/** In the order in which they are shown. Where nothing is ever pressed there is nothing to show. */
export const LESSONS: Readonly<Partial<Record<Platform, readonly LessonStep[]>>> = {
  facebook: FACEBOOK,
  practice: FACEBOOK,
  instagram: ["options", "deleteItem", "confirm", "cancel"],
};

/** At these the press is kept from the page: it would delete the comment. */
export const HELD: readonly LessonStep[] = ["confirm"];

/** After these a menu or a dialog comes. */
export const OPENS: readonly LessonStep[] = ["menu", "options", "deleteItem"];

const TEST = /^uppsikt[ -]?test[.!]?$/i;

/** Nobody else's comment can be taken for the test: its whole text says what it is. */
export function isTestComment({ text }: Comment): boolean {
  return TEST.test(tidyWord(text));
}

/** `unclear`: a second control says the same, so that it could not be found again. */
export type Shown = { readonly word: string } | "other" | "unclear";

/** What was pressed, looked at before the page hears of it. `before`: menus and dialogs of other things. */
export function whatWasShown(
  step: LessonStep,
  root: Element,
  target: Element,
  before: ReadonlySet<Element>,
): Shown {
  if (step === "menu") return menuShown(root, target);
  if (step === "options") return optionsShown(root, target);
  if (step === "hide" || step === "unhide") return rowShown(root, target);
  const menu = step === "deleteItem" ? newMenu(before) : null;
  if (menu?.contains(target)) {
    const item = target.closest<HTMLElement>(S.menuItem);
    return foundAgain(item, (word) => menuItem(menu, [word]));
  }
  const dialog = newConfirmDialog(before);
  if (!dialog?.contains(target)) return "other";
  const button = target.closest<HTMLElement>(S.button);
  return foundAgain(button, (word) => dialogButton(dialog, [word]));
}

function menuShown(root: Element, target: Element): Shown {
  const button = menuButton(root);
  if (button?.contains(target)) return { word: "" };
  return own(root, S.menuButton).some((each) => each.contains(target)) ? "unclear" : "other";
}

function optionsShown(root: Element, target: Element): Shown {
  const button = target.closest(S.button);
  const name = button?.querySelector("svg[aria-label]")?.getAttribute("aria-label") ?? "";
  const word = tidyWord(name);
  if (button === null || word === "" || !root.contains(button)) return "other";
  return optionsButton(root, [word]) === button ? { word } : "unclear";
}

function rowShown(root: Element, target: Element): Shown {
  const button = target.closest<HTMLElement>(S.button);
  const rows = own(root, S.actionRow);
  if (button === null || !rows.some((row) => row.contains(button))) return "other";
  if (!own(root, S.button).includes(button)) return "other";
  return foundAgain(button, (word) => rowButton(root, [word]));
}

/** Its word counts only if acting would find this very control by it. */
function foundAgain(
  control: HTMLElement | null,
  find: (word: string) => HTMLElement | null,
): Shown {
  if (control === null) return "other";
  const word = tidyWord(control.textContent ?? "") || tidyWord(control.ariaLabel ?? "");
  if (word === "") return "other";
  return find(word) === control ? { word } : "unclear";
}
