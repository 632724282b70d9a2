// From receipt to outcome: the platform's own control, the page read again, the register told.
import type { Comment, KnownComment, Outcome, OutcomeReport, Receipt } from "../contract.gen";
import { LostAnswer, UppsiktError } from "../errors";
import { textHash } from "../page/hash";
import { removeComment } from "../page/remove-comment";
import { pause } from "../page/wait";
import type { Acted } from "../page/witness";
import { frameAround } from "../parts/frame";
import type { Layer } from "../parts/layer";
import type { Message, Notice } from "../parts/notice";
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
  const report: OutcomeReport = {
    capture_id: receipt.capture_id,
    outcome: acted.outcome,
    seen_at: new Date().toISOString(),
    detail: acted.detail,
  };
  const told = await tell(report);
  const after = told.receipt ?? { ...receipt, state: acted.outcome };
  await remember(stage.watch, comment, after);
  const settled = SETTLED.includes(acted.outcome);
  notice.show({
    tone: settled && told.words === "" ? "good" : "warn",
    title: t().notice.outcome[acted.outcome](receipt.entry),
    lines: [settled ? "" : acted.detail, settled ? "" : t().notice.settle, told.words],
    ...whereToRemove(comment),
  });
}

/** Where the inbox shows a comment it is hidden or deleted on the platform itself. */
function whereToRemove({ surface, permalink }: Comment): Pick<Message, "choice"> {
  if (surface !== "business_comments" || permalink === null) return {};
  const press = () => void open(permalink, "_blank", "noopener");
  return { choice: { words: t().notice.openOnPlatform, press } };
}

async function act(stage: Stage, comment: Comment, receipt: Receipt): Promise<Acted> {
  const calibrated = await calibratedWords();
  const postKeys = stage.watch.seen.bodies.get(comment.id)?.postKeys ?? [];
  const mark = (control: Element, cancel: () => void) => {
    const choice = { words: t().dialog.cancel, press: cancel };
    stage.notice.show({ tone: "work", title: t().notice.press, lines: [], choice });
    return frameAround(stage.layer, control);
  };
  return removeComment({ comment, postKeys }, receipt, calibrated, { mark });
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
