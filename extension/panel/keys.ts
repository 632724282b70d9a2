// The list by keyboard: j and k move, one key for each thing to do. They work only while the focus is in the list
// (WCAG 2.1.4), so that nothing happens when somebody writes or speaks elsewhere.
import { make } from "../parts/dom";
import { t } from "../texts";
import { VERB_KEYS, VERBS, type Verb, verbWords } from "./verbs";

export type Act = (verb: Verb, id: string) => void;

const STEPS: Partial<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };
const FIELDS = "input, select, textarea, [contenteditable]";

/** Listens on the list for as long as it stands there; what a field or a held key gives is no order. */
export function listenToKeys(list: HTMLElement, help: HTMLDetailsElement, act: Act): void {
  list.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof Element) || target.closest(FIELDS) !== null) return;
    const row = target.closest<HTMLElement>("li");
    const step = STEPS[key];
    const verb = VERBS.find((each) => VERB_KEYS[each] === key);
    if (step !== undefined) focusRow(list, row, step);
    else if (key === "?") {
      help.open = !help.open;
      if (help.open) help.querySelector("summary")?.focus();
    } else if (verb !== undefined && row?.dataset.id !== undefined) {
      if (!event.repeat) act(verb, row.dataset.id);
    } else return;
    event.preventDefault();
  });
}

function focusRow(list: HTMLElement, row: HTMLElement | null, step: number): void {
  const rows = [...list.querySelectorAll<HTMLElement>("li")];
  const at = row === null ? -1 : rows.indexOf(row);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.querySelector<HTMLElement>(".show")?.focus();
}

/** What each key does, in words. */
export function keyHelp(): HTMLDetailsElement {
  const { panel } = t();
  const moves = Object.entries(panel.keys);
  const verbs = VERBS.map((verb) => [VERB_KEYS[verb], verbWords(verb)] as const);
  const rows = [...moves, ...verbs].flatMap(([key, words]) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, words),
  ]);
  const heading = make("summary", {}, panel.keysHeading);
  return make("details", { class: "keys" }, heading, make("dl", {}, ...rows));
}
