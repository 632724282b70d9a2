// Offending words are blurred until the person points at their comment or goes there by keyboard, if the
// person wishes. Drawn by the CSS Custom Highlight API (highlight.css): no node of the page is touched.
import { onStored, stored } from "../browser";
import { commentAt } from "../page/observe";
import type { Layer } from "../parts/layer";
import { SOFTEN } from "../word-store";
import { flaggedRanges } from "./highlight-reasons";
import type { PageWatch } from "./state";

const SOFT = "uppsikt-soft";

export function softenWords(watch: PageWatch, layer: Layer, signal: AbortSignal): void {
  let wanted = false;
  let shown = true;
  let near: string | null = null;

  function draw(): void {
    layer.body.toggleAttribute("data-soften", wanted);
    if (typeof Highlight === "undefined" || CSS.highlights === undefined) return;
    if (!wanted || !shown) {
      CSS.highlights.delete(SOFT);
      return;
    }
    const soft = new Highlight(...flaggedRanges(watch, (id) => id !== near));
    soft.priority = 1;
    CSS.highlights.set(SOFT, soft);
  }

  function follow(target: EventTarget | null): void {
    const id = target instanceof Element ? commentAt(target, watch.seen) : null;
    if (id === near) return;
    near = id;
    if (wanted) draw();
  }

  const set = (value: unknown) => {
    wanted = value === true;
    if (!signal.aborted) draw();
  };
  const way = { passive: true, signal };
  document.addEventListener("pointerover", ({ target }) => follow(target), way);
  document.addEventListener("focusin", ({ target }) => follow(target), way);
  // The picture that becomes evidence shows the comment as it stands.
  layer.withLayer((now) => {
    shown = now;
    draw();
  });
  onStored(SOFTEN, set, signal);
  watch.follow(draw, signal);
  signal.addEventListener("abort", () => CSS.highlights?.delete(SOFT));
  void stored(SOFTEN).then(set);
}
