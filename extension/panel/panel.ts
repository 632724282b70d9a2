// The side panel: the list of the active tab's comments, and how it stands with the companion.
// As a tab of its own (?tab=ID) it shows the given tab.
import {
  activeTab,
  askTab,
  followTab,
  onStored,
  onTabChange,
  sendRequest,
  sendToTab,
  store,
} from "../browser";
import type { Problem, WatchAnswer } from "../contract.gen";
import type {
  Answer,
  Connection,
  Kind,
  PageState,
  Pairing,
  Requests,
  TabMessage,
} from "../messages";
import { make } from "../parts/dom";
import { language, loadLanguage, onLanguage, problem, t } from "../texts";
import { policyFor } from "../texts/policy";
import { OwnSection } from "./calibration";
import { connectionSection, problemBox } from "./connection";
import { type Crisis, crisisSwitch, crisisWords, followCrisis } from "./crisis";
import type { Filter } from "./filters";
import { pageSection } from "./list";
import { placeReply, replyTo } from "./reply";
import type { Verb } from "./verbs";
import { watchSection } from "./watch";

const CLAIM_PAUSE = 1_000;
const TRIES = 3;
const PAUSE = 700;

let connection: Connection | null = null;
let pairing: Pairing | null = null;
let trouble: Problem | null = null;
let tabId: number | null = null;
let filter: Filter = "all";
let crisis: Crisis | null = null;
const unfolded = new Set<string>();
let watch: WatchAnswer | null = null;
let page: PageState | null = null;
let unfollow: () => void = () => undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`panel.html has no #${id}`);
  return found;
}

function draw(): void {
  document.documentElement.lang = language();
  element("language").textContent = t().otherLanguage;
  const connect = {
    retry: () => void refresh(),
    pair: (code: string | null, port: number) => void pair(code, port),
  };
  element("connection").replaceChildren(
    ...connectionSection(connection, pairing, trouble, connect),
  );
  const moderator = connection?.hello?.moderator ?? null;
  drawCrisis(moderator);
  element("watch").replaceChildren(...watchSection(watch, moderator, () => void askWatch(true)));
  drawPage();
}

function drawCrisis(moderator: string | null): void {
  const place = element("crisis-switch");
  const focused = place.contains(document.activeElement);
  const button = crisisSwitch(crisis, moderator);
  place.replaceChildren(button);
  if (focused) button.focus();
  element("crisis").replaceChildren(...crisisWords(crisis));
}

/** Who has the watch; or take it. */
async function askWatch(take: boolean): Promise<void> {
  try {
    watch = await ask({ kind: "watch", take });
  } catch {
    watch = null;
  }
  draw();
}

/** The reply text into the comment's open reply field, else to the clipboard; a person sends it. */
async function reply(id: string, field: boolean): Promise<void> {
  const comment = page?.comments.find((one) => one.id === id);
  const policy = policyOfPage();
  if (comment === undefined || policy === null || tabId === null) return;
  const found = replyTo(comment, policy);
  element("said").textContent =
    found === null ? t().reply.none : await placeReply(tabId, { id, ...found }, field);
}

function policyOfPage() {
  return page?.platform == null ? null : policyFor(connection?.hello ?? null, page.platform);
}

function drawPage(): void {
  const active = document.activeElement as HTMLElement | null;
  const row = active?.closest<HTMLElement>("#page li")?.dataset.id;
  const verb = active?.dataset?.verb;
  const filtering = active?.dataset?.filter;
  drawList();
  if (row !== undefined) {
    const place = element("page").querySelector(`li[data-id="${CSS.escape(row)}"]`);
    const same = verb === undefined ? null : place?.querySelector(`[data-verb="${verb}"]`);
    ((same ?? place?.querySelector(".show")) as HTMLElement | null)?.focus();
  } else if (filtering !== undefined) {
    element("page").querySelector<HTMLElement>(`[data-filter="${filtering}"]`)?.focus();
  }
}

function drawList(): void {
  const list = pageSection(page, policyOfPage(), {
    act,
    unfolded,
    inbox: page?.health?.surface === "business_messages",
    show: (id) => send({ kind: "focus_comment", id }),
    filter,
    crisis: crisis !== null,
    choose: (chosen) => {
      filter = chosen;
      drawPage();
    },
    point: () => void point(),
    structure: () => void saveStructure(),
  });
  element("page").replaceChildren(...list);
}

function send(message: TabMessage): void {
  if (tabId !== null) void sendToTab(tabId, message);
}

/** By key or button, the same. */
function act(verb: Verb, id: string): void {
  if (verb === "reply" || verb === "copy") void reply(id, verb === "reply");
  else if (verb === "keep") send({ kind: "keep_comment", id });
  else if (verb === "archive") send({ kind: "archive_thread", id });
  else send({ kind: "open_dialog", id, begin: verb === "open" ? null : verb });
}

async function ask<K extends Kind>(
  request: Requests[K]["request"] & { kind: K },
): Promise<Answer<K>> {
  const reply = await sendRequest<Answer<K>>(request);
  if (reply.ok) return reply.value;
  trouble = reply.problem;
  throw new Error(reply.problem.code);
}

/** Where the browser does not let us in, the panel says what the person has to do. */
async function point(): Promise<void> {
  if (tabId === null) return;
  trouble = null;
  try {
    await ask({ kind: "point", tabId });
    if (page === null) void followShown();
  } catch {
    element("page").prepend(problemBox(trouble ?? problem("unexpected")));
  }
}

/** As a file of this computer; it goes nowhere unless the person sends it. */
async function saveStructure(): Promise<void> {
  const structure = tabId === null ? null : await askTab<string>(tabId, { kind: "structure" });
  if (structure === null) return;
  const address = URL.createObjectURL(new Blob([structure], { type: "application/json" }));
  make("a", { href: address, download: "sidstruktur.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

async function refresh(): Promise<void> {
  trouble = null;
  try {
    connection = await ask({ kind: "connection" });
  } catch {
    connection = { hello: null, problem: trouble ?? problem("unexpected"), paired: false, port: 0 };
  }
  if (connection.hello === null) draw();
  else await askWatch(false);
}

/** Ask to be paired, then ask each second whether the user has approved it. */
async function pair(code: string | null, port: number): Promise<void> {
  trouble = null;
  try {
    pairing = await ask({ kind: "pair", code, port });
    draw();
    while (pairing.state === "waiting") {
      await new Promise((resolve) => setTimeout(resolve, CLAIM_PAUSE));
      pairing = await ask({ kind: "claim" });
    }
  } catch {
    pairing = null;
    return draw();
  }
  if (pairing.state === "approved") pairing = null;
  await refresh();
}

/** Follow the tab that is shown. A page that begins may need a moment before it answers. */
async function followShown(tries = TRIES): Promise<void> {
  const given = new URLSearchParams(location.search).get("tab");
  const shown = given === null ? await activeTab() : Number(given);
  unfollow();
  tabId = shown;
  const news = (state: PageState) => {
    if (tabId !== shown) return;
    page = state;
    drawPage();
  };
  const gone = () => {
    if (tabId !== shown) return;
    page = null;
    if (tries > 0) retry = setTimeout(() => void followShown(tries - 1), PAUSE);
    else drawPage();
  };
  clearTimeout(retry);
  if (shown === null) drawPage();
  else unfollow = followTab(shown, news, gone);
}

async function start(): Promise<void> {
  onLanguage(() => {
    draw();
    void refresh();
  });
  await loadLanguage();
  element("language").addEventListener("click", () => {
    void store("language", language() === "sv" ? "en" : "sv");
  });
  new OwnSection(element("own"), () => tabId).start();
  onTabChange(() => void followShown());
  await followCrisis((now) => {
    crisis = now;
    draw();
  });
  onStored("connection", () => void refresh());
  draw();
  await Promise.all([refresh(), followShown()]);
}

void start();
