// Delete on Facebook: own menu → item by word → new small dialog with exactly one confirm button →
// press once → the id is gone. Anything else on the way stops the act before anything is pressed.
import { t } from "../texts";
import { hover, menuButton, menuItem, newMenu, press, shownPortals } from "./controls";
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
import type { FoundComment } from "./read-page";
import { until } from "./wait";
import type { Acted, Witness } from "./witness";

const BUTTON_TIME = 2_000;
const MENU_TIME = 5_000;
const DIALOG_TIME = 5_000;

/** Delete the comment that the witness watches. */
export async function deleteOnFacebook(witness: Witness, hands: Hands): Promise<Acted> {
  const atFirst = shownPortals();
  const deletion = { witness, hands, press };
  try {
    const start = requireSame(witness, null);
    const item = await openMenu(witness, start, hands);
    const before = shownPortals();
    await pressOne(item, deletion);
    const seen = await askedAgain(before, deletion, DIALOG_TIME);
    if (seen === "over") return verifyDeleted(witness, hands);
    if (seen === null) throw new Stopped(t().details.noConfirm);
    return await confirm(seen, start, deletion);
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
