// A comment's text in our own dialog, with the reasons marked.
import type { Comment, Label } from "../contract.gen";
import { toUnits, unitPositions } from "../page/spans";
import { t } from "../texts";
import { make } from "./dom";

/** The text as the person saw it when the dialog opened. */
export function quote(comment: Comment, labels: readonly Label[]): HTMLElement {
  const block = make("blockquote", { "aria-label": t().dialog.textLabel, tabindex: "0" });
  block.dir = "auto";
  if (comment.language !== null) block.lang = comment.language;
  block.append(...marked(comment.text, labels));
  return block;
}

function marked(text: string, labels: readonly Label[]): (Node | string)[] {
  const positions = unitPositions(text);
  const spans = labels
    .flatMap((label) => label.spans)
    .map((span) => toUnits(positions, span.start, span.end))
    .filter((span) => span !== null)
    .sort((one, other) => one[0] - other[0]);
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push(text.slice(at, from), make("mark", {}, text.slice(from, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}
