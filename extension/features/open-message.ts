// A direct message is an incoming record (S10): it is registered, and stays where it is. Who wrote
// it cannot be read in the inbox, so the person says it.
import type { Comment } from "../contract.gen";
import { UppsiktError } from "../errors";
import { findComment } from "../page/read-page";
import { make } from "../parts/dom";
import { Modal } from "../parts/modal";
import { quote } from "../parts/quote";
import { problem, t } from "../texts";
import { remember, type Stage } from "./act-on-comment";
import { type CaptureSession, captureComment, REGISTER } from "./capture-comment";
import type { Way } from "./open-pointed";

/** Opened at all times: without the companion the save says why it could not. */
export function openMessage(stage: Stage, message: Comment, way: Way): boolean {
  const words = t().message;
  const author = make("input", { id: "message-author", maxlength: "1000" });
  author.value = message.author.name ?? "";
  const field = make(
    "div",
    { class: "field" },
    make("label", { for: author.id }, words.author),
    author,
  );
  let session: CaptureSession | null = null;
  const modal = new Modal(stage.layer, {
    title: words.title,
    content: [quote(message, []), make("p", {}, words.explained), field],
    primary: words.save,
    act: save,
    closed: way.closed,
  });

  async function save(): Promise<void> {
    try {
      if (session === null || session.pending === null) session = sessionFor(author.value.trim());
      const receipt = await captureComment(session, REGISTER, true);
      modal.close();
      await remember(stage.watch, message, receipt);
      stage.notice.show({ tone: "good", title: t().notice.registered(receipt.entry), lines: [] });
    } catch (error) {
      modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
    }
  }

  function sessionFor(name: string): CaptureSession {
    return {
      comment: message,
      kind: "message",
      find: () => {
        const found = findComment(document, location, message.id);
        if (found === null) return null;
        const { comment } = found.reading;
        const named = { ...comment, author: { ...comment.author, name } };
        return { ...found, reading: { ...found.reading, comment: named } };
      },
      verdict: null,
      classifier: null,
      layer: stage.layer,
      say: (said) => modal.say(said),
      pending: null,
      made: new Set(),
    };
  }

  const changed = () => modal.allow(author.value.trim() !== "", words.save);
  author.addEventListener("input", changed);
  changed();
  modal.open();
  return true;
}
