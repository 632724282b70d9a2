// What a person points at on any page: a proposal of who wrote it and what it says, for the person
// to adjust. Nothing is known of such a page, so nothing is claimed: what cannot be told is null.
import type { Comment, CommentTime } from "../contract.gen";
import { authorId, commentIds, parseAddress, webAddress } from "./addresses";
import { detect } from "./detect";
import { textHash } from "./hash";
import { short } from "./reading";
import { S } from "./rules";
import { readText } from "./text";

/** What the person adjusts, and what goes with it. */
export interface Pointed {
  readonly author: string;
  readonly authorUrl: string | null;
  readonly text: string;
  readonly permalink: string | null;
}

const MAX_NAME = 80;
const MOST = 0.8;
const SKIPPED = "button, time, script, style, noscript, svg, input, textarea, select";
/** Names in addresses by which platforms point at one comment. */
const COMMENT_PARAMETERS = ["comment_id", "lc", "commentUrn", "dashCommentUrn"];
const STATUS = /^\/[^/]+\/status\/(\d+)\/?$/;

/** Who and what, as the page's own shape suggests. */
export function proposeFrom(element: Element, base: string): Pointed {
  const permalink = permalinkIn(element, base);
  const author = authorIn(element, permalink);
  const link = author?.closest("a") ?? author?.querySelector("a") ?? null;
  return {
    author: firstWords(author),
    authorUrl: webAddress(link?.getAttribute("href") ?? null, base),
    text: readText([textIn(element, author)]).text.trim(),
    permalink: permalink?.href ?? null,
  };
}

/** The comment as the person has adjusted it. Its id is the page's own, or made of what it says. */
export async function pointedComment(
  element: Element,
  pointed: Pointed,
  page: { readonly url: string; readonly title: string },
): Promise<Comment> {
  const url = new URL(page.url);
  const permalink = pointed.permalink === null ? null : new URL(pointed.permalink);
  const ownId = permalink === null ? null : idIn(permalink);
  const made = `${url.origin}${url.pathname}${url.search}\n${pointed.author}\n${pointed.text}`;
  const author = pointed.authorUrl === null ? null : new URL(pointed.authorUrl);
  return {
    platform: detect(page.url)?.platform ?? platformOf(url),
    surface: "pointed",
    id: ownId ?? `pointed-${(await textHash(made)).slice(0, 32)}`,
    parent_id: null,
    graph_id: null,
    permalink: pointed.permalink,
    author: {
      name: short(pointed.author),
      url: pointed.authorUrl,
      id:
        author !== null && /(?:^|\.)facebook\.com$/.test(author.hostname) ? authorId(author) : null,
    },
    text: pointed.text.toWellFormed(),
    truncated: false,
    language: short(element.querySelector("[lang]")?.getAttribute("lang")),
    time: timeIn(element),
    links: [],
    photos: [],
    post: { id: null, url: null, author: null, text: null },
    page: { url: page.url, title: short(page.title) ?? "", account: null },
  };
}

/** Its words now, to tell later whether it still is what was pointed at. */
export function wordsOf(element: Element): string {
  return (element.textContent ?? "").replace(/\s+/g, "");
}

function platformOf(url: URL): Comment["platform"] {
  const found = /(?:^|\.)(facebook|instagram|linkedin)\.com$/.exec(url.hostname)?.[1];
  return found === "facebook" || found === "instagram" || found === "linkedin" ? found : "other";
}

/** The link around a time, or one that names a comment. */
function permalinkIn(element: Element, base: string): URL | null {
  const links = [...element.querySelectorAll<HTMLAnchorElement>("a[href]")];
  const timed = links.find((link) => link.querySelector("time") !== null);
  for (const link of timed === undefined ? links : [timed, ...links]) {
    const url = parseAddress(link.getAttribute("href"), base);
    if (url !== null && /^https?:$/.test(url.protocol) && (link === timed || idIn(url) !== null)) {
      return url;
    }
  }
  return null;
}

function idIn(url: URL): string | null {
  const ids = commentIds(url);
  if (ids !== null) return ids.id;
  for (const name of COMMENT_PARAMETERS) {
    const value = short(url.searchParams.get(name));
    if (value !== null && value.length <= 256) return value;
  }
  return STATUS.exec(url.pathname)?.[1] ?? null;
}

/** The first thing marked as an author, else the first short link, else the first heading. */
function authorIn(element: Element, permalink: URL | null): Element | null {
  const marked = element.querySelector('[itemprop="author"], [rel="author"], [id*="author-text"]');
  if (marked !== null && firstWords(marked) !== "") return marked;
  const isName = (each: Element) => {
    const words = firstWords(each);
    const own = each instanceof HTMLAnchorElement && each.href === permalink?.href;
    return words !== "" && words.length <= MAX_NAME && !own && each.querySelector("time") === null;
  };
  const links = [...element.querySelectorAll("a[href]")].filter(isName);
  return (
    links[0] ?? [...element.querySelectorAll("h1, h2, h3, h4, h5, strong, b")].find(isName) ?? null
  );
}

function firstWords(element: Element | null): string {
  if (element === null) return "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = short(walker.currentNode.textContent);
    if (words !== null) return words;
  }
  return "";
}

/** The smallest part that holds most of the words, the author's name and buttons left out. */
function textIn(element: Element, author: Element | null): Element {
  const size = (part: Element): number => plainLength(part, author);
  const whole = size(element);
  let found = element;
  for (;;) {
    const inner = [...found.children].find((child) => whole > 0 && size(child) >= whole * MOST);
    if (inner === undefined || isInline(inner)) return found;
    found = inner;
  }
}

function isInline(element: Element): boolean {
  return getComputedStyle(element).display === "inline" && element.children.length === 0;
}

function plainLength(part: Element, author: Element | null): number {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let length = 0;
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const skipped = holder === null || holder.closest(`${SKIPPED}, ${S.button}`) !== null;
    if (skipped || author?.contains(holder) === true) continue;
    length += walker.currentNode.textContent?.trim().length ?? 0;
  }
  return length;
}

function timeIn(element: Element): CommentTime {
  const time = element.querySelector("time");
  const exact = new Date(time?.getAttribute("datetime") ?? "");
  return {
    shown: short(time?.textContent),
    exact: Number.isNaN(exact.getTime()) ? null : exact.toISOString(),
    earliest: null,
    latest: null,
  };
}
