// What can be done with a comment from the panel: a key and a button each. What removes only opens the dialog.
import type { Begin, ListedComment } from "../messages";
import { t } from "../texts";
import { hasReply } from "./reply";
import { isRemoved } from "./sort";

export type Verb = "open" | "keep" | "reply" | "copy" | "archive" | Begin;

export const VERB_KEYS: Readonly<Record<Verb, string>> = {
  open: "o",
  keep: "b",
  hide: "d",
  delete: "x",
  register: "r",
  review: "c",
  forward: "v",
  answered: "e",
  reply: "i",
  copy: "s",
  archive: "a",
};

export const VERBS = Object.keys(VERB_KEYS) as Verb[];

/** Shown in each row where they fit; the others are under "more". */
export const FIRST: readonly Verb[] = ["open", "keep", "reply"];

/** `inbox`: it is a direct message, whose dialog registers it (S10). */
export function fits(verb: Verb, comment: ListedComment, inbox = false): boolean {
  const { known, flagged } = comment;
  const handles = verb === "review" || verb === "forward" || verb === "answered";
  if (inbox) return verb === "open" || (handles && known !== null);
  if (verb === "keep") return flagged.length > 0 && known === null;
  if (verb === "reply" || verb === "copy") return hasReply(comment);
  if (verb === "register") return known === null;
  if (verb === "hide" || verb === "delete") return !isRemoved(comment);
  return true;
}

export function verbWords(verb: Verb): string {
  const { panel, dialog, handling, thread } = t();
  switch (verb) {
    case "open":
    case "reply":
    case "copy":
      return panel[verb];
    case "keep":
      return dialog.keep;
    case "hide":
    case "delete":
      return `${dialog[verb]} …`;
    case "register":
      return handling.register;
    case "archive":
      return thread.title;
    default:
      return handling[verb].offer;
  }
}
