// Alt+Shift+V opens the next thing of the page that is folded: the sort of all comments, a text that
// is cut short, more comments or replies. One press of the key, one press of a control, at a human pace.
import { type Opening, openNext } from "../page/openers";
import type { Notice } from "../parts/notice";
import { t } from "../texts";
import type { PageWatch } from "./state";

/** Milliseconds between two presses. */
const PACE = 700;

export class OpenMore {
  private last = Number.NEGATIVE_INFINITY;
  private busy = false;

  constructor(
    private readonly watch: PageWatch,
    private readonly notice: Notice,
  ) {}

  async next(): Promise<void> {
    const { place } = this.watch.seen;
    if (this.busy || place === null || performance.now() - this.last < PACE) return;
    this.busy = true;
    try {
      this.say(await openNext(place));
    } finally {
      this.busy = false;
      this.last = performance.now();
    }
  }

  private say(opening: Opening): void {
    const tone = opening === "words" ? "warn" : "good";
    this.notice.show({ tone, title: t().opening[opening], lines: [] });
  }
}
