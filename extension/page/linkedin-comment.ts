// Reads one LinkedIn comment, as far as public knowledge goes. Confidence, after platforms.md's scale:
// B  the id, in data-id (older pages) or componentkey (pages of 2026), as urn:li:comment:(POST,NUMBER);
// B  the author's link (/in/, /company/);  C  the text;  D  which comment a reply answers;
// B  the time: a LinkedIn number begins with its moment of making, in milliseconds since 1970.
// No selector here rests on a class name; where the page gives no id, the comment is unread.
import type { Comment } from "../contract.gen";
import { decodeLink, parseAddress, webAddress } from "./addresses";
import type { Place } from "./detect";
import { type Reading, short } from "./reading";
import { S } from "./rules";
import { readText } from "./text";

const URN = /urn:li:comment:\((?:urn:li:)?(\w+):(\d+),(\d+)\)/;
const TIME_BITS = 22n;
const FIRST_YEAR = Date.UTC(2003, 4);

interface Urn {
  readonly kind: string;
  readonly post: string;
  readonly id: string;
}

/** The outermost element of each comment; the same id may stand on several, one within the other. */
export function linkedinCandidates(document: Document): Element[] {
  return [...document.querySelectorAll(S.linkedinComment)].filter((element) => {
    const outer = element.parentElement?.closest(S.linkedinComment) ?? null;
    return outer === null || urnOf(outer)?.id !== urnOf(element)?.id;
  });
}

interface Parts {
  readonly root: Element;
  readonly urn: Urn;
  readonly author: Element;
  readonly text: Element | null;
  readonly place: Place;
  readonly title: string;
}

/** Read a candidate; `unread` where its id or its author cannot be told. */
export function readLinkedinComment(root: Element, place: Place, title: string): Reading {
  const urn = urnOf(root);
  if (urn === null) return { kind: "unread" };
  const author = ownOf(root, urn, S.linkedinAuthor).find((each) => nameOf(each) !== null);
  if (author === undefined) return { kind: "unread" };
  const text = ownOf(root, urn, S.linkedinText).find(isText) ?? null;
  const body = readText(text === null ? [] : [text]);
  const comment = toComment({ root, urn, author, text, place, title }, body.text);
  return { kind: "comment", comment, postKeys: [urn.post], body };
}

function toComment(parts: Parts, words: string): Comment {
  const { root, urn, author, text, place, title } = parts;
  return {
    platform: "linkedin",
    surface: place.surface,
    id: urn.id,
    parent_id: parentOf(root, urn.id),
    graph_id: null,
    permalink: null,
    author: { name: nameOf(author), url: addressOf(author, place.url), id: null },
    text: words,
    truncated: false,
    language: short(text?.getAttribute("lang")),
    time: timeOf(root, urn),
    links: outgoing(root, urn, place.url),
    photos: [],
    post: { id: `${urn.kind}:${urn.post}`, url: postUrl(place.url), author: null, text: null },
    page: { url: place.url, title, account: accountOf(place.url) },
  };
}

/** What LinkedIn calls the comment; null where the element does not say. */
export function urnOf(element: Element): Urn | null {
  const said = element.getAttribute("data-id") ?? element.getAttribute("componentkey") ?? "";
  const [, kind, post, id] = URN.exec(said) ?? [];
  return kind === undefined || post === undefined || id === undefined ? null : { kind, post, id };
}

/** Elements that belong to this comment, not to a reply within it. */
function ownOf(root: Element, urn: Urn, selector: string): Element[] {
  return [...root.querySelectorAll(selector)].filter((each) => {
    const home = each.closest(S.linkedinComment);
    return home === root || (home !== null && urnOf(home)?.id === urn.id);
  });
}

/** The first words in the link: below them stands what the person does for a living. */
function nameOf(link: Element): string | null {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const name = short(walker.currentNode.textContent);
    if (name !== null) return name;
  }
  return null;
}

function isText(element: Element): boolean {
  return element.closest(`${S.linkedinAuthor}, ${S.button}`) === null && element.textContent !== "";
}

function addressOf(link: Element, base: string): string | null {
  const url = parseAddress(link.getAttribute("href"), base);
  return url === null ? null : url.origin + url.pathname;
}

function parentOf(root: Element, id: string): string | null {
  const outer = root.parentElement?.closest(S.linkedinComment) ?? null;
  const parent = outer === null ? null : (urnOf(outer)?.id ?? null);
  return parent === id ? null : parent;
}

/** To the second, as an interval: that the number holds the time is LinkedIn's habit, not its promise. */
function timeOf(root: Element, urn: Urn): Comment["time"] {
  const shown = short(ownOf(root, urn, "time")[0]?.textContent);
  const made = Number(BigInt(urn.id) >> TIME_BITS);
  const known = made > FIRST_YEAR && made < Date.now();
  return {
    shown,
    exact: null,
    earliest: known ? new Date(made).toISOString() : null,
    latest: known ? new Date(made + 1_000).toISOString() : null,
  };
}

function outgoing(root: Element, urn: Urn, base: string): string[] {
  const found = new Set<string>();
  for (const link of ownOf(root, urn, "a[href]")) {
    const url = parseAddress(link.getAttribute("href"), base);
    if (url === null || /(?:^|\.)linkedin\.com$/.test(url.hostname)) continue;
    const address = webAddress(decodeLink(url).href, base);
    if (address !== null) found.add(address);
  }
  return [...found];
}

function postUrl(page: string): string | null {
  const url = new URL(page);
  return /^\/(?:feed\/update|posts)\//.test(url.pathname) ? url.origin + url.pathname : null;
}

function accountOf(page: string): string | null {
  return short(/^\/(?:company|showcase|school)\/([^/]+)/.exec(new URL(page).pathname)?.[1]);
}
