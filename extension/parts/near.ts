// Which comments are in the window or close to it. Only they get a handle: on a page of hundreds of
// comments the rest would cost the page much, and nobody can see them.

/** Far enough that Tab finds the next handle before it is in view. */
const MARGIN = "800px";

/** Newer browsers let the margin reach into the page's own scrollers too. */
type Margins = IntersectionObserverInit & { scrollMargin: string };

export class Near {
  private readonly ids = new Map<Element, string>();
  private readonly elements = new Map<string, Element>();
  private readonly near = new Set<string>();
  private readonly intersections: IntersectionObserver;

  /** `changed` is called when comments have come near or gone away. */
  constructor(changed: () => void, signal: AbortSignal) {
    const margins: Margins = { rootMargin: MARGIN, scrollMargin: MARGIN };
    this.intersections = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.set(target, isIntersecting);
      changed();
    }, margins);
    signal.addEventListener("abort", () => this.intersections.disconnect());
  }

  has(id: string): boolean {
    return this.near.has(id);
  }

  /** Follow a comment's element, which may be another than before. */
  track(id: string, element: Element): void {
    if (this.elements.get(id) === element) return;
    this.forget(id);
    this.elements.set(id, element);
    this.ids.set(element, id);
    this.intersections.observe(element);
  }

  /** Let go of the comments that are not on the page any more. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const id of this.elements.keys()) {
      if (!present.has(id)) this.forget(id);
    }
  }

  private forget(id: string): void {
    const element = this.elements.get(id);
    this.elements.delete(id);
    this.near.delete(id);
    if (element === undefined || this.ids.get(element) !== id) return;
    this.intersections.unobserve(element);
    this.ids.delete(element);
  }

  private set(element: Element, isNear: boolean): void {
    const id = this.ids.get(element);
    if (id === undefined) return;
    if (isNear) this.near.add(id);
    else this.near.delete(id);
  }
}
