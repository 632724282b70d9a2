// Threads are told apart by what names their post, in whatever order and form it is named (H7).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comment } from "../../extension/contract.gen";
import type { CommentReading } from "../../extension/page/reading";
import { postOf, threadsOf } from "../../extension/page/thread";

function reading(id: string, postKeys: string[], part: Partial<Comment> = {}): CommentReading {
  const post = { id: postKeys[0] ?? null, url: null, author: null, text: null };
  const comment = { id, surface: "facebook_timeline", post, ...part } as Comment;
  return { kind: "comment", comment, postKeys, body: { text: "", pieces: [] } };
}

/** Each post has a number and an opaque name; a comment names it by either, or by both. */
const comments = fc.array(
  fc.record({ post: fc.nat(4), named: fc.constantFrom("number", "name", "both") }),
  { maxLength: 30 },
);

describe("threads", () => {
  it("hold each comment once, in the page's order, and never one of another post", () => {
    fc.assert(
      fc.property(comments, (made) => {
        const all = made.map(({ post, named }, at) => {
          const keys = { number: [`${post}`], name: [`n${post}`], both: [`n${post}`, `${post}`] };
          return reading(`${at}`, keys[named]);
        });
        const threads = threadsOf(all);
        const ids = threads.map((each) => each.comments.map(({ id }) => Number(id)));
        expect(ids.flat().sort((a, b) => a - b)).toEqual(all.map((_, at) => at));
        for (const each of ids) {
          expect(each).toEqual([...each].sort((a, b) => a - b));
          expect(new Set(each.map((at) => made[at]?.post)).size).toBe(1);
        }
        for (const post of new Set(made.map((each) => each.post))) {
          const together = made.some((each) => each.post === post && each.named === "both");
          const held = threads.filter(({ keys }) => keys.has(`${post}`) || keys.has(`n${post}`));
          if (together) expect(held.length).toBe(1);
        }
      }),
    );
  });

  it("a comment that names no post is in no thread", () => {
    expect(threadsOf([reading("1", [])])).toEqual([]);
  });

  it("S10: messages are registered one by one", () => {
    const [thread] = threadsOf([reading("1", ["t1"], { surface: "business_messages" })]);
    expect(thread && postOf(thread)).toBeNull();
  });

  it("the post has its number where any comment knows it, and its text where any shows it", () => {
    const told = { id: "n1", url: "https://x.se/", author: "Kommunen", text: "Nu plogar vi!" };
    const [thread] = threadsOf([
      reading("1", ["n1", "1"], { post: { ...told, text: null } }),
      reading("2", ["n1", "1"], { post: told }),
      reading("3", ["1"], { post: { id: "1", url: null, author: null, text: null } }),
    ]);
    const post = thread ? postOf(thread) : null;
    expect([post?.id, post?.text, post?.author.name]).toEqual(["1", "Nu plogar vi!", "Kommunen"]);
  });
});
