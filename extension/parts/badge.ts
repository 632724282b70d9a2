// The badge beside a comment: what it breaks and how many reasons, or how it is saved already, or
// just a handle to save it by.
import type { EntryState, Hint, Verdict } from "../contract.gen";
import { t } from "../texts";
import { ICONS, icon, make } from "./dom";

/** What a badge says. */
export interface BadgeFace {
  readonly look: "handle" | "flagged" | "alarm" | "waiting" | "settled";
  readonly label: string;
  readonly detail: string;
  readonly hints: readonly Hint[];
  /** Said after what is shown. */
  readonly spoken: string;
}

export interface BadgeSource {
  readonly author: string | null;
  readonly categories: readonly string[];
  readonly alarm: boolean;
  readonly reasons: number;
  readonly verdict: Verdict | null;
  readonly saved: { readonly entry: number; readonly state: EntryState } | null;
  /** The entry that holds another text of this comment. */
  readonly edited: number | null;
}

/** Decide the face: saved before flagged, flagged before a bare handle. */
export function faceOf(source: BadgeSource): BadgeFace {
  const { badge, states } = t();
  const author = source.author ?? badge.someone;
  const hints = source.verdict?.hints ?? [];
  if (source.saved !== null) {
    const { entry, state } = source.saved;
    const look = state === "hidden" || state === "remains" ? "settled" : "waiting";
    const label = states[state];
    return { look, label, detail: badge.saved(entry), hints: [], spoken: badge.commentBy(author) };
  }
  const [first, ...others] = source.categories;
  const edited = source.edited === null ? "" : badge.edited(source.edited);
  if (first === undefined && edited !== "") {
    const spoken = badge.captureOf(author);
    return { look: "waiting", label: edited, detail: "", hints, spoken };
  }
  if (first === undefined) {
    return { look: "handle", label: "", detail: "", hints, spoken: badge.captureOf(author) };
  }
  const more = others.length > 0 ? ` ${badge.more(others.length)}` : "";
  const reasons = source.reasons > 0 ? badge.reasons(source.reasons) : "";
  return {
    look: source.alarm ? "alarm" : "flagged",
    label: first + more,
    detail: [source.alarm ? badge.alarm : reasons, edited].filter(Boolean).join(" · "),
    hints,
    spoken: badge.open(author),
  };
}

const LOOK_ICONS = {
  handle: ICONS.capture,
  flagged: ICONS.flag,
  alarm: ICONS.alarm,
  waiting: ICONS.open,
  settled: ICONS.saved,
} as const;

/** Away until it is put beside its comment. */
export function makeBadge(): HTMLButtonElement {
  return make("button", { type: "button", class: "badge away" });
}

/** Draw a face on a badge. What is shown is also what is said first (WCAG 2.5.3). */
export function drawBadge(button: HTMLButtonElement, face: BadgeFace): void {
  const { hints, badge } = t();
  const words = [
    make("span", { class: "label" }, face.label),
    make("span", { class: "detail" }, face.detail),
    ...face.hints.map((hint) => make("span", { class: "hint", title: badge.hint }, hints[hint])),
  ].filter(({ textContent }) => textContent !== "");
  const shown = words.map(({ textContent }) => textContent).join(" ");
  button.dataset.look = face.look;
  button.setAttribute("aria-label", shown === "" ? face.spoken : `${shown}. ${face.spoken}`);
  button.replaceChildren(icon(LOOK_ICONS[face.look]), ...words.flatMap((word) => [" ", word]));
}
