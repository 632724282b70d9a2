// Keeps badges beside their comments. All boxes are measured before any badge is moved, and only
// comments that are really in view (not clipped by a scroller) are measured at all.

import { LAYER_ID } from "./layer";

const GAP = 8;
const INSIDE = 12;
const TICK = 1_000;

interface Tracked {
  readonly element: WeakRef<Element>;
  readonly badge: HTMLElement;
}

export class Beside {
  private readonly tracked = new Map<string, Tracked>();
  private readonly inView = new WeakSet<Element>();
  private readonly intersections: IntersectionObserver;
  private frame = 0;

  /** `moved` is called after each move. */
  constructor(
    private readonly moved: () => void,
    signal: AbortSignal,
  ) {
    this.intersections = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.inView.add(target);
        else this.inView.delete(target);
      }
      this.soon();
    });
    const listen = { capture: true, passive: true, signal };
    for (const type of ["scroll", "load", "transitionend"]) {
      document.addEventListener(type, () => this.soon(), listen);
    }
    addEventListener("resize", () => this.soon(), listen);
    const timer = setInterval(() => this.soon(), TICK);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      this.intersections.disconnect();
    });
  }

  /** Keep a badge beside a comment's element, which may be another than before. */
  track(id: string, element: Element, badge: HTMLElement): void {
    const before = this.tracked.get(id)?.element.deref();
    if (before !== element) {
      if (before !== undefined) this.intersections.unobserve(before);
      this.intersections.observe(element);
    }
    this.tracked.set(id, { element: new WeakRef(element), badge });
  }

  forget(id: string): void {
    const element = this.tracked.get(id)?.element.deref();
    if (element !== undefined) this.intersections.unobserve(element);
    this.tracked.delete(id);
  }

  /** Move the badges before the next frame is drawn. */
  soon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.move();
    });
  }

  private move(): void {
    const boxes = [...this.tracked.values()].map(({ element, badge }) => {
      const target = element.deref();
      const shown = target?.isConnected === true && this.inView.has(target);
      const box = shown ? target.getBoundingClientRect() : null;
      return { badge, box: box !== null && target && isCovered(target, box) ? null : box };
    });
    const widths = boxes.map(({ badge, box }) => (box === null ? 0 : badge.offsetWidth));
    boxes.forEach(({ badge, box }, index) => {
      badge.classList.toggle("away", box === null);
      if (box !== null) put(badge, box, widths[index] ?? 0);
    });
    this.moved();
  }
}

/** Whether something else of the page lies over the comment's upper part, such as its fixed header. */
function isCovered(target: Element, box: DOMRect): boolean {
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + INSIDE);
  if (over === null || over.id === LAYER_ID) return false;
  return !target.contains(over) && !over.contains(target);
}

/** To the right of the comment where there is room, else on its upper edge. */
function put(badge: HTMLElement, box: DOMRect, width: number): void {
  const roomy = box.right + GAP + width <= document.documentElement.clientWidth;
  const x = roomy ? box.right + GAP : Math.max(0, box.right - width - GAP);
  const y = roomy ? box.top + 4 : box.top - 10;
  const place = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  if (badge.style.transform !== place) badge.style.transform = place;
}
