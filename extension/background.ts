// The background: answers each request of messages.ts, and alone speaks with the companion.

import { capture } from "./background/capture";
import { claim, companionAddress, connection, pair, pairFromFile } from "./background/connection";
import { flushOutcomes, reportOutcome } from "./background/outcomes";
import { refreshPageRules } from "./background/page-rules";
import { letIn, point, readWhenAsked } from "./background/pointing";
import { mayAsk } from "./background/senders";
import {
  onMessage,
  onShortcut,
  onStartup,
  onToolbarClick,
  type Sender,
  sendToTab,
} from "./browser";
import { call } from "./companion";
import { UppsiktError } from "./errors";
import { isRequest, type Reply, type Request } from "./messages";
import { loadLanguage, onLanguage, problem } from "./texts/problems";

onLanguage(() => undefined);
const ready = loadLanguage();
let starting: Promise<void> | null = null;

onMessage((message, sender) => (isRequest(message) ? reply(message, sender) : undefined));
onShortcut((command, tabId) => {
  if (command === "point") void point(tabId).catch(() => undefined);
  else void sendToTab(tabId, { kind: "open_dialog", id: null, begin: null });
});
onToolbarClick((tabId) => void (tabId !== undefined && greet(tabId)));
onStartup(() => void start());
void start();

/** Pair where build.py asked for it, and deliver what waits from last time. */
function start(): Promise<void> {
  starting ??= (async () => {
    await ready;
    try {
      await pairFromFile();
      if ((await companionAddress()).token !== null) await flushOutcomes();
      await refreshPageRules();
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
    } finally {
      starting = null;
    }
  })();
  return starting;
}

/** The page asks for news of the companion; where no script of ours runs, it may be let in now. */
async function greet(tabId: number): Promise<void> {
  if (!(await sendToTab(tabId, { kind: "reconnect" }))) await readWhenAsked(tabId);
}

async function reply(request: Request, sender: Sender): Promise<Reply<unknown>> {
  try {
    await ready;
    if (!(await isAllowed(request, sender))) return { ok: false, problem: problem("not_allowed") };
    return { ok: true, value: await answer(request, sender) };
  } catch (error) {
    const known = error instanceof UppsiktError;
    return { ok: false, problem: known ? error.problem : problem("unexpected") };
  }
}

/** The practice page may belong to a companion that this browser is still to be paired with. */
async function isAllowed(request: Request, sender: Sender): Promise<boolean> {
  const allowed = async () =>
    mayAsk(sender, request, (await companionAddress()).port, await letIn());
  if (await allowed()) return true;
  await start();
  return allowed();
}

async function answer(request: Request, sender: Sender): Promise<unknown> {
  switch (request.kind) {
    case "connection":
      await start();
      return connection();
    case "classify": {
      const { comments } = request;
      return (await call(await companionAddress(), "classify", { comments })).verdicts;
    }
    case "known": {
      const { platform, comment_ids } = request;
      return call(await companionAddress(), "known", { platform, comment_ids });
    }
    case "keep": {
      const { platform, comment_id, text } = request;
      return call(await companionAddress(), "keep", { platform, comment_id, text });
    }
    case "capture":
      return capture(request.draft, request.crop, sender);
    case "receipt": {
      const { capture_id } = request;
      return (await call(await companionAddress(), "receipt", { capture_id })).receipt;
    }
    case "outcome":
      return reportOutcome(request.report);
    case "review":
      return call(await companionAddress(), "ask", request.report);
    case "forward":
    case "reply":
    case "answered":
      return call(await companionAddress(), request.kind, request.report);
    case "noticed":
      return call(await companionAddress(), "noticed", request.report);
    case "supervise":
      return call(await companionAddress(), "supervise", request.report);
    case "watch":
      return call(await companionAddress(), "watch", { take: request.take, note: null });
    case "pair":
      return pair(request.code, request.port);
    case "claim":
      return claim();
    case "point":
      return point(request.tabId);
  }
}
