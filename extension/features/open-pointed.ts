// The dialog for what a person has pointed at: who, what, and the same decision as elsewhere. What
// is saved is removed by the person, and the register asks for the outcome afterwards.
import type { Comment, Receipt } from "../contract.gen";
import { UppsiktError } from "../errors";
import { type Pointed, pointedComment, proposeFrom, wordsOf } from "../page/pointed";
import { DecisionForm } from "../parts/decision-form";
import { Modal } from "../parts/modal";
import { PointedForm } from "../parts/pointed-form";
import { problem, t } from "../texts";
import type { Stage } from "./act-on-comment";
import { type CaptureSession, captureComment } from "./capture-comment";

/** How a dialog goes on, and that it is over. */
export interface Way {
  readonly closed: () => void;
  readonly act: (comment: Comment, receipt: Receipt) => Promise<void>;
}

/** False: it could not be opened, and the person has been told why. */
export function openPointed(stage: Stage, element: Element, way: Way): boolean {
  const policy = stage.watch.policy("other");
  if (policy === null || !isSecureContext) {
    const away = stage.watch.connection?.problem ?? problem("not_running");
    const { what, kept, now } = policy === null ? away : problem("not_secure");
    stage.notice.show({ tone: "warn", title: what, lines: [kept, now] });
    return false;
  }
  const form = new PointedForm(proposeFrom(element, location.href));
  const decision = new DecisionForm(policy, "other", null);
  const words = wordsOf(element);
  let session: CaptureSession | null = null;
  const modal = new Modal(stage.layer, {
    title: t().pointing.dialog,
    content: [form.element, decision.element],
    primary: t().dialog.saveOnly,
    act: save,
    closed: way.closed,
  });

  async function save(): Promise<void> {
    const [pointed, decided] = [form.pointed(), decision.decision()];
    if (pointed === null || decided === null) return;
    try {
      session = await sessionFor(pointed);
      const receipt = await captureComment(session, decided, decision.picture);
      modal.close();
      if (session.made.has(receipt.capture_id)) await way.act(session.comment, receipt);
      else sayKnown(receipt);
    } catch (error) {
      modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
    }
  }

  /** Somebody has saved the same before: then nothing is done unasked. */
  function sayKnown(receipt: Receipt): void {
    const when = new Date(receipt.received_at).toLocaleString(t().locale);
    const title = t().dialog.savedAlready(receipt.entry, receipt.moderator, when);
    stage.notice.show({ tone: "good", title, lines: [] });
  }

  /** While it is not known whether the last try was saved, it is that one which is asked about. */
  async function sessionFor(pointed: Pointed): Promise<CaptureSession> {
    if (session !== null && session.pending !== null) return session;
    const page = { url: location.href, title: document.title };
    const comment = await pointedComment(element, pointed, page);
    const reading = {
      kind: "comment",
      comment,
      postKeys: [],
      body: { text: "", pieces: [] },
    } as const;
    return {
      comment,
      kind: "comment",
      find: () => (element.isConnected && wordsOf(element) === words ? { element, reading } : null),
      verdict: null,
      classifier: null,
      layer: stage.layer,
      say: (said) => modal.say(said),
      pending: null,
      made: new Set(),
    };
  }

  const changed = () =>
    modal.allow(form.pointed() !== null && decision.decision() !== null, t().dialog.saveOnly);
  form.onChange(changed);
  decision.onChange(changed);
  modal.open();
  return true;
}
