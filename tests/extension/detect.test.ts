// An address listed for one kind of page is false for all others.
import { describe, expect, it } from "vitest";
import { isModeratedPage } from "../../extension/background/senders";
import { detect } from "../../extension/page/detect";

const PLACES: Readonly<Record<string, readonly string[]>> = {
  "facebook facebook_timeline": [
    "https://www.facebook.com/exempelby",
    "https://www.facebook.com/profile.php?id=1",
    "https://web.facebook.com/groups/1",
  ],
  "facebook facebook_permalink": [
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.facebook.com/exempelby/posts/pfbid0a?comment_id=1",
    "https://www.facebook.com/reel/1",
  ],
  "instagram instagram_post": [
    "https://www.instagram.com/p/C0de-_1/",
    "https://www.instagram.com/exempelby/reel/C0de/c/179/",
  ],
  "practice facebook_timeline": ["http://127.0.0.1:48217/practice/"],
  none: [
    "https://www.instagram.com/exempelby/",
    "https://business.facebook.com/latest/inbox/",
    "https://facebook.com.example/exempelby",
    "https://notfacebook.com/exempelby",
    "http://127.0.0.1:48217/entries",
    "https://www.linkedin.com/feed/",
  ],
};

describe("pages", () => {
  const all = Object.entries(PLACES).flatMap(([kind, list]) => list.map((each) => [each, kind]));
  it.each(all)("%s is %s", (href, kind) => {
    const place = detect(href ?? "");
    expect(place === null ? "none" : `${place.platform} ${place.surface}`).toBe(kind);
  });
});

describe("senders", () => {
  it.each([
    ["https://www.facebook.com/x", true],
    ["https://www.instagram.com/p/x/", true],
    ["http://127.0.0.1:48217/practice/", true],
    ["http://127.0.0.1:8000/practice/", false],
    ["http://127.0.0.1:48217/entries", false],
    ["http://www.facebook.com/x", false],
    ["https://facebook.com.example/x", false],
  ])("%s may ask: %s", (href, may) => {
    expect(isModeratedPage(new URL(href), 48_217)).toBe(may);
  });
});
