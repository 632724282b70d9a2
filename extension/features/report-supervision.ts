// Tells the register what a look at this page has read (N of the platform's own number, in which
// order), which questions wait and which have the page's answer: a few times a minute at most.
import type { Comment, SeenQuestion, SupervisionReport } from "../contract.gen";
import { UppsiktError } from "../errors";
import { answeredIds, isOwn } from "../page/own";
import { ask } from "./ask";
import { flagged, type PageWatch } from "./state";

const PAUSE = 10_000;
const MAX_TEXT = 300;
/** As many as the contract takes. */
const MOST = 200;

export function reportSupervision(watch: PageWatch, signal: AbortSignal): void {
  let visit = { id: "", url: "" };
  let told = "";
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function tell(): Promise<void> {
    timer = null;
    const place = watch.seen.place;
    if (place === null || watch.connection?.hello == null || signal.aborted) return;
    if (visit.url !== place.url) visit = { id: crypto.randomUUID(), url: place.url };
    const report = supervisionOf(watch, visit.id);
    if (report === null) return;
    const said = JSON.stringify({ ...report, seen_at: null });
    if (said === told) return;
    try {
      await ask({ kind: "supervise", report });
      told = said;
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
    }
  }

  const soon = () => {
    timer ??= setTimeout(() => void tell(), PAUSE);
  };
  watch.follow(soon, signal);
  signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
  });
}

/** Null while nothing has been read: nothing is claimed that was not seen. */
export function supervisionOf(watch: PageWatch, visit: string): SupervisionReport | null {
  const { place, reading, sort, counted } = watch.seen;
  const first = reading.comments[0];
  if (place === null || first === undefined || reading.refused !== null) return null;
  const answered = answeredIds(reading.comments);
  const waits = (comment: Comment) =>
    !isOwn(comment) &&
    !answered.has(comment.id) &&
    (watch.verdict(comment)?.hints.includes("question") ?? false);
  return {
    visit_id: visit,
    platform: place.platform,
    surface: first.surface,
    account: first.page.account,
    page_url: first.page.url,
    post_url: place.postKey === null ? null : first.post.url,
    read: reading.comments.length,
    unread: reading.unread,
    counted,
    sort,
    flagged: reading.comments.filter((each) => flagged(watch.verdict(each)).length > 0).length,
    seen_at: new Date().toISOString(),
    questions: reading.comments.filter(waits).slice(0, MOST).map(asked),
    answered: [...answered].slice(0, MOST),
  };
}

function asked({ id, permalink, text, time }: Comment): SeenQuestion {
  const beginning = [...text].slice(0, MAX_TEXT).join("").toWellFormed();
  return { comment_id: id, permalink, text: beginning, written: time.exact ?? time.latest };
}
