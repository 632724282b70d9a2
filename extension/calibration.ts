// The words that somebody has shown on the platform itself, by platform, surface and language. They
// come from this browser, or from the municipality's policy for all of its computers.
import { Surface } from "./contract.gen";

export const WORD_NAMES = ["hide", "unhide", "options", "deleteItem", "confirm", "cancel"] as const;
export type WordName = (typeof WORD_NAMES)[number];

/** What is asked for in turn; `menu` has no word: it is known by what it is. */
export type LessonStep = WordName | "menu";

/** What was shown in one place; what was not is left out. */
export type ShownWords = Readonly<Partial<Record<WordName, string>>>;

/** Keys are `<platform>:<surface>:<primary language subtag>`. */
export type Calibration = Readonly<Record<string, ShownWords>>;

/** As it is exported, imported, and stands in an enterprise policy. */
export interface CalibrationFile {
  readonly uppsikt_words: 1;
  readonly words: Calibration;
}

const PLATFORMS = ["facebook", "instagram", "practice"];
const MAX_WORD = 100;

/** A word for a thing and one for its opposite: where they are the same, one would be pressed for the other. */
const OPPOSITES: readonly (readonly [WordName, WordName])[] = [
  ["hide", "unhide"],
  ["confirm", "cancel"],
  ["deleteItem", "cancel"],
];

type Fields = Readonly<Record<string, unknown>>;

/** The primary subtag, in small letters; empty where the page names no language. */
export function primaryLanguage(lang: string): string {
  return lang.toLowerCase().split("-", 1)[0] ?? "";
}

export function placeKey(at: { platform: string; surface: string }, lang: string): string {
  return `${at.platform}:${at.surface}:${primaryLanguage(lang)}`;
}

/** What is wrong with a file, as a path into it; null where all is right. Nothing is taken in part. */
export function whatIsWrongInFile(data: unknown): string | null {
  if (!isFields(data)) return "uppsikt_words";
  const unknown = Object.keys(data).find((name) => !["uppsikt_words", "words"].includes(name));
  if (unknown !== undefined) return unknown;
  if (data.uppsikt_words !== 1) return "uppsikt_words";
  return whatIsWrongInWords(data.words);
}

export function whatIsWrongInWords(words: unknown): string | null {
  if (!isFields(words)) return "words";
  for (const [place, shown] of Object.entries(words)) {
    if (!isPlace(place) || !isFields(shown)) return `words.${place}`;
    for (const [name, word] of Object.entries(shown)) {
      const isKnown = WORD_NAMES.some((known) => known === name);
      if (!isKnown || !isText(word)) return `words.${place}.${name}`;
    }
    const mixed = OPPOSITES.find((pair) => isSame(shown as ShownWords, pair));
    if (mixed !== undefined) return `words.${place}.${mixed[1]}`;
  }
  return null;
}

/** What was stored, or an empty calibration where it does not hold. */
export function asCalibration(words: unknown): Calibration {
  return whatIsWrongInWords(words) === null ? (words as Calibration) : {};
}

/** One calibration over another, place by place and word by word; `over` wins. */
export function together(over: Calibration, under: Calibration): Calibration {
  const places = Object.keys({ ...under, ...over });
  return Object.fromEntries(
    places.map((place) => {
      const both = { ...under[place], ...over[place] };
      return [place, OPPOSITES.some((pair) => isSame(both, pair)) ? (over[place] ?? {}) : both];
    }),
  );
}

function isSame(shown: ShownWords, [one, other]: readonly [WordName, WordName]): boolean {
  const [first, second] = [shown[one], shown[other]];
  return first !== undefined && second !== undefined && tidyWord(first) === tidyWord(second);
}

/** A label as it is compared: whole, whatever its spaces, composition and apostrophes. */
export function tidyWord(label: string): string {
  return label.normalize("NFC").replaceAll("’", "'").replace(/\s+/g, " ").trim();
}

function isPlace(key: string): boolean {
  const [platform = "", surface = "", lang = "", ...more] = key.split(":");
  return (
    more.length === 0 &&
    PLATFORMS.includes(platform) &&
    Surface.some((known) => known === surface) &&
    /^[a-z]{2,3}$/.test(lang)
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && tidyWord(value) !== "" && value.length <= MAX_WORD;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
