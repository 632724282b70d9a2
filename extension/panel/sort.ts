// The order of the panel's list: cries for help, then what is flagged, then what is saved and waits
// for its outcome, then the rest; within each as on the page. In a crisis (L3) threats follow the
// cries for help, and then the public's questions.
import type { ListedComment } from "../messages";

const REMOVED = ["hidden", "deleted"];
const SETTLED = ["hidden", "remains"];

export function isRemoved({ known }: ListedComment): boolean {
  return known !== null && REMOVED.includes(known.state);
}

/** A visitor's question without the page's answer among what was read, or one that somebody has told of (S7). */
export function needsAnswer(comment: ListedComment): boolean {
  const { hints, own, known } = comment;
  const answered = comment.answered || known?.answered === true;
  return hints.includes("question") && !own && !answered && !isRemoved(comment);
}

export function needsAction(comment: ListedComment, crisis = false): boolean {
  if (crisis && needsAnswer(comment)) return true;
  if (comment.known !== null) return !SETTLED.includes(comment.known.state);
  return comment.flagged.length > 0;
}

/** Sorted copy; the sort is stable. */
export function inOrderOfNeed(comments: readonly ListedComment[], crisis = false): ListedComment[] {
  return [...comments].sort((one, other) => rank(one, crisis) - rank(other, crisis));
}

function rank(comment: ListedComment, crisis: boolean): number {
  const { known, flagged } = comment;
  const isNew = known === null;
  if (isNew && flagged.includes("distress")) return 0;
  if (crisis && isNew && flagged.includes("crime")) return 1;
  if (crisis && needsAnswer(comment)) return 2;
  if (!isNew) return needsAction(comment) ? 4 : 6;
  return flagged.length > 0 ? 3 : 5;
}
