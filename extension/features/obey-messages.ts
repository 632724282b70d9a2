// Does what the panel and the background ask of this tab.
import { onMessage } from "../browser";
import type { TabMessage } from "../messages";
import { findComment } from "../page/read-page";

export interface Orders {
  readonly reportPage: () => void;
  readonly pictureTaken: () => void;
  readonly openDialog: (id: string | null) => void;
  readonly reconnect: () => void;
}

export function obeyMessages(orders: Orders, signal: AbortSignal): void {
  onMessage((message) => {
    if (signal.aborted) return undefined;
    obey(message as TabMessage, orders);
    return undefined;
  });
}

function obey(message: TabMessage, orders: Orders): void {
  switch (message.kind) {
    case "report_page":
      return orders.reportPage();
    case "picture_taken":
      return orders.pictureTaken();
    case "open_dialog":
      return orders.openDialog(message.id);
    case "focus_comment":
      return focusComment(message.id);
    case "reconnect":
      return orders.reconnect();
  }
}

/** Show a comment in the middle of the window. */
export function focusComment(id: string): void {
  const found = findComment(document, location, id);
  found?.element.scrollIntoView({ block: "center", behavior: "smooth" });
}
