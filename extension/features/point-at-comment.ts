// The person points at a comment on a page that cannot be read: with the pointer, or with the arrow
// keys. What is chosen is framed in our own layer; the page's nodes are left alone, and none of its
// controls is pressed.
import { make } from "../parts/dom";
import { frameAround } from "../parts/frame";
import { LAYER_ID, type Layer } from "../parts/layer";
import { t } from "../texts";

const SAID = 120;
const SMALLEST = 8;

/** Begin; `chosen` is called with the element, and the mode is over. A second begin ends the first. */
export class Pointing {
  #end: (() => void) | null = null;

  constructor(
    private readonly layer: Layer,
    private readonly chosen: (element: Element) => void,
    signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => this.#end?.());
  }

  begin(): void {
    this.#end?.();
    const mode = new Mode(this.layer, (element) => {
      this.#end?.();
      if (element !== null) this.chosen(element);
    });
    this.#end = () => {
      this.#end = null;
      mode.stop();
    };
  }
}

class Mode {
  readonly #life = new AbortController();
  readonly #bar = make("div", { class: "pointing", role: "dialog", tabindex: "-1" });
  readonly #said = make("p", { class: "pointed", role: "status" });
  #element: Element | null = null;
  #unframe: () => void = () => undefined;

  constructor(
    layer: Layer,
    private readonly done: (element: Element | null) => void,
  ) {
    const { pointing } = t();
    const cancel = make("button", { type: "button", class: "choose" }, pointing.cancel);
    cancel.addEventListener("click", () => done(null));
    this.#bar.setAttribute("aria-label", pointing.title);
    this.#bar.append(
      make("strong", {}, pointing.title),
      make("p", {}, pointing.how),
      this.#said,
      cancel,
    );
    layer.body.append(this.#bar);
    this.#frame = (target) => frameAround(layer, target);
    this.#listen();
    this.#bar.focus();
    this.#point(this.#first());
  }

  readonly #frame: (target: Element) => () => void;

  stop(): void {
    this.#life.abort();
    this.#unframe();
    this.#bar.remove();
  }

  #listen(): void {
    const way = { capture: true, signal: this.#life.signal };
    document.addEventListener("pointermove", (event) => this.#follow(event), way);
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) {
      document.addEventListener(type, (event) => this.#keep(event), way);
    }
    document.addEventListener("click", (event) => this.#press(event), way);
    addEventListener("keydown", (event) => this.#onKey(event), way);
  }

  #follow(event: PointerEvent): void {
    if (!event.isTrusted || isOurs(event)) return;
    this.#point(document.elementFromPoint(event.clientX, event.clientY));
  }

  /** The page must not take the press for its own. */
  #keep(event: Event): boolean {
    if (isOurs(event)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  }

  #press(event: MouseEvent): void {
    if (this.#keep(event) && event.isTrusted) this.done(this.#element);
  }

  #onKey(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    const moves: Readonly<Record<string, () => Element | null | undefined>> = {
      ArrowUp: () => this.#element?.parentElement,
      ArrowDown: () => visible(this.#element?.children ?? [])[0],
      ArrowRight: () => this.#beside(1),
      ArrowLeft: () => this.#beside(-1),
    };
    const move = moves[event.key];
    if (event.key === "Escape") this.done(null);
    else if (event.key === "Enter" && !isButton(event)) this.done(this.#element);
    else if (move !== undefined) this.#point(move() ?? null);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** The next or former of its own kind; at the end of a list the way goes on outside it. */
  #beside(step: 1 | -1): Element | null {
    for (let each = this.#element; each !== null; each = each.parentElement) {
      const among = visible(each.parentElement?.children ?? []);
      const next = among[among.indexOf(each) + step];
      if (next !== undefined) return next;
    }
    return null;
  }

  #point(element: Element | null): void {
    if (element === null || element === this.#element || element.id === LAYER_ID) return;
    if (element === document.documentElement || element === document.body) return;
    this.#element = element;
    this.#unframe();
    this.#unframe = this.#frame(element);
    const words = (element.textContent ?? "").replace(/\s+/g, " ").trim();
    this.#said.textContent = words.slice(0, SAID).toWellFormed() || t().pointing.empty;
  }

  /** Where the keys begin: in the middle of the window, else with the page's first part. */
  #first(): Element | null {
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    const isPart = middle !== null && middle !== document.body && middle.parentElement !== null;
    return isPart ? middle : (visible(document.body.children)[0] ?? null);
  }
}

function visible(elements: Iterable<Element>): Element[] {
  return [...elements].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width >= SMALLEST && box.height >= SMALLEST;
  });
}

function isOurs(event: Event): boolean {
  return event.composedPath().some((each) => each instanceof Element && each.id === LAYER_ID);
}

/** Enter on our own button is that button's. */
function isButton(event: KeyboardEvent): boolean {
  return isOurs(event) && event.composedPath()[0] instanceof HTMLButtonElement;
}
