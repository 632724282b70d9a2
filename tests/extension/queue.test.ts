// The queue by filter and by key (L3, S6, S7, N8); keys work only where the focus is in the list (WCAG 2.1.4).
import { describe, expect, it } from "vitest";
import type { Category, EntryState, PolicyView } from "../../extension/contract.gen";
import type { ListedComment } from "../../extension/messages";
import { FILTERS, passes } from "../../extension/panel/filters";
import { hasReply, replyTo } from "../../extension/panel/reply";
import { fits, VERB_KEYS, VERBS } from "../../extension/panel/verbs";

function listed(part: Partial<ListedComment>): ListedComment {
  const whole: ListedComment = {
    id: "1",
    author: "Bo",
    text: "…",
    flagged: [],
    reasons: 0,
    hints: [],
    known: null,
    edited: false,
    own: false,
    answered: false,
  };
  return { ...whole, ...part };
}

function saved(state: EntryState, category: Category | null = "insult"): ListedComment["known"] {
  return { entry: 1, state, category, answered: false };
}

const POLICY: PolicyView = {
  name: "p",
  categories: [
    {
      id: "insult",
      label: "Personangrepp",
      rule: "r",
      ground: "page_rule",
      act: "hide",
      disposal_tests: [],
      removed: "Din kommentar har tagits bort.",
    },
  ],
  grounds: [],
  disposal_decision: null,
  political: "Vänd dig till partierna.",
};

describe("filters", () => {
  it("show what there is to do, each its own kind", () => {
    const flagged = listed({ flagged: ["insult"] });
    const question = listed({ hints: ["question"] });
    const answered = listed({ hints: ["question"], answered: true });
    const own = listed({ hints: ["question", "political", "case"], own: true });
    const shown = (one: ListedComment) => FILTERS.filter((filter) => passes(one, filter));
    expect(shown(flagged)).toEqual(["all", "action"]);
    expect(shown(question)).toEqual(["all", "questions"]);
    expect(shown(answered)).toEqual(["all"]);
    expect(shown(own)).toEqual(["all"]);
    expect(shown(listed({ hints: ["political", "case"] }))).toEqual(["all", "political", "case"]);
  });
});

describe("replies", () => {
  it("S6: political debate is referred to the parties", () => {
    expect(replyTo(listed({ hints: ["political"] }), POLICY)).toEqual({
      reply: "political",
      words: "Vänd dig till partierna.",
    });
  });

  it("N8: the author of what was removed is told why, by the person's decision and not by the model's", () => {
    const removed = listed({ flagged: ["crime"], known: saved("hidden") });
    expect(replyTo(removed, POLICY)).toEqual({
      reply: "removed",
      words: "Din kommentar har tagits bort.",
    });
    expect(hasReply(listed({ flagged: ["insult"], known: saved("failed") }))).toBe(false);
  });

  it("S7: a question is told that it has been read, until it is answered", () => {
    const asked = listed({ hints: ["question"] });
    expect(replyTo(asked, POLICY)?.reply).toBe("question");
    expect(replyTo({ ...asked, hints: ["question", "political"] }, POLICY)?.reply).toBe(
      "political",
    );
    expect(replyTo({ ...asked, answered: true }, POLICY)).toBeNull();
  });

  it("nothing is said where the policy says nothing, nor to the page itself", () => {
    const removed = listed({ flagged: ["insult"], known: saved("deleted", "crime") });
    expect(replyTo(removed, POLICY)).toBeNull();
    expect(hasReply(listed({ hints: ["political"], own: true }))).toBe(false);
  });
});

describe("verbs", () => {
  it("have a key each, and none of those that move", () => {
    const keys = [...Object.values(VERB_KEYS), "j", "k", "?"];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are offered where they make sense", () => {
    const offered = (one: ListedComment) => VERBS.filter((verb) => fits(verb, one));
    const always = ["open", "review", "forward", "answered", "archive"];
    const removed = listed({ flagged: ["insult"], known: saved("hidden") });
    expect(offered(removed)).toEqual(
      VERBS.filter((verb) => [...always, "reply", "copy"].includes(verb)),
    );
    const remains = listed({ flagged: ["insult"], known: saved("remains") });
    expect(offered(remains)).toEqual(
      VERBS.filter((verb) => [...always, "hide", "delete"].includes(verb)),
    );
    expect(offered(listed({ flagged: ["insult"] }))).toContain("keep");
  });

  it("S10: a message is registered in its dialog, and handled when it is saved", () => {
    const offered = (one: ListedComment) => VERBS.filter((verb) => fits(verb, one, true));
    expect(offered(listed({ flagged: ["insult"], hints: ["question"] }))).toEqual(["open"]);
    expect(offered(listed({ known: saved("remains", null) }))).toEqual(
      VERBS.filter((verb) => ["open", "review", "forward", "answered"].includes(verb)),
    );
  });
});
