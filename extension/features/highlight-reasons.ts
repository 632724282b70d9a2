// Marks the words that decided, by the CSS Custom Highlight API: no node of the page is touched.
// highlight.css, which the manifest adds to the page, says how the marks look.
import type { Span } from "../contract.gen";
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

function draw(watch: PageWatch): void {
  const reasons: Range[] = [];
  const alarms: Range[] = [];
  for (const reading of watch.seen.bodies.values()) {
    for (const label of flagged(watch.verdict(reading.comment))) {
      const into = label.category === "distress" ? alarms : reasons;
      into.push(...label.spans.flatMap((span) => rangesOfSpan(reading, span)));
    }
  }
  CSS.highlights.set(REASON, new Highlight(...reasons));
  CSS.highlights.set(ALARM, new Highlight(...alarms));
}

/** Empty where the span cannot be mapped to the page exactly: then nothing is marked. */
function rangesOfSpan({ body, comment }: CommentReading, span: Span): Range[] {
  const units = toUnits(unitPositions(comment.text), span.start, span.end);
  return units === null ? [] : rangesOf(body, units[0], units[1]);
}
