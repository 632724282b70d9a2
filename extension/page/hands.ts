// Who presses: the extension where the words are proven, else the person on a marked control.
import { t } from "../texts";
import { isBlocked } from "./controls";
import type { Words } from "./labels";
import { pause } from "./wait";

export interface Hands {
  readonly words: Words;
  /**
   * Mark a control and ask the person to press it; `cancel` is what the person may do instead.
   * Gives what takes the mark away.
   */
  readonly mark: (control: Element, cancel: () => void) => () => void;
}

/** `not`: the time is up, the page is over with it, or the platform blocks. */
export type Answer = "pressed" | "cancelled" | "not";

const ASSIST_TIME = 60_000;
const STEP = 150;

/** Watches for the person's own press: only a real one counts, not a script's. */
export class PersonsPress {
  #answer: Answer = "not";
  readonly #stop = new AbortController();
  readonly #unmark: () => void;

  constructor(control: Element, hands: Hands) {
    this.#unmark = hands.mark(control, () => this.#take("cancelled"));
    document.addEventListener(
      "click",
      (event) => {
        if (event.isTrusted && event.composedPath().includes(control)) this.#take("pressed");
      },
      { capture: true, signal: this.#stop.signal },
    );
  }

  /** Ends when the person has answered, the time is up, `over` says so, or the platform blocks. */
  async wait(over: () => boolean): Promise<Answer> {
    const end = performance.now() + ASSIST_TIME;
    while (this.#answer === "not" && !over() && !isBlocked() && performance.now() < end) {
      await pause(STEP);
    }
    this.#stop.abort();
    this.#unmark();
    return this.#answer;
  }

  /** The first answer counts: what is pressed is pressed. */
  #take(answer: Answer): void {
    if (this.#answer === "not") this.#answer = answer;
  }
}

/** In words, for an answer that is no press. */
export function whyNotPressed(answer: Answer): string {
  return answer === "cancelled" ? t().details.cancelled : t().details.notPressed;
}
