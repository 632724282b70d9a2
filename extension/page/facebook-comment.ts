// Reads one Facebook comment, by language-independent facts alone.
import type { Author, Comment, CommentTime } from "../contract.gen";
import {
  authorId,
  type CommentIds,
  cleanAuthor,
  cleanPermalink,
  decodeLink,
  parseAddress,
  postKey,
  webAddress,
} from "./addresses";
import { ageInterval } from "./age";
import type { Place } from "./detect";
import {
  bodyOf,
  findParts,
  isPost,
  looksLikeComment,
  type Parts,
  provenIds,
  rowLink,
} from "./facebook-parts";
import type { PostFinder } from "./facebook-post";
import { type Reading, short } from "./reading";
import { S } from "./rules";
import { own } from "./scope";
import type { ReadText } from "./text";

export interface Surroundings {
  readonly place: Place;
  readonly title: string;
  readonly now: Date;
  readonly posts: PostFinder;
}

/** Read a root; `unread` where it looks like a comment and its id cannot be told for certain. */
export function readFacebookComment(root: Element, around: Surroundings): Reading {
  if (isPost(root) || own(root, S.placeholder).length > 0) return { kind: "none" };
  const parts = findParts(root, around.place.url);
  const ids = provenIds(parts);
  if (ids === null) return { kind: looksLikeComment(parts) ? "unread" : "none" };
  const body = bodyOf(parts);
  return {
    kind: "comment",
    comment: toComment(parts, ids, body, around),
    postKeys: keysOf(parts),
    body,
  };
}

function keysOf(parts: Parts): string[] {
  const key = parts.timestamp === null ? null : postKey(parts.timestamp.url);
  return [key, parts.token?.post ?? null].filter((each) => each !== null);
}

function toComment(parts: Parts, ids: CommentIds, body: ReadText, around: Surroundings): Comment {
  const permalink = parts.timestamp?.url ?? null;
  const post = around.posts.postOf(parts.root, permalink, parts.token?.post ?? null);
  return {
    platform: around.place.platform,
    surface: around.place.surface,
    id: ids.id,
    parent_id: ids.parentId,
    graph_id: parts.token === null ? null : `${parts.token.post}_${ids.id}`,
    permalink: permalink === null ? null : cleanPermalink(permalink),
    author: toAuthor(parts),
    text: body.text,
    truncated: parts.blocks.at(-1)?.querySelector(S.button) != null,
    language: short(parts.textSpan?.getAttribute("lang")),
    time: toTime(short((parts.timestamp?.element ?? rowLink(parts.root))?.textContent), around.now),
    links: outgoing(parts),
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
function outgoing(parts: Parts): string[] {
  const found = new Set<string>();
  for (const element of own<HTMLAnchorElement>(parts.root, "a[href]")) {
    const inText = parts.textSpan?.contains(element) === true;
    if (element === parts.timestamp?.element || (!inText && element.matches(S.commentLink))) {
      continue;
    }
    const url = parseAddress(element.getAttribute("href"), parts.base);
    if (url === null) continue;
    const target = decodeLink(url);
    const outside =
      !/(?:^|\.)facebook\.com$/.test(target.hostname) && target.host !== new URL(parts.base).host;
    const toPost = inText && postKey(target) !== null;
    const address = outside || toPost ? webAddress(target.href, parts.base) : null;
    if (address !== null) found.add(address);
  }
  return [...found];
}

const MIN_PHOTO = 50;

function photosOf(parts: Parts): string[] {
  const found = new Set<string>();
  for (const image of own<HTMLImageElement>(parts.root, S.photo)) {
    const small = image.width > 0 && image.width <= MIN_PHOTO;
    const elsewhere =
      image.closest(`${S.commentLink}, ${S.button}`) ?? parts.textSpan?.contains(image);
    if (small || elsewhere) continue;
    const address = webAddress(image.getAttribute("src"), parts.base);
    if (address !== null) found.add(address);
  }
  return [...found];
}
