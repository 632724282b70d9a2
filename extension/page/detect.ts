// Which kind of page an address is. An address listed for one kind must be false for all others.
import type { Platform, Surface } from "../contract.gen";
import { isInGroup, postKey } from "./addresses";

export interface Place {
  readonly platform: Platform;
  readonly surface: Surface;
  /** The post that the address names: comments of other posts on the page are not read. */
  readonly postKey: string | null;
  readonly url: string;
}

const INSTAGRAM_POST = /^\/(?:[\w.]+\/)?(p|reels?|tv)\/([\w-]+)(?:\/|$)/;
const LINKEDIN_POST = /^\/(?:feed\/update\/urn:li:\w+:\d+|posts\/[^/]+)\/?$/;
const LINKEDIN_FEED = /^\/(?:company|showcase|school|in)\/[^/]+(?:\/.*)?$/;

/** Null: no page that Uppsikt can read. */
export function detect(href: string): Place | null {
  const url = new URL(href);
  if (url.hostname.startsWith("business.") && isHost(url, "facebook.com")) return business(url);
  if (isHost(url, "facebook.com")) return facebook(url);
  if (isHost(url, "instagram.com")) return instagram(url);
  if (isHost(url, "linkedin.com")) return linkedin(url);
  if (url.hostname === "127.0.0.1" && url.pathname.startsWith("/practice/")) {
    return { platform: "practice", surface: "facebook_timeline", postKey: null, url: url.href };
  }
  return null;
}

function facebook(url: URL): Place {
  const key = postKey(url);
  return { platform: "facebook", surface: facebookSurface(url, key), postKey: key, url: url.href };
}

function facebookSurface(url: URL, key: string | null): Surface {
  if (isInGroup(url)) return "facebook_group";
  if (key === null) return "facebook_timeline";
  if (/^\/(?:photo(?:\.php)?\/?$|[^/]+\/photos\/)/.test(url.pathname)) return "facebook_photo";
  if (/^\/watch\/?$|\/videos\//.test(url.pathname)) return "facebook_video";
  if (/^\/reel\//.test(url.pathname)) return "facebook_reel";
  return "facebook_permalink";
}

/** The inbox alone; its other pages hold no comments. */
function business(url: URL): Place | null {
  const found = /^\/latest\/inbox(?:\/(\w*))?/.exec(url.pathname);
  if (found === null) return null;
  const part = found[1] ?? "";
  const platform = part.startsWith("instagram") ? "instagram" : "facebook";
  const surface = part.endsWith("_comments") ? "business_comments" : "business_messages";
  return { platform, surface, postKey: null, url: url.href };
}

function instagram(url: URL): Place | null {
  const found = INSTAGRAM_POST.exec(url.pathname);
  if (found?.[2] === undefined) return null;
  const surface = found[1]?.startsWith("reel") ? "instagram_reel" : "instagram_post";
  return { platform: "instagram", surface, postKey: found[2], url: url.href };
}

/** A feed holds several posts, a post's own page one; its comments name it by another kind of id. */
function linkedin(url: URL): Place | null {
  if (!LINKEDIN_POST.test(url.pathname) && !LINKEDIN_FEED.test(url.pathname)) return null;
  return { platform: "linkedin", surface: "linkedin_post", postKey: null, url: url.href };
}

function isHost(url: URL, domain: string): boolean {
  return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
}
