// What can be done to a comment on the practice page: hide and show, delete by menu and confirm,
// "Se mer". Menus and dialogs hang at the end of the body, as on the real page.
import { element } from "./comment.js";

const MENU_MS = 60;
let openPortals = [];

/** Close every menu and dialog. */
export function closePortals() {
  for (const close of openPortals) close();
  openPortals = [];
}

function openPortal(content, returnTo) {
  const holder = element("div", { class: "portal" }, content);
  document.body.append(holder);
  openPortals.push(() => {
    holder.remove();
    returnTo.setAttribute("aria-expanded", "false");
    if (returnTo.isConnected) returnTo.focus({ preventScroll: true });
  });
}

function pressable(role, words, act) {
  const spoken = element("span", { dir: "auto" }, words);
  const made = element("div", { role, tabindex: "0", class: role }, spoken);
  made.addEventListener("click", () => {
    closePortals();
    act();
  });
  return made;
}

function place(menu, beside) {
  const box = beside.getBoundingClientRect();
  const left = Math.min(box.left, window.innerWidth - menu.offsetWidth - 8);
  const below = box.bottom + menu.offsetHeight + 8 < window.innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? box.bottom + 4 : box.top - menu.offsetHeight - 4}px`;
}

function notice(words) {
  const shown = element("div", { role: "status", class: "notice" }, words);
  document.body.append(shown);
  setTimeout(() => shown.remove(), 3000);
}

function nothing() {
  notice("Det här gör ingenting på övningssidan.");
}

function wrapperOf(node) {
  return node.closest("[data-commentid]");
}

/** Presses within `timeline`; `changed` is called when a comment is hidden, shown or deleted. */
export function followPresses(timeline, changed) {
  function toggleHidden(wrapper) {
    const press = wrapper.querySelector('[data-press="hide"]');
    const hidden = wrapper.classList.toggle("hidden-comment");
    press.textContent = hidden ? "Visa" : "Dölj";
    changed();
  }

  function remove(wrapper) {
    for (const reply of timeline.querySelectorAll(`[data-root="${wrapper.dataset.commentid}"]`)) {
      reply.remove();
    }
    wrapper.remove();
    changed();
  }

  function askToDelete(wrapper, returnTo) {
    const cancel = pressable("button", "Avbryt", () => {});
    const confirm = pressable("button", "Ta bort", () => remove(wrapper));
    cancel.setAttribute("aria-label", "Avbryt");
    confirm.setAttribute("aria-label", "Ta bort");
    confirm.classList.add("main-button");
    const title = "Ta bort kommentaren?";
    const attributes = { role: "dialog", "aria-modal": "true", "aria-label": title };
    const dialog = element(
      "div",
      attributes,
      element("h2", { dir: "auto" }, title),
      element("p", {}, "Vill du ta bort den här kommentaren? Svaren på den försvinner också."),
      element("div", { class: "choices" }, cancel, confirm),
    );
    setTimeout(() => {
      openPortal(dialog, returnTo);
      cancel.focus();
    }, MENU_MS);
  }

  function openMenu(press) {
    const wrapper = wrapperOf(press);
    const hide = wrapper.querySelector('[data-press="hide"]');
    const hidden = wrapper.classList.contains("hidden-comment");
    const items = [pressable("menuitem", "Ta bort", () => askToDelete(wrapper, press))];
    if (hide) {
      const words = hidden ? "Visa kommentar" : "Dölj kommentar";
      items.unshift(pressable("menuitem", words, () => toggleHidden(wrapper)));
      items.push(pressable("menuitem", "Anmäl kommentar", nothing));
    }
    const menu = element("div", { role: "menu", "aria-label": "Kommentar" }, ...items);
    press.setAttribute("aria-expanded", "true");
    setTimeout(() => {
      openPortal(menu, press);
      place(menu, press);
      items[0].focus();
    }, MENU_MS);
  }

  const presses = {
    hide: (press) => toggleHidden(wrapperOf(press)),
    menu: openMenu,
    more: (press) => press.replaceWith(press.dataset.rest),
    like: (press) => press.setAttribute("aria-pressed", press.ariaPressed !== "true"),
    nothing,
  };

  timeline.addEventListener("click", (event) => {
    const press = event.target.closest("[data-press]");
    if (!press) return;
    event.stopPropagation();
    closePortals();
    presses[press.dataset.press](press);
  });
}

function moveFocus(menu, step) {
  const items = [...menu.querySelectorAll('[role="menuitem"]')];
  const next = items.indexOf(document.activeElement) + step;
  items.at(next % items.length).focus();
}

/** Keep Tab within the open dialog. */
function holdTab(event, dialog) {
  const buttons = [...dialog.querySelectorAll('[role="button"]')];
  const step = event.shiftKey ? -1 : 1;
  buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector('.portal [role="menu"]');
  const dialog = document.querySelector('.portal [role="dialog"]');
  if (event.key === "Escape") closePortals();
  if (event.key === "Tab" && dialog) holdTab(event, dialog);
  if (menu && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    moveFocus(menu, event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  }
  if (
    ["Enter", " "].includes(event.key) &&
    event.target.matches('[role="button"], [role="menuitem"]')
  ) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("a")) event.preventDefault();
  if (!event.target.closest(".portal")) closePortals();
});
document.addEventListener("auxclick", (event) => {
  if (event.target.closest("a")) event.preventDefault();
});
