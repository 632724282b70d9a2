// What is known of the page now: read, classified, saved before. Features read it and follow it.
import type {
  Category,
  Comment,
  KnownComment,
  Label,
  Platform,
  PolicyView,
  Problem,
  Receipt,
  Verdict,
} from "../contract.gen";
import type { Connection } from "../messages";
import type { Health } from "../page/canary";
import type { Observation } from "../page/observe";
import { policyFor } from "../texts/policy";

const NOTHING: Observation = {
  place: null,
  reading: { comments: [], unread: 0, foreign: 0, refused: "not_a_page" },
  elements: new Map(),
  bodies: new Map(),
  ids: new WeakMap(),
  sort: null,
  counted: null,
};

const TOGETHER = 30;

export class PageWatch {
  seen: Observation = NOTHING;
  connection: Connection | null = null;
  /** What stood in the way of the latest classification. */
  trouble: Problem | null = null;
  /** By comment id; a verdict holds for one text of the comment. */
  private readonly verdicts = new Map<string, { text: string; verdict: Verdict }>();
  private readonly kept = new Map<string, string>();
  private readonly saves = new Map<string, KnownComment>();
  /** Of texts on the page that have the id of a saved comment. */
  private readonly hashes = new Map<string, string>();
  /** How the reading stands with the page; null before the first look. */
  health: Health | null = null;
  /** Ids of the comments in the window or close to it. */
  near: ReadonlySet<string> = new Set();
  /** Ids of comments that were read, and have gone from between others. */
  vanished: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();
  private readonly readers = new Set<() => void>();
  private telling: ReturnType<typeof setTimeout> | null = null;

  /** Called after each change, until the signal ends it. */
  follow(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  /** Several changes in a row are told as one: each telling has the page drawn over. */
  changed(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      for (const listener of this.listeners) listener();
    }, TOGETHER);
  }

  /** What the page shows now; those who follow readings are told at once. */
  read(seen: Observation): void {
    this.seen = seen;
    for (const listener of this.readers) listener();
    this.changed();
  }

  /** Called after each reading of the page, and not for what is learned of it otherwise. */
  followReadings(listener: () => void, signal: AbortSignal): void {
    this.readers.add(listener);
    signal.addEventListener("abort", () => this.readers.delete(listener));
  }

  comment(id: string): Comment | null {
    return this.seen.bodies.get(id)?.comment ?? null;
  }

  /** A person's decision to keep a comment stands above the model's flags. */
  verdict(comment: Comment): Verdict | null {
    const found = this.verdicts.get(comment.id);
    if (found?.text !== comment.text) return null;
    return this.kept.get(comment.id) === comment.text ? calmed(found.verdict) : found.verdict;
  }

  /** A person has decided that this text breaks no rule. */
  keep(comment: Comment): void {
    this.kept.set(comment.id, comment.text);
  }

  setVerdict(comment: Comment, verdict: Verdict): void {
    this.verdicts.set(comment.id, { text: comment.text, verdict });
  }

  /** The entry of this comment with this very text; an edited comment is another matter. */
  saved(comment: Comment): Receipt | null {
    const known = this.saves.get(comment.id);
    return known !== undefined && known.text_sha256 === this.hashes.get(comment.text)
      ? known.receipt
      : null;
  }

  /** The latest entry of a comment, whatever it says now. */
  known(id: string): KnownComment | null {
    return this.saves.get(id) ?? null;
  }

  /** Whether it was saved with another text than it has now; false while that is not known. */
  isEdited(comment: Comment): boolean {
    const hash = this.hashes.get(comment.text);
    const known = this.saves.get(comment.id);
    return known !== undefined && hash !== undefined && hash !== known.text_sha256;
  }

  hashOf(text: string): string | null {
    return this.hashes.get(text) ?? null;
  }

  setHash(text: string, hash: string): void {
    this.hashes.set(text, hash);
  }

  setSaved(comment: Comment, hash: string, known: KnownComment): void {
    this.hashes.set(comment.text, hash);
    this.saves.set(comment.id, known);
  }

  policy(platform: Platform): PolicyView | null {
    return policyFor(this.connection?.hello ?? null, platform);
  }
}

function calmed(verdict: Verdict): Verdict {
  return { ...verdict, labels: verdict.labels.map((label) => ({ ...label, flagged: false })) };
}

const FIRST: readonly Category[] = ["crime", "distress"];

/** Flagged labels, what needs action first at the top: a cry for help, a threat, then as the guidelines have them. */
export function flagged(verdict: Verdict | null): Label[] {
  const rank = (label: Label) => FIRST.indexOf(label.category);
  return (verdict?.labels ?? [])
    .filter((label) => label.flagged)
    .sort((one, other) => rank(other) - rank(one));
}

export function flaggedCategories(verdict: Verdict | null): Category[] {
  return flagged(verdict).map((label) => label.category);
}

/** How many reasons the flagged labels give together. */
export function reasonCount(verdict: Verdict | null): number {
  return flagged(verdict).reduce((sum, label) => sum + label.spans.length, 0);
}
