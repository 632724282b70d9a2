// Keeps badges beside their comments. All boxes are measured before any badge is moved, and only
// comments that are really in view (not clipped by a scroller) are measured at all.

import { LAYER_ID } from "./layer";

const GAP = 8;
const INSIDE = 12;
const TICK = 1_000;
/** After the last movement of the page: asking what lies over a comment is dear on a large page. */
const SETTLED = 150;
/** While a page fills itself the badges follow at this pace; while it is scrolled, at every frame. */
const PACE = 200;

interface Tracked {
  readonly element: WeakRef<Element>;
  readonly badge: HTMLElement;
}

export class Beside {
  private readonly tracked = new Map<string, Tracked>();
  private readonly inView = new WeakSet<Element>();
  private readonly intersections: IntersectionObserver;
  /** Comments over which something of the page lies, as of the last time it was asked. */
  private covered = new WeakSet<Element>();
  /** Such as a fixed header: what passes beneath it while the page is scrolled is covered too. */
  private readonly covers = new Set<Element>();
  private frame = 0;
  /** Where the comments stood at the latest tick. */
  private places = "";
  private movedAt = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private waiting: ReturnType<typeof setTimeout> | null = null;

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
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.soon();
      else this.follow();
    });
    const listen = { capture: true, passive: true, signal };
    for (const type of ["load", "transitionend"]) {
      document.addEventListener(type, () => this.changed(), listen);
    }
    for (const type of ["scroll", "resize"]) {
      addEventListener(type, () => this.scrolled(), listen);
    }
    const timer = setInterval(() => this.tick(), TICK);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      clearTimeout(this.settling);
      if (this.waiting !== null) clearTimeout(this.waiting);
      this.intersections.disconnect();
    });
  }

  /** Keep a badge beside a comment's element, which may be another than before. */
  track(id: string, element: Element, badge: HTMLElement): void {
    const tracked = this.tracked.get(id);
    const before = tracked?.element.deref();
    if (before === element && tracked?.badge === badge) return;
    if (before !== undefined) this.intersections.unobserve(before);
    this.intersections.observe(element);
    this.tracked.set(id, { element: new WeakRef(element), badge });
  }

  forget(id: string): void {
    const tracked = this.tracked.get(id);
    if (tracked === undefined) return;
    const element = tracked.element.deref();
    if (element !== undefined) this.intersections.unobserve(element);
    this.tracked.delete(id);
  }

  /** Move the badges before the next frame is drawn. */
  soon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.movedAt = performance.now();
      if (this.waiting !== null) clearTimeout(this.waiting);
      this.waiting = null;
      this.move();
    });
  }

  /** Pages move things without telling: look, and draw a frame only where something is elsewhere. */
  private tick(): void {
    const places = [...this.tracked.values()].map(({ element }) => {
      const target = element.deref();
      if (target?.isConnected !== true || !this.inView.has(target)) return "";
      const { x, y, width } = target.getBoundingClientRect();
      return `${x} ${y} ${width}`;
    });
    const now = places.join();
    if (now !== this.places) this.changed();
    this.places = now;
  }

  private scrolled(): void {
    this.changed();
    this.soon();
  }

  /** Something of the page has changed: follow it, and ask what lies over the comments when it rests. */
  changed(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), SETTLED);
    this.follow();
  }

  private follow(): void {
    const wait = this.movedAt + PACE - performance.now();
    if (wait <= 0) this.soon();
    else this.waiting ??= setTimeout(() => this.soon(), wait);
  }

  private settle(): void {
    this.covers.clear();
    this.covered = new WeakSet();
    for (const { element } of this.tracked.values()) {
      const target = element.deref();
      if (target?.isConnected !== true || !this.inView.has(target)) continue;
      const over = coverOf(target, target.getBoundingClientRect());
      if (over === null) continue;
      this.covered.add(target);
      if (isFixed(over)) this.covers.add(over);
    }
    this.soon();
  }

  private move(): void {
    const covers = [...this.covers].map((each) => each.getBoundingClientRect());
    const boxes = [...this.tracked.values()].map(({ element, badge }) => {
      const target = element.deref();
      const shown = target?.isConnected === true && this.inView.has(target);
      const box = shown ? target.getBoundingClientRect() : null;
      const hidden = box !== null && target && (this.covered.has(target) || isBeneath(box, covers));
      return { badge, box: hidden ? null : box };
    });
    for (const { badge, box } of boxes) badge.classList.toggle("away", box === null);
    const widths = boxes.map(({ badge, box }) => (box === null ? 0 : badge.offsetWidth));
    boxes.forEach(({ badge, box }, index) => {
      if (box === null) badge.style.left = "";
      else put(badge, box, widths[index] ?? 0);
    });
    this.moved();
  }
}

/** What else of the page lies over the comment's upper part, such as a dialog or a fixed header. */
function coverOf(target: Element, box: DOMRect): Element | null {
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + INSIDE);
  if (over === null || over.id === LAYER_ID) return null;
  return target.contains(over) || over.contains(target) ? null : over;
}

function isFixed(element: Element): boolean {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    if (/^(?:fixed|sticky)$/.test(getComputedStyle(each).position)) return true;
  }
  return false;
}

function isBeneath(box: DOMRect, covers: readonly DOMRect[]): boolean {
  const [x, y] = [box.left + box.width / 2, box.top + INSIDE];
  return covers.some((each) => x > each.left && x < each.right && y > each.top && y < each.bottom);
}

/** To the right of the comment where there is room, else on its upper edge. */
function put(badge: HTMLElement, box: DOMRect, width: number): void {
  const roomy = box.right + GAP + width <= document.documentElement.clientWidth;
  const x = roomy ? box.right + GAP : Math.max(0, box.right - width - GAP);
  const y = roomy ? box.top + 4 : box.top - 10;
  const [left, top] = [`${Math.round(x)}px`, `${Math.round(y)}px`];
  if (badge.style.left !== left) badge.style.left = left;
  if (badge.style.top !== top) badge.style.top = top;
}
