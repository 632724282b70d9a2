// Follows the page as it changes. Work is scoped to what changed, done in short slices while the
// page is idle, and never holds the page for long.
import { detect, type Place } from "./detect";
import { countOf, sortOf } from "./openers";
import { assemble } from "./read-page";
import { candidates, type ElementReader, elementReader } from "./readers";
import type { CommentReading, PageReading, Reading } from "./reading";
import { idle } from "./wait";

/** From a change to the reading of it, where the page was at rest. */
const SOON = 30;
/** Between two readings of a page that goes on changing: longer the more there is on it. */
const QUIET = 120;
const QUIET_FOR_EACH = 1 / 2;
const SLICE = 8;
/** Facts of the page as a whole are asked for at most this often. */
const FACTS_PAUSE = 3_000;
/** For how long a reader may remember posts. What is captured is always read by a new one. */
const FRESH = 5_000;

export interface Observation {
  readonly place: Place | null;
  readonly reading: PageReading;
  /** Where each comment stood at this reading: for drawing beside it, never for acting. */
  readonly elements: ReadonlyMap<string, WeakRef<Element>>;
  readonly bodies: ReadonlyMap<string, CommentReading>;
  /** By element, as it stood at this reading. */
  readonly ids: WeakMap<Element, string>;
  /** As the page names its sort, and its own number of comments; null where they cannot be told. */
  readonly sort: string | null;
  readonly counted: number | null;
}

type Facts = Pick<Observation, "sort" | "counted">;

const NO_FACTS: Facts = { sort: null, counted: null };

const UNREADABLE: PageReading = { comments: [], unread: 0, foreign: 0, refused: "not_a_page" };

/** Calls back after each reading, until the signal ends it. */
export function observe(report: (seen: Observation) => void, signal: AbortSignal): void {
  new Observer(report, signal).start();
}

class Observer {
  private cache = new WeakMap<Element, Reading>();
  private href = "";
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running = false;
  private readAt = Number.NEGATIVE_INFINITY;
  /** How many candidates the latest reading had. */
  private size = 0;
  private again = false;
  private reader: { href: string; made: number; read: ElementReader } | null = null;
  private facts = NO_FACTS;
  private asked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly report: (seen: Observation) => void,
    private readonly signal: AbortSignal,
  ) {}

  start(): void {
    const observer = new MutationObserver((records) => this.changed(records));
    observer.observe(document.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["href", "data-commentid", "aria-posinset"],
    });
    this.signal.addEventListener("abort", () => {
      observer.disconnect();
      if (this.timer !== null) clearTimeout(this.timer);
    });
    this.soon();
  }

  /** Forget the readings of changed comments, and read soon. */
  private changed(records: readonly MutationRecord[]): void {
    if (location.href === this.href && detect(this.href) === null) return;
    if (records.some(({ attributeName }) => attributeName !== null && attributeName !== "href")) {
      this.cache = new WeakMap();
    }
    for (const { target } of records) {
      let element = target instanceof Element ? target : target.parentElement;
      while (element !== null) {
        this.cache.delete(element);
        element = element.parentElement;
      }
    }
    this.soon();
  }

  private soon(): void {
    this.again = true;
    if (this.timer !== null || this.running) return;
    const rest = this.readAt + QUIET + this.size * QUIET_FOR_EACH - performance.now();
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.run();
      },
      Math.max(SOON, rest),
    );
  }

  private async run(): Promise<void> {
    this.running = true;
    this.again = false;
    await this.pass();
    this.readAt = performance.now();
    this.running = false;
    if (this.again) this.soon();
  }

  private async pass(): Promise<void> {
    const place = detect(location.href);
    if (location.href !== this.href) {
      this.cache = new WeakMap();
      this.asked = Number.NEGATIVE_INFINITY;
    }
    this.href = location.href;
    if (place === null) {
      const nothing = { elements: new Map(), bodies: new Map(), ids: new WeakMap() };
      this.report({ place, reading: UNREADABLE, ...nothing, ...NO_FACTS });
      return;
    }
    const elements = candidates(document, place);
    this.size = elements.length;
    const readings = await this.readInSlices(elements, this.readerFor(place));
    this.askFacts(place);
    if (!this.signal.aborted)
      this.report({ ...toObservation(place, elements, readings), ...this.facts });
  }

  /** What a reader knows of posts is kept for a moment: on a page that fills itself passes are many. */
  private readerFor(place: Place): ElementReader {
    const now = performance.now();
    if (this.reader === null || this.reader.href !== place.url || now - this.reader.made > FRESH) {
      this.reader = {
        href: place.url,
        made: now,
        read: elementReader(document, place, new Date()),
      };
    }
    return this.reader.read;
  }

  private askFacts(place: Place): void {
    const now = performance.now();
    if (now - this.asked < FACTS_PAUSE) return;
    this.asked = now;
    this.facts = place.platform === "facebook" ? { sort: sortOf(), counted: countOf() } : NO_FACTS;
  }

  private async readInSlices(
    elements: readonly Element[],
    read: ElementReader,
  ): Promise<Reading[]> {
    const readings: Reading[] = [];
    let since = performance.now();
    for (const element of elements) {
      const reading = this.cache.get(element) ?? read(element);
      this.cache.set(element, reading);
      readings.push(reading);
      if (performance.now() - since > SLICE) {
        await idle();
        since = performance.now();
      }
    }
    return readings;
  }
}

function toObservation(
  place: Place,
  candidateElements: readonly Element[],
  readings: readonly Reading[],
): Omit<Observation, keyof Facts> {
  const { reading, indexes } = assemble(readings, place);
  const elements = new Map<string, WeakRef<Element>>();
  const bodies = new Map<string, CommentReading>();
  const ids = new WeakMap<Element, string>();
  for (const [id, index] of indexes) {
    const element = candidateElements[index];
    const found = readings[index];
    if (element === undefined || found?.kind !== "comment") continue;
    elements.set(id, new WeakRef(element));
    bodies.set(id, found);
    ids.set(element, id);
  }
  return { place, reading, elements, bodies, ids };
}

/** The comment that a place on the page belongs to, by id; null outside comments. */
export function commentAt(node: Element | null, seen: Observation): string | null {
  for (let element = node; element !== null; element = element.parentElement) {
    const id = seen.ids.get(element);
    if (id !== undefined) return id;
  }
  return null;
}
