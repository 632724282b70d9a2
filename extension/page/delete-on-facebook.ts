// Delete on Facebook: own menu → item by word → new small dialog with exactly one confirm button →
// press once → the id is gone. Anything else on the way stops the act before anything is pressed.
import { t } from "../texts";
import {
  dialogButton,
  hover,
  menuButton,
  menuItem,
  newConfirmDialog,
  newMenu,
  press,
  shownPortals,
} from "./controls";
import { isOver, requireSame, Stopped, verifyDeleted, whenStopped } from "./deletion";
import { type Hands, PersonsPress, whyNotPressed } from "./hands";
import type { FoundComment } from "./read-page";
import { until } from "./wait";
import type { Acted, Witness } from "./witness";

const BUTTON_TIME = 2_000;
const MENU_TIME = 5_000;
const DIALOG_TIME = 5_000;

/** Delete the comment that the witness watches. */
export async function deleteOnFacebook(witness: Witness, hands: Hands): Promise<Acted> {
  const atFirst = shownPortals();
  try {
    const start = requireSame(witness, null);
    const item = await openMenu(witness, start, hands);
    const before = shownPortals();
    await pressOne(item, witness, hands);
    const seen = await until(
      () => newConfirmDialog(before) ?? (isOver(witness) ? "over" : null),
      DIALOG_TIME,
    );
    if (seen === "over") return verifyDeleted(witness, hands);
    if (seen === null) throw new Stopped(t().details.noConfirm);
    return await confirm(seen, witness, start, hands);
  } catch (error) {
    return whenStopped(error, witness, hands, atFirst);
  }
}

async function openMenu(witness: Witness, start: FoundComment, hands: Hands): Promise<HTMLElement> {
  hover(start.element);
  const button = await until(() => menuButton(requireSame(witness, start).element), BUTTON_TIME);
  if (button === null) throw new Stopped(t().details.noMenu);
  const before = shownPortals();
  hover(button);
  press(button);
  const menu = await until(() => newMenu(before), MENU_TIME);
  if (menu === null) throw new Stopped(t().details.noMenu);
  requireSame(witness, start);
  const item = menuItem(menu, hands.words.deleteItem);
  if (item === null) throw new Stopped(t().details.noDeleteItem);
  return item;
}

/** With unproven words the person presses even the item that only opens the confirm dialog. */
async function pressOne(control: HTMLElement, witness: Witness, hands: Hands): Promise<void> {
  if (hands.words.proven) return press(control);
  const over = () => isOver(witness) || !control.isConnected;
  const answer = await new PersonsPress(control, hands).wait(over);
  if (answer !== "pressed") throw new Stopped(whyNotPressed(answer));
}

async function confirm(
  dialog: Element,
  witness: Witness,
  start: FoundComment,
  hands: Hands,
): Promise<Acted> {
  const button = dialogButton(dialog, hands.words.confirm);
  if (button === null) throw new Stopped(t().details.noConfirm);
  requireSame(witness, start);
  await pressOne(button, witness, hands);
  return verifyDeleted(witness, hands);
}
