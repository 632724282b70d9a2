// Who wrote it and what it says, as the person adjusts it before it is saved.
import type { Pointed } from "../page/pointed";
import { t } from "../texts";
import { make } from "./dom";

const MAX_AUTHOR = 1_000;
const MAX_TEXT = 100_000;

export class PointedForm {
  readonly element = make("div", { class: "fields" });
  readonly #author = make("input", { id: "pointed-author", maxlength: String(MAX_AUTHOR) });
  readonly #text = make("textarea", {
    id: "pointed-text",
    rows: "4",
    maxlength: String(MAX_TEXT),
    dir: "auto",
  });

  constructor(private readonly proposed: Pointed) {
    const { pointing } = t();
    this.#author.value = proposed.author;
    this.#text.value = proposed.text;
    this.element.append(
      make("p", { class: "aside" }, pointing.adjust),
      field(pointing.author, this.#author),
      field(pointing.text, this.#text),
    );
  }

  onChange(changed: () => void): void {
    this.element.addEventListener("input", changed);
  }

  /** As it stands; null without a word of either. */
  pointed(): Pointed | null {
    const author = this.#author.value.trim();
    const text = this.#text.value.trim();
    if (author === "" && text === "") return null;
    const sameAuthor = author === this.proposed.author;
    return {
      ...this.proposed,
      author,
      text,
      authorUrl: sameAuthor ? this.proposed.authorUrl : null,
    };
  }
}

function field(label: string, control: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control);
}
