// Does what the panel and the background ask of this tab.
import { onMessage } from "../browser";
import type { Begin, ReplyDone, ReplyOrder, TabMessage } from "../messages";
import { focusComment } from "./focus-comment";

export interface Orders {
  readonly pictureTaken: () => void;
  readonly openDialog: (id: string | null, begin: Begin | null) => void;
  readonly keep: (id: string) => void;
  readonly archive: (id: string) => void;
  readonly reconnect: () => void;
  readonly point: () => void;
  readonly learnWords: () => void;
  readonly structure: () => string;
  readonly reply: (order: ReplyOrder) => Promise<ReplyDone>;
}

/** Listens at once, and obeys when the orders are there; null: they never will be. */
export function obeyMessages(coming: Promise<Orders | null>, signal: AbortSignal): void {
  onMessage((message) => {
    if (signal.aborted) return undefined;
    const order = message as TabMessage;
    if (order.kind === "structure") return coming.then((orders) => orders?.structure() ?? null);
    if (order.kind === "reply") return coming.then((orders) => orders?.reply(order.order) ?? null);
    void coming.then((orders) => {
      if (orders !== null && !signal.aborted) obey(order, orders);
    });
    return undefined;
  });
}

function obey(message: TabMessage, orders: Orders): void {
  if (message.kind === "picture_taken") orders.pictureTaken();
  else if (message.kind === "open_dialog") orders.openDialog(message.id, message.begin);
  else if (message.kind === "focus_comment") focusComment(message.id);
  else if (message.kind === "keep_comment") orders.keep(message.id);
  else if (message.kind === "archive_thread") orders.archive(message.id);
  else if (message.kind === "reconnect") orders.reconnect();
  else if (message.kind === "point") orders.point();
  else if (message.kind === "learn_words") orders.learnWords();
}
