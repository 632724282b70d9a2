// Sends what is newly read to the companion in batches, and remembers each verdict for its text.
import type { Comment } from "../contract.gen";
import { UppsiktError } from "../errors";
import { ask } from "./ask";
import type { PageWatch } from "./state";

const BATCH = 50;
const PAUSE_AFTER_FAILURE = 5_000;

export function classifyComments(watch: PageWatch, signal: AbortSignal): void {
  let running = false;
  let waiting = false;

  async function run(): Promise<void> {
    if (running || waiting || signal.aborted || watch.connection?.hello?.classifier == null) return;
    running = true;
    try {
      for (let batch = next(watch); batch.length > 0; batch = next(watch)) {
        await classify(watch, batch);
        watch.trouble = null;
        watch.changed();
      }
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
      watch.trouble = error.problem;
      waiting = true;
      setTimeout(again, PAUSE_AFTER_FAILURE);
      watch.changed();
    } finally {
      running = false;
    }
  }

  function again(): void {
    waiting = false;
    watch.changed();
  }

  watch.follow(() => void run(), signal);
}

function next(watch: PageWatch): Comment[] {
  return watch.seen.reading.comments
    .filter((comment) => watch.verdict(comment) === null)
    .slice(0, BATCH);
}

async function classify(watch: PageWatch, batch: readonly Comment[]): Promise<void> {
  const comments = batch.map(({ id, text }) => ({ id, text }));
  const verdicts = new Map(
    (await ask({ kind: "classify", comments })).map((verdict) => [verdict.id, verdict]),
  );
  for (const comment of batch) {
    const verdict = verdicts.get(comment.id);
    watch.setVerdict(comment, verdict ?? { id: comment.id, labels: [], hints: [] });
  }
}
