// S3: when a comment was written is told as the interval that the page's words imply, or not at all.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageInterval } from "../../extension/page/age";

const NOW = new Date(2026, 10, 15, 15, 30);
const HOUR = 3_600_000;

describe("ages", () => {
  it.each([
    ["3 tim", 3 * HOUR],
    ["3h", 3 * HOUR],
    ["3 hrs", 3 * HOUR],
    ["för 3 timmar sedan", 3 * HOUR],
    ["3 hours ago", 3 * HOUR],
    ["5 min", HOUR / 12],
    ["5m", HOUR / 12],
    ["2 d", 48 * HOUR],
    ["4 v", 4 * 168 * HOUR],
    ["4w", 4 * 168 * HOUR],
    ["en timme sedan", HOUR],
    ["an hour ago", HOUR],
  ])("%s lies within its interval", (shown, age) => {
    const interval = ageInterval(shown, NOW);
    const written = NOW.getTime() - age;
    expect(interval?.earliest.getTime()).toBeLessThan(written);
    expect(interval?.latest.getTime()).toBeGreaterThan(written);
    expect(interval?.latest.getTime()).toBeLessThanOrEqual(NOW.getTime());
  });

  it.each([
    ["igår 14:05", new Date(2026, 10, 14, 14, 5)],
    ["Igår kl. 14:05", new Date(2026, 10, 14, 14, 5)],
    ["Yesterday at 2:05 PM", new Date(2026, 10, 14, 14, 5)],
    ["12 januari kl. 14:05", new Date(2026, 0, 12, 14, 5)],
    ["12 december kl. 14:05", new Date(2025, 11, 12, 14, 5)],
    ["12 maj 2024", new Date(2024, 4, 12)],
    ["May 12, 2024", new Date(2024, 4, 12)],
    ["January 12 at 12:05 AM", new Date(2026, 0, 12, 0, 5)],
    ["12 October at 14:05", new Date(2026, 9, 12, 14, 5)],
  ])("%s begins at its minute or day", (shown, earliest) => {
    expect(ageInterval(shown, NOW)?.earliest).toEqual(earliest);
  });

  it.each(["3 blarp", "glim 14:05", "", "30 februari", "igår 25:00", "Gilla"])(
    "%s is not known and is not guessed",
    (shown) => expect(ageInterval(shown, NOW)).toBeNull(),
  );

  it("never ends before it begins, nor throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat(9_999).map((n) => `${n} tim`),
        ),
        (shown) => {
          const interval = ageInterval(shown, NOW);
          if (interval !== null) expect(interval.earliest < interval.latest).toBe(true);
        },
      ),
    );
  });
});
