// Alt+Shift and a letter. U opens the dialog for the comment that has the focus, or is under the pointer, or is
// the first that needs action; P lets the person point at one. The browser's own commands do the same
// where their keys are free.
import { commentAt } from "../page/observe";
import { flagged, type PageWatch } from "./state";

/** What each key does, by its place on the keyboard (KeyU …). */
export type Shortcuts = Readonly<Record<string, () => void>>;

export function pressShortcut(shortcuts: Shortcuts, signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    (event) => {
      const act = shortcuts[event.code];
      if (!event.isTrusted || event.repeat || act === undefined) return;
      if (!(event.altKey && event.shiftKey) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act();
    },
    { capture: true, signal },
  );
}

/** Which comment is meant when none is named; null where there is none at all. */
export class Meant {
  #under: Element | null = null;

  constructor(
    private readonly watch: PageWatch,
    signal: AbortSignal,
  ) {
    document.addEventListener(
      "pointerover",
      (event) => {
        this.#under = event.target instanceof Element ? event.target : null;
      },
      { passive: true, signal },
    );
  }

  comment(): string | null {
    const { seen } = this.watch;
    return commentAt(document.activeElement, seen) ?? commentAt(this.#under, seen) ?? this.#first();
  }

  /** The first on the page that is flagged and not saved yet. */
  #first(): string | null {
    const waiting = this.watch.seen.reading.comments.find(
      (comment) =>
        this.watch.saved(comment) === null && flagged(this.watch.verdict(comment)).length > 0,
    );
    return waiting?.id ?? null;
  }
}
