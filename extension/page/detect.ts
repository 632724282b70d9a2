// Which kind of page an address is. An address listed for one kind must be false for all others.
import type { Platform, Surface } from "../contract.gen";
import { postKey } from "./addresses";

export interface Place {
  readonly platform: Platform;
  readonly surface: Surface;
  /** The post that the address names: comments of other posts on the page are not read. */
  readonly postKey: string | null;
  readonly url: string;
}

const INSTAGRAM_POST = /^\/(?:[\w.]+\/)?(?:p|reel)\/([\w-]+)(?:\/|$)/;

/** Null: no page that Uppsikt can read. */
export function detect(href: string): Place | null {
  const url = new URL(href);
  if (isHost(url, "facebook.com")) return facebook(url);
  if (isHost(url, "instagram.com")) return instagram(url);
  if (url.hostname === "127.0.0.1" && url.pathname.startsWith("/practice/")) {
    return { platform: "practice", surface: "facebook_timeline", postKey: null, url: url.href };
  }
  return null;
}

function facebook(url: URL): Place | null {
  if (url.hostname.startsWith("business.")) return null;
  const key = postKey(url);
  const surface = key === null ? "facebook_timeline" : "facebook_permalink";
  return { platform: "facebook", surface, postKey: key, url: url.href };
}

function instagram(url: URL): Place | null {
  const code = INSTAGRAM_POST.exec(url.pathname)?.[1];
  if (code === undefined) return null;
  return { platform: "instagram", surface: "instagram_post", postKey: code, url: url.href };
}

function isHost(url: URL, domain: string): boolean {
  return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
}
