// The chosen language, and the extension's own problems in it: all that the background says.
// Swedish unless the person has chosen English in the panel.

import { onStored, stored } from "../browser";
import type { Problem } from "../contract.gen";
import { problems as en } from "./en-problems";
import { problems as sv } from "./sv-problems";

export type Language = "sv" | "en";
export type ProblemCode = keyof typeof sv;

const LANGUAGE = "language";

let chosen: Language = "sv";

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
  return chosen;
}

function choose(language: unknown): void {
  chosen = language === "en" ? "en" : "sv";
}

/** One of the extension's own problems, in words. */
export function problem(code: ProblemCode): Problem {
  return { code, ...(chosen === "en" ? en : sv)[code] };
}
