// Asks which of the comments on the page are in the register already.
import type { Platform } from "../contract.gen";
import { UppsiktError } from "../errors";
import { textHash } from "../page/hash";
import { ask } from "./ask";
import type { PageWatch } from "./state";

const BATCH = 200;

export function lookUpKnown(watch: PageWatch, signal: AbortSignal): void {
  const asked = new Set<string>();
  let running = false;

  async function run(): Promise<void> {
    const platform = watch.seen.place?.platform;
    if (running || signal.aborted || platform === undefined || watch.connection?.hello == null) {
      return;
    }
    running = true;
    try {
      for (let ids = next(watch, asked); ids.length > 0; ids = next(watch, asked)) {
        await lookUp(watch, platform, ids);
        for (const id of ids) asked.add(id);
        watch.changed();
      }
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
    } finally {
      running = false;
    }
  }

  watch.follow(() => void run(), signal);
}

function next(watch: PageWatch, asked: ReadonlySet<string>): string[] {
  return watch.seen.reading.comments
    .map(({ id }) => id)
    .filter((id) => !asked.has(id))
    .slice(0, BATCH);
}

/** Look the ids up, and remember those that are saved, and those that a person has kept. */
async function lookUp(watch: PageWatch, platform: Platform, ids: string[]): Promise<void> {
  const { comments, kept } = await ask({ kind: "known", platform, comment_ids: ids });
  for (const known of comments) {
    const comment = watch.comment(known.comment_id);
    if (comment !== null) watch.setSaved(comment, await textHash(comment.text), known);
  }
  for (const { comment_id, text_sha256 } of kept) {
    const comment = watch.comment(comment_id);
    if (comment !== null && (await textHash(comment.text)) === text_sha256) watch.keep(comment);
  }
}
