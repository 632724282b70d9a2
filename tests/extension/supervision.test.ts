// H3, S7: a look at a page says how many were read of how many, in which order, and which questions
// wait for the page's answer. Nothing is claimed that was not seen.
import { describe, expect, it } from "vitest";
import type { Comment, Hint, Verdict } from "../../extension/contract.gen";
import { supervisionOf } from "../../extension/features/report-supervision";
import { PageWatch } from "../../extension/features/state";
import type { Refusal } from "../../extension/page/reading";

const PAGE = "https://www.facebook.com/exempelby";
const VISIT = "00000000-0000-4000-8000-000000000000";

function comment(id: string, part: Partial<Comment> = {}): Comment {
  return {
    platform: "facebook",
    surface: "facebook_timeline",
    id,
    parent_id: null,
    graph_id: null,
    permalink: `${PAGE}/posts/1?comment_id=${id}`,
    author: { name: "Bo Besökare", url: "https://www.facebook.com/bo.besokare", id: null },
    text: "När öppnar badet?",
    truncated: false,
    language: null,
    time: { shown: "2 tim", exact: null, earliest: null, latest: "2026-11-21T08:00:00Z" },
    links: [],
    photos: [],
    post: { id: "1", url: `${PAGE}/posts/1`, text: null, author: "Exempelby kommun" },
    page: { url: PAGE, title: "Exempelby", account: "Exempelby kommun" },
    ...part,
  };
}

function verdict(id: string, hints: Hint[], flagged = false): Verdict {
  const labels = flagged ? [{ category: "insult" as const, score: 0.9, flagged, spans: [] }] : [];
  return { id, labels, hints };
}

function watching(comments: Comment[], refused: Refusal | null = null): PageWatch {
  const watch = new PageWatch();
  watch.seen = {
    place: { platform: "facebook", surface: "facebook_timeline", postKey: null, url: PAGE },
    reading: { comments, unread: 1, foreign: 0, refused },
    elements: new Map(),
    bodies: new Map(),
    ids: new WeakMap(),
    sort: "Alla kommentarer",
    counted: 18,
  };
  return watch;
}

describe("a look at a page", () => {
  it("says N of M, the order, and what was flagged", () => {
    const rude = comment("2", { text: "Ni är idioter" });
    const watch = watching([comment("1"), rude]);
    watch.setVerdict(rude, verdict("2", [], true));
    const report = supervisionOf(watch, VISIT);
    expect(report).toMatchObject({ read: 2, unread: 1, counted: 18, flagged: 1 });
    expect(report).toMatchObject({ sort: "Alla kommentarer", account: "Exempelby kommun" });
  });

  it("lists questions that wait, and not the page's own or those it has answered", () => {
    const own = { name: "Exempelby kommun", url: PAGE, id: null };
    const comments = [
      comment("1"),
      comment("2"),
      comment("3", { parent_id: "2", author: own, text: "Kl. 9" }),
      comment("4", { text: "Fint!" }),
    ];
    const watch = watching(comments);
    for (const one of comments) {
      watch.setVerdict(one, verdict(one.id, one.text.endsWith("?") ? ["question"] : []));
    }
    const report = supervisionOf(watch, VISIT);
    expect(report?.questions.map(({ comment_id }) => comment_id)).toEqual(["1"]);
    expect(report?.questions[0]?.written).toBe("2026-11-21T08:00:00Z");
    expect(report?.answered).toEqual(["2"]);
  });

  it("sends no more of a question than its beginning, never half a character", () => {
    const long = comment("1", { text: `${"🌲".repeat(400)}?` });
    const watch = watching([long]);
    watch.setVerdict(long, verdict("1", ["question"]));
    const text = supervisionOf(watch, VISIT)?.questions[0]?.text ?? "";
    expect([...text]).toHaveLength(300);
    expect(text.isWellFormed()).toBe(true);
  });

  it("claims nothing of a page that could not be read", () => {
    expect(supervisionOf(watching([]), VISIT)).toBeNull();
    expect(supervisionOf(watching([comment("1")], "post_unproven"), VISIT)).toBeNull();
    expect(supervisionOf(new PageWatch(), VISIT)).toBeNull();
  });
});
