// Whether a comment is the page's own, and whether somebody asked and got no answer from it.
import type { Comment } from "../contract.gen";
import { accountOf, isInGroup } from "./addresses";

/** A comment as read never changes; it is asked about often. */
const known = new WeakMap<Comment, boolean>();

/** By the page's id or name in the addresses; by the shown name only where the post is proven its own. */
export function isOwn(comment: Comment): boolean {
  const before = known.get(comment);
  if (before !== undefined) return before;
  const own = tell(comment);
  known.set(comment, own);
  return own;
}

function tell(comment: Comment): boolean {
  const { author, post } = comment;
  const accounts = [comment.permalink, post.url, comment.page.url].map(pageNamedBy);
  const named = accountIn(author.url);
  if (
    accounts.some((account) => account !== null && (account === author.id || account === named))
  ) {
    return true;
  }
  const inGroup = comment.surface === "facebook_group";
  return !inGroup && author.name !== null && author.name === post.author;
}

/** Ids of the comments beneath which the page has answered, later in the page's order. */
export function answeredIds(comments: readonly Comment[]): Set<string> {
  const answered = new Set<string>();
  const asked = new Map<string, string[]>();
  for (const comment of comments) {
    const thread = comment.parent_id ?? comment.id;
    const waiting = asked.get(thread) ?? [];
    if (isOwn(comment)) {
      for (const id of waiting) answered.add(id);
      asked.set(thread, []);
    } else asked.set(thread, [...waiting, comment.id]);
  }
  return answered;
}

function pageNamedBy(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url === null || isInGroup(url) ? null : (accountOf(url)?.toLowerCase() ?? null);
}

/** The vanity name in an author's address. */
function accountIn(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url === null ? null : (/^\/([\w.-]+)\/?$/.exec(url.pathname)?.[1]?.toLowerCase() ?? null);
}
