// Reads one Facebook comment by the language-independent facts of its markup. Everything is asked
// in the comment's own scope, since replies may be nested in the article of their root.
import type { Author, Comment, CommentTime } from "../contract.gen";
import {
  authorId,
  type CommentIds,
  type CommentToken,
  cleanAuthor,
  cleanPermalink,
  commentIds,
  decodeCommentToken,
  decodeLink,
  parseAddress,
  postKey,
  webAddress,
} from "./addresses";
import { ageInterval } from "./age";
import type { Place } from "./detect";
import type { PostFinder } from "./facebook-post";
import { type Reading, short } from "./reading";
import {
  ACTION_ROW,
  ARTICLE,
  AUTHOR_LINK,
  BUTTON,
  COMMENT_LINK,
  COMMENT_WRAPPER,
  MENU_BUTTON,
  PHOTO,
  PLACEHOLDER,
  STORY_MESSAGE,
  TEXT_BLOCK,
  TEXT_SPAN,
} from "./selectors";
import { type ReadText, readText } from "./text";

export interface Surroundings {
  readonly place: Place;
  readonly title: string;
  readonly now: Date;
  readonly posts: PostFinder;
}

/** A link to a comment, with its address. */
interface CommentLink {
  readonly element: HTMLAnchorElement;
  readonly url: URL;
}

/** What is found in an article before its id is proven. */
interface Parts {
  readonly article: Element;
  readonly base: string;
  readonly blocks: readonly Element[];
  readonly textSpan: Element | null;
  readonly timestamp: CommentLink | null;
  readonly ids: CommentIds | null;
  readonly token: CommentToken | null;
  readonly author: CommentLink | null;
}

/** Elements within the article that belong to no nested article. */
export function own<E extends Element>(article: Element, selector: string): E[] {
  return [...article.querySelectorAll<E>(selector)].filter(
    (element) => element.closest(ARTICLE) === article,
  );
}

/** Read an article; `unread` where it looks like a comment and its id cannot be told for certain. */
export function readFacebookComment(article: Element, around: Surroundings): Reading {
  if (isPost(article) || own(article, PLACEHOLDER).length > 0) return { kind: "none" };
  const parts = findParts(article, around.place.url);
  const ids = provenIds(parts);
  if (ids === null) return { kind: looksLikeComment(parts) ? "unread" : "none" };
  const body = parts.blocks.length > 0 ? readText(parts.blocks) : stickerText(article);
  return {
    kind: "comment",
    comment: toComment(parts, ids, body, around),
    postKeys: keysOf(parts),
    body,
  };
}

function isPost(article: Element): boolean {
  return article.hasAttribute("aria-posinset") || own(article, STORY_MESSAGE).length > 0;
}

function findParts(article: Element, base: string): Parts {
  const textSpan = findTextSpan(article);
  const blocks = textSpan === null ? [] : textBlocks(textSpan);
  const links = commentLinks(article, base).filter(({ element }) => !textSpan?.contains(element));
  const timestamp = findTimestamp(links);
  return {
    article,
    base,
    blocks,
    textSpan,
    timestamp,
    ids: timestamp === null ? null : commentIds(timestamp.url),
    token: tokenOf(links),
    author: findAuthor(links),
  };
}

function commentLinks(article: Element, base: string): CommentLink[] {
  const links: CommentLink[] = [];
  for (const element of own<HTMLAnchorElement>(article, COMMENT_LINK)) {
    const url = parseAddress(element.getAttribute("href"), base);
    if (url !== null) links.push({ element, url });
  }
  return links;
}

/** The id must not be contradicted: by the author link's token, or by the wrapper's attribute. */
function provenIds(parts: Parts): CommentIds | null {
  const wrapper = ownWrapperId(parts.article);
  const id = parts.ids?.id ?? parts.token?.comment ?? wrapper;
  if (id === null) return null;
  const witnesses = [parts.token?.comment, wrapper];
  if (witnesses.some((said) => said !== undefined && said !== null && said !== id)) return null;
  return { id, parentId: parts.ids?.parentId ?? null };
}

function ownWrapperId(article: Element): string | null {
  const wrapper = article.parentElement?.closest(`${COMMENT_WRAPPER}, ${ARTICLE}`);
  const id = wrapper?.getAttribute("data-commentid") ?? null;
  return id !== null && /^\d+$/.test(id) ? id : null;
}

function looksLikeComment(parts: Parts): boolean {
  return (
    parts.blocks.length > 0 ||
    own(parts.article, COMMENT_LINK).length > 0 ||
    own(parts.article, MENU_BUTTON).length > 0
  );
}

/** The timestamp link is the permalink outside the text; one in the action row is preferred. */
function findTimestamp(links: readonly CommentLink[]): CommentLink | null {
  const permalinks = links.filter(({ url }) => postKey(url) !== null && commentIds(url) !== null);
  return permalinks.find(({ element }) => element.closest(ACTION_ROW)) ?? permalinks.at(-1) ?? null;
}

function tokenOf(links: readonly CommentLink[]): CommentToken | null {
  for (const { url } of links) {
    const token = decodeCommentToken(url.searchParams.get("comment_id"));
    if (token !== null) return token;
  }
  return null;
}

/** Named, carries a comment id, and leads to no post: the author. */
function findAuthor(links: readonly CommentLink[]): CommentLink | null {
  const isAuthor = ({ element, url }: CommentLink) =>
    element.matches(AUTHOR_LINK) && short(element.textContent) !== null && postKey(url) === null;
  return links.find(isAuthor) ?? null;
}

/** A span that holds blocks; the one marked with a language before one that is not. */
function findTextSpan(article: Element): Element | null {
  const spans = own(article, TEXT_SPAN).filter(
    (span) =>
      span.querySelector(TEXT_BLOCK) !== null && !span.closest(`a, ${BUTTON}, ${ACTION_ROW}`),
  );
  return spans.find((span) => span.hasAttribute("lang")) ?? spans[0] ?? null;
}

function textBlocks(span: Element): Element[] {
  return [...span.querySelectorAll(TEXT_BLOCK)].filter((block) => {
    const outer = block.parentElement?.closest(TEXT_BLOCK);
    return outer === null || outer === undefined || !span.contains(outer);
  });
}

/** A sticker alone is read as its description. */
function stickerText(article: Element): ReadText {
  const sticker = own(article, 'img[alt]:not([alt=""])').find(
    (image) => image.closest("a, ul") === null,
  );
  return { text: (sticker?.getAttribute("alt") ?? "").toWellFormed(), pieces: [] };
}

function keysOf(parts: Parts): string[] {
  const key = parts.timestamp === null ? null : postKey(parts.timestamp.url);
  return [key, parts.token?.post ?? null].filter((each) => each !== null);
}

function toComment(parts: Parts, ids: CommentIds, body: ReadText, around: Surroundings): Comment {
  const permalink = parts.timestamp?.url ?? null;
  const post = around.posts.postOf(parts.article, permalink, parts.token?.post ?? null);
  return {
    platform: around.place.platform,
    surface: around.place.surface,
    id: ids.id,
    parent_id: ids.parentId,
    graph_id: parts.token === null ? null : `${parts.token.post}_${ids.id}`,
    permalink: permalink === null ? null : cleanPermalink(permalink),
    author: toAuthor(parts),
    text: body.text,
    truncated: parts.blocks.at(-1)?.querySelector(BUTTON) != null,
    language: short(parts.textSpan?.getAttribute("lang")),
    time: toTime(short(parts.timestamp?.element.textContent), around.now),
    links: linksOf(parts),
    photos: photosOf(parts),
    post,
    page: {
      url: around.place.url,
      title: around.title,
      account: around.posts.accountOf(permalink, post),
    },
  };
}

function toAuthor(parts: Parts): Author {
  const url = parts.author?.url ?? null;
  return {
    name: short(parts.author?.element.textContent),
    url: url === null ? null : cleanAuthor(url),
    id: url === null ? null : authorId(url),
  };
}

function toTime(shown: string | null, now: Date): CommentTime {
  const interval = shown === null ? null : ageInterval(shown, now);
  return {
    shown,
    exact: null,
    earliest: interval?.earliest.toISOString() ?? null,
    latest: interval?.latest.toISOString() ?? null,
  };
}

/** Where the comment's links lead: out of the platform, or to a post on it. */
function linksOf(parts: Parts): string[] {
  const found = new Set<string>();
  for (const link of own<HTMLAnchorElement>(parts.article, "a[href]")) {
    if (
      link === parts.timestamp?.element ||
      (link.matches(COMMENT_LINK) && !parts.textSpan?.contains(link))
    ) {
      continue;
    }
    const url = parseAddress(link.getAttribute("href"), parts.base);
    if (url === null) continue;
    const target = decodeLink(url);
    const outside =
      !/(?:^|\.)facebook\.com$/.test(target.hostname) && target.host !== new URL(parts.base).host;
    const toPost = postKey(target) !== null && parts.textSpan?.contains(link) === true;
    const address = outside || toPost ? webAddress(target.href, parts.base) : null;
    if (address !== null) found.add(address);
  }
  return [...found];
}

const MIN_PHOTO = 50;

function photosOf(parts: Parts): string[] {
  const found = new Set<string>();
  for (const image of own<HTMLImageElement>(parts.article, PHOTO)) {
    const small = image.width > 0 && image.width <= MIN_PHOTO;
    const elsewhere =
      image.closest(`${COMMENT_LINK}, ${BUTTON}`) ?? parts.textSpan?.contains(image);
    if (small || elsewhere) continue;
    const address = webAddress(image.getAttribute("src"), parts.base);
    if (address !== null) found.add(address);
  }
  return [...found];
}
