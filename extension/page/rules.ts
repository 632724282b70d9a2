// The rules in use: selectors and words as data. What ships (rules.json) always remains; an update
// may replace single selectors and words, and is checked whole before any of it counts.
import type { WordTable } from "./labels";
import shipped from "./rules.json";
import type { Selectors } from "./selectors";

/** Words of the controls that open more of a page, by primary language subtag; # is any number. */
export interface OpeningWords {
  readonly more: readonly string[];
  /** What the sort's button may say. */
  readonly sorts: readonly string[];
  /** What it says when every comment is shown. */
  readonly all: readonly string[];
  /** How the page says its own number of comments. */
  readonly count: readonly string[];
}

export interface Rules {
  readonly format: 1;
  /** Grows with each update. */
  readonly version: number;
  readonly selectors: Selectors;
  readonly words: WordTable;
  readonly opening: Readonly<Record<string, OpeningWords>>;
  /** What the platform says when it blocks acts. */
  readonly blocked: readonly string[];
}

/** An update may leave out whatever it does not change. */
export type RulesUpdate = Pick<Rules, "format" | "version"> & {
  readonly selectors?: Partial<Selectors>;
} & Partial<Pick<Rules, "words" | "opening" | "blocked">>;

const SHIPPED = shipped as Rules;

let current: Rules = SHIPPED;

/** The selectors in use; ask each time, since an update may come while a page is open. */
export const S: Selectors = { ...SHIPPED.selectors };

export function rules(): Rules {
  return current;
}

/** Use an update that has been checked; rules older than those that ship are left alone. */
export function useRules(update: RulesUpdate | null): void {
  const newer = update !== null && update.version > SHIPPED.version ? update : null;
  Object.assign(S, SHIPPED.selectors, newer?.selectors);
  current = {
    ...SHIPPED,
    version: newer?.version ?? SHIPPED.version,
    selectors: S,
    words: { ...SHIPPED.words, ...newer?.words },
    opening: { ...SHIPPED.opening, ...newer?.opening },
    blocked: [...SHIPPED.blocked, ...(newer?.blocked ?? [])],
  };
}
