// A comment is said to be gone only when it is missed from between others; what is scrolled past,
// folded or sorted anew is not gone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Placed, STEADY, Vanishing } from "../../extension/page/vanished";

function root(id: string): Placed {
  return { id, thread: id };
}

function reply(id: string, thread: string): Placed {
  return { id, thread };
}

const THREAD = [root("a"), reply("a1", "a"), reply("a2", "a"), root("b"), root("c"), root("d")];

function without(...ids: string[]): Placed[] {
  return THREAD.filter(({ id }) => !ids.includes(id));
}

/** Read each order twice, STEADY apart. */
function after(...orders: readonly (readonly Placed[])[]): string[] {
  const vanishing = new Vanishing();
  let time = 0;
  let gone: ReadonlySet<string> = new Set();
  for (const order of orders) {
    vanishing.update(order, time);
    time += STEADY;
    gone = vanishing.update(order, time);
    time += STEADY;
  }
  return [...gone];
}

describe("vanished", () => {
  it("tells what is gone from between two that still stand together", () => {
    expect(after(THREAD, without("b"))).toEqual(["b"]);
    expect(after(THREAD, without("a1"))).toEqual(["a1"]);
    expect(after(THREAD, without("b", "c"))).toEqual(["b", "c"]);
  });

  it("waits before it is certain", () => {
    const vanishing = new Vanishing();
    vanishing.update(THREAD, 0);
    expect(vanishing.update(without("b"), 10).size).toBe(0);
    expect(vanishing.isWaiting).toBe(true);
    expect(vanishing.update(THREAD, 20).size).toBe(0);
    expect(vanishing.isWaiting).toBe(false);
  });

  it("takes back what comes back", () => {
    expect(after(THREAD, without("b"), THREAD)).toEqual([]);
  });

  it("does not take folded replies for gone", () => {
    expect(after(THREAD, without("a1", "a2"))).toEqual([]);
  });

  it("says nothing of the first and the last: there is nobody beside them to tell", () => {
    expect(after(THREAD, without("a", "a1", "a2"))).toEqual([]);
    expect(after(THREAD, without("d"))).toEqual([]);
  });

  it("says nothing after another sort", () => {
    expect(after(THREAD, [...without("b")].reverse())).toEqual([]);
  });

  it("is never misled by a list that shows a part of itself", () => {
    const whole = Array.from({ length: 60 }, (_, n) => root(String(n)));
    const steps = fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 2, max: 15 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (windows) => {
        expect(after(...windows.map(([from, size]) => whole.slice(from, from + size)))).toEqual([]);
      }),
    );
  });
});
