// Capture as one straight path: read again → show → picture and companion → Receipt. Every way out
// but the last says what happened, and nothing has been removed.
import type { Comment, Decision, EntryKind, Receipt, Thread, Verdict } from "../contract.gen";
import { PageError, UppsiktError } from "../errors";
import type { CaptureDraft, Crop } from "../messages";
import type { FoundComment } from "../page/read-page";
import { bringIntoView, cropAround, isPinched } from "../page/view";
import { pause, twoFrames } from "../page/wait";
import type { Layer } from "../parts/layer";
import { problem, t } from "../texts";
import { ask } from "./ask";

export interface CaptureSession {
  /** The comment as the person saw it when the dialog opened. */
  readonly comment: Comment;
  readonly kind: EntryKind;
  /** Of a thread and only then: what `find` found last. */
  readonly thread?: () => Thread | null;
  /** The comment as it stands on the page now; null where it is gone. */
  readonly find: () => FoundComment | null;
  readonly verdict: Verdict | null;
  readonly classifier: string | null;
  readonly layer: Layer;
  readonly say: (words: string) => void;
  /** Made once for a click; set while it is not known whether the capture arrived. */
  pending: string | null;
  /** All capture ids of this session: a receipt for another one is somebody else's. */
  readonly made: Set<string>;
}

/** Saved and left where it is (S9, S10, H7). */
export const REGISTER: Decision = {
  category: null,
  ground: null,
  act: "register",
  disposal_test: null,
  note: null,
};

const MAX_MARKUP = 1_000_000;
const PICTURE_TRIES = 3;
const SETTLING = 400;

/** After these nobody knows whether the capture was saved: the companion is asked. */
const UNCERTAIN = ["not_running", "no_answer", "bad_answer", "background_gone", "unexpected"];

/** Save the comment as evidence; the receipt may be that of an earlier capture of the same text. */
export async function captureComment(
  session: CaptureSession,
  decision: Decision,
  withPicture: boolean,
): Promise<Receipt> {
  const earlier = await settlePending(session);
  if (earlier !== null) return earlier;
  session.say(t().dialog.working.checking);
  const found = requireUnchanged(session);
  session.pending = crypto.randomUUID();
  session.made.add(session.pending);
  const draft = toDraft(session, session.pending, found, decision);
  session.say(t().dialog.working.picture);
  try {
    const receipt = withPicture
      ? await sendWithPicture(session, found, draft)
      : await ask({ kind: "capture", draft, crop: null });
    session.pending = null;
    return receipt;
  } catch (error) {
    return await recover(session, error);
  } finally {
    session.layer.show();
  }
}

/** The comment as it stands, if it still says what the person decided on. */
function requireUnchanged({ comment, find }: CaptureSession): FoundComment {
  const found = find();
  if (found === null) throw new PageError(problem("comment_gone"));
  if (found.reading.comment.text !== comment.text) throw new PageError(problem("comment_changed"));
  return found;
}

function toDraft(
  session: CaptureSession,
  captureId: string,
  { element, reading }: FoundComment,
  decision: Decision,
): CaptureDraft {
  return {
    capture_id: captureId,
    captured_at: new Date().toISOString(),
    kind: session.kind,
    comment: reading.comment,
    thread: session.thread?.() ?? null,
    decision,
    verdict: session.verdict,
    classifier: session.classifier,
    markup: element.outerHTML.toWellFormed().slice(0, MAX_MARKUP).toWellFormed(),
  };
}

/** While the window is being resized (the side panel opens) picture and measures differ: both anew. */
async function sendWithPicture(
  session: CaptureSession,
  found: FoundComment,
  draft: CaptureDraft,
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const crop = await preparePicture(session, found);
    try {
      return await ask({ kind: "capture", draft, crop });
    } catch (error) {
      const moving = error instanceof UppsiktError && error.problem.code === "picture_mismatch";
      if (!moving || attempt === PICTURE_TRIES) throw error;
      await pause(SETTLING);
    }
  }
}

/** Show the comment without our own layer, and measure it after the page has been drawn. */
async function preparePicture(session: CaptureSession, found: FoundComment): Promise<Crop> {
  if (document.visibilityState !== "visible") throw new PageError(problem("tab_not_active"));
  if (isPinched()) throw new PageError(problem("picture_mismatch"));
  bringIntoView(found.element);
  session.layer.hide();
  await twoFrames();
  const crop = cropAround(requireUnchanged(session).element);
  if (crop === null) throw new PageError(problem("not_in_view"));
  return crop;
}

/** Where the answer was lost, ask whether it was saved; else the error stands. */
async function recover(session: CaptureSession, error: unknown): Promise<Receipt> {
  if (!(error instanceof UppsiktError)) throw error;
  if (!UNCERTAIN.includes(error.problem.code)) {
    session.pending = null;
    throw error;
  }
  session.layer.show();
  session.say(t().dialog.working.asking);
  const receipt = await settlePending(session);
  if (receipt !== null) return receipt;
  throw new UppsiktError(problem("not_saved"));
}

/** A capture whose answer was lost may still be on its way: ask again before saying that it is not. */
const ASK_AFTER = [0, 1_000, 2_500];

/** The receipt of a capture whose answer was lost; null where there is none. */
async function settlePending(session: CaptureSession): Promise<Receipt | null> {
  if (session.pending === null) return null;
  try {
    for (const milliseconds of ASK_AFTER) {
      await pause(milliseconds);
      const receipt = await ask({ kind: "receipt", capture_id: session.pending });
      if (receipt === null) continue;
      session.pending = null;
      return receipt;
    }
  } catch (error) {
    if (!(error instanceof UppsiktError) || error.problem.code === "updated") throw error;
    throw new UppsiktError(problem("maybe_saved"));
  }
  session.pending = null;
  return null;
}
