// What the panel claims of the page, in words: never more than was seen.
import type { PageState } from "../messages";
import { t } from "../texts";
import { needsAction } from "./sort";

/** "14 av 18 kommentarer lästa, 4 utan id kan inte läsas": nothing is claimed that was not seen. */
export function countWords(state: PageState): string {
  const { panel } = t();
  const words = [panel.count(state.read, state.read + state.unread)];
  if (state.unread > 0) words.push(panel.unread(state.unread));
  if (state.foreign > 0) words.push(panel.foreign(state.foreign));
  if (state.counted !== null) words.push(panel.counted(state.counted));
  if (state.sort !== null) words.push(panel.sort(state.sort));
  if (state.vanished > 0) words.push(panel.vanished(state.vanished));
  return words.join(", ");
}

/** "Nothing needs action" only when every comment that was read has been classified. */
export function verdictWords(state: PageState): string {
  const { panel } = t();
  if (state.read + state.unread === 0) return panel.none;
  const waiting = state.comments.filter((comment) => needsAction(comment)).length;
  const words = waiting > 0 ? [panel.action(waiting)] : [];
  if (state.unanswered > 0) words.push(panel.unanswered(state.unanswered));
  const unclassified = state.read - state.classified;
  if (unclassified > 0) words.push(panel.unclassified(unclassified));
  return words.length > 0 ? words.join(", ") : panel.calm;
}
