// Whether something is an update of the rules. All of it is checked before any of it counts: a
// selector that does not parse, or that takes the whole page, or a word that is no word, and the
// update is none.
import type { Words } from "./labels";
import { type OpeningWords, type RulesUpdate, S } from "./rules";

const MAX_LENGTH = 500;
const WORD_LISTS = ["hide", "unhide", "deleteItem", "confirm", "cancel", "options"] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with it, as a path into the data; null where all is right. */
export function whatIsWrong(data: unknown): string | null {
  if (!isFields(data)) return "not an object";
  const { format, version, selectors, words, opening, blocked, ...unknown } = data;
  const [first] = Object.keys(unknown);
  if (first !== undefined) return first;
  if (format !== 1) return "format";
  if (!Number.isSafeInteger(version) || Number(version) < 1) return "version";
  return (
    wrongIn("selectors", selectors, (name, value) => name in S && isSelector(name, value)) ??
    wrongIn("words", words, (key, value) => /^[a-z]+:[a-z]{2,3}$/.test(key) && isWords(value)) ??
    wrongIn("opening", opening, (key, value) => /^[a-z]{2,3}$/.test(key) && isOpening(value)) ??
    (blocked === undefined || isList(blocked) ? null : "blocked")
  );
}

/** The update, or null. */
export function asUpdate(data: unknown): RulesUpdate | null {
  return whatIsWrong(data) === null ? (data as RulesUpdate) : null;
}

function wrongIn(
  part: string,
  data: unknown,
  isRight: (name: string, value: unknown) => boolean,
): string | null {
  if (data === undefined) return null;
  if (!isFields(data)) return part;
  const wrong = Object.entries(data).find(([name, value]) => !isRight(name, value));
  return wrong === undefined ? null : `${part}.${wrong[0]}`;
}

/** Parses, and does not take the whole page; but where a comment ends may be the page's end. */
function isSelector(name: string, value: unknown): boolean {
  if (!isText(value)) return false;
  try {
    if (name === "instagramBounds") return document.body.matches(value);
    return ![document.documentElement, document.body].some((each) => each?.matches(value));
  } catch {
    return false;
  }
}

function isWords(value: unknown): value is Words {
  if (!isFields(value) || typeof value.proven !== "boolean") return false;
  const names: readonly string[] = [...WORD_LISTS, "proven"];
  return (
    Object.keys(value).every((name) => names.includes(name)) &&
    WORD_LISTS.every((name) => isList(value[name]))
  );
}

function isOpening(value: unknown): value is OpeningWords {
  const lists = ["more", "sorts", "all", "count"];
  return (
    isFields(value) &&
    Object.keys(value).every((name) => lists.includes(name)) &&
    lists.every((name) => isList(value[name]))
  );
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= MAX_LENGTH;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
