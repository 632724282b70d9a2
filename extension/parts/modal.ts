// A modal dialog in our layer, by the browser's own <dialog>: the focus stays in, Escape closes, the
// page beneath is inert.
import type { Problem } from "../contract.gen";
import { t } from "../texts";
import { make } from "./dom";
import type { Layer } from "./layer";

export interface ModalOptions {
  readonly title: string;
  readonly content: readonly Node[];
  readonly primary: string;
  /** Called once for each press that counts; further presses wait until it is done. */
  readonly act: () => Promise<void>;
  readonly closed: () => void;
}

export class Modal {
  readonly #dialog = make("dialog", { class: "modal", "aria-labelledby": "modal-title" });
  readonly #form = make("form", { method: "dialog", novalidate: true });
  readonly #progress = make("p", { class: "progress", role: "status" });
  readonly #problemBox = make("div", { class: "problem", role: "alert", hidden: true });
  readonly #more = make("div", {
    class: "also",
    role: "group",
    "aria-label": t().handling.heading,
  });
  readonly #primary: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #keys = new Map<string, () => Promise<void>>();
  #busy = false;
  #allowed = true;

  constructor(
    layer: Layer,
    private readonly options: ModalOptions,
  ) {
    this.#primary = make("button", { type: "submit", class: "primary" }, options.primary);
    this.#cancel = make("button", { type: "button", class: "quiet" }, t().dialog.cancel);
    this.#form.append(
      make("h2", { id: "modal-title" }, options.title),
      make("div", { class: "content" }, ...options.content),
      this.#problemBox,
      this.#progress,
      make("div", { class: "foot" }, this.#cancel, this.#primary),
    );
    this.#dialog.append(this.#form);
    layer.body.append(this.#dialog);
    this.#listen();
  }

  open(): void {
    this.#dialog.showModal();
    if (this.#allowed) this.#primary.focus();
  }

  close(): void {
    if (!this.#dialog.isConnected) return;
    this.#dialog.close();
    this.#dialog.remove();
    this.options.closed();
  }

  /** Whether the primary button may be pressed, and what it says. */
  allow(allowed: boolean, words: string): void {
    this.#allowed = allowed;
    this.#primary.textContent = words;
    this.#primary.disabled = this.#busy || !allowed;
  }

  /** Nothing can be done here but to close: one way out is enough. */
  onlyClose(): void {
    this.#cancel.hidden = true;
  }

  /** A second choice beside the primary; its key works anywhere in the dialog together with Alt. */
  offer(words: string, key: string, act: () => Promise<void>): void {
    const button = make("button", { type: "button", class: "quiet second" }, words);
    this.#bind(button, key, act);
    this.#cancel.before(button);
  }

  /** More that can be done with it, in a row of its own above the foot. */
  also(words: string, key: string, act: () => Promise<void>): void {
    const hint = make("kbd", { "aria-hidden": "true" }, `Alt+${key.toUpperCase()}`);
    const button = make("button", { type: "button" }, words, " ", hint);
    this.#bind(button, key, act);
    this.#more.append(button);
    if (!this.#more.isConnected) this.#problemBox.before(this.#more);
  }

  /** Do what a key does here; nothing where it does nothing. */
  press(key: string): void {
    const act = this.#keys.get(key);
    if (act !== undefined) void this.#run(act);
  }

  #bind(button: HTMLButtonElement, key: string, act: () => Promise<void>): void {
    this.#keys.set(key, act);
    button.setAttribute("aria-keyshortcuts", `Alt+${key.toUpperCase()}`);
    button.addEventListener("click", () => void this.#run(act));
    this.#form.addEventListener("keydown", (event) => {
      if (!event.altKey || event.code !== `Key${key.toUpperCase()}`) return;
      event.preventDefault();
      void this.#run(act);
    });
  }

  say(words: string): void {
    this.#progress.textContent = words;
  }

  showProblem(problem: Problem): void {
    this.#problemBox.hidden = false;
    this.#problemBox.replaceChildren(
      make("strong", {}, problem.what),
      make("p", {}, problem.kept),
      make("p", { class: "now" }, problem.now),
    );
    this.#problemBox.scrollIntoView({ block: "nearest" });
  }

  #listen(): void {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#primaryAct();
    });
    this.#form.addEventListener("keydown", (event) => this.#onKey(event));
    this.#cancel.addEventListener("click", () => this.close());
    this.#dialog.addEventListener("cancel", (event) => {
      if (this.#busy) event.preventDefault();
    });
    this.#dialog.addEventListener("close", () => this.close());
  }

  /** Enter acts from anywhere but the note; a key that is held down acts once. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    const target = event.composedPath()[0];
    if (event.repeat) event.preventDefault();
    else if (target instanceof HTMLSelectElement) {
      event.preventDefault();
      this.#primaryAct();
    }
  }

  #primaryAct(): void {
    if (this.#allowed) void this.#run(this.options.act);
  }

  /** A double click or Enter twice is one act: the second finds the first at work. */
  async #run(act: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#setBusy(true);
    this.#problemBox.hidden = true;
    try {
      await act();
    } finally {
      this.#setBusy(false);
      this.say("");
      this.#primary.focus();
    }
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.#form.toggleAttribute("aria-busy", busy);
    this.#primary.disabled = busy || !this.#allowed;
    this.#cancel.disabled = busy;
  }
}
