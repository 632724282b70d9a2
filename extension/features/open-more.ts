// Alt+Shift+V opens the next thing of the page that is folded: the sort of all comments, a text that
// is cut short, more comments or replies. One press of the key, one press of a control, at a human pace.
import { type Opening, openNext } from "../page/openers";
import type { Notice } from "../parts/notice";
import { t } from "../texts";
import type { PageWatch } from "./state";

/** Milliseconds between two presses. */
const PACE = 700;

export class OpenMore {
  #last = Number.NEGATIVE_INFINITY;
  #busy = false;

  constructor(
    private readonly watch: PageWatch,
    private readonly notice: Notice,
  ) {}

  /** Open the next, and say what came of it. */
  async next(): Promise<void> {
    const opening = await this.open();
    if (opening === null) return;
    const tone = opening === "words" ? "warn" : "good";
    this.notice.show({ tone, title: t().opening[opening], lines: [] });
  }

  /** Null: nothing was tried, since the last press is not over or too near. */
  async open(): Promise<Opening | null> {
    const { place } = this.watch.seen;
    if (this.#busy || place === null || performance.now() - this.#last < PACE) return null;
    this.#busy = true;
    try {
      return await openNext(place);
    } finally {
      this.#busy = false;
      this.#last = performance.now();
    }
  }
}
