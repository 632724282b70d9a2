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
  let shown = true;
  layer.withLayer((now) => {
    shown = now;
    if (shown) draw(watch);
    else clear();
  });
  watch.follow(() => {
    if (shown) draw(watch);
  }, signal);
  signal.addEventListener("abort", clear);
}

function clear(): void {
  CSS.highlights.delete(REASON);
  CSS.highlights.delete(ALARM);
}

interface Marks {
  readonly verdict: Verdict;
  readonly reasons: readonly AbstractRange[];
  readonly alarms: readonly AbstractRange[];
}

/** A reading never changes; a changed comment is read anew. */
const known = new WeakMap<CommentReading, Marks>();

function draw(watch: PageWatch): void {
  const reasons: AbstractRange[] = [];
  const alarms: AbstractRange[] = [];
  for (const reading of watch.seen.bodies.values()) {
    const verdict = watch.verdict(reading.comment);
    if (verdict === null || flagged(verdict).length === 0) continue;
    const marks = marksOf(reading, verdict);
    reasons.push(...marks.reasons);
    alarms.push(...marks.alarms);
  }
  CSS.highlights.set(REASON, new Highlight(...reasons));
  CSS.highlights.set(ALARM, new Highlight(...alarms));
}

/** The words that decided, in the comments that are asked for. */
export function flaggedRanges(watch: PageWatch, wanted: (id: string) => boolean): AbstractRange[] {
  return [...watch.seen.bodies.values()].flatMap((reading) => {
    const verdict = wanted(reading.comment.id) ? watch.verdict(reading.comment) : null;
    if (verdict === null) return [];
    const { reasons, alarms } = marksOf(reading, verdict);
    return [...reasons, ...alarms];
  });
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
