// The words in the chosen language.
import { en } from "./en";
import { language } from "./problems";
import { sv, type Texts } from "./sv";

export {
  type Language,
  language,
  loadLanguage,
  onLanguage,
  type ProblemCode,
  problem,
} from "./problems";
export type { Texts } from "./sv";

/** The words now; ask each time, since the language may change. */
export function t(): Texts {
  return language() === "en" ? en : sv;
}
