// An Instagram post that can be acted on: comment options after hover, delete, confirm.
"use strict";

const LINK = 'a[href*="/c/"]';
const linkId = (link) =>
  /\/c\/(?:\d+\/r\/)?(\d+)\/$/.exec(new URL(link.href).pathname)?.[1] ?? null;

/** The largest ancestor of a comment's link that holds no other comment's link. */
function rootOf(link) {
  let root = link;
  while (root.parentElement && root.parentElement.querySelectorAll(LINK).length === 1) {
    root = root.parentElement;
  }
  return root;
}

function rootAround(node) {
  return [...document.querySelectorAll(LINK)].map(rootOf).find((root) => root.contains(node));
}

function idOf(root) {
  return linkId(root.querySelector(LINK));
}

function removeComment(id) {
  for (const link of document.querySelectorAll(LINK)) {
    if (linkId(link) === id) rootOf(link).remove();
  }
}

function deleteConfirmed(id) {
  if (has(id, "blocked")) return blockedDialog();
  record(id, "delete");
  if (!has(id, "stubborn")) removeComment(id);
}

function askToDelete(id) {
  if (has(id, "no_confirm")) return deleteConfirmed(id);
  setTimeout(
    () => confirmDialog(has(id, "two_deletes") ? 2 : 1, () => deleteConfirmed(id)),
    MENU_MS,
  );
}

function openOptions(id) {
  const { words, looks } = plan;
  let close = () => {};
  const item = (text, act) =>
    pressable("button", looks.item, text, () => {
      close();
      act();
    });
  const items = [item(words.report, destructive), item(words.cancel, () => {})];
  if (!has(id, "no_delete"))
    items.splice(
      1,
      0,
      item(words.delete, () => askToDelete(id)),
    );
  const show = () => {
    close = portal(make("div", { role: "dialog", class: looks.menu }, ...items));
    if (has(id, "vanishes")) removeComment(id);
  };
  setTimeout(show, has(id, "late_menu") ? LATE_MENU_MS : MENU_MS);
}

/** The options button is drawn when the mouse comes over the comment. */
function drawOptions(event) {
  const root = event.target instanceof Element ? rootAround(event.target) : undefined;
  const slot = root?.querySelector('[data-slot="menu"]:empty');
  if (!slot) return;
  const id = idOf(root);
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("aria-label", plan.words.options);
  icon.setAttribute("role", "img");
  icon.setAttribute("width", "24");
  icon.setAttribute("height", "24");
  const button = make("div", { role: "button", tabindex: "0", class: plan.looks.dots }, icon);
  let sequence = [];
  for (const kind of ["mousedown", "mouseup"]) {
    button.addEventListener(kind, () => sequence.push(kind));
  }
  button.addEventListener("click", () => {
    const whole = sequence.join() === "mousedown,mouseup";
    sequence = [];
    if (whole || !has(id, "needs_mouse")) openOptions(id);
  });
  slot.append(button);
}
for (const kind of ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter"]) {
  document.addEventListener(kind, drawOptions, true);
}
