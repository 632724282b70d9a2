// Fetches the signed update of how pages are read from the companion, and keeps it for the tabs. The
// signature is verified here once more: what does not hold is refused, and what ships stays in use.
import { forget, keepForSession, keptForSession, store } from "../browser";
import { call } from "../companion";
import { PAGE_RULES_KEY, type SignedPageRules } from "../contract.gen";
import { UppsiktError } from "../errors";
import { companionAddress } from "./connection";

const RULES = "page_rules";
const ASKED = "page_rules_asked";
const PAUSE = 10 * 60_000;

/** Ask at most every ten minutes; a companion that is away leaves things as they are. */
export async function refreshPageRules(): Promise<void> {
  const last = (await keptForSession<number>(ASKED)) ?? 0;
  const address = await companionAddress();
  if (address.token === null || Date.now() - last < PAUSE) return;
  await keepForSession(ASKED, Date.now());
  try {
    const { signed } = await call(address, "rules", {});
    const update = signed === null ? null : await verified(signed, PAGE_RULES_KEY);
    if (update === null) await forget(RULES);
    else await store(RULES, update);
  } catch (error) {
    if (!(error instanceof UppsiktError)) throw error;
  }
}

/** What the text says, if the signature (Ed25519) is that key's; null else, or where the browser cannot tell. */
export async function verified(
  { rules, signature }: SignedPageRules,
  key: string,
): Promise<unknown> {
  try {
    const form = "Ed25519";
    const known = await crypto.subtle.importKey("raw", bytes(key), form, false, ["verify"]);
    const text = new TextEncoder().encode(rules);
    const holds = await crypto.subtle.verify(form, known, bytes(signature), text);
    return holds ? (JSON.parse(rules) as unknown) : null;
  } catch {
    return null;
  }
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[\da-f]{2})+$/.test(hex)) throw new RangeError("not hexadecimal");
  const pairs = hex.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}
