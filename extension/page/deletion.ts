// What every deletion shares: the guard that the comment is still the one that was saved, and the
// verdict on what the page shows afterwards.
import { t } from "../texts";
import {
  dialogButton,
  dismiss,
  hasNewPortal,
  isBlocked,
  newConfirmDialog,
  press,
  pressWithMouse,
} from "./controls";
import { type Hands, PersonsPress, whyNotPressed } from "./hands";
import type { FoundComment } from "./read-page";
import { until } from "./wait";
import type { Acted, Witness } from "./witness";

const VERIFY_TIME = 10_000;
const CLOSE_TIME = 1_000;

/** A deletion on its way; `press` is how the platform's controls take a press. */
export interface Deletion {
  readonly witness: Witness;
  readonly hands: Hands;
  readonly press: (control: HTMLElement) => void;
}

/** Stops the act; nothing that removes has been pressed. */
export class Stopped extends Error {
  /** `recycled`: the comment's place on the page shows something else, so nothing is known of it. */
  constructor(
    detail: string,
    readonly recycled = false,
  ) {
    super(detail);
  }
}

/** Close what was opened since `before`, and tell how the comment stands; other errors go on. */
export async function whenStopped(
  error: unknown,
  witness: Witness,
  hands: Hands,
  before: ReadonlySet<Element>,
): Promise<Acted> {
  if (!(error instanceof Stopped)) throw error;
  const why = isBlocked() ? t().details.blocked : error.message;
  const left = await closeOpened(witness, hands, before);
  const detail = left === "" ? why : `${why} ${left}`;
  return error.recycled ? { outcome: "unknown", detail } : whyStopped(witness, detail);
}

/**
 * A dialog is closed by its own way out where that is certain, a menu as by Escape. Says so where
 * something stays open. Where the platform blocks acts nothing at all is touched.
 */
async function closeOpened(
  { ref }: Witness,
  { words }: Hands,
  before: ReadonlySet<Element>,
): Promise<string> {
  if (isBlocked() || !hasNewPortal(before)) return "";
  const dialog = words.proven ? newConfirmDialog(before) : null;
  const wayOut = dialog === null ? null : dialogButton(dialog, words.cancel);
  if (wayOut === null) dismiss();
  else if (ref.comment.platform === "instagram") pressWithMouse(wayOut);
  else press(wayOut);
  const closed = await until(() => (hasNewPortal(before) ? null : true), CLOSE_TIME);
  return closed === null ? t().details.leftOpen : "";
}

/** The comment as saved, in the same element as before; else the page drew it anew. */
export function requireSame(witness: Witness, start: FoundComment | null): FoundComment {
  const found = witness.find();
  if (isBlocked()) throw new Stopped(t().details.blocked);
  if (found === null) {
    if (start?.element.isConnected) throw new Stopped(t().details.replaced, true);
    throw new Stopped(t().details.goneBefore);
  }
  if (!witness.isUnchanged(found)) throw new Stopped(t().details.textChanged);
  if (start !== null && found.element !== start.element) throw new Stopped(t().details.replaced);
  return found;
}

/** With unproven words the person presses even what only asks again. */
export async function pressOne(control: HTMLElement, deletion: Deletion): Promise<void> {
  const { witness, hands, press } = deletion;
  if (hands.words.proven) return press(control);
  const over = () => isOver(witness) || !control.isConnected;
  const answer = await new PersonsPress(control, hands).wait(over);
  if (answer !== "pressed") throw new Stopped(whyNotPressed(answer));
}

/** The dialog that asks again, or that nothing is left to ask; null: neither within the time, in milliseconds. */
export function askedAgain(
  before: ReadonlySet<Element>,
  { witness }: Deletion,
  time: number,
): Promise<Element | "over" | null> {
  return until(() => newConfirmDialog(before) ?? (isOver(witness) ? "over" : null), time);
}

/** Answers the dialog's question, once the comment is found to be the same still. */
export async function confirm(
  dialog: Element,
  start: FoundComment,
  deletion: Deletion,
): Promise<Acted> {
  const { witness, hands } = deletion;
  const button = dialogButton(dialog, hands.words.confirm);
  if (button === null) throw new Stopped(t().details.noConfirm);
  requireSame(witness, start);
  await pressOne(button, deletion);
  return verifyDeleted(witness, hands);
}

export function isOver(witness: Witness): boolean {
  return isBlocked() || witness.pageLeft() || witness.find() === null;
}

/** Nothing was pressed: a comment that is gone now has vanished by itself. */
async function whyStopped(witness: Witness, detail: string): Promise<Acted> {
  if (witness.find() !== null) return { outcome: "failed", detail };
  if (await witness.isGone()) return { outcome: "vanished", detail: t().details.goneBefore };
  return { outcome: "unknown", detail };
}

/** After the press: gone while the post stands there, still there, or not to be told. */
export async function verifyDeleted(witness: Witness, hands: Hands): Promise<Acted> {
  const { details } = t();
  await until(() => (isOver(witness) ? true : null), VERIFY_TIME);
  if (await witness.isGone()) {
    const detail = hands.words.proven ? details.pressedDelete : details.personDeleted;
    return { outcome: "deleted", detail };
  }
  const there = witness.find() !== null;
  if (isBlocked()) return { outcome: there ? "failed" : "unknown", detail: details.blocked };
  if (witness.pageLeft()) return { outcome: "unknown", detail: details.pageLeft };
  if (there) return { outcome: "failed", detail: details.stillThere };
  return { outcome: "unknown", detail: details.postGone };
}
