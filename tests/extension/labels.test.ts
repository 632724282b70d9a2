// Acting leans on whole words that are proven for the deed, the place and the language, and on nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asCalibration,
  type Calibration,
  placeKey,
  together,
  WORD_NAMES,
  whatIsWrongInFile,
} from "../../extension/calibration";
import { Surface } from "../../extension/contract.gen";
import { isWord, saysBlocked, wordsFor } from "../../extension/page/labels";
import { isTestComment } from "../../extension/page/lesson";
import { rules } from "../../extension/page/rules";

const FEED = { platform: "facebook", surface: "facebook_timeline" } as const;
const POST = { platform: "facebook", surface: "facebook_permalink" } as const;
const INSTAGRAM = { platform: "instagram", surface: "instagram_post" } as const;
const PRACTICE = { platform: "practice", surface: "facebook_timeline" } as const;

describe("words", () => {
  it("are proven in English and on the practice page, candidates in Swedish", () => {
    expect(wordsFor(FEED, "en-GB", "hide", {})?.proven).toBe(true);
    expect(wordsFor(FEED, "sv", "hide", {})?.proven).toBe(false);
    expect(wordsFor(INSTAGRAM, "sv-SE", "delete", {})?.proven).toBe(false);
    expect(wordsFor(PRACTICE, "sv", "delete", {})?.proven).toBe(true);
  });

  it("for showing again are evidenced nowhere but on the practice page", () => {
    expect(wordsFor(FEED, "en", "unhide", {})?.proven).toBe(false);
    expect(wordsFor(PRACTICE, "sv", "unhide", {})?.proven).toBe(true);
  });

  it("of an unknown language are not guessed", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,3}$/), (lang) => {
        fc.pre(!(`facebook:${lang}` in rules().words));
        expect(wordsFor(FEED, lang, "hide", {})).toBeNull();
      }),
    );
    expect(wordsFor(FEED, "", "hide", {})).toBeNull();
  });

  it("hold for the place, the language and the deed they were shown for, and no other", () => {
    const shown = { [placeKey(FEED, "sv-SE")]: { hide: "Göm" } };
    expect(wordsFor(FEED, "sv", "hide", shown)).toMatchObject({ hide: ["Göm"], proven: true });
    expect(wordsFor(FEED, "sv", "delete", shown)?.proven).toBe(false);
    expect(wordsFor(FEED, "sv", "unhide", shown)?.proven).toBe(false);
    expect(wordsFor(POST, "sv", "hide", shown)?.proven).toBe(false);
    expect(wordsFor(FEED, "fi", "hide", shown)).toBeNull();
  });

  it("in an unknown language are enough for the deed that was shown", () => {
    const shown = { [placeKey(FEED, "fi")]: { deleteItem: "Poista", confirm: "Poista" } };
    expect(wordsFor(FEED, "fi", "delete", shown)?.proven).toBe(true);
    expect(wordsFor(FEED, "fi", "hide", shown)).toBeNull();
    const half = { [placeKey(FEED, "fi")]: { deleteItem: "Poista" } };
    expect(wordsFor(FEED, "fi", "delete", half)?.proven).toBe(false);
  });

  it("that mean their opposite as well press nothing", () => {
    const shown = { [placeKey(FEED, "en")]: { confirm: "Cancel" } };
    expect(wordsFor(FEED, "en", "delete", shown)?.proven).toBe(false);
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

const place = fc
  .tuple(
    fc.constantFrom("facebook", "instagram", "practice"),
    fc.constantFrom(...Surface),
    fc.stringMatching(/^[a-z]{2,3}$/),
  )
  .map((parts) => parts.join(":"));
/** Each name has words of its own, so that none means its opposite. */
const shown = fc
  .uniqueArray(fc.stringMatching(/^[a-zåäö]{1,12}$/), { minLength: 6, maxLength: 6 })
  .chain((words) => fc.subarray(WORD_NAMES.map((name, n) => [name, words[n] ?? ""] as const)))
  .map(Object.fromEntries);
const calibration = fc.dictionary(place, shown, { maxKeys: 4 });

describe("a file of words", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(calibration, (words) => {
        const file: unknown = JSON.parse(JSON.stringify({ uppsikt_words: 1, words }));
        expect(whatIsWrongInFile(file)).toBeNull();
        expect(asCalibration((file as { words: unknown }).words)).toEqual(words);
      }),
    );
  });

  it("is taken whole or not at all, whatever it holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const wrong = whatIsWrongInFile(value);
        if (wrong !== null) return;
        const { words } = value as { words: unknown };
        expect(asCalibration(words)).toBe(words);
      }),
    );
  });

  const key = "facebook:facebook_timeline:sv";
  it.each([
    [[], "uppsikt_words"],
    [{ uppsikt_words: 2, words: {} }, "uppsikt_words"],
    [{ uppsikt_words: 1, words: {}, script: "x" }, "script"],
    [{ uppsikt_words: 1, words: { "x:y:z": {} } }, "words.x:y:z"],
    [{ uppsikt_words: 1, words: { [key]: { press: "Dölj" } } }, `words.${key}.press`],
    [{ uppsikt_words: 1, words: { [key]: { hide: " " } } }, `words.${key}.hide`],
    [{ uppsikt_words: 1, words: { [key]: { hide: ["Dölj"] } } }, `words.${key}.hide`],
    [
      { uppsikt_words: 1, words: { [key]: { confirm: "Ta bort", cancel: "Ta  bort " } } },
      `words.${key}.cancel`,
    ],
  ])("with a fault says where: %j", (file, where) => expect(whatIsWrongInFile(file)).toBe(where));

  it("of one's own stands above the policy's, and never makes a word its own opposite", () => {
    fc.assert(
      fc.property(calibration, calibration, (mine, policy) => {
        const both: Calibration = together(mine, policy);
        expect(asCalibration(both)).toBe(both);
        for (const each of Object.keys(mine)) expect(both[each]).toMatchObject(mine[each] ?? {});
      }),
    );
  });
});

describe("a test comment", () => {
  it.each([
    ["Uppsikt test", true],
    ["  uppsikt-test! ", true],
    ["Uppsikt test av avloppet är dålig", false],
    ["Kommunen måste ha bättre uppsikt", false],
  ])("%s", (text, is) => {
    expect(isTestComment({ text } as Parameters<typeof isTestComment>[0])).toBe(is);
  });
});
