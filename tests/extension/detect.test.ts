// An address listed for one kind of page is false for all others.
import { describe, expect, it } from "vitest";
import { isModeratedPage } from "../../extension/background/senders";
import { detect } from "../../extension/page/detect";

const PLACES: Readonly<Record<string, readonly string[]>> = {
  "facebook facebook_timeline": [
    "https://www.facebook.com/exempelby",
    "https://www.facebook.com/profile.php?id=1",
    "https://www.facebook.com/notifications",
  ],
  "facebook facebook_permalink": [
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.facebook.com/exempelby/posts/pfbid0a?comment_id=1",
    "https://www.facebook.com/exempelby/posts/pfbid0a?comment_id=1&notif_id=2&notif_t=feed_comment",
  ],
  "facebook facebook_photo": [
    "https://www.facebook.com/photo/?fbid=1&set=a.2",
    "https://www.facebook.com/photo.php?fbid=1",
    "https://www.facebook.com/exempelby/photos/a.1/2",
  ],
  "facebook facebook_video": [
    "https://www.facebook.com/watch/?v=1",
    "https://www.facebook.com/exempelby/videos/1/",
    "https://www.facebook.com/exempelby/videos/en-titel/1",
  ],
  "facebook facebook_reel": ["https://www.facebook.com/reel/1"],
  "facebook facebook_group": [
    "https://web.facebook.com/groups/1",
    "https://www.facebook.com/groups/exempel/posts/1/?comment_id=2",
    "https://www.facebook.com/groups/exempel/permalink/1/",
  ],
  "instagram instagram_post": [
    "https://www.instagram.com/p/C0de-_1/",
    "https://www.instagram.com/exempelby/p/C0de/c/179/",
  ],
  "instagram instagram_reel": [
    "https://www.instagram.com/exempelby/reel/C0de/c/179/",
    "https://www.instagram.com/reels/C0de/",
  ],
  "facebook business_messages": [
    "https://business.facebook.com/latest/inbox/",
    "https://business.facebook.com/latest/inbox/all?asset_id=1",
    "https://business.facebook.com/latest/inbox/messenger?selected_item_id=1",
  ],
  "instagram business_messages": ["https://business.facebook.com/latest/inbox/instagram_direct"],
  "facebook business_comments": [
    "https://business.facebook.com/latest/inbox/facebook_comments?asset_id=1",
  ],
  "instagram business_comments": [
    "https://business.facebook.com/latest/inbox/instagram_comments?asset_id=1",
  ],
  "linkedin linkedin_post": [
    "https://www.linkedin.com/feed/update/urn:li:activity:7034272412724555776/?commentUrn=x",
    "https://www.linkedin.com/posts/exempelby_sommarjobb-activity-7034272412724555776-AbCd",
    "https://www.linkedin.com/company/exempelby/posts/",
  ],
  "practice facebook_timeline": ["http://127.0.0.1:48217/practice/"],
  none: [
    "https://www.instagram.com/exempelby/",
    "https://business.facebook.com/latest/home",
    "https://business.facebook.com/adsmanager",
    "https://facebook.com.example/exempelby",
    "https://notfacebook.com/exempelby",
    "https://business.facebook.com.example/latest/inbox/",
    "http://127.0.0.1:48217/entries",
    "https://www.linkedin.com/feed/",
    "https://www.linkedin.com/messaging/",
    "https://www.youtube.com/watch?v=1",
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
