// Tells an open side panel what has been read on the page, at most once a second.
import { sendNews } from "../browser";
import type { Comment } from "../contract.gen";
import type { ListedComment, PageState } from "../messages";
import { flaggedCategories, type PageWatch, reasonCount } from "./state";

const PAUSE = 700;
const SHOWN = 160;

/** Gives a function that reports at once. */
export function reportToPanel(watch: PageWatch, signal: AbortSignal): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const report = () => {
    timer = null;
    void sendNews({ kind: "page_state", state: pageState(watch) });
  };
  watch.follow(() => {
    if (timer === null) timer = setTimeout(report, PAUSE);
  }, signal);
  return report;
}

/** Everything that the panel shows of the page. */
function pageState(watch: PageWatch): PageState {
  const { place, reading } = watch.seen;
  return {
    platform: place?.platform ?? null,
    readable: reading.refused === null,
    unproven: reading.refused === "post_unproven",
    read: reading.comments.length,
    unread: reading.unread,
    foreign: reading.foreign,
    classified: reading.comments.filter((comment) => watch.verdict(comment) !== null).length,
    trouble: watch.trouble,
    comments: reading.comments.map((comment) => listed(watch, comment)),
  };
}

function listed(watch: PageWatch, comment: Comment): ListedComment {
  const verdict = watch.verdict(comment);
  const saved = watch.saved(comment);
  return {
    id: comment.id,
    author: comment.author.name,
    text: comment.text.slice(0, SHOWN).toWellFormed(),
    flagged: flaggedCategories(verdict),
    reasons: reasonCount(verdict),
    hints: verdict?.hints ?? [],
    known: saved === null ? null : { entry: saved.entry, state: saved.state },
  };
}
