// A Facebook page that can be acted on: hide, the delete menu with its confirm, "see more" and
// "view more comments", each with the quirks that the description asks for.
"use strict";

const articleOf = (node) => node.closest('div[role="article"]');

/** The comment's id from its timestamp link, in the article's own scope. */
function idOf(article) {
  for (const link of article.querySelectorAll('a[href*="comment_id="]')) {
    if (articleOf(link) !== article) continue;
    const query = new URL(link.href).searchParams;
    const id = query.get("reply_comment_id") ?? query.get("comment_id");
    if (/^\d+$/.test(id)) return id;
  }
  return null;
}

function articlesWith(id) {
  return [...document.querySelectorAll('div[role="article"]')].filter((a) => idOf(a) === id);
}

function repliesTo(id) {
  const links = document.querySelectorAll(`a[href*="comment_id=${id}&reply_comment_id="]`);
  return [...links].map(articleOf);
}

function removeComment(id) {
  for (const article of [...articlesWith(id), ...repliesTo(id)]) {
    (article.closest("[data-commentid]") ?? article).remove();
  }
}

function hide(button, article) {
  const id = idOf(article);
  const { words, looks } = plan;
  if (has(id, "blocked")) return blockedDialog();
  const hiding = button.textContent === words.hide;
  record(id, hiding ? "hide" : "unhide");
  if (has(id, "stubborn")) return;
  for (const twin of articlesWith(id)) {
    twin.classList.toggle(looks.faded, hiding);
    for (const other of twin.querySelectorAll('li [role="button"]')) {
      if (articleOf(other) !== twin) continue;
      if (other.textContent === (hiding ? words.hide : words.unhide)) {
        other.textContent = hiding ? words.unhide : words.hide;
      }
    }
  }
}

function deleteConfirmed(id, article) {
  if (has(id, "blocked")) return blockedDialog();
  const shown = idOf(article) ?? id;
  if (shown !== id) destructive();
  record(shown, "delete");
  if (!has(id, "stubborn")) removeComment(shown);
}

/** The framework draws the comment anew: with a fresh node, or with another comment in it. */
function rerender(id, article) {
  if (has(id, "rerender_same")) article.replaceWith(article.cloneNode(true));
  if (!has(id, "rerender_other")) return;
  for (const link of article.querySelectorAll('a[href*="comment_id="]')) {
    link.href = link.href
      .replaceAll(id, `${BigInt(id) + 1n}`)
      .replace(/comment_id=Y29t[^&]*/, "x=1");
  }
}

function askToDelete(id, article) {
  if (has(id, "no_confirm")) return deleteConfirmed(id, article);
  setTimeout(() => {
    confirmDialog(has(id, "two_deletes") ? 2 : 1, () => deleteConfirmed(id, article));
    rerender(id, article);
  }, MENU_MS);
}

function openMenu(button, article) {
  const id = idOf(article);
  const { words, looks } = plan;
  let close = () => {};
  const item = (text, act) =>
    pressable("menuitem", looks.item, text, () => {
      close();
      act();
    });
  const items = [
    item(words.hide_item, () => {
      const inline = [...article.querySelectorAll('li [role="button"]')];
      const target = inline.find((b) => articleOf(b) === article && b.textContent === words.hide);
      if (target) hide(target, article);
    }),
    item(words.report, destructive),
    item(words.ban, destructive),
  ];
  if (!has(id, "no_delete"))
    items.splice(
      1,
      0,
      item(words.delete, () => askToDelete(id, article)),
    );
  const show = () => {
    button.setAttribute("aria-expanded", "true");
    close = portal(make("div", { role: "menu", class: looks.menu }, ...items));
    if (has(id, "vanishes")) removeComment(id);
  };
  setTimeout(show, has(id, "late_menu") ? LATE_MENU_MS : MENU_MS);
}

function seeMore(button) {
  const article = articleOf(button);
  const rest = plan.rest[idOf(article)];
  button.replaceWith(rest);
}

/** The sort of a post's comments: the last item shows them all. */
function openSort(button) {
  const { words, looks } = plan;
  const item = (text, more) => {
    const choose = () => {
      close();
      button.textContent = text;
    };
    const element = pressable("menuitem", looks.item, text, choose);
    element.append(make("div", {}, more));
    return element;
  };
  const items = [item(words.sort, "⋯"), item(words.newest, "⋯"), item(words.all_comments, "⋯ ⋯")];
  const close = portal(make("div", { role: "menu", class: looks.menu }, ...items));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest('[role="button"]');
  if (!button) return;
  if (button.hasAttribute("data-more")) {
    const waiting = button.parentElement.querySelector("template[data-waiting]");
    waiting.replaceWith(waiting.content);
    button.remove();
    return;
  }
  if (button.hasAttribute("data-sort")) return setTimeout(openSort, MENU_MS, button);
  const article = articleOf(button);
  if (!article || idOf(article) === null) return;
  if (button.getAttribute("aria-haspopup") === "menu") openMenu(button, article);
  else if (button.textContent === plan.words.see_more) seeMore(button);
  else if (
    button.closest("li") &&
    [plan.words.hide, plan.words.unhide].includes(button.textContent)
  )
    hide(button, article);
});

/** Some views draw the menu button only when the mouse is over the comment. */
function drawMenuButton(event) {
  const article = event.target.closest?.('div[role="article"]');
  if (!article) return;
  for (const slot of article.querySelectorAll('[data-slot="menu"]:empty')) {
    if (articleOf(slot) !== article) continue;
    const attributes = {
      role: "button",
      tabindex: "0",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": plan.words.admin_menu,
      class: plan.looks.dots,
    };
    slot.append(make("div", attributes));
  }
}
for (const kind of ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerenter"]) {
  document.addEventListener(kind, drawMenuButton, true);
}
