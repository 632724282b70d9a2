// Marks the words that decided, by the CSS Custom Highlight API: no node of the page is touched.
// highlight.css, which the manifest adds to the page, says how the marks look.
import type { Span, Verdict } from "../contract.gen";
import type { CommentReading } from "../page/reading";
import { toUnits, unitPositions } from "../page/spans";
import { rangesOf } from "../page/text";
import type { Layer } from "../parts/layer";
import { flagged, type PageWatch } from "./state";

const REASON = "uppsikt-reason";
const ALARM = "uppsikt-alarm";

/** The marks are ours: like the layer they are out of the picture that becomes evidence. */
export function highlightReasons(watch: PageWatch, layer: Layer, signal: AbortSignal): void {
  if (typeof Highlight === "undefined" || CSS.highlights === undefined) return;
  const marking = new Marking();
  let shown = true;
  layer.withLayer((now) => {
    shown = now;
    if (shown) marking.draw(watch);
    else marking.clear();
  });
  watch.follow(() => {
    if (shown) marking.draw(watch);
  }, signal);
  signal.addEventListener("abort", () => marking.clear());
}

/** Only what is new is added: to set all anew would have all of it painted anew. */
class Marking {
  private readonly reasons = new Highlight();
  private readonly alarms = new Highlight();
  private drawn: ReadonlySet<Marks> = new Set();

  draw(watch: PageWatch): void {
    const now = marksOn(watch);
    for (const marks of this.drawn) if (!now.has(marks)) this.change(marks, "delete");
    for (const marks of now) if (!this.drawn.has(marks)) this.change(marks, "add");
    this.drawn = now;
    if (!CSS.highlights.has(REASON)) CSS.highlights.set(REASON, this.reasons);
    if (!CSS.highlights.has(ALARM)) CSS.highlights.set(ALARM, this.alarms);
  }

  clear(): void {
    CSS.highlights.delete(REASON);
    CSS.highlights.delete(ALARM);
  }

  private change({ reasons, alarms }: Marks, how: "add" | "delete"): void {
    for (const range of reasons) this.reasons[how](range);
    for (const range of alarms) this.alarms[how](range);
  }
}

interface Marks {
  readonly verdict: Verdict;
  readonly reasons: readonly AbstractRange[];
  readonly alarms: readonly AbstractRange[];
}

/** A reading never changes; a changed comment is read anew. */
const known = new WeakMap<CommentReading, Marks>();

/** Of the comments near the window: with marks on thousands the browser paints all of the page anew. */
function marksOn(watch: PageWatch): Set<Marks> {
  const found = new Set<Marks>();
  for (const id of watch.near) {
    const reading = watch.seen.bodies.get(id);
    const verdict = reading === undefined ? null : watch.verdict(reading.comment);
    if (reading === undefined || verdict === null || flagged(verdict).length === 0) continue;
    found.add(marksOf(reading, verdict));
  }
  return found;
}

/** The words that decided, in the comments near the window that are asked for. */
export function flaggedRanges(watch: PageWatch, wanted: (id: string) => boolean): AbstractRange[] {
  return [...marksOn(watch)]
    .filter(({ verdict }) => wanted(verdict.id))
    .flatMap(({ reasons, alarms }) => [...reasons, ...alarms]);
}

function marksOf(reading: CommentReading, verdict: Verdict): Marks {
  const before = known.get(reading);
  if (before?.verdict === verdict) return before;
  const rangesOfLabels = (alarm: boolean) =>
    flagged(verdict)
      .filter(({ category }) => (category === "distress") === alarm)
      .flatMap(({ spans }) => spans.flatMap((span) => rangesOfSpan(reading, span)));
  const marks = { verdict, reasons: rangesOfLabels(false), alarms: rangesOfLabels(true) };
  known.set(reading, marks);
  return marks;
}

/** Empty where the span cannot be mapped to the page exactly: then nothing is marked. */
function rangesOfSpan({ body, comment }: CommentReading, span: Span): StaticRange[] {
  const units = toUnits(unitPositions(comment.text), span.start, span.end);
  return units === null ? [] : rangesOf(body, units[0], units[1]);
}
