// Says in words why a comment is flagged, beside its badge.
import type { Comment, Label, PolicyView } from "../contract.gen";
import { toUnits, unitPositions } from "../page/spans";
import { categoryLabel } from "../texts/policy";
import { make } from "./dom";
import type { Layer } from "./layer";

const MAX_WORDS = 6;
const GAP = 6;
const EDGE = 8;

export class Why {
  readonly #box = make("div", { class: "why", role: "tooltip", id: "why", hidden: true });
  #badge: HTMLElement | null = null;

  constructor(layer: Layer) {
    layer.body.append(this.#box);
  }

  show(badge: HTMLElement, comment: Comment, labels: readonly Label[], policy: PolicyView | null) {
    this.hide();
    if (labels.length === 0) return;
    this.#box.replaceChildren(...reasonList(comment, labels, policy));
    this.#badge = badge;
    badge.setAttribute("aria-describedby", "why");
    this.follow();
  }

  hide(): void {
    this.#badge?.removeAttribute("aria-describedby");
    this.#badge = null;
    this.#box.hidden = true;
  }

  /** Beside its badge while that is in view. */
  follow(): void {
    if (this.#badge === null) return;
    this.#box.hidden = this.#badge.classList.contains("away");
    if (this.#box.hidden) return;
    const at = this.#badge.getBoundingClientRect();
    const x = Math.max(EDGE, Math.min(at.left, innerWidth - this.#box.offsetWidth - EDGE));
    const below = at.bottom + GAP;
    const fits = below + this.#box.offsetHeight < innerHeight;
    const y = fits ? below : Math.max(EDGE, at.top - this.#box.offsetHeight - GAP);
    this.#box.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }
}

/** For each label its name, and each reason once with all the words it points at. */
export function reasonList(
  comment: Comment,
  labels: readonly Label[],
  policy: PolicyView | null,
): HTMLElement[] {
  const positions = unitPositions(comment.text);
  return labels.map((label) => {
    const words = new Map<string, Set<string>>();
    for (const { start, end, why } of label.spans) {
      const units = toUnits(positions, start, end);
      const found = words.get(why) ?? new Set();
      if (units !== null) found.add(comment.text.slice(units[0], units[1]));
      words.set(why, found);
    }
    const reasons = [...words].map(([why, found]) => reason(why, [...found].slice(0, MAX_WORDS)));
    const name = make("strong", {}, categoryLabel(policy, label.category));
    return make("div", { class: "reasons" }, name, make("ul", {}, ...reasons));
  });
}

function reason(why: string, words: readonly string[]): HTMLElement {
  const quoted = words.flatMap((each) => [" ", make("q", {}, each)]);
  return make("li", {}, words.length > 0 ? `${why}:` : why, ...quoted);
}
