// Reply texts: political debate is referred to the parties (S6), the author of what was removed is told why (N8), both in
// the policy's own words; a question gets a first word that it has been read (S7). A person sends them.

import { askTab } from "../browser";
import type { PolicyView, ReplyText } from "../contract.gen";
import type { ListedComment, ReplyDone, ReplyOrder } from "../messages";
import { t } from "../texts";
import { isRemoved, needsAnswer } from "./sort";

export interface Reply {
  readonly reply: ReplyText;
  readonly words: string;
}

export function hasReply(comment: ListedComment): boolean {
  const political = comment.hints.includes("political");
  return !comment.own && (political || isRemoved(comment) || needsAnswer(comment));
}

/** Null where there is nothing to say to it. */
export function replyTo(comment: ListedComment, policy: PolicyView): Reply | null {
  if (!hasReply(comment)) return null;
  if (isRemoved(comment)) {
    const words = policy.categories.find(({ id }) => id === comment.known?.category)?.removed;
    return words === undefined ? null : { reply: "removed", words };
  }
  if (comment.hints.includes("political")) return { reply: "political", words: policy.political };
  return { reply: "question", words: t().reply.question };
}

/** Into the open reply field, else to the clipboard; gives what came of it, in words. */
export async function placeReply(
  tab: number,
  order: Omit<ReplyOrder, "copied">,
  field: boolean,
): Promise<string> {
  const words = t().reply;
  const tell = (copied: boolean) =>
    askTab<ReplyDone>(tab, { kind: "reply", order: { ...order, copied } });
  const put = field ? await tell(false) : null;
  if (put?.placed === "field") return [words.put, ...noted(put)].join(" ");
  try {
    await navigator.clipboard.writeText(order.words);
  } catch {
    return words.notCopied;
  }
  const why = field ? [words.noField] : [];
  return [...why, words.copied, ...noted(await tell(true))].join(" ");
}

function noted(done: ReplyDone | null): string[] {
  const words = t().reply;
  if (done?.noted == null) return [];
  return [done.noted ? words.noted : words.notNoted];
}
