// What a person opens to see all of a page: the sort of every comment, texts cut short, more comments
// and replies. One press, one control; nothing here is pressed that is not known by its whole word,
// and nothing is opened unasked.
import { dismiss, newMenu, press, shownPortals } from "./controls";
import type { Place } from "./detect";
import { isPost } from "./facebook-parts";
import { type OpeningWords, rules, S } from "./rules";
import { own } from "./scope";
import { isShown } from "./view";
import { until } from "./wait";

export type Opened = "sort" | "text" | "more";

/** `words`: the page's language is not known. `nothing`: there is nothing left to open. */
export type Opening = Opened | "words" | "nothing";

const MENU_TIME = 1_500;

/** Facebook's pages and the practice page; elsewhere the controls are not evidenced. */
function canOpen({ platform, surface }: Place): boolean {
  return (platform === "facebook" || platform === "practice") && !surface.startsWith("business");
}

/** Press the next control that opens more, the one nearest below the window's upper edge first. */
export async function openNext(place: Place): Promise<Opening> {
  if (!canOpen(place)) return "nothing";
  const cut = nearest(cutTexts());
  const words = openingWords();
  if (words === null && cut === null) return "words";
  const sort =
    words === null ? null : nearest(sortButtons().filter((each) => offersAll(each, words)));
  if (words !== null && sort !== null && (await showAll(sort, words))) return "sort";
  const control = cut ?? (words === null ? null : nearest(moreButtons(words)));
  if (control === null) return "nothing";
  control.scrollIntoView({ block: "center", behavior: "instant" });
  press(control);
  return control === cut ? "text" : "more";
}

/** The sort as the page names it, where every post of the page is under the same. */
export function sortOf(): string | null {
  const said = new Set(sortButtons().map(labelOf));
  const [only] = said;
  return said.size === 1 && only !== undefined && only !== "" ? only : null;
}

/** The page's own number of comments, on a page of one post and in words that are known. */
export function countOf(): number | null {
  const words = openingWords()?.count ?? [];
  const said = outside(S.button)
    .map(labelOf)
    .filter((label) => isAmong(label, words));
  const numbers = new Set(said.map((label) => Number(label.replace(/\D/g, ""))));
  const [only] = numbers;
  return numbers.size === 1 && only !== undefined ? only : null;
}

function openingWords(): OpeningWords | null {
  const primary = document.documentElement.lang.toLowerCase().split("-", 1)[0] ?? "";
  return rules().opening[primary] ?? null;
}

/** "Se mer" is a button in the text itself, in any language. */
function cutTexts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(S.article)]
    .filter((article) => !isPost(article))
    .flatMap((article) => own<HTMLElement>(article, `${S.textSpan} ${S.textBlock} [role="button"]`))
    .filter(isShown);
}

/** A button with words that opens a menu, outside comments: a post's own menu has an icon only. */
function sortButtons(): HTMLElement[] {
  return outside(S.menuButton).filter((each) => labelOf(each) !== "");
}

function offersAll(button: HTMLElement, words: OpeningWords): boolean {
  const label = labelOf(button);
  return isAmong(label, words.sorts) && !isAmong(label, words.all);
}

/** The menu's last item, if it begins with the known word; else the menu is closed again. */
async function showAll(button: HTMLElement, words: OpeningWords): Promise<boolean> {
  const before = shownPortals();
  press(button);
  const menu = await until(() => newMenu(before), MENU_TIME);
  const last = [...(menu?.querySelectorAll<HTMLElement>(S.menuItem) ?? [])].at(-1);
  const label = last === undefined ? "" : labelOf(last);
  if (last !== undefined && words.all.some((word) => label.startsWith(word))) {
    press(last);
    return true;
  }
  if (menu !== null) dismiss();
  return false;
}

function moreButtons(words: OpeningWords): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(S.button)].filter(
    (each) => isShown(each) && isAmong(labelOf(each), words.more) && !each.closest(S.elsewhere),
  );
}

/** Shown, and in no comment: comments are not even looked into, since there may be thousands. */
function outside(selector: string): HTMLElement[] {
  const found: HTMLElement[] = [];
  const waiting: Element[] = [document.body];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (each.matches(S.article) && !isPost(each)) continue;
    if (each instanceof HTMLElement && each.matches(selector)) found.push(each);
    for (let child = each.lastElementChild; child; child = child.previousElementSibling) {
      waiting.push(child);
    }
  }
  return found.filter((each) => isShown(each) && each.closest(S.elsewhere) === null);
}

function isAmong(label: string, words: readonly string[]): boolean {
  const form = label
    .replace(/\d[\d\s.,]*/g, "# ")
    .replace(/\s+/g, " ")
    .trim();
  return words.includes(label) || words.includes(form);
}

function labelOf(element: Element): string {
  return (element.textContent ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
}

function nearest(controls: readonly HTMLElement[]): HTMLElement | null {
  return controls.find((each) => each.getBoundingClientRect().top >= 0) ?? controls[0] ?? null;
}
