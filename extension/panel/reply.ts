// The policy's own words for a comment: political debate is referred to the parties (S6), and the author of what was
// removed is told why (N8). They are copied; a person sends them.
import type { PolicyView } from "../contract.gen";
import type { ListedComment } from "../messages";

const REMOVED = ["hidden", "deleted"];

export function hasReply(comment: ListedComment): boolean {
  const removed = comment.known !== null && REMOVED.includes(comment.known.state);
  return !comment.own && (comment.hints.includes("political") || removed);
}

/** Null where the policy has nothing to say to it. */
export function replyTo(comment: ListedComment, policy: PolicyView): string | null {
  if (!hasReply(comment)) return null;
  const { known, flagged } = comment;
  if (known === null || !REMOVED.includes(known.state)) return policy.political;
  return policy.categories.find(({ id }) => id === flagged[0])?.removed ?? null;
}
