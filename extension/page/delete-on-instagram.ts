// Delete on Instagram: options (shown under the pointer) → dialog with the item → sometimes a second
// dialog that asks again → the id is gone.
import { t } from "../texts";
import {
  dialogButton,
  hover,
  newConfirmDialog,
  only,
  pressWithMouse,
  shownPortals,
} from "./controls";
import {
  askedAgain,
  confirm,
  pressOne,
  requireSame,
  Stopped,
  verifyDeleted,
  whenStopped,
} from "./deletion";
import type { Hands } from "./hands";
import { isWord } from "./labels";
import type { FoundComment } from "./read-page";
import { until } from "./wait";
import type { Acted, Witness } from "./witness";

const OPTIONS_TIME = 2_000;
const DIALOG_TIME = 5_000;
const CONFIRM_TIME = 2_500;

/** Delete the comment that the witness watches. */
export async function deleteOnInstagram(witness: Witness, hands: Hands): Promise<Acted> {
  const atFirst = shownPortals();
  const deletion = { witness, hands, press: pressWithMouse };
  try {
    const start = requireSame(witness, null);
    const dialog = await openOptions(witness, start, hands);
    const item = dialogButton(dialog, hands.words.deleteItem);
    if (item === null) throw new Stopped(t().details.noDeleteItem);
    requireSame(witness, start);
    const before = shownPortals();
    await pressOne(item, deletion);
    const second = await askedAgain(before, deletion, CONFIRM_TIME);
    if (second === null || second === "over") return verifyDeleted(witness, hands);
    return await confirm(second, start, deletion);
  } catch (error) {
    return whenStopped(error, witness, hands, atFirst);
  }
}

async function openOptions(witness: Witness, start: FoundComment, hands: Hands): Promise<Element> {
  hover(start.element);
  const button = await until(
    () => optionsButton(requireSame(witness, start).element, hands.words.options),
    OPTIONS_TIME,
  );
  if (button === null) throw new Stopped(t().details.noMenu);
  const before = shownPortals();
  pressWithMouse(button);
  const dialog = await until(() => newConfirmDialog(before), DIALOG_TIME);
  if (dialog === null) throw new Stopped(t().details.noMenu);
  return dialog;
}

/** The comment's options, by their icon's name. */
export function optionsButton(root: Element, words: readonly string[]): Element | null {
  const icons = [...root.querySelectorAll("svg[aria-label]")].filter((icon) =>
    isWord(icon.getAttribute("aria-label") ?? "", words),
  );
  const icon = only(icons);
  return icon?.closest('button, [role="button"]') ?? null;
}
