// From receipt to outcome: the platform's own control, the page read again, the register told.
import type { Comment, KnownComment, Outcome, OutcomeReport, Receipt } from "../contract.gen";
import { LostAnswer, UppsiktError } from "../errors";
import { isBlocked } from "../page/controls";
import type { Hands } from "../page/hands";
import { textHash } from "../page/hash";
import { isActedOn, removeComment } from "../page/remove-comment";
import { unhideComment } from "../page/unhide-comment";
import { pause } from "../page/wait";
import type { Acted, CommentRef } from "../page/witness";
import { frameAround } from "../parts/frame";
import type { Layer } from "../parts/layer";
import type { Message, Notice } from "../parts/notice";
import { heldUntil, hold } from "../standstill";
import { t } from "../texts";
import { calibratedWords } from "../word-store";
import { ask } from "./ask";
import type { PageWatch } from "./state";

export interface Stage {
  readonly watch: PageWatch;
  readonly layer: Layer;
  readonly notice: Notice;
}

const TRIES = 3;
const RETRY_PAUSE = 500;

const SETTLED: readonly Outcome[] = ["hidden", "deleted"];

/** Carry out what the receipt allows, and report what was seen; never throws away an outcome. */
export async function actOnComment(
  stage: Stage,
  comment: Comment,
  receipt: Receipt,
): Promise<void> {
  const { notice } = stage;
  notice.show({ tone: "work", title: t().notice.savedActing(receipt.entry), lines: [] });
  const acted = await act(stage, comment, receipt);
  const words = await report(stage, comment, receipt, acted);
  const settled = SETTLED.includes(acted.outcome);
  notice.show({
    tone: settled && words === "" ? "good" : "warn",
    title: t().notice.outcome[acted.outcome](receipt.entry),
    lines: [settled ? "" : acted.detail, settled ? "" : t().notice.settle, words],
    ...whereToRemove(comment),
  });
}

/** Show again what was hidden through Uppsikt; where nothing was pressed it is still hidden, and stays so in the register. */
export async function undoHiding(stage: Stage, comment: Comment, receipt: Receipt): Promise<void> {
  const { notice } = stage;
  notice.show({ tone: "work", title: t().undo.working(receipt.entry), lines: [] });
  const held = await heldUntil(comment.platform);
  const acted: Acted =
    held === null
      ? await unhideComment(refOf(stage, comment), await calibratedWords(), handsOf(stage))
      : { outcome: "hidden", detail: heldWords(held) };
  if (isBlocked()) await hold(comment.platform);
  const words = await report(stage, comment, receipt, acted);
  const shown = acted.outcome === "remains";
  const title = acted.outcome === "hidden" ? t().undo.still : t().notice.outcome[acted.outcome];
  notice.show({
    tone: shown && words === "" ? "good" : "warn",
    title: title(receipt.entry),
    lines: [shown ? "" : acted.detail, words],
  });
}

/** Tell the register and the badge what was seen; gives the words for what stood in the way, if anything did. */
async function report(
  { watch }: Stage,
  comment: Comment,
  receipt: Receipt,
  { outcome, detail }: Acted,
): Promise<string> {
  const { capture_id } = receipt;
  const told = await tell({ capture_id, outcome, seen_at: new Date().toISOString(), detail });
  await remember(watch, comment, told.receipt ?? { ...receipt, state: outcome });
  return told.words;
}

/** Where the inbox shows a comment it is hidden or deleted on the platform itself. */
function whereToRemove({ surface, permalink }: Comment): Pick<Message, "choice"> {
  if (surface !== "business_comments" || permalink === null) return {};
  const press = () => void open(permalink, "_blank", "noopener");
  return { choice: { words: t().notice.openOnPlatform, press } };
}

async function act(stage: Stage, comment: Comment, receipt: Receipt): Promise<Acted> {
  const held = isActedOn(comment) ? await heldUntil(comment.platform) : null;
  if (held !== null) return { outcome: "failed", detail: heldWords(held) };
  const calibrated = await calibratedWords();
  const acted = await removeComment(refOf(stage, comment), receipt, calibrated, handsOf(stage));
  if (isBlocked()) await hold(comment.platform);
  return acted;
}

function heldWords(until: Date): string {
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  return t().block.held(until.toLocaleTimeString(t().locale, clock));
}

function refOf({ watch }: Stage, comment: Comment): CommentRef {
  return { comment, postKeys: watch.seen.bodies.get(comment.id)?.postKeys ?? [] };
}

function handsOf({ layer, notice }: Stage): Omit<Hands, "words"> {
  const mark = (control: Element, cancel: () => void) => {
    const choice = { words: t().dialog.cancel, press: cancel };
    notice.show({ tone: "work", title: t().notice.press, lines: [], choice });
    return frameAround(layer, control);
  };
  return { mark };
}

interface Told {
  readonly receipt: Receipt | null;
  readonly words: string;
}

/** A background that dies meanwhile is woken by the next try; the same report may arrive twice. */
async function tell(report: OutcomeReport): Promise<Told> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const receipt = await ask({ kind: "outcome", report });
      return { receipt, words: receipt === null ? t().notice.queued : "" };
    } catch (error) {
      if (!(error instanceof UppsiktError)) throw error;
      const final = !(error instanceof LostAnswer) || attempt === TRIES;
      if (final) return { receipt: null, words: `${error.problem.what} ${error.problem.now}` };
      await pause(RETRY_PAUSE);
    }
  }
}

/** The badge tells at once what the register now knows. */
export async function remember(
  watch: PageWatch,
  comment: Comment,
  receipt: Receipt,
): Promise<void> {
  const hash = await textHash(comment.text);
  const known: KnownComment = { comment_id: comment.id, text_sha256: hash, receipt };
  watch.setSaved(comment, hash, known);
  watch.changed();
}
