// Bundled by test_acting.py: the page side's acting, with a receipt made up for the test.
import type { Act, Receipt } from "../../extension/contract.gen";
import { findComment } from "../../extension/page/read-page";
import { removeComment } from "../../extension/page/remove-comment";

function receiptFor(id: string, act: Act): Receipt {
  return {
    capture_id: crypto.randomUUID(),
    entry: 1,
    comment_id: id,
    act,
    received_at: "2026-11-01T12:00:00Z",
    moderator: "Test",
    record_sha256: "0".repeat(64),
    screenshot_sha256: null,
    event_hash: "0".repeat(64),
    state: "captured",
    category: null,
    answered: false,
  };
}

/** The controls that the person was asked to press, in order: where, and how to say no. */
const marked: { x: number; y: number; cancel: () => void }[] = [];

/** Act on a comment, with what it says on the page or another text that it is said to have had. */
async function act(id: string, how: Act, text: string | null) {
  const found = findComment(document, location, id);
  if (found === null) throw new Error(`no comment ${id}`);
  const { comment, postKeys } = found.reading;
  const saved = text === null ? comment : { ...comment, text };
  const mark = (control: Element, cancel: () => void) => {
    control.scrollIntoView({ block: "nearest" });
    const { x, y, width, height } = control.getBoundingClientRect();
    marked.push({ x: x + width / 2, y: y + height / 2, cancel });
    return () => undefined;
  };
  return removeComment({ comment: saved, postKeys }, receiptFor(id, how), {}, { mark });
}

Object.assign(globalThis, { uppsiktActor: { act, marked } });
