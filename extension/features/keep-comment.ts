// The person decides that a flagged comment breaks no rule: it stays, and is not flagged again.
import type { Comment, Problem } from "../contract.gen";
import { UppsiktError } from "../errors";
import type { Modal } from "../parts/modal";
import { problem, t } from "../texts";
import type { Stage } from "./act-on-comment";
import { ask } from "./ask";

/** Tell the register, then calm the badge; where it cannot be told, nothing changes and it is said. */
export async function keepComment(stage: Stage, comment: Comment, modal: Modal): Promise<void> {
  const trouble = await keep(stage, comment);
  if (trouble === null) modal.close();
  else modal.showProblem(trouble);
}

/** The same from the panel, without a dialog. */
export async function keepFromPanel(stage: Stage, id: string): Promise<void> {
  const comment = stage.watch.comment(id);
  if (comment === null || stage.watch.saved(comment) !== null) return;
  const trouble = await keep(stage, comment);
  if (trouble === null) return;
  const { what, kept, now } = trouble;
  stage.notice.show({ tone: "warn", title: what, lines: [kept, now] });
}

/** What stood in the way, or null. */
async function keep(stage: Stage, comment: Comment): Promise<Problem | null> {
  const { platform, id, text } = comment;
  try {
    await ask({ kind: "keep", platform, comment_id: id, text });
  } catch (error) {
    return error instanceof UppsiktError ? error.problem : problem("unexpected");
  }
  stage.watch.keep(comment);
  stage.watch.changed();
  stage.notice.show({ tone: "good", title: t().notice.kept, lines: [] });
  return null;
}
