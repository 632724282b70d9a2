// Who may ask the background for what. A page cannot speak to it at all; this keeps a content
// script on some other local page from doing so.
import { extensionAddress, extensionId, type Sender } from "../browser";
import type { Request } from "../messages";

const SITES = /^(?:[\w-]+\.)*(?:facebook|instagram)\.com$/;

/** Whether the sender may make this request, given the companion's port. */
export function mayAsk(sender: Sender, request: Request, port: number): boolean {
  if (sender.id !== extensionId() || sender.url === undefined) return false;
  const own = sender.url.startsWith(extensionAddress(""));
  if (request.kind === "pair" || request.kind === "claim") return own;
  return own || isModeratedPage(new URL(sender.url), port);
}

/** Facebook, Instagram, or the companion's own practice page. */
export function isModeratedPage(url: URL, port: number): boolean {
  if (url.protocol === "https:" && SITES.test(url.hostname)) return true;
  const practice = url.hostname === "127.0.0.1" && url.pathname.startsWith("/practice/");
  return practice && url.port === String(port);
}
