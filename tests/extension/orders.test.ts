// What a page is told before its features have started is not lost, and what needs action first stands first.
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Category, type Label } from "../../extension/contract.gen";
import { type Orders, obeyMessages } from "../../extension/features/obey-messages";
import { flagged } from "../../extension/features/state";

type Listener = (message: unknown, sender: unknown, respond: (answer: unknown) => void) => boolean;

/** The browser's side: tells what was told to the tab, and whether an answer is to come. */
function tab(): { tell: (message: unknown) => { kept: boolean; answer: Promise<unknown> } } {
  const listeners: Listener[] = [];
  vi.stubGlobal("chrome", {
    runtime: { onMessage: { addListener: (listener: Listener) => listeners.push(listener) } },
  });
  return {
    tell: (message) => {
      let kept = false;
      const answer = new Promise((resolve) => {
        kept = listeners.map((listener) => listener(message, {}, resolve)).includes(true);
      });
      return { kept, answer };
    },
  };
}

function orders(): Orders {
  const done = () => vi.fn();
  return {
    pictureTaken: done(),
    openDialog: done(),
    keep: done(),
    archive: done(),
    reconnect: done(),
    point: done(),
    learnWords: done(),
    structure: vi.fn(() => "{}"),
    reply: vi.fn(),
  };
}

function awaited(): { coming: Promise<Orders | null>; come: (given: Orders | null) => void } {
  let come: (given: Orders | null) => void = () => undefined;
  const coming = new Promise<Orders | null>((resolve) => {
    come = resolve;
  });
  return { coming, come };
}

afterEach(() => vi.unstubAllGlobals());

describe("a message to the page", () => {
  it("is obeyed once the features have started, also when it came before", async () => {
    const { tell } = tab();
    const { coming, come } = awaited();
    obeyMessages(coming, new AbortController().signal);
    tell({ kind: "point" });
    const asked = tell({ kind: "structure" });
    expect(asked.kept).toBe(true);
    const given = orders();
    expect(given.point).not.toHaveBeenCalled();
    come(given);
    expect(await asked.answer).toBe("{}");
    expect(given.point).toHaveBeenCalledOnce();
  });

  it("is not obeyed by a page that was left meanwhile", async () => {
    const { tell } = tab();
    const { coming, come } = awaited();
    const left = new AbortController();
    obeyMessages(coming, left.signal);
    tell({ kind: "point" });
    left.abort();
    const given = orders();
    come(given);
    await coming;
    expect(given.point).not.toHaveBeenCalled();
    expect(tell({ kind: "structure" }).kept).toBe(false);
  });

  it("is answered with nothing where the features never start", async () => {
    const { tell } = tab();
    obeyMessages(Promise.resolve(null), new AbortController().signal);
    expect(await tell({ kind: "structure" }).answer).toBeNull();
  });
});

describe("flagged labels", () => {
  const label = fc.record({
    category: fc.constantFrom(...Category),
    flagged: fc.boolean(),
  });
  const labels = fc.uniqueArray(label, { selector: (each) => each.category });

  it("begin with a cry for help, then a threat, then keep the guidelines' order", () => {
    fc.assert(
      fc.property(labels, (given) => {
        const labels = given.map((each): Label => ({ ...each, score: 0.9, spans: [] }));
        const shown = flagged({ id: "1", labels, hints: [] }).map((each) => each.category);
        const expected = given.filter((each) => each.flagged).map((each) => each.category);
        const urgent = (["distress", "crime"] as const).filter((each) => expected.includes(each));
        expect(shown).toEqual([
          ...urgent,
          ...expected.filter((each) => each !== "distress" && each !== "crime"),
        ]);
      }),
    );
  });
});
