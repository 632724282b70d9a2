// What is found in a Facebook comment before its id is proven: by the language-independent facts of
// its markup, each asked in the comment's own scope, since replies may be nested in their root.
import {
  type CommentIds,
  type CommentToken,
  commentIds,
  decodeCommentToken,
  parseAddress,
  postKey,
} from "./addresses";
import { short } from "./reading";
import { S } from "./rules";
import { own } from "./scope";
import { type ReadText, readText } from "./text";

/** A link with its address. */
export interface PartLink {
  readonly element: HTMLAnchorElement;
  readonly url: URL;
}

export interface Parts {
  readonly root: Element;
  readonly base: string;
  readonly blocks: readonly Element[];
  readonly textSpan: Element | null;
  readonly timestamp: PartLink | null;
  readonly ids: CommentIds | null;
  readonly token: CommentToken | null;
  /** By the attribute around the comment. */
  readonly wrapperId: string | null;
  readonly author: PartLink | null;
  readonly hasLinks: boolean;
}

export function findParts(root: Element, base: string): Parts {
  const textSpan = findTextSpan(root);
  const all = linksIn(root, S.commentLink, base);
  const links = all.filter(({ element }) => !textSpan?.contains(element));
  const timestamp = findTimestamp(links);
  return {
    root,
    base,
    blocks: textSpan === null ? outerTexts(root) : textBlocks(textSpan),
    textSpan,
    timestamp,
    ids: timestamp === null ? null : commentIds(timestamp.url),
    token: tokenOf(links),
    wrapperId: ownWrapperId(root),
    author: links.find(isAuthor) ?? findProfile(root, textSpan, base),
    hasLinks: all.length > 0,
  };
}

/** A post may be an article too: it has a place in the feed, or a message. */
export function isPost(root: Element): boolean {
  return root.hasAttribute("aria-posinset") || own(root, S.storyMessage).length > 0;
}

/** The id must not be contradicted: by the author link's token, or by the wrapper's attribute. */
export function provenIds(parts: Parts): CommentIds | null {
  const id = parts.ids?.id ?? parts.token?.comment ?? parts.wrapperId;
  if (id === null) return null;
  const witnesses = [parts.token?.comment, parts.wrapperId];
  if (witnesses.some((said) => said !== undefined && said !== null && said !== id)) return null;
  return { id, parentId: parts.ids?.parentId ?? null };
}

export function looksLikeComment(parts: Parts): boolean {
  return parts.blocks.length > 0 || parts.hasLinks || own(parts.root, S.menuButton).length > 0;
}

/** The text as read; a sticker alone is read as its description. */
export function bodyOf(parts: Parts): ReadText {
  if (parts.blocks.length > 0) return readText(parts.blocks);
  const sticker = own(parts.root, 'img[alt]:not([alt=""])').find(
    (image) => image.closest("a, ul") === null,
  );
  return { text: (sticker?.getAttribute("alt") ?? "").toWellFormed(), pieces: [] };
}

/** Links of the comment's own that match, with addresses that parse. */
export function linksIn(root: Element, selector: string, base: string): PartLink[] {
  const links: PartLink[] = [];
  for (const element of own<HTMLAnchorElement>(root, selector)) {
    const url = parseAddress(element.getAttribute("href"), base);
    if (url !== null) links.push({ element, url });
  }
  return links;
}

/** Outermost elements with a direction of their own that hold blocks: text, whatever its element is. */
export function outerTexts(root: Element): Element[] {
  return own(root, '[dir="auto"]').filter(
    (each) =>
      (each.matches("div, p") || each.querySelector("div, p") !== null) &&
      each.parentElement?.closest('[dir="auto"]') == null &&
      each.closest(`a, ${S.button}, ${S.actionRow}`) === null,
  );
}

/** The first link with words in the action row: the age. */
export function rowLink(root: Element): Element | null {
  const rows = own(root, S.actionRow);
  const links = rows.flatMap((row) => [...row.querySelectorAll("a[href]")]);
  return links.find((link) => short(link.textContent) !== null) ?? null;
}

/** Blocks that stand in no other block of the same element. */
export function textBlocks(within: Element): Element[] {
  return [...within.querySelectorAll(S.textBlock)].filter((block) => {
    const outer = block.parentElement?.closest(S.textBlock);
    return outer === null || outer === undefined || !within.contains(outer);
  });
}

function ownWrapperId(root: Element): string | null {
  const wrapper = root.parentElement?.closest(`${S.commentWrapper}, ${S.article}`);
  const id = wrapper?.getAttribute("data-commentid") ?? null;
  return id !== null && /^\d+$/.test(id) ? id : null;
}

/** The timestamp link is the permalink outside the text; one in the action row is preferred. */
function findTimestamp(links: readonly PartLink[]): PartLink | null {
  const permalinks = links.filter(({ url }) => postKey(url) !== null && commentIds(url) !== null);
  return (
    permalinks.find(({ element }) => element.closest(S.actionRow)) ?? permalinks.at(-1) ?? null
  );
}

function tokenOf(links: readonly PartLink[]): CommentToken | null {
  for (const { url } of links) {
    const token = decodeCommentToken(url.searchParams.get("comment_id"));
    if (token !== null) return token;
  }
  return null;
}

/** Named, carries a comment id, and leads to no post: the author. */
function isAuthor({ element, url }: PartLink): boolean {
  return (
    element.matches(S.authorLink) && short(element.textContent) !== null && postKey(url) === null
  );
}

const PROFILE = /^\/(?:profile\.php|people\/[^/]+\/\d+\/?|groups\/[^/]+\/user\/\d+\/?|[\w.-]+\/?)$/;

/** The first named link to a person or page, should the author's link carry no comment any more. */
export function findProfile(root: Element, text: Element | null, base: string): PartLink | null {
  const isProfile = ({ element, url }: PartLink) =>
    url.host === new URL(base).host &&
    PROFILE.test(url.pathname) &&
    postKey(url) === null &&
    short(element.textContent) !== null &&
    !text?.contains(element) &&
    element.closest(S.actionRow) === null;
  return linksIn(root, 'a[role="link"]', base).find(isProfile) ?? null;
}

/** A span that holds blocks; the one marked with a language before one that is not. */
function findTextSpan(root: Element): Element | null {
  const spans = own(root, S.textSpan).filter(
    (span) =>
      span.querySelector(S.textBlock) !== null && !span.closest(`a, ${S.button}, ${S.actionRow}`),
  );
  return spans.find((span) => span.hasAttribute("lang")) ?? spans[0] ?? null;
}
