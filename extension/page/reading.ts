// What reading a page gives: comments, and how many could not be read. Nothing is claimed that was
// not seen.
import type { Comment } from "../contract.gen";
import type { ReadText } from "./text";

export interface CommentReading {
  readonly kind: "comment";
  readonly comment: Comment;
  /** What names its post, by the permalink and by the author link. */
  readonly postKeys: readonly string[];
  readonly body: ReadText;
}

/** `unread`: looks like a comment but its id cannot be told. `none`: is no comment. */
export type Reading = CommentReading | { readonly kind: "unread" } | { readonly kind: "none" };

/** `post_unproven`: no comment on the page can be tied to the post in the address. */
export type Refusal = "not_a_page" | "post_unproven";

export interface PageReading {
  readonly comments: readonly Comment[];
  /** Looked like comments, and could not be read. */
  readonly unread: number;
  /** Belong to other posts than the one in the address, and were left alone. */
  readonly foreign: number;
  readonly refused: Refusal | null;
}

const MAX_SHORT = 1_000;

/** A short text that may be sent: well formed, without spaces at its ends, at most 1,000 units. */
export function short(text: string | null | undefined): string | null {
  const clean = (text ?? "").toWellFormed().trim();
  return clean === "" ? null : clean.slice(0, MAX_SHORT).toWellFormed();
}
