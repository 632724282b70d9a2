// Tells the register when the page's own answer stands beneath a saved comment (S7): once for each
// answer, which is known by its address.
import type { AnswerReport, Comment } from "../contract.gen";
import { UppsiktError } from "../errors";
import { isOwn } from "../page/own";
import { ask } from "./ask";
import type { PageWatch } from "./state";

export function noticeAnswers(watch: PageWatch, signal: AbortSignal): void {
  const told = new Set<string>();

  async function run(): Promise<void> {
    for (const report of answersOf(watch)) {
      const key = `${report.capture_id} ${report.reference}`;
      if (told.has(key) || signal.aborted) continue;
      told.add(key);
      try {
        await ask({ kind: "answered", report });
      } catch (error) {
        if (!(error instanceof UppsiktError)) throw error; // Told again when the page is next opened.
      }
    }
  }

  watch.follow(() => void run(), signal);
}

/** The first answer with an address beneath each saved comment. */
export function answersOf(watch: PageWatch): AnswerReport[] {
  if (watch.connection?.hello == null) return [];
  const { comments } = watch.seen.reading;
  return comments.flatMap((comment, at) => {
    const saved = watch.saved(comment);
    if (saved === null || isOwn(comment)) return [];
    const answer = comments.slice(at + 1).find(answers(comment));
    if (answer === undefined) return [];
    const { exact, latest } = answer.time;
    const answered_at = exact ?? latest ?? new Date().toISOString();
    return [{ capture_id: saved.capture_id, answered_at, reference: answer.permalink }];
  });
}

/** The page's own, later in the same thread, where it can be pointed at. */
function answers(comment: Comment): (other: Comment) => boolean {
  const thread = comment.parent_id ?? comment.id;
  return (other) => other.parent_id === thread && other.permalink !== null && isOwn(other);
}
