// Puts a badge beside each comment that is read: what it breaks, how it is saved, or a handle.
import type { Comment } from "../contract.gen";
import { commentAt } from "../page/observe";
import { type BadgeFace, drawBadge, faceOf, makeBadge } from "../parts/badge";
import { Beside } from "../parts/beside";
import { make } from "../parts/dom";
import type { Layer } from "../parts/layer";
import { Near } from "../parts/near";
import { Why } from "../parts/why";
import { t } from "../texts";
import { categoryLabel } from "../texts/policy";
import { flagged, flaggedCategories, type PageWatch, reasonCount } from "./state";

interface Shown {
  readonly badge: HTMLButtonElement;
  facts: readonly unknown[];
}

/** `open` is called with the comment's id when a badge is pressed. */
export function showBadges(
  watch: PageWatch,
  layer: Layer,
  open: (id: string) => void,
  signal: AbortSignal,
): void {
  const badges = new Badges(watch, layer, open, signal);
  watch.follow(() => badges.draw(), signal);
  document.addEventListener("pointerover", (event) => badges.near(event.target), {
    passive: true,
    signal,
  });
}

/** More would hold the page for too long on a slow computer. */
const MOST_AT_ONCE = 40;

class Badges {
  private readonly box = make("div", { class: "badges" });
  private readonly shown = new Map<string, Shown>();
  private readonly beside: Beside;
  private readonly close: Near;
  private readonly why: Why;
  private nearest: HTMLElement | null = null;

  constructor(
    private readonly watch: PageWatch,
    private readonly layer: Layer,
    private readonly open: (id: string) => void,
    private readonly signal: AbortSignal,
  ) {
    this.layer.body.append(this.box);
    this.beside = new Beside(() => this.why.follow(), signal);
    this.close = new Near(() => watch.changed(), signal);
    this.why = new Why(layer);
  }

  /** Badges stand in the page's order, so that Tab goes from one comment to the next. */
  draw(): void {
    if (this.signal.aborted) return;
    this.layer.attach();
    const { comments } = this.watch.seen.reading;
    const present = new Set(comments.map(({ id }) => id));
    this.watch.near = this.close.among(this.standing(comments));
    for (const id of this.shown.keys()) if (!present.has(id)) this.remove(id);
    const most = this.shown.size + MOST_AT_ONCE;
    let before: Element | null = null;
    for (const comment of comments) {
      before = this.drawOne(comment, before) ?? before;
      if (this.shown.size >= most) {
        setTimeout(() => this.draw());
        break;
      }
    }
    this.beside.changed();
  }

  /** The handle of the comment under the pointer is shown. */
  near(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const id = commentAt(target, this.watch.seen);
    const badge = id === null ? undefined : this.shown.get(id)?.badge;
    if (badge === undefined || badge === this.nearest) return;
    this.nearest?.classList.remove("near");
    badge.classList.add("near");
    this.nearest = badge;
  }

  /** Gives the comment's badge, if it has one. */
  private drawOne(comment: Comment, before: Element | null): Element | null {
    const element = this.watch.seen.elements.get(comment.id)?.deref();
    if (element === undefined) return null;
    if (!this.needsBadge(comment)) {
      this.remove(comment.id);
      return null;
    }
    const shown = this.shown.get(comment.id) ?? this.add(comment.id, before);
    const facts = this.facts(comment);
    if (facts.some((fact, n) => fact !== shown.facts[n])) {
      drawBadge(shown.badge, this.face(comment));
      shown.facts = facts;
    }
    this.beside.track(comment.id, element, shown.badge);
    return shown.badge;
  }

  /** Comments with the elements that are still there. */
  private standing(comments: readonly Comment[]): (readonly [string, Element])[] {
    const found: (readonly [string, Element])[] = [];
    for (const { id } of comments) {
      const element = this.watch.seen.elements.get(id)?.deref();
      if (element !== undefined) found.push([id, element]);
    }
    return found;
  }

  /** All that a face is made of; while none is another, it is drawn as it should be. */
  private facts(comment: Comment): readonly unknown[] {
    return [
      comment.author.name,
      this.watch.verdict(comment),
      this.watch.policy(comment.platform),
      this.watch.saved(comment),
      this.watch.isEdited(comment),
      t(),
    ];
  }

  /** What is near the window, or has the focus: Tab brings its comment along, and so the next. */
  private needsBadge(comment: Comment): boolean {
    return (
      this.watch.near.has(comment.id) ||
      this.shown.get(comment.id)?.badge.matches(":focus") === true
    );
  }

  private remove(id: string): void {
    const shown = this.shown.get(id);
    if (shown === undefined) return;
    this.beside.forget(id);
    shown.badge.remove();
    this.shown.delete(id);
  }

  private add(id: string, before: Element | null): Shown {
    const badge = makeBadge();
    badge.addEventListener("click", () => {
      this.why.hide();
      this.open(id);
    });
    badge.addEventListener("focus", () => this.explain(id, badge));
    badge.addEventListener("blur", () => this.why.hide());
    badge.addEventListener("pointerenter", () => this.explain(id, badge));
    badge.addEventListener("pointerleave", () => this.why.hide());
    if (before === null) this.box.prepend(badge);
    else before.after(badge);
    const shown = { badge, facts: [undefined] };
    this.shown.set(id, shown);
    return shown;
  }

  /** A badge that gets the focus out of view brings its comment along. */
  private explain(id: string, badge: HTMLElement): void {
    if (badge.classList.contains("away")) {
      this.watch.seen.elements.get(id)?.deref()?.scrollIntoView({ block: "center" });
    }
    const comment = this.watch.comment(id);
    if (comment === null) return;
    const policy = this.watch.policy(comment.platform);
    this.why.show(badge, comment, flagged(this.watch.verdict(comment)), policy);
  }

  private face(comment: Comment): BadgeFace {
    const verdict = this.watch.verdict(comment);
    const policy = this.watch.policy(comment.platform);
    const categories = flaggedCategories(verdict);
    return faceOf({
      author: comment.author.name,
      categories: categories.map((id) => categoryLabel(policy, id)),
      alarm: categories[0] === "distress",
      reasons: reasonCount(verdict),
      verdict,
      saved: this.watch.saved(comment),
      edited: this.watch.isEdited(comment)
        ? (this.watch.known(comment.id)?.receipt.entry ?? null)
        : null,
    });
  }
}
