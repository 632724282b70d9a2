// Which comments of the page the list shows: everything, or one kind of thing to do.
import type { ListedComment } from "../messages";
import { make } from "../parts/dom";
import { t } from "../texts";
import { needsAction } from "./sort";

export const FILTERS = ["all", "action", "questions", "political", "case"] as const;
export type Filter = (typeof FILTERS)[number];

export function passes(comment: ListedComment, filter: Filter, crisis = false): boolean {
  if (filter === "all") return true;
  if (filter === "action") return needsAction(comment, crisis);
  if (comment.own) return false;
  if (filter === "questions") return comment.hints.includes("question") && !comment.answered;
  return comment.hints.includes(filter);
}

/** A button for each filter, with how many it shows; the chosen one is pressed. */
export function filterBar(
  comments: readonly ListedComment[],
  chosen: Filter,
  crisis: boolean,
  choose: (filter: Filter) => void,
): HTMLElement {
  const { panel } = t();
  const buttons = FILTERS.map((filter) => {
    const count = comments.filter((comment) => passes(comment, filter, crisis)).length;
    const pressed = String(filter === chosen);
    const words = `${panel.filters[filter]} ${count}`;
    const button = make("button", { type: "button", "aria-pressed": pressed }, words);
    button.dataset.filter = filter;
    button.addEventListener("click", () => choose(filter));
    return button;
  });
  return make("div", { class: "filters", role: "group", "aria-label": panel.filter }, ...buttons);
}
