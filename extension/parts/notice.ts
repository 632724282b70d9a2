// A message at the window's lower edge: how an act went, and what the person should do.
import { t } from "../texts";
import { make } from "./dom";
import type { Layer } from "./layer";

export type Tone = "work" | "good" | "warn";

export interface Message {
  readonly tone: Tone;
  readonly title: string;
  readonly lines: readonly string[];
  /** What the person may do about it, if anything. */
  readonly choice?: { readonly words: string; readonly press: () => void };
}

/** What went well goes away by itself; what the person must do something about stays. */
const GOOD_FOR = 6_000;

export class Notice {
  readonly #box = make("div", { class: "notice", role: "status", hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(layer: Layer) {
    layer.body.append(this.#box);
  }

  show({ tone, title, lines, choice }: Message): void {
    clearTimeout(this.#timer);
    const close = make(
      "button",
      { type: "button", class: "close", "aria-label": t().notice.close },
      "×",
    );
    close.addEventListener("click", () => this.hide());
    this.#box.dataset.tone = tone;
    const words = lines.filter((line) => line !== "").map((line) => make("p", {}, line));
    const said = make("div", {}, make("strong", {}, title), ...words);
    if (choice !== undefined) said.append(choiceButton(choice));
    this.#box.replaceChildren(said, close);
    this.#box.hidden = false;
    if (tone === "good") this.#timer = setTimeout(() => this.hide(), GOOD_FOR);
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

function choiceButton({ words, press }: NonNullable<Message["choice"]>): HTMLElement {
  const button = make("button", { type: "button", class: "choose" }, words);
  button.addEventListener("click", press);
  return button;
}
