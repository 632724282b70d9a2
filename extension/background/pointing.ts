// Lets the person point at a comment on any page. The content script is started there only when the
// person asks (icon, key or panel: activeTab), and only that tab may then speak with the background,
// while it stays on the same site.
import { enterTab, keepForSession, keptForSession, sendToTab, tabAddress } from "../browser";
import { ConnectionError } from "../errors";
import { problem } from "../texts/problems";

const LET_IN = "let_in";

/** Origin by tab id. */
export type LetIn = Readonly<Record<string, string>>;

/** Which tabs the person has let us into. */
export async function letIn(): Promise<LetIn> {
  return (await keptForSession<LetIn>(LET_IN)) ?? {};
}

/** Begin pointing; throws ConnectionError where the browser does not let us into the page. */
export async function point(tabId: number): Promise<true> {
  const begun = (await sendToTab(tabId, { kind: "point" })) || (await enterAndPoint(tabId));
  if (!begun) throw new ConnectionError(problem("cannot_reach_page"));
  return true;
}

/** A page that has reading rules and no place among the sites that are asked for at installation. */
const READ_WHEN_ASKED = /^https:\/\/(?:[\w-]+\.)*linkedin\.com\//;

/** After a click on the icon: such a page is read from now on, until it is left. */
export async function readWhenAsked(tabId: number): Promise<void> {
  const address = await tabAddress(tabId);
  if (address !== null && READ_WHEN_ASKED.test(address)) await enter(tabId);
}

async function enterAndPoint(tabId: number): Promise<boolean> {
  return (await enter(tabId)) && sendToTab(tabId, { kind: "point" });
}

async function enter(tabId: number): Promise<boolean> {
  const address = await tabAddress(tabId);
  if (address === null || !/^https?:/.test(address)) return false;
  await keepForSession(LET_IN, { ...(await letIn()), [tabId]: new URL(address).origin });
  return enterTab(tabId);
}
