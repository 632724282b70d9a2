// Who presses: the extension where the words are proven, else the person on a marked control.
import { isBlocked } from "./controls";
import type { Words } from "./labels";
import { pause } from "./wait";

export interface Hands {
  readonly words: Words;
  /** Mark a control and ask the person to press it; gives what takes the mark away. */
  readonly mark: (control: Element) => () => void;
}

const ASSIST_TIME = 60_000;
const STEP = 150;

/** Watches for the person's own press: only a real one counts, not a script's. */
export class PersonsPress {
  private pressed = false;
  private readonly stop = new AbortController();
  private readonly unmark: () => void;

  constructor(control: Element, hands: Hands) {
    this.unmark = hands.mark(control);
    document.addEventListener(
      "click",
      (event) => {
        if (event.isTrusted && event.composedPath().includes(control)) this.pressed = true;
      },
      { capture: true, signal: this.stop.signal },
    );
  }

  /** True when pressed; false when the time is up, `over` says so, or the platform blocks. */
  async wait(over: () => boolean): Promise<boolean> {
    const end = performance.now() + ASSIST_TIME;
    while (!this.pressed && !over() && !isBlocked() && performance.now() < end) await pause(STEP);
    this.stop.abort();
    this.unmark();
    return this.pressed;
  }
}
