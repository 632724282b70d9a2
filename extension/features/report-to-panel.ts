// Tells the side panels that follow this page what has been read, at most about once a second. While
// no panel is open nothing is gathered and nothing is sent.
import { type Line, onFollower } from "../browser";
import type { Comment, Receipt } from "../contract.gen";
import type { ListedComment, PageHealth, PageState } from "../messages";
import { isAlarming } from "../page/canary";
import { answeredIds, isOwn } from "../page/own";
import { flaggedCategories, type PageWatch, reasonCount } from "./state";

const PAUSE = 700;
const SHOWN = 160;

export function reportToPanel(watch: PageWatch, signal: AbortSignal): void {
  const followers = new Set<Line>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const report = () => {
    timer = null;
    const state = pageState(watch);
    for (const { send } of followers) send(state);
  };
  onFollower((line) => {
    if (signal.aborted) return;
    followers.add(line);
    line.onGone(() => followers.delete(line));
    line.send(pageState(watch));
  });
  watch.follow(() => {
    if (timer === null && followers.size > 0) timer = setTimeout(report, PAUSE);
  }, signal);
  signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
    followers.clear();
  });
}

/** Everything that the panel shows of the page. */
function pageState(watch: PageWatch): PageState {
  const { place, reading, sort, counted } = watch.seen;
  const answered = answeredIds(reading.comments);
  const comments = reading.comments.map((comment) => listed(watch, comment, answered));
  return {
    platform: place?.platform ?? null,
    readable: reading.refused === null,
    unproven: reading.refused === "post_unproven",
    read: reading.comments.length,
    unread: reading.unread,
    foreign: reading.foreign,
    classified: reading.comments.filter((comment) => watch.verdict(comment) !== null).length,
    trouble: watch.trouble,
    health: healthOf(watch),
    vanished: watch.vanished.size,
    unanswered: comments.filter(isUnanswered).length,
    sort,
    counted,
    comments,
  };
}

function healthOf({ health }: PageWatch): PageHealth | null {
  if (health === null) return null;
  const { surface, found, read, rules } = health;
  return { surface, found, read, alarming: isAlarming(health), rules };
}

/** S7: no message is left unanswered. */
function isUnanswered({ hints, own, answered }: ListedComment): boolean {
  return hints.includes("question") && !own && !answered;
}

function knownOf({ entry, state, category, answered }: Receipt): ListedComment["known"] {
  return { entry, state, category, answered };
}

function listed(watch: PageWatch, comment: Comment, answered: ReadonlySet<string>): ListedComment {
  const verdict = watch.verdict(comment);
  const saved = watch.saved(comment);
  return {
    id: comment.id,
    author: comment.author.name,
    text: comment.text.slice(0, SHOWN).toWellFormed(),
    flagged: flaggedCategories(verdict),
    reasons: reasonCount(verdict),
    hints: verdict?.hints ?? [],
    known: saved === null ? null : knownOf(saved),
    edited: watch.isEdited(comment),
    own: isOwn(comment),
    answered: answered.has(comment.id),
  };
}
