// Shared by the test pages: what was done is in window.__acts, and window.__uppsiktDestructive
// counts presses on anything that must never be pressed.
"use strict";
window.__acts = [];
window.__uppsiktDestructive = 0;

const plan = JSON.parse(document.getElementById("plan").textContent);
const MENU_MS = 30;
const LATE_MENU_MS = 800;

function has(id, quirk) {
  return (plan.quirks[id] ?? []).includes(quirk);
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A role=button or role=menuitem with its handler; the words sit some spans deep. */
function pressable(role, look, words, act) {
  const spoken = make("span", { dir: "auto" }, make("span", {}, words));
  const element = make("div", { role, tabindex: "0", class: look }, make("div", {}, spoken));
  element.addEventListener("click", act);
  return element;
}

function destructive() {
  window.__uppsiktDestructive += 1;
}

/** Portals hang at the end of the body, outside the comment; Escape closes them. */
function portal(element) {
  const holder = make("div", { "data-portal": "" }, element);
  document.body.append(holder);
  return () => holder.remove();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const holder of document.querySelectorAll("[data-portal]")) holder.remove();
});

function record(id, act) {
  window.__acts.push({ id, act });
}

/** The platform says stop: nothing was done. */
function blockedDialog() {
  const { words, looks } = plan;
  let close = () => {};
  const ok = pressable("button", looks.press, words.close, () => close());
  const title = make("h2", { dir: "auto" }, words.blocked);
  const box = {
    role: "dialog",
    "aria-modal": "true",
    class: looks.dialog,
    "aria-label": words.blocked,
  };
  close = portal(make("div", box, title, ok));
}

/** The small dialog that asks once more. */
function confirmDialog(count, confirmed) {
  const { words, looks } = plan;
  let close = () => {};
  const cancel = pressable("button", looks.press, words.cancel, () => close());
  cancel.setAttribute("aria-label", words.cancel);
  const buttons = Array.from({ length: count }, () => {
    const button = pressable("button", looks.press, words.confirm, () => {
      if (count > 1) destructive();
      close();
      confirmed();
    });
    button.setAttribute("aria-label", words.confirm);
    return button;
  });
  const shut = make("div", { role: "button", tabindex: "0", "aria-label": words.close });
  shut.addEventListener("click", () => close());
  const title = make("h2", { dir: "auto" }, make("span", {}, words.confirm_title));
  const text = make("div", { dir: "auto" }, words.confirm_text);
  const box = {
    role: "dialog",
    "aria-modal": "true",
    "aria-label": words.confirm_title,
    class: looks.dialog,
  };
  close = portal(make("div", box, title, text, cancel, ...buttons, shut));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-destructive]")) destructive();
  if (event.target.closest("a")) event.preventDefault();
});

/** Comments that come while the page is already read. */
function streamIn() {
  const waiting = [...document.querySelectorAll("template[data-stream]")];
  const timer = setInterval(() => {
    for (const template of waiting.splice(0, plan.batch)) template.replaceWith(template.content);
    if (waiting.length === 0) clearInterval(timer);
  }, plan.stream);
}
if (plan.stream) streamIn();
