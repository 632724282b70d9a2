// The post that a Facebook comment answers. Its text and author are taken only from a container
// that is proven to hold this post and no other; else they are null.
import type { Post } from "../contract.gen";
import { accountOf, isInGroup, parseAddress, postAddress, postKey } from "./addresses";
import { short } from "./reading";
import { S } from "./rules";
import { readText } from "./text";

interface Heading {
  readonly author: string | null;
  readonly text: string | null;
}

const UNKNOWN: Heading = { author: null, text: null };
const MAX_CLIMB = 40;
/** Where a post certainly ends. */
const EDGES = '[aria-posinset], [role="dialog"], [role="main"]';

/** Finds posts during one reading of the page, and remembers them for that reading only. */
export class PostFinder {
  readonly #headings = new Map<Element, Heading>();
  #messages: ReadonlyMap<Element, number> | null = null;

  constructor(private readonly pageUrl: string) {}

  /** `numericId` comes from the author link; the permalink may have an opaque key only. */
  postOf(article: Element, permalink: URL | null, numericId: string | null): Post {
    const key = permalink === null ? null : postKey(permalink);
    const numericKey = key !== null && /^\d+$/.test(key) ? key : null;
    const heading = this.#headingOf(article, key);
    return {
      id: numericId ?? numericKey ?? key,
      url: permalink === null ? null : postAddress(permalink),
      author: heading.author,
      text: heading.text,
    };
  }

  /** The page's name as shown, where the post is proven to be its own; else as its address says. */
  accountOf(permalink: URL | null, post: Post): string | null {
    const address = permalink ?? new URL(this.pageUrl);
    const ownPost = !isInGroup(address);
    return (
      (ownPost ? post.author : null) ??
      short(accountOf(address)) ??
      short(accountOf(new URL(this.pageUrl)))
    );
  }

  #headingOf(article: Element, key: string | null): Heading {
    const container = this.#containerOf(article);
    if (container === null || key === null) return UNKNOWN;
    const known = this.#headings.get(container);
    if (known !== undefined) return known;
    const heading = this.#isProven(container, key) ? this.#readHeading(container) : UNKNOWN;
    this.#headings.set(container, heading);
    return heading;
  }

  /** The nearest ancestor that holds exactly one post message outside comments. */
  #containerOf(article: Element): Element | null {
    this.#messages ??= countMessages(article.ownerDocument);
    let element = article.parentElement;
    for (let steps = 0; element !== null && steps < MAX_CLIMB; steps += 1) {
      const messages = this.#messages.get(element) ?? 0;
      if (messages > 0) return messages === 1 ? element : null;
      if (element.matches(EDGES)) return null;
      element = element.parentElement;
    }
    return null;
  }

  /** Every link to a comment within the container leads to this one post. */
  #isProven(container: Element, key: string): boolean {
    for (const link of container.querySelectorAll(`${S.article} ${S.commentLink}`)) {
      const href = link.getAttribute("href");
      if (href?.includes(key)) continue; // Parsed only where it may be another post's.
      const url = parseAddress(href, this.pageUrl);
      const other = url === null ? null : postKey(url);
      if (other !== null && other !== key && link.closest("ul") !== null) return false;
    }
    return true;
  }

  #readHeading(container: Element): Heading {
    const message = container.querySelector(S.storyMessage);
    const blocks = message === null ? [] : [...message.querySelectorAll(S.textBlock)];
    const outer = blocks.filter(
      (block) => !blocks.some((other) => other !== block && other.contains(block)),
    );
    const text = outer.length === 0 ? "" : readText(outer).text;
    return { author: this.#authorAbove(container), text: text === "" ? null : text };
  }

  /** Who posted stands with the message, or above it in what still holds this message alone. */
  #authorAbove(container: Element): string | null {
    let element: Element | null = container;
    while (element !== null && this.#messages?.get(element) === 1) {
      const author = [...element.querySelectorAll(S.postAuthor)].find(isOutsideComments);
      if (author !== undefined) return short(author.textContent);
      if (element.matches(EDGES)) return null;
      element = element.parentElement;
    }
    return null;
  }
}

/** How many post messages each element holds, counted from the messages upwards. */
function countMessages(document: Document): ReadonlyMap<Element, number> {
  const counts = new Map<Element, number>();
  for (const message of document.querySelectorAll(S.storyMessage)) {
    for (let each = message.parentElement; each !== null; each = each.parentElement) {
      counts.set(each, (counts.get(each) ?? 0) + 1);
    }
  }
  return counts;
}

/** A post may be an article itself; a comment never holds a message. */
function isOutsideComments(link: Element): boolean {
  const article = link.closest(S.article);
  return article === null || article.querySelector(S.storyMessage) !== null;
}
