// Acting leans on whole words that are proven for the platform and language, and on nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWord, saysBlocked, wordsFor } from "../../extension/page/labels";
import { rules } from "../../extension/page/rules";

describe("words", () => {
  it("are proven in English and on the practice page, candidates in Swedish", () => {
    expect(wordsFor("facebook", "en-GB", {})?.proven).toBe(true);
    expect(wordsFor("facebook", "sv", {})?.proven).toBe(false);
    expect(wordsFor("instagram", "sv-SE", {})?.proven).toBe(false);
    expect(wordsFor("practice", "sv", {})?.proven).toBe(true);
  });

  it("of an unknown language are not guessed", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,3}$/), (lang) => {
        fc.pre(!(`facebook:${lang}` in rules().words));
        expect(wordsFor("facebook", lang, {})).toBeNull();
      }),
    );
    expect(wordsFor("facebook", "", {})).toBeNull();
  });

  it("stored by calibration come first", () => {
    const own = { ...(rules().words["facebook:sv"] ?? expect.fail()), hide: ["Göm"], proven: true };
    expect(wordsFor("facebook", "sv", { "facebook:sv": own })).toBe(own);
  });

  it("match the whole label, whatever its spaces and composition", () => {
    expect(isWord("  Do\u0308lj\n", ["Dölj"])).toBe(true);
    expect(isWord("Dölj allt från Anna", ["Dölj"])).toBe(false);
    expect(isWord("dölj", ["Dölj"])).toBe(false);
    expect(isWord("", [""])).toBe(false);
  });

  it.each(["You’re Temporarily Blocked", "Du är tillfälligt blockerad", "error 1390008"])(
    "%s is a block",
    (text) => expect(saysBlocked(text)).toBe(true),
  );
});
