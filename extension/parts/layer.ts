// Our own layer over the page: one host with a closed shadow root, so that the page's nodes stay
// as they are and the page sees nothing of what is drawn.

import { t } from "../texts";
import colours from "./colours.css";
import { make } from "./dom";
import css from "./layer.css";

export const LAYER_ID = "uppsikt-layer";

export class Layer {
  private readonly host = document.createElement("div");
  private readonly root = this.host.attachShadow({ mode: "closed" });
  private readonly listeners: ((shown: boolean) => void)[] = [];
  readonly body: HTMLElement;

  constructor(signal: AbortSignal) {
    this.host.id = LAYER_ID;
    this.host.style.cssText =
      "all:initial;position:fixed;inset:0;pointer-events:none;z-index:2147483647;";
    this.body = make("div", { class: "layer", role: "region", "aria-label": t().badge.layer });
    addStyle(this.root);
    this.root.append(this.body);
    this.keepKeysIn();
    this.attach();
    signal.addEventListener("abort", () => this.host.remove());
  }

  /** Pages sometimes replace everything below the root element. */
  attach(): void {
    if (!this.host.isConnected) document.documentElement.append(this.host);
    if (this.body.lang !== t().locale) this.body.lang = t().locale;
  }

  /** Out of the picture, with everything that follows the layer. */
  hide(): void {
    this.host.style.setProperty("display", "none", "important");
    this.tell(false);
  }

  show(): void {
    this.host.style.removeProperty("display");
    this.tell(true);
  }

  /** What is drawn elsewhere than in the layer comes and goes with it. */
  withLayer(listener: (shown: boolean) => void): void {
    this.listeners.push(listener);
  }

  private tell(shown: boolean): void {
    for (const listener of this.listeners) listener(shown);
  }

  /** Keys pressed here are no shortcuts of the page. */
  private keepKeysIn(): void {
    for (const type of ["keydown", "keyup", "keypress"]) {
      this.host.addEventListener(type, (event) => event.stopPropagation());
    }
  }
}

/** A constructed sheet passes the page's CSP; Firefox wants an element in content scripts. */
function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(colours + css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make("style", {}, colours + css));
  }
}
