// Facts of Facebook's links: ids are strings, tracking is dropped, a number is never guessed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  authorId,
  cleanAuthor,
  cleanPermalink,
  commentIds,
  decodeCommentToken,
  decodeLink,
  postKey,
  webAddress,
} from "../../extension/page/addresses";

const BASE = "https://www.facebook.com/exempelby";
const url = (path: string) => new URL(path, BASE);
const digits = fc.stringMatching(/^[1-9]\d{0,24}$/);

const POSTS: readonly (readonly [string, string | null])[] = [
  ["/permalink.php?story_fbid=pfbid0Ab&id=1", "pfbid0Ab"],
  ["/exempelby/posts/pfbid0Ab", "pfbid0Ab"],
  ["/exempelby/posts/sno-igen/123", "123"],
  ["/groups/g/posts/123/", "123"],
  ["/groups/g/permalink/123/", "123"],
  ["/photo/?fbid=123&set=a.1", "123"],
  ["/photo.php?fbid=123", "123"],
  ["/watch/?v=123", "123"],
  ["/reel/123/", "123"],
  ["/exempelby/videos/123/", "123"],
  ["/exempelby", null],
  ["/profile.php?id=123", null],
  ["/groups/g/user/123/", null],
  ["/exempelby/about", null],
];

describe("addresses", () => {
  it.each(POSTS)("%s names post %s", (path, key) => expect(postKey(url(path))).toBe(key));

  it("keeps ids beyond 2**53 digit for digit", () => {
    fc.assert(
      fc.property(digits, digits, (comment, reply) => {
        const path = `/permalink.php?story_fbid=1&comment_id=${comment}`;
        expect(commentIds(url(path))).toEqual({ id: comment, parentId: null });
        const answer = commentIds(url(`${path}&reply_comment_id=${reply}`));
        expect(answer).toEqual({ id: reply, parentId: comment });
      }),
    );
  });

  it("decodes an author link's token, and nothing that only looks like one", () => {
    fc.assert(
      fc.property(digits, digits, (post, comment) => {
        expect(decodeCommentToken(btoa(`comment:${post}_${comment}`))).toEqual({ post, comment });
        expect(decodeCommentToken(btoa(`remark:${post}_${comment}`))).toBeNull();
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => decodeCommentToken(text) === null));
  });

  it("keeps of a permalink what names the comment", () => {
    const path = "/permalink.php?story_fbid=1&id=2&comment_id=3&__cft__[0]=x&__tn__=R&ref=y#z";
    const clean = `${new URL(BASE).origin}/permalink.php?story_fbid=1&id=2&comment_id=3`;
    expect(cleanPermalink(url(path))).toBe(clean);
  });

  it.each([
    ["/anna.ex?comment_id=abc&__tn__=R", "https://www.facebook.com/anna.ex", null],
    ["/profile.php?id=42&comment_id=abc", "https://www.facebook.com/profile.php?id=42", "42"],
    ["/groups/g/user/42/?comment_id=abc", "https://www.facebook.com/groups/g/user/42/", "42"],
    ["/people/Anna/77/?comment_id=a", "https://www.facebook.com/people/Anna/77/", null],
  ])("%s: an author's id only where it stands", (path, address, id) => {
    expect(cleanAuthor(url(path))).toBe(address);
    expect(authorId(url(path))).toBe(id);
  });

  it("undoes Facebook's detour and drops the click's id", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (target) => {
        const wanted = new URL(target);
        const clicked = new URL(target);
        clicked.searchParams.set("fbclid", "IwAR0");
        const detour = url(
          `https://l.facebook.com/l.php?u=${encodeURIComponent(clicked.href)}&h=x`,
        );
        const found = decodeLink(detour);
        expect(found.host + found.pathname).toBe(wanted.host + wanted.pathname);
        expect(found.searchParams.has("fbclid")).toBe(false);
      }),
    );
  });

  it.each(["data:image/png;base64,AA", "blob:https://x/1", "javascript:alert(1)", "about:blank"])(
    "%s is no web address",
    (href) => expect(webAddress(href, BASE)).toBeNull(),
  );
});
