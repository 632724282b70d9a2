// Says what is seen of one comment on the page during an act. Every look reads the page anew.
import type { Comment, Outcome } from "../contract.gen";
import { commentIds, parseAddress, postKey } from "./addresses";
import { instagramIds } from "./instagram-comment";
import { type FoundComment, findComment } from "./read-page";
import { S } from "./rules";
import { until } from "./wait";

/** What is told of an act: never a default success. */
export interface Acted {
  readonly outcome: Outcome;
  readonly detail: string;
}

/** Which comment is meant, as it was saved. */
export interface CommentRef {
  readonly comment: Comment;
  readonly postKeys: readonly string[];
}

const STEADY = 500;

export class Witness {
  readonly #href = location.href;

  constructor(readonly ref: CommentRef) {}

  /** The comment now; null when it is not on the page. */
  find(): FoundComment | null {
    return findComment(document, location, this.ref.comment.id);
  }

  /** The comment now, if it still says what was saved. */
  isUnchanged(found: FoundComment | null): found is FoundComment {
    return found !== null && found.reading.comment.text === this.ref.comment.text;
  }

  pageLeft(): boolean {
    return location.href !== this.#href;
  }

  /** Whether the post is on the page, by something else than the comment itself. */
  postIsThere(): boolean {
    if (this.pageLeft()) return false;
    return this.#hasPostLink() || this.#hasPostText();
  }

  /** True only when the comment is gone at two looks in a row while its post stands there. */
  async isGone(): Promise<boolean> {
    if (this.find() !== null || !this.postIsThere()) return false;
    const back = await until(() => this.find(), STEADY);
    return back === null && this.postIsThere();
  }

  #hasPostLink(): boolean {
    const { id } = this.ref.comment;
    return [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].some((link) => {
      const href = link.getAttribute("href");
      const url = parseAddress(href, this.#href);
      if (url === null) return false;
      const instagram = instagramIds(href, this.#href);
      if (instagram !== null) return instagram.id !== id && this.#isKey(instagram.code);
      const key = postKey(url) ?? /^\/(?:p|reel)\/([\w-]+)\/?$/.exec(url.pathname)?.[1] ?? null;
      return key !== null && this.#isKey(key) && commentIds(url)?.id !== id;
    });
  }

  #hasPostText(): boolean {
    const text = this.ref.comment.post.text;
    if (text === null) return false;
    const squeezed = squeeze(text);
    return [...document.querySelectorAll(S.storyMessage)].some((message) =>
      squeeze(message.textContent ?? "").startsWith(squeezed.slice(0, 80)),
    );
  }

  #isKey(key: string): boolean {
    return this.ref.postKeys.includes(key);
  }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}
