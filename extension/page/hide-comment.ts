// Hide on Facebook: the text button in the comment's action row. It is pressed once. What the
// comment looks like afterwards is known by calibration alone: else the outcome is unknown.

import type { Calibration } from "../calibration";
import type { Comment } from "../contract.gen";
import { t } from "../texts";
import { hasNewDialog, isBlocked, press, rowButton, shownPortals } from "./controls";
import { type Answer, type Hands, PersonsPress, whyNotPressed } from "./hands";
import { wordsFor } from "./labels";
import { findComment } from "./read-page";
import { until } from "./wait";
import type { Acted, Witness } from "./witness";

const VERIFY_TIME = 8_000;

/** Hide the comment that the witness watches, which has just been found unchanged. */
export async function hideComment(witness: Witness, hands: Hands): Promise<Acted> {
  const found = witness.find();
  if (!witness.isUnchanged(found)) return { outcome: "failed", detail: t().details.textChanged };
  const control = rowButton(found.element, hands.words.hide);
  if (control === null) {
    if (isHidden(witness, hands)) return { outcome: "hidden", detail: t().details.hiddenBefore };
    return { outcome: "failed", detail: t().details.noHideControl };
  }
  const before = shownPortals();
  if (hands.words.proven) {
    press(control);
    return verify(witness, hands, before, t().details.pressedHide);
  }
  const answer = await new PersonsPress(control, hands).wait(() => witness.find() === null);
  if (answer === "pressed") return verify(witness, hands, before, t().details.personHid);
  return notPressed(witness, answer);
}

/** Whether the page offers to hide the comment: then it is not hidden, whatever the register says. */
export function canBeHidden(comment: Comment, calibrated: Calibration): boolean {
  const words = wordsFor(comment, document.documentElement.lang, "hide", calibrated);
  const found = findComment(document, location, comment.id);
  return words !== null && found !== null && rowButton(found.element, words.hide) !== null;
}

async function notPressed(witness: Witness, answer: Answer): Promise<Acted> {
  const { details } = t();
  if (isBlocked()) return { outcome: "failed", detail: details.blocked };
  if (witness.find() !== null) return { outcome: "failed", detail: whyNotPressed(answer) };
  if (await witness.isGone()) return { outcome: "vanished", detail: details.goneUnasked };
  return { outcome: "unknown", detail: details.pageLeft };
}

/** Whether the page says that the comment is hidden: the one button gone, the other there. */
export function isHidden(witness: Witness, { words }: Hands): boolean {
  const found = witness.find();
  if (found === null) return false;
  return (
    rowButton(found.element, words.hide) === null && rowButton(found.element, words.unhide) !== null
  );
}

async function verify(
  witness: Witness,
  hands: Hands,
  before: ReadonlySet<Element>,
  detail: string,
): Promise<Acted> {
  const seen = await until(() => {
    if (isBlocked()) return "blocked";
    return isHidden(witness, hands) ? "hidden" : null;
  }, VERIFY_TIME);
  if (seen === "hidden") return { outcome: "hidden", detail };
  return whatElse(witness, hands, before, seen === "blocked");
}

function whatElse(
  witness: Witness,
  hands: Hands,
  before: ReadonlySet<Element>,
  blocked: boolean,
): Acted {
  const { details } = t();
  const found = witness.find();
  const unchanged = found !== null && rowButton(found.element, hands.words.hide) !== null;
  if (blocked) return { outcome: unchanged ? "failed" : "unknown", detail: details.blocked };
  if (witness.pageLeft()) return { outcome: "unknown", detail: details.pageLeft };
  if (hasNewDialog(before)) return { outcome: "unknown", detail: details.unexpectedDialog };
  if (unchanged) return { outcome: "failed", detail: details.stillThere };
  const there = found === null && witness.postIsThere();
  return { outcome: "unknown", detail: there ? details.goneAfterHide : details.unclear };
}
