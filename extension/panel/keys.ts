// The list by keyboard: j and k move, one key for each thing to do. They work only while the focus is in the list
// (WCAG 2.1.4), so that nothing happens when somebody writes or speaks elsewhere.
import { make } from "../parts/dom";
import { t } from "../texts";

export const KEYS = ["j", "k", "o", "b", "i", "s", "?"] as const;
export type Key = (typeof KEYS)[number];

export interface KeyActions {
  /** Open the dialog that saves, hides or deletes. */
  readonly open: (id: string) => void;
  /** The comment stays (A3). */
  readonly keep: (id: string) => void;
  /** Put the reply text that fits it in its open reply field; or copy it. */
  readonly reply: (id: string) => void;
  readonly copy: (id: string) => void;
}

const STEPS: Partial<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/** Listens on the list for as long as it stands there. */
export function listenToKeys(list: HTMLElement, help: HTMLDetailsElement, act: KeyActions): void {
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = (event.target as Element).closest<HTMLElement>("li");
    const step = STEPS[event.key];
    if (step !== undefined) focusRow(list, row, step);
    else if (event.key === "?") {
      help.open = !help.open;
      if (help.open) help.querySelector("summary")?.focus();
    } else if (!actOn(event.key, row?.dataset.id, act)) return;
    event.preventDefault();
  });
}

function actOn(
  key: string,
  id: string | undefined,
  { open, keep, reply, copy }: KeyActions,
): boolean {
  const verbs: Partial<Record<string, (id: string) => void>> = {
    o: open,
    b: keep,
    i: reply,
    s: copy,
  };
  const verb = verbs[key];
  if (verb === undefined || id === undefined) return false;
  verb(id);
  return true;
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
  const rows = KEYS.flatMap((key) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, panel.keys[key]),
  ]);
  const heading = make("summary", {}, panel.keysHeading);
  return make("details", { class: "keys" }, heading, make("dl", {}, ...rows));
}
