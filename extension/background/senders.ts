// Who may ask the background for what. A page cannot speak to it at all; this keeps a content
// script on some other local page from doing so.
import { extensionAddress, extensionId, type Sender } from "../browser";
import type { Kind, Request } from "../messages";
import type { LetIn } from "./pointing";

const SITES = /^(?:[\w-]+\.)*(?:facebook|instagram)\.com$/;
const OWN_ONLY: readonly Kind[] = ["pair", "claim", "point", "watch"];

/** Whether the sender may make this request, given the companion's port and the tabs we were let into. */
export function mayAsk(sender: Sender, request: Request, port: number, letIn: LetIn): boolean {
  if (sender.id !== extensionId() || sender.url === undefined) return false;
  const own = sender.url.startsWith(extensionAddress(""));
  if (OWN_ONLY.includes(request.kind)) return own;
  const url = new URL(sender.url);
  return own || isModeratedPage(url, port) || letIn[String(sender.tab?.id)] === url.origin;
}

/** Facebook, Instagram, or the companion's own practice page. */
export function isModeratedPage(url: URL, port: number): boolean {
  if (url.protocol === "https:" && SITES.test(url.hostname)) return true;
  const practice = url.hostname === "127.0.0.1" && url.pathname.startsWith("/practice/");
  return practice && url.port === String(port);
}
