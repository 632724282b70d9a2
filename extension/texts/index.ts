// The words in the chosen language. Swedish unless the person has chosen English in the panel.

import { onStored, stored } from "../browser";
import type { Problem } from "../contract.gen";
import { en } from "./en";
import { type ProblemCode, sv, type Texts } from "./sv";

export type { ProblemCode, Texts } from "./sv";

export type Language = "sv" | "en";

const LANGUAGE = "language";

let texts: Texts = sv;

/** The words now; ask each time, since the language may change. */
export function t(): Texts {
  return texts;
}

/** Load the person's choice. */
export async function loadLanguage(): Promise<void> {
  choose(await stored(LANGUAGE));
}

/** Follow the person's choice when it changes, until a signal ends it. */
export function onLanguage(changed: () => void, signal?: AbortSignal): void {
  onStored(
    LANGUAGE,
    (language) => {
      choose(language);
      changed();
    },
    signal,
  );
}

export function language(): Language {
  return texts === en ? "en" : "sv";
}

function choose(chosen: unknown): void {
  texts = chosen === "en" ? en : sv;
}

/** One of the extension's own problems, in words. */
export function problem(code: ProblemCode): Problem {
  return { code, ...texts.problems[code] };
}
