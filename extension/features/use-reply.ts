// A reply text for a comment: into the field that the person has opened for it, never sent. What was taken out is told to
// the register where the comment is saved (S6, N8); answered (S7) it is when the person says so.
import type { Placed } from "../contract.gen";
import { UppsiktError } from "../errors";
import type { ReplyDone, ReplyOrder } from "../messages";
import { putInto, replyField } from "../page/reply-field";
import { ask } from "./ask";
import type { PageWatch } from "./state";

export async function useReply(watch: PageWatch, order: ReplyOrder): Promise<ReplyDone> {
  const field = order.copied ? null : replyField(order.id);
  if (!order.copied && (field === null || !(await putInto(field, order.words)))) {
    return { placed: null, noted: null };
  }
  const placed = field === null ? "clipboard" : "field";
  return { placed, noted: await note(watch, order, placed) };
}

async function note(
  watch: PageWatch,
  { id, reply, words }: ReplyOrder,
  placed: Placed,
): Promise<boolean | null> {
  const known = watch.known(id);
  if (known === null) return null;
  const { capture_id } = known.receipt;
  const used_at = new Date().toISOString();
  try {
    await ask({ kind: "reply", report: { capture_id, reply, placed, text: words, used_at } });
    return true;
  } catch (error) {
    if (!(error instanceof UppsiktError)) throw error;
    return false;
  }
}
