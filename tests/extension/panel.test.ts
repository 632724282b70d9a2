// L3: what needs action comes first. Nothing is claimed that was not seen.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Category, EntryState, Hint } from "../../extension/contract.gen";
import type { ListedComment, PageState } from "../../extension/messages";
import { inOrderOfNeed, needsAction, needsAnswer } from "../../extension/panel/sort";
import { countWords, verdictWords } from "../../extension/panel/words";

const known = fc.option(
  fc.record({
    entry: fc.nat(),
    state: fc.constantFrom(...EntryState),
    category: fc.option(fc.constantFrom(...Category)),
    answered: fc.boolean(),
  }),
);
const listed: fc.Arbitrary<ListedComment> = fc.record({
  id: fc.uuid(),
  author: fc.option(fc.string()),
  text: fc.string(),
  flagged: fc.uniqueArray(fc.constantFrom(...Category), { maxLength: 3 }),
  reasons: fc.nat(9),
  hints: fc.uniqueArray(fc.constantFrom(...Hint), { maxLength: 2 }),
  known,
  edited: fc.boolean(),
  own: fc.boolean(),
  answered: fc.boolean(),
});

function saved(state: EntryState): NonNullable<ListedComment["known"]> {
  return { entry: 1, state, category: null, answered: false };
}

function state(part: Partial<PageState>): PageState {
  const whole: PageState = {
    platform: "facebook",
    readable: true,
    unproven: false,
    read: 0,
    unread: 0,
    foreign: 0,
    classified: 0,
    trouble: null,
    health: null,
    vanished: 0,
    unanswered: 0,
    sort: null,
    counted: null,
    comments: [],
  };
  return { ...whole, ...part };
}

describe("list", () => {
  it("puts cries for help first and loses nothing", () => {
    fc.assert(
      fc.property(fc.array(listed), (comments) => {
        const sorted = inOrderOfNeed(comments);
        expect(new Set(sorted)).toEqual(new Set(comments));
        const cries = sorted.map(
          (each) => each.known === null && each.flagged.includes("distress"),
        );
        expect(cries).toEqual([...cries].sort((one, other) => Number(other) - Number(one)));
      }),
    );
  });

  it("L3: in a crisis cries for help, then threats, then questions, then the rest, and nothing is lost", () => {
    const place = (each: ListedComment) => {
      if (each.known === null && each.flagged.includes("distress")) return 0;
      if (each.known === null && each.flagged.includes("crime")) return 1;
      return needsAnswer(each) ? 2 : 3;
    };
    fc.assert(
      fc.property(fc.array(listed), (comments) => {
        const sorted = inOrderOfNeed(comments, true);
        expect(new Set(sorted)).toEqual(new Set(comments));
        const places = sorted.map(place);
        expect(places).toEqual([...places].sort((one, other) => one - other));
      }),
    );
  });

  it("L3, S7: in a crisis a question needs action until it is answered or removed", () => {
    const asked = fc.sample(listed, 1)[0] as ListedComment;
    const question = { ...asked, flagged: [], hints: ["question"] as const, known: null };
    const open = { ...question, own: false, answered: false };
    expect([needsAction(open), needsAction(open, true)]).toEqual([false, true]);
    expect(needsAction({ ...open, answered: true }, true)).toBe(false);
    expect(needsAction({ ...open, own: true }, true)).toBe(false);
    expect(needsAction({ ...open, known: saved("hidden") }, true)).toBe(false);
    expect(needsAction({ ...open, known: saved("remains") }, true)).toBe(true);
    const told = { ...saved("remains"), answered: true };
    expect(needsAction({ ...open, known: told }, true)).toBe(false);
  });

  it("lists an entry without a settled outcome as needing action", () => {
    const base: ListedComment = {
      id: "1",
      author: null,
      text: "",
      flagged: [],
      reasons: 0,
      hints: [],
      known: saved("unknown"),
      edited: false,
      own: false,
      answered: false,
    };
    expect(needsAction(base)).toBe(true);
    expect(needsAction({ ...base, known: saved("hidden") })).toBe(false);
  });

  it("counts what could not be read", () => {
    expect(countWords(state({ read: 14, unread: 4 }))).toBe(
      "14 av 18 kommentarer lästa, 4 utan id kan inte läsas",
    );
  });

  it("says that nothing needs action only when all is classified", () => {
    expect(verdictWords(state({ read: 2, classified: 2 }))).toMatch(/^Inget .* behöver åtgärd/);
    expect(verdictWords(state({ read: 2, classified: 1 }))).toBe("1 är ännu inte bedömda");
  });
});
