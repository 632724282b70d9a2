// The words on the platforms' own controls, by platform and language. Only acting needs them;
// reading never does. Words that nobody has proven lead to assisted mode: the person presses.
import type { Platform } from "../contract.gen";
import { rules } from "./rules";

export interface Words {
  readonly hide: readonly string[];
  readonly unhide: readonly string[];
  readonly deleteItem: readonly string[];
  readonly confirm: readonly string[];
  /** The way out of a confirm dialog. */
  readonly cancel: readonly string[];
  /** Instagram: the name of the comment's options. */
  readonly options: readonly string[];
  /** Seen to be right on the platform in this language. */
  readonly proven: boolean;
}

/** Keys are `<platform>:<primary language subtag>`. */
export type WordTable = Readonly<Record<string, Words>>;

/** Words for the page's language, those stored by calibration first; null: not known. */
export function wordsFor(platform: Platform, lang: string, calibrated: WordTable): Words | null {
  const primary = lang.toLowerCase().split("-", 1)[0] ?? "";
  const key = `${platform}:${primary}`;
  return calibrated[key] ?? rules().words[key] ?? null;
}

/** Whether a control's label is one of the words: the whole label, never a part of it. */
export function isWord(label: string, words: readonly string[]): boolean {
  const tidy = tidyLabel(label);
  return tidy !== "" && words.some((word) => tidyLabel(word) === tidy);
}

/** Whether the platform says that it blocks acts: the first sign stops everything. */
export function saysBlocked(text: string): boolean {
  const tidy = tidyLabel(text).toLowerCase();
  return rules().blocked.some((sign) => tidy.includes(sign));
}

function tidyLabel(label: string): string {
  return label.normalize("NFC").replaceAll("’", "'").replace(/\s+/g, " ").trim();
}
