// The order of the panel's list: cries for help, then what is flagged, then what is saved and waits
// for its outcome, then the rest; within each as on the page.
import type { ListedComment } from "../messages";

export function needsAction(comment: ListedComment): boolean {
  if (comment.known !== null) return !["hidden", "remains"].includes(comment.known.state);
  return comment.flagged.length > 0;
}

/** Sorted copy; the sort is stable. */
export function inOrderOfNeed(comments: readonly ListedComment[]): ListedComment[] {
  return [...comments].sort((one, other) => rank(one) - rank(other));
}

function rank(comment: ListedComment): number {
  if (comment.known !== null) return needsAction(comment) ? 2 : 4;
  if (comment.flagged.includes("distress")) return 0;
  return comment.flagged.length > 0 ? 1 : 3;
}
