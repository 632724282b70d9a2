// Reads one Instagram comment. The root of a comment is the largest element that still holds one
// comment link; the exact time stands in the page.
import type { Comment } from "../contract.gen";
import { decodeLink, parseAddress, webAddress } from "./addresses";
import type { Place } from "./detect";
import { type Reading, short } from "./reading";
import { S } from "./rules";
import { type ReadText, readText } from "./text";

const PERMALINK = /\/(?:p|reel)\/([\w-]+)\/c\/(\d{10,20})\/(?:r\/(\d{10,20})\/)?/;
const ACCOUNT = /^\/([\w.]+)\/$/;
const BUTTONS = 'button, [role="button"]';

interface Found {
  readonly code: string;
  readonly id: string;
  readonly parentId: string | null;
}

/** What a comment's permalink says; null for any other address. */
export function instagramIds(href: string | null, base: string): Found | null {
  const url = parseAddress(href, base);
  const found = url === null ? null : PERMALINK.exec(url.pathname);
  if (found?.[1] === undefined || found[2] === undefined) return null;
  const reply = found[3];
  if (reply === undefined) return { code: found[1], id: found[2], parentId: null };
  return { code: found[1], id: reply, parentId: found[2] };
}

/** Roots of all comments, and what stands among them like a comment without an id. */
export function instagramCandidates(document: Document): Element[] {
  const links = [...document.querySelectorAll(S.instagramPermalink)].filter(
    (link) => instagramIds(link.getAttribute("href"), document.baseURI) !== null,
  );
  const roots = rootsOf(links);
  return [...new Set([...roots, ...orphansBeside(roots)])];
}

/** Counts links below each ancestor once, so that a page of 500 comments is climbed in no time. */
function rootsOf(links: readonly Element[]): Element[] {
  const below = new Map<Element, number>();
  for (const link of links) {
    for (const element of ancestors(link)) below.set(element, (below.get(element) ?? 0) + 1);
  }
  const roots: Element[] = [];
  for (const link of links) {
    const alone = [...ancestors(link)].filter((element) => below.get(element) === 1);
    const root = alone.findLast((element) => element.querySelectorAll("time").length === 1);
    if (root !== undefined && authorLink(root) !== null) roots.push(root);
  }
  return roots;
}

function* ancestors(link: Element): Generator<Element> {
  let element = link.parentElement;
  while (element !== null && !element.matches(S.instagramBounds)) {
    yield element;
    element = element.parentElement;
  }
}

/** Siblings of comments with an author and a time, but no comment link; the caption is none. */
function orphansBeside(roots: readonly Element[]): Element[] {
  const parents = new Set(roots.map((root) => root.parentElement).filter((each) => each !== null));
  return [...parents].flatMap((parent) =>
    [...parent.children].filter(
      (child, index) =>
        index > 0 &&
        !child.querySelector(S.instagramPermalink) &&
        child.querySelectorAll("time").length === 1 &&
        authorLink(child) !== null,
    ),
  );
}

/** Read a candidate; `unread` where it has no comment link. */
export function readInstagramComment(root: Element, place: Place, title: string): Reading {
  const link = [...root.querySelectorAll(S.instagramPermalink)].find(
    (each) => instagramIds(each.getAttribute("href"), place.url) !== null,
  );
  const found = link === undefined ? null : instagramIds(link.getAttribute("href"), place.url);
  const author = authorLink(root);
  if (link === undefined || found === null || author === null) return { kind: "unread" };
  const body = bodyOf(root, author, link);
  const comment = toComment({ root, link, found, author, body, place, title });
  return { kind: "comment", comment, postKeys: [found.code], body };
}

interface Parts {
  readonly root: Element;
  readonly link: Element;
  readonly found: Found;
  readonly author: Element;
  readonly body: ReadText;
  readonly place: Place;
  readonly title: string;
}

function toComment(parts: Parts): Comment {
  const { found, place, root } = parts;
  const base = place.url;
  const time = root.querySelector(S.instagramTime);
  const post = URL.parse(parts.link.getAttribute("href") ?? "", base)?.href.replace(
    /\/c\/.*$/,
    "/",
  );
  const heading = postHeading(root);
  const exact = new Date(time?.getAttribute("datetime") ?? "");
  return {
    platform: "instagram",
    surface: place.surface,
    id: found.id,
    parent_id: found.parentId,
    graph_id: null,
    permalink: cleanAddress(parts.link.getAttribute("href"), base),
    author: {
      name: short(parts.author.textContent),
      url: cleanAddress(parts.author.getAttribute("href"), base),
      id: null,
    },
    text: parts.body.text,
    truncated: false,
    language: short(root.querySelector("[lang]")?.getAttribute("lang")),
    time: {
      shown: short(time?.textContent),
      exact: Number.isNaN(exact.getTime()) ? null : exact.toISOString(),
      earliest: null,
      latest: null,
    },
    links: linksOf(root, base),
    photos: [],
    post: { id: found.code, url: post ?? null, ...heading },
    page: { url: place.url, title: parts.title, account: heading.author },
  };
}

/** First named link to an account: `/<user>/`. */
function authorLink(root: Element): Element | null {
  return (
    [...root.querySelectorAll('a[role="link"][href^="/"], a[role="link"][href^="https://"]')].find(
      (link) => {
        const url = parseAddress(link.getAttribute("href"), "https://www.instagram.com/");
        return url !== null && ACCOUNT.test(url.pathname) && short(link.textContent) !== null;
      },
    ) ?? null
  );
}

/** The first automatic-direction span after the name, outside links' own and without a time. */
function bodyOf(root: Element, author: Element, link: Element): ReadText {
  const span = [...root.querySelectorAll(S.instagramText)].find(
    (each) =>
      !each.contains(author) &&
      !author.contains(each) &&
      !link.contains(each) &&
      each.querySelector("time") === null &&
      each.querySelector(BUTTONS) === null &&
      each.closest(BUTTONS) === null &&
      (author.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return span === undefined ? { text: "", pieces: [] } : readText([span]);
}

function linksOf(root: Element, base: string): string[] {
  const found = new Set<string>();
  for (const link of root.querySelectorAll("a[href]")) {
    const url = parseAddress(link.getAttribute("href"), base);
    const target = url === null ? null : decodeLink(url);
    if (target === null || target.hostname.endsWith("instagram.com")) continue;
    const address = webAddress(target.href, base);
    if (address !== null) found.add(address);
  }
  return [...found];
}

/** Author and caption stand first in what holds the comments, and are no comment themselves. */
function postHeading(root: Element): { author: string | null; text: string | null } {
  const caption = captionAbove(root);
  const author = caption === null ? null : authorLink(caption);
  if (caption === null || author === null) return { author: null, text: null };
  const span = [...caption.querySelectorAll(`${S.instagramText}, h1[dir="auto"]`)].find(
    (each) =>
      !each.contains(author) && !author.contains(each) && each.querySelector("time") === null,
  );
  const text = span === undefined ? "" : readText([span]).text;
  return { author: short(author.textContent), text: text === "" ? null : text };
}

function captionAbove(root: Element): Element | null {
  for (let each: Element | null = root; each !== null; each = each.parentElement) {
    const first = each.parentElement?.firstElementChild ?? null;
    const isCaption =
      first !== null && first !== each && !first.querySelector(S.instagramPermalink);
    if (isCaption && authorLink(first) !== null) return first;
    if (each.matches(S.instagramBounds)) return null;
  }
  return null;
}

function cleanAddress(href: string | null, base: string): string | null {
  const url = parseAddress(href, base);
  return url === null ? null : url.origin + url.pathname;
}
