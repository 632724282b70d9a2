// The words on the platforms' own controls, by platform and language. Only acting needs them;
// reading never does. Words that nobody has proven lead to assisted mode: the person presses.

import {
  type Calibration,
  placeKey,
  primaryLanguage,
  tidyWord,
  WORD_NAMES,
  type WordName,
} from "../calibration";
import type { Platform, Surface } from "../contract.gen";
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

export type Deed = "hide" | "unhide" | "delete";

/**
 * Words for a place and its language: those that were shown there stand above those that ship. `proven`
 * holds for the deed: every word that it presses. Null: nothing is known.
 */
export function wordsFor(
  at: { readonly platform: Platform; readonly surface: Surface },
  lang: string,
  deed: Deed,
  calibration: Calibration,
): Words | null {
  const shipped = rules().words[`${at.platform}:${primaryLanguage(lang)}`] ?? null;
  const shown = calibration[placeKey(at, lang)] ?? {};
  const needed = PRESSED[deed](at.platform);
  if (shipped === null && !needed.some((name) => shown[name] !== undefined)) return null;
  // How a hidden comment's button reads is evidenced nowhere but on our own page.
  const sure = shipped?.proven === true && (deed !== "unhide" || at.platform === "practice");
  const words = { ...(shipped ?? NO_WORDS) };
  for (const name of WORD_NAMES) {
    const word = shown[name];
    if (word !== undefined) words[name] = [word];
  }
  const mixed = overlap(words.hide, words.unhide) || overlap(words.confirm, words.cancel);
  const proven = !mixed && needed.every((name) => sure || shown[name] !== undefined);
  return { ...words, proven };
}

const PRESSED: Readonly<Record<Deed, (platform: Platform) => readonly WordName[]>> = {
  hide: () => ["hide"],
  unhide: () => ["unhide"],
  delete: (platform) =>
    platform === "instagram" ? ["options", "deleteItem", "confirm"] : ["deleteItem", "confirm"],
};

const NO_WORDS: Words = {
  hide: [],
  unhide: [],
  deleteItem: [],
  confirm: [],
  cancel: [],
  options: [],
  proven: false,
};

function overlap(ones: readonly string[], others: readonly string[]): boolean {
  return ones.some((word) => isWord(word, others));
}

/** Whether a control's label is one of the words: the whole label, never a part of it. */
export function isWord(label: string, words: readonly string[]): boolean {
  const tidy = tidyWord(label);
  return tidy !== "" && words.some((word) => tidyWord(word) === tidy);
}

/** Whether the platform says that it blocks acts: the first sign stops everything. */
export function saysBlocked(text: string): boolean {
  const tidy = tidyWord(text).toLowerCase();
  return rules().blocked.some((sign) => tidy.includes(sign));
}
