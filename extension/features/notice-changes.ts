// Tells the register when a saved comment says something else than when it was saved, or is gone
// from between comments that still stand there. Each change is told once from this page.
import type { ChangeReport, Receipt } from "../contract.gen";
import { UppsiktError } from "../errors";
import { textHash } from "../page/hash";
import { type Placed, STEADY, Vanishing } from "../page/vanished";
import { ask } from "./ask";
import type { PageWatch } from "./state";

/** Of these the register knows already why they are gone. */
const EXPECTED = ["hidden", "deleted", "vanished"];

export function noticeChanges(watch: PageWatch, signal: AbortSignal): void {
  const vanishing = new Vanishing();
  const told = new Set<string>();
  let under = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    const { place, reading, sort } = watch.seen;
    const now = `${place?.url} ${sort}`;
    if (now !== under) vanishing.forget();
    under = now;
    const order = reading.refused === null ? reading.comments.map(placed) : [];
    watch.vanished = new Set(vanishing.update(order, performance.now()));
    clearTimeout(timer);
    if (vanishing.isWaiting) timer = setTimeout(() => void run(), STEADY);
    await tellEdited();
    for (const id of watch.vanished) {
      const saved = watch.known(id);
      if (saved !== null && !EXPECTED.includes(saved.receipt.state)) {
        await tell(saved.receipt, "vanished", null);
      }
    }
    if (watch.vanished.size > 0) watch.changed();
  }

  async function tellEdited(): Promise<void> {
    for (const comment of watch.seen.reading.comments) {
      const saved = watch.known(comment.id);
      if (saved === null) continue;
      const hash = watch.hashOf(comment.text) ?? (await textHash(comment.text));
      watch.setHash(comment.text, hash);
      if (hash !== saved.text_sha256) await tell(saved.receipt, "edited", hash);
    }
  }

  async function tell(
    { capture_id }: Receipt,
    change: ChangeReport["change"],
    text_sha256: string | null,
  ): Promise<void> {
    const key = `${capture_id} ${change} ${text_sha256}`;
    if (told.has(key) || signal.aborted) return;
    told.add(key);
    const report = { capture_id, change, seen_at: new Date().toISOString(), text_sha256 };
    try {
      await ask({ kind: "noticed", report });
      watch.changed();
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
      told.delete(key); // Told again at the next reading.
    }
  }

  watch.followReadings(() => void run(), signal);
  watch.follow(() => void tellEdited(), signal);
  signal.addEventListener("abort", () => clearTimeout(timer));
}

function placed({ id, parent_id }: { id: string; parent_id: string | null }): Placed {
  return { id, thread: parent_id ?? id };
}
