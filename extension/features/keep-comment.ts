// The person decides that a flagged comment breaks no rule: it stays, and is not flagged again.
import type { Comment } from "../contract.gen";
import { UppsiktError } from "../errors";
import type { Modal } from "../parts/modal";
import { problem, t } from "../texts";
import type { Stage } from "./act-on-comment";
import { ask } from "./ask";

/** Tell the register, then calm the badge; where it cannot be told, nothing changes and it is said. */
export async function keepComment(stage: Stage, comment: Comment, modal: Modal): Promise<void> {
  const { platform, id, text } = comment;
  try {
    await ask({ kind: "keep", platform, comment_id: id, text });
  } catch (error) {
    modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
    return;
  }
  modal.close();
  stage.watch.keep(comment);
  stage.watch.changed();
  stage.notice.show({ tone: "good", title: t().notice.kept, lines: [] });
}
