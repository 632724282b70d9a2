// Undo on Facebook: the button in the action row that shows a hidden comment again. It is pressed
// once, by the person where its word has not been shown, and the page is read afterwards.
import type { Calibration } from "../calibration";
import type { Comment } from "../contract.gen";
import { t } from "../texts";
import { isBlocked, press, rowButton } from "./controls";
import { type Hands, PersonsPress, whyNotPressed } from "./hands";
import { isHidden } from "./hide-comment";
import { wordsFor } from "./labels";
import { findComment } from "./read-page";
import { isActedOn } from "./remove-comment";
import { until } from "./wait";
import { type Acted, type CommentRef, Witness } from "./witness";

const VERIFY_TIME = 8_000;

/** Whether the page has the button now. */
export function canBeShown(comment: Comment, calibration: Calibration): boolean {
  const words = wordsFor(comment, document.documentElement.lang, "unhide", calibration);
  const found = findComment(document, location, comment.id);
  if (words === null || found === null || !isActedOn(comment)) return false;
  return rowButton(found.element, words.unhide) !== null;
}

/** `remains` only when seen; `hidden` where nothing was pressed, since nothing has changed then. */
export async function unhideComment(
  ref: CommentRef,
  calibration: Calibration,
  marking: Omit<Hands, "words">,
): Promise<Acted> {
  const { details } = t();
  const words = wordsFor(ref.comment, document.documentElement.lang, "unhide", calibration);
  if (words === null) return { outcome: "hidden", detail: details.unknownLanguage };
  const hands: Hands = { ...marking, words };
  const witness = new Witness(ref);
  const found = witness.find();
  if (found === null) return whenGone(witness);
  const control = rowButton(found.element, words.unhide);
  if (control === null) return { outcome: "unknown", detail: t().undo.noControl };
  if (isBlocked()) return { outcome: "hidden", detail: details.blocked };
  if (words.proven) {
    press(control);
    return verify(witness, hands, t().undo.pressed);
  }
  const answer = await new PersonsPress(control, hands).wait(() => witness.find() === null);
  if (answer === "pressed") return verify(witness, hands, t().undo.personPressed);
  if (witness.find() === null) return whenGone(witness);
  return { outcome: "hidden", detail: isBlocked() ? details.blocked : whyNotPressed(answer) };
}

async function whenGone(witness: Witness): Promise<Acted> {
  if (await witness.isGone()) return { outcome: "vanished", detail: t().details.goneBefore };
  return { outcome: "unknown", detail: t().details.postGone };
}

async function verify(witness: Witness, hands: Hands, detail: string): Promise<Acted> {
  const { details } = t();
  const seen = await until(() => {
    if (isBlocked()) return "blocked";
    return isShown(witness, hands) ? "shown" : null;
  }, VERIFY_TIME);
  if (seen === "shown") return { outcome: "remains", detail };
  const still = isHidden(witness, hands);
  if (seen === "blocked") return { outcome: still ? "hidden" : "unknown", detail: details.blocked };
  return {
    outcome: still ? "hidden" : "unknown",
    detail: still ? details.stillThere : details.unclear,
  };
}

function isShown(witness: Witness, { words }: Hands): boolean {
  const found = witness.find();
  if (found === null) return false;
  return rowButton(found.element, words.unhide) === null && offersHiding(found.element, words.hide);
}

/** With the word for hiding unknown, that the other button is gone must be enough. */
function offersHiding(element: Element, hide: readonly string[]): boolean {
  return hide.length === 0 || rowButton(element, hide) !== null;
}
