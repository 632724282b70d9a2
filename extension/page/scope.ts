// What belongs to a comment and not to a reply within it.
import { S } from "./rules";

/** Elements within a comment's root that belong to no nested comment. */
export function own<E extends Element>(root: Element, selector: string): E[] {
  const found = [...root.querySelectorAll<E>(selector)];
  if (found.length === 0 || root.querySelector(S.article) === null) return found;
  const home = root.closest(S.article);
  return found.filter((element) => element.closest(S.article) === home);
}
