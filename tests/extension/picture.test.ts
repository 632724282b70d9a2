// S3: the picture shows the comment, or there is no picture.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, pixelsOf } from "../../extension/background/picture";
import type { Crop } from "../../extension/messages";

const crop: fc.Arbitrary<Crop> = fc.record({
  x: fc.double({ min: -50, max: 2_000, noNaN: true }),
  y: fc.double({ min: -50, max: 2_000, noNaN: true }),
  width: fc.double({ min: 0, max: 3_000, noNaN: true }),
  height: fc.double({ min: 0, max: 3_000, noNaN: true }),
  windowWidth: fc.integer({ min: 200, max: 4_000 }),
  windowHeight: fc.integer({ min: 200, max: 3_000 }),
  contentWidth: fc.constant(0),
  contentHeight: fc.constant(0),
  pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
  whole: fc.boolean(),
});

describe("crop", () => {
  it("stays within the picture and is never empty", () => {
    fc.assert(
      fc.property(crop, (part) => {
        const width = Math.round(part.windowWidth * part.pixelRatio);
        const height = Math.round(part.windowHeight * part.pixelRatio);
        expect(fits(part, width, height)).toBe(true);
        const area = pixelsOf(part, width, height);
        expect(area.x).toBeGreaterThanOrEqual(0);
        expect(area.width).toBeGreaterThan(0);
        expect(area.x + area.width).toBeLessThanOrEqual(width);
        expect(area.y + area.height).toBeLessThanOrEqual(height);
      }),
    );
  });

  it("is refused for a picture of another size", () => {
    const part = { ...fc.sample(crop, 1)[0], windowWidth: 1280, windowHeight: 900, pixelRatio: 1 };
    expect(fits(part as Crop, 894, 805)).toBe(false);
  });
});
