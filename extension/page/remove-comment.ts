// Acts on the platform by its own controls. Takes a Receipt: without one it does not compile, and
// the receipt's act, not the caller's wish, says what is done (S3, N4).

import type { Calibration } from "../calibration";
import type { Comment, Receipt, Surface } from "../contract.gen";
import { t } from "../texts";
import { isBlocked } from "./controls";
import { deleteOnFacebook } from "./delete-on-facebook";
import { deleteOnInstagram } from "./delete-on-instagram";
import type { Hands } from "./hands";
import { hideComment } from "./hide-comment";
import { wordsFor } from "./labels";
import { type Acted, type CommentRef, Witness } from "./witness";

/** Here no control is pressed: what a press does is not evidenced, or the page is not known at all. */
const HANDS_OFF: readonly Surface[] = [
  "business_comments",
  "business_messages",
  "linkedin_post",
  "pointed",
];

/** Whether comments of this kind of page are removed by Uppsikt; else by the person. */
export function isActedOn({ surface }: Comment): boolean {
  return !HANDS_OFF.includes(surface);
}

/**
 * Carry out the receipt's act on the comment, and tell what the page showed after it.
 * Throws a plain Error for a receipt of another comment, or of a registration that removes nothing
 * (S9): that is a bug, not a state of the page.
 */
export async function removeComment(
  ref: CommentRef,
  receipt: Receipt,
  calibrated: Calibration,
  hands: Omit<Hands, "words">,
): Promise<Acted> {
  if (receipt.comment_id !== ref.comment.id) throw new Error("the receipt is for another comment");
  if (receipt.act === "register") throw new Error("the receipt allows no removal");
  if (!isActedOn(ref.comment)) return { outcome: "unknown", detail: t().details.personRemoves };
  if (isBlocked()) return { outcome: "failed", detail: t().details.blocked };
  const witness = new Witness(ref);
  const found = witness.find();
  if (found === null) return whenGone(witness);
  if (!witness.isUnchanged(found)) return { outcome: "failed", detail: t().details.textChanged };
  const { platform } = ref.comment;
  if (platform === "instagram" && receipt.act === "hide") {
    return { outcome: "failed", detail: t().details.instagramHide };
  }
  const words = wordsFor(ref.comment, document.documentElement.lang, receipt.act, calibrated);
  if (words === null) return { outcome: "failed", detail: t().details.unknownLanguage };
  if (receipt.act === "hide") return hideComment(witness, { ...hands, words });
  if (platform === "instagram") return deleteOnInstagram(witness, { ...hands, words });
  return deleteOnFacebook(witness, { ...hands, words });
}

async function whenGone(witness: Witness): Promise<Acted> {
  if (await witness.isGone()) return { outcome: "vanished", detail: t().details.goneBefore };
  return { outcome: "unknown", detail: t().details.postGone };
}
