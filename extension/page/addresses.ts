// What an address on Facebook says: which post, which comment, which author. All by the facts of
// today's links, none by language. Ids stay strings: they exceed 2**53.

const PERMALINK_PARAMETERS = ["story_fbid", "fbid", "v", "id", "comment_id", "reply_comment_id"];
const TRACKING_PARAMETERS = ["fbclid", "__cft__", "__tn__", "ref", "mibextid"];
const MAX_ADDRESS = 8_192;

const POST_PATHS = [
  /\/posts\/(?:[^/]+\/)?(\d+|pfbid\w+)\/?$/,
  /\/groups\/[^/]+\/(?:permalink|posts)\/(\d+|pfbid\w+)\/?$/,
  /\/videos\/(?:[^/]+\/)?(\d+)\/?$/,
  /\/photos\/(?:[^/]+\/)*(\d+)\/?$/,
  /^\/reel\/(\d+)\/?$/,
];

/** Parse an address relative to the page; null where it is none. */
export function parseAddress(href: string | null, base: string): URL | null {
  return href === null ? null : URL.parse(href, base);
}

/** An http(s) address of bearable length, else null: the record holds no data: or blob: addresses. */
export function webAddress(href: string | null, base: string): string | null {
  const url = parseAddress(href, base);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.href.length <= MAX_ADDRESS ? url.href : null;
}

/** What names the post in a permalink (story_fbid, /posts/…, fbid, v, reel); null: no permalink. */
export function postKey(url: URL): string | null {
  const at = (name: string) => url.searchParams.get(name);
  if (/\/(?:permalink|story)\.php$/.test(url.pathname)) return at("story_fbid");
  if (/\/photo(?:\.php)?\/?$/.test(url.pathname)) return at("fbid");
  if (/^\/watch\/?$/.test(url.pathname)) return at("v");
  for (const path of POST_PATHS) {
    const found = path.exec(url.pathname);
    if (found?.[1] !== undefined) return found[1];
  }
  return null;
}

export interface CommentIds {
  readonly id: string;
  readonly parentId: string | null;
}

/** The numeric ids on a timestamp link: a reply's own id, with the comment it answers as parent. */
export function commentIds(url: URL): CommentIds | null {
  const comment = numeric(url.searchParams.get("comment_id"));
  const reply = numeric(url.searchParams.get("reply_comment_id"));
  if (comment === null) return null;
  return reply === null ? { id: comment, parentId: null } : { id: reply, parentId: comment };
}

export interface CommentToken {
  readonly post: string;
  readonly comment: string;
}

/** An author link's `comment_id`: base64 of `comment:<post>_<comment>`. */
export function decodeCommentToken(value: string | null): CommentToken | null {
  if (value === null || !/^[\w+/=-]+$/.test(value)) return null;
  const found = /^comment:(\d+)_(\d+)$/.exec(fromBase64(value));
  if (found?.[1] === undefined || found[2] === undefined) return null;
  return { post: found[1], comment: found[2] };
}

function fromBase64(value: string): string {
  try {
    return atob(value.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

/** Page, group or profile that a post's permalink belongs to. */
export function accountOf(url: URL): string | null {
  if (/\/(?:permalink|story|profile)\.php$/.test(url.pathname)) return url.searchParams.get("id");
  const [first, second] = url.pathname.split("/").filter(Boolean);
  if (first === "groups") return second ?? null;
  const general = ["photo", "photo.php", "watch", "reel", "hashtag", "events", "practice"];
  return first === undefined || general.includes(first) ? null : first;
}

/** In a group the posts are its members', and no name on a post is the group's. */
export function isInGroup(url: URL): boolean {
  return url.pathname.startsWith("/groups/");
}

/** A permalink with what names the comment, and nothing of tracking. */
export function cleanPermalink(url: URL): string {
  return keepParameters(url, PERMALINK_PARAMETERS);
}

/** The permalink's post, without the comment. */
export function postAddress(url: URL): string {
  return keepParameters(url, PERMALINK_PARAMETERS.slice(0, 4));
}

/** An author's address: of the parameters only profile.php's `id` is kept. */
export function cleanAuthor(url: URL): string {
  return keepParameters(url, url.pathname.endsWith("/profile.php") ? ["id"] : []);
}

/** An author's numeric id, only where the address has one; a vanity address has none. */
export function authorId(url: URL): string | null {
  if (url.pathname.endsWith("/profile.php")) return numeric(url.searchParams.get("id"));
  return /\/user\/(\d+)\/?$/.exec(url.pathname)?.[1] ?? null;
}

/** Where a link leads: Facebook's own detour (l.php?u=) undone, click ids dropped. */
export function decodeLink(url: URL): URL {
  const detour = /^l\.(?:facebook|instagram)\.com$/.test(url.hostname);
  const target = detour ? URL.parse(url.searchParams.get("u") ?? "") : null;
  const decoded = new URL(target ?? url);
  for (const name of parameterNames(decoded)) {
    if (TRACKING_PARAMETERS.includes(name.replace(/\[.*$/, ""))) decoded.searchParams.delete(name);
  }
  return decoded;
}

/** By the letters of the address: an object of parameters for each link costs a large page much. */
function keepParameters(url: URL, names: readonly string[]): string {
  const pairs = url.search.slice(1).split("&");
  const query = pairs.filter((pair) => names.includes(pair.split("=", 1)[0] ?? "")).join("&");
  return url.origin + url.pathname + (query === "" ? "" : `?${query}`);
}

function numeric(value: string | null): string | null {
  return value !== null && /^\d+$/.test(value) ? value : null;
}

/** Not by an iterator: Firefox's content scripts cannot iterate parameters (Mozilla bug 1023984). */
function parameterNames(url: URL): string[] {
  const names: string[] = [];
  url.searchParams.forEach((_, name) => {
    names.push(name);
  });
  return names;
}
