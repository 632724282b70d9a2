// Who has the watch, when somebody last looked, and taking it over (S11).
import type { WatchAnswer } from "../contract.gen";
import { make } from "../parts/dom";
import { t } from "../texts";

export function watchSection(
  watch: WatchAnswer | null,
  moderator: string | null,
  take: () => void,
): HTMLElement[] {
  if (watch === null || moderator === null) return [];
  const { panel, locale } = t();
  const when = (time: string) =>
    new Date(time).toLocaleString(locale, { dateStyle: "short", timeStyle: "short" });
  const holder =
    watch.moderator === null || watch.since === null
      ? panel.noWatch
      : panel.watch(watch.moderator, when(watch.since));
  const lines = [make("p", {}, holder)];
  if (watch.note !== null) lines.push(make("p", { class: "aside" }, watch.note));
  if (watch.looked_at !== null) {
    lines.push(make("p", { class: "aside" }, panel.lookedAt(when(watch.looked_at))));
  }
  if (watch.moderator === moderator) return lines;
  const button = make("button", { type: "button" }, panel.takeWatch);
  button.addEventListener("click", take);
  return [...lines, button];
}
