// Says in words why a comment is flagged, beside its badge.
import type { Comment, Label, PolicyView } from "../contract.gen";
import { toUnits, unitPositions } from "../page/spans";
import { categoryLabel } from "../texts/policy";
import { make } from "./dom";
import type { Layer } from "./layer";

const MAX_REASONS = 6;

export class Why {
  private readonly box = make("div", { class: "why", role: "tooltip", id: "why", hidden: true });

  constructor(private readonly layer: Layer) {}

  show(badge: HTMLElement, comment: Comment, labels: readonly Label[], policy: PolicyView | null) {
    if (labels.length === 0) return;
    this.box.replaceChildren(...reasonList(comment, labels, policy));
    this.box.hidden = false;
    this.layer.body.append(this.box);
    badge.setAttribute("aria-describedby", "why");
    const at = badge.getBoundingClientRect();
    const x = Math.max(8, Math.min(at.left, innerWidth - this.box.offsetWidth - 8));
    const below = at.bottom + 6;
    const fits = below + this.box.offsetHeight < innerHeight;
    const y = fits ? below : Math.max(8, at.top - this.box.offsetHeight - 6);
    this.box.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hide(): void {
    this.box.hidden = true;
  }
}

/** For each label its name, and each reason with the words it points at. */
function reasonList(
  comment: Comment,
  labels: readonly Label[],
  policy: PolicyView | null,
): HTMLElement[] {
  const positions = unitPositions(comment.text);
  return labels.flatMap((label) => {
    const heading = make("strong", {}, categoryLabel(policy, label.category));
    const items = label.spans.slice(0, MAX_REASONS).map(({ start, end, why }) => {
      const units = toUnits(positions, start, end);
      const words = units === null ? "" : comment.text.slice(units[0], units[1]);
      return make("li", {}, make("q", {}, words), ` ${why}`);
    });
    return [make("div", { class: "reasons" }, heading, make("ul", {}, ...items))];
  });
}
