// Which comments are in the window or close to it. Only they get a badge: on a page of hundreds of
// comments the rest would cost the page much, and nobody can see them; the panel lists them all. The browser is asked about
// every eighth comment only; those between two of these are near where the window may show them.

/** Far enough that Tab finds the next handle before it is in view. */
const MARGIN = "400px";
const EVERY = 8;

/** Newer browsers let the margin reach into the page's own scrollers too. */
type Margins = IntersectionObserverInit & { scrollMargin: string };

type Side = "above" | "near" | "below";

export class Near {
  private readonly sides = new WeakMap<Element, Side>();
  private landmarks = new Set<Element>();
  private readonly intersections: IntersectionObserver;

  /** `changed` is called when comments have come near or gone away. */
  constructor(changed: () => void, signal: AbortSignal) {
    const margins: Margins = { rootMargin: MARGIN, scrollMargin: MARGIN };
    this.intersections = new IntersectionObserver((entries) => {
      for (const entry of entries) this.sides.set(entry.target, sideOf(entry));
      changed();
    }, margins);
    signal.addEventListener("abort", () => this.intersections.disconnect());
  }

  /** Which of the comments are near, as they stand now in the page's order. */
  among(comments: readonly (readonly [id: string, element: Element])[]): Set<string> {
    const last = comments.length - 1;
    const marks = comments.filter((_, n) => n % EVERY === 0 || n === last);
    this.observe(new Set(marks.map(([, element]) => element)));
    const near = new Set<string>();
    for (let n = 0; n <= last; n += EVERY) {
      const end = Math.min(n + EVERY, last);
      if (!this.mayShow(comments[n]?.[1], comments[end]?.[1])) continue;
      for (const [id] of comments.slice(n, end + 1)) near.add(id);
    }
    return near;
  }

  private observe(landmarks: Set<Element>): void {
    for (const element of this.landmarks) {
      if (!landmarks.has(element)) this.intersections.unobserve(element);
    }
    for (const element of landmarks) {
      if (!this.landmarks.has(element)) this.intersections.observe(element);
    }
    this.landmarks = landmarks;
  }

  /** Whether something between the two may be near: not where both are on the same side, out of sight. */
  private mayShow(first: Element | undefined, second: Element | undefined): boolean {
    const [one, other] = [first, second].map((each) => each && this.sides.get(each));
    if (one === undefined && other === undefined) return false;
    return one === "near" || other === "near" || one !== other;
  }
}

function sideOf({
  isIntersecting,
  boundingClientRect,
  rootBounds,
}: IntersectionObserverEntry): Side {
  if (isIntersecting) return "near";
  return boundingClientRect.bottom <= (rootBounds?.top ?? 0) ? "above" : "below";
}
