// A virtual list: few nodes, used again for other comments as the page is scrolled. What stands in a
// node is changed in place where the shape is the same, as a framework does.
"use strict";

const list = document.querySelector("[data-list]");
const waiting = [...list.querySelectorAll("template[data-virtual]")].map(
  ({ content }) => [...content.children],
);
const ROW = 90;
list.replaceChildren();
list.style.height = `${waiting.length * ROW}px`;
const slots = Array.from({ length: Math.min(plan.window, waiting.length) }, () => {
  const slot = make("div", {});
  list.append(slot);
  return slot;
});

/** Change a node into another, keeping as many nodes as can be. */
function become(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh.cloneNode(true));
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  after.forEach((node, n) => {
    if (before[n] === undefined) old.append(node.cloneNode(true));
    else become(before[n], node);
  });
  for (const node of before.slice(after.length)) node.remove();
}

let first = -1;
function show(start) {
  const from = Math.max(0, Math.min(start, waiting.length - slots.length));
  if (from === first) return;
  first = from;
  list.style.paddingTop = `${from * ROW}px`;
  slots.forEach((slot, n) => {
    const fresh = make("div", {}, ...waiting[from + n].map((each) => each.cloneNode(true)));
    become(slot, fresh);
  });
}
window.__show = show;
addEventListener("scroll", () => show(Math.floor((scrollY - list.offsetTop) / ROW)));
show(0);
