// Brings a comment into the middle of the window.
import { findComment } from "../page/read-page";

/** Nothing happens where the comment is not on the page any more. */
export function focusComment(id: string): void {
  const found = findComment(document, location, id);
  found?.element.scrollIntoView({ block: "center", behavior: "smooth" });
}
