// The queue by filter and by key (L3, S6, S7, N8); keys work only where the focus is in the list (WCAG 2.1.4).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PolicyView } from "../../extension/contract.gen";
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

  it("N8: the author of what was removed is told why", () => {
    const removed = listed({ flagged: ["insult"], known: { entry: 1, state: "hidden" } });
    expect(replyTo(removed, POLICY)).toEqual({
      reply: "removed",
      words: "Din kommentar har tagits bort.",
    });
    expect(hasReply(listed({ flagged: ["insult"], known: { entry: 1, state: "failed" } }))).toBe(
      false,
    );
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
    const removed = listed({ flagged: ["crime"], known: { entry: 1, state: "deleted" } });
    expect(replyTo(removed, POLICY)).toBeNull();
    expect(hasReply(listed({ hints: ["political"], own: true }))).toBe(false);
  });
});

describe("verbs", () => {
  it("have a key each, and none of those that move", () => {
    const keys = [...Object.values(VERB_KEYS), "j", "k", "?"];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are in the handbook, each by its key", () => {
    const path = new URL("../../companion/handbook/handbok.html", import.meta.url);
    const [, chapter] = readFileSync(path, "utf8").split("<h2>Sidopanelen som kö</h2>");
    const told = chapter?.split("<h2>")[0] ?? "";
    for (const key of Object.values(VERB_KEYS)) expect(told).toContain(`<kbd>${key}</kbd>`);
  });

  it("are offered where they make sense", () => {
    const offered = (one: ListedComment) => VERBS.filter((verb) => fits(verb, one));
    const always = ["open", "review", "forward", "answered", "archive"];
    const removed = listed({ flagged: ["insult"], known: { entry: 1, state: "hidden" } });
    expect(offered(removed)).toEqual(
      VERBS.filter((verb) => [...always, "reply", "copy"].includes(verb)),
    );
    const remains = listed({ flagged: ["insult"], known: { entry: 1, state: "remains" } });
    expect(offered(remains)).toEqual(
      VERBS.filter((verb) => [...always, "hide", "delete"].includes(verb)),
    );
    expect(offered(listed({ flagged: ["insult"] }))).toContain("keep");
  });
});
