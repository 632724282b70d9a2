// Verdicts count code points, the page counts UTF-16 units.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUnits, unitPositions } from "../../extension/page/spans";

const text = fc.string({ unit: "binary" });

describe("spans", () => {
  it("cut the same words from the text as Python does", () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (words, one, other) => {
        const points = [...words];
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const units = toUnits(unitPositions(words), start, end);
        if (units === null) expect(end > points.length || start === end).toBe(true);
        else expect(words.slice(...units)).toBe(points.slice(start, end).join(""));
      }),
    );
  });

  it("outside the text gives nothing", () => {
    expect(toUnits(unitPositions("å😀"), 0, 3)).toBeNull();
    expect(toUnits(unitPositions("å😀"), 1, 2)).toEqual([1, 3]);
  });
});
