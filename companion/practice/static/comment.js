// One comment of the practice page, in the structure of a comment on a Facebook Page's timeline:
// article, author links that carry base64 of `comment:<post>_<comment>`, text blocks, a menu
// button, and the row of age and actions. Replies stand beside their root, not inside it.

const SVG = "http://www.w3.org/2000/svg";
const TONES = 6;

/** An element with attributes and children; undefined attributes are left out. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function button(words, attributes = {}) {
  return element("div", { role: "button", tabindex: "0", ...attributes }, words);
}

export function postAddress(page, post) {
  return `permalink.php?story_fbid=${post.id}&id=${page.id}`;
}

function authorAddress(author) {
  return author.number ? `profile.php?id=${author.number}` : `personer/${author.user}`;
}

function authorLink(post, comment, author) {
  const address = authorAddress(author);
  const token = encodeURIComponent(btoa(`comment:${post.id}_${comment.id}`));
  return `${address}${address.includes("?") ? "&" : "?"}comment_id=${token}`;
}

function initials(name) {
  const words = name.split(/[\s-]+/);
  return words[0][0] + (words.length > 1 ? words.at(-1)[0] : "");
}

/** The municipality's arms. */
export function arms() {
  return element("img", { class: "page-picture", src: "icon.svg", alt: "", width: 36, height: 36 });
}

/** A round picture with the name's first letters. */
function avatar({ name }) {
  const tone = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % TONES;
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 32 32");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", `avatar tone${tone}`);
  const circle = document.createElementNS(SVG, "circle");
  for (const side of ["cx", "cy", "r"]) circle.setAttribute(side, "16");
  const letters = document.createElementNS(SVG, "text");
  letters.setAttribute("x", "16");
  letters.setAttribute("y", "21");
  letters.textContent = initials(name).toUpperCase();
  picture.append(circle, letters);
  return picture;
}

function textBlock(comment) {
  const lines = comment.text.split("\n");
  const blocks = lines.map((line) => element("div", { dir: "auto" }, line));
  if (comment.mention) {
    const { mention } = comment;
    const link = { role: "link", tabindex: "0", class: "mention", href: authorAddress(mention) };
    blocks[0].prepend(element("a", link, element("span", {}, mention.name)), " ");
  }
  if (comment.link) {
    const link = { role: "link", tabindex: "0", href: comment.link.url };
    blocks.at(-1).append(element("a", link, comment.link.shown));
  }
  if (comment.rest) {
    const more = button("Se mer", { "data-press": "more", "data-rest": comment.rest });
    more.className = "more";
    blocks.at(-1).append(more);
  }
  return element(
    "span",
    { dir: "auto", lang: comment.lang ?? "sv-SE" },
    element("div", {}, ...blocks),
  );
}

function bubble(post, comment, author, ours) {
  const href = authorLink(post, comment, author);
  const name = element("span", {}, element("span", { dir: "auto" }, author.name));
  const link = { role: "link", tabindex: "0", "aria-hidden": "false", class: "name", href };
  const badge = ours ? [element("div", { class: "badge" }, "Författare")] : [];
  return element(
    "div",
    { class: "bubble" },
    ...badge,
    element("span", {}, element("a", link, name)),
    element("div", { class: "text" }, textBlock(comment)),
  );
}

function menuButton(ours) {
  const label = ours ? "Redigera eller ta bort detta" : "Ta bort, dölj eller anmäl detta";
  const attributes = {
    class: "dots",
    "data-press": "menu",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    "aria-label": label,
  };
  return element("div", {}, button("", attributes));
}

function actionRow(page, post, comment, root, ours) {
  const ids = root
    ? `comment_id=${root.id}&reply_comment_id=${comment.id}`
    : `comment_id=${comment.id}`;
  const href = `${postAddress(page, post)}&${ids}`;
  const items = [element("a", { role: "link", tabindex: "0", href }, comment.age)];
  if (comment.edited) items.push(element("span", {}, "Redigerad"));
  items.push(button("Gilla", { "data-press": "like", "aria-pressed": "false" }));
  items.push(button("Svara", { "data-press": "nothing" }));
  if (!ours) {
    items.push(button("Skicka meddelande", { "data-press": "nothing" }));
    items.push(button("Dölj", { "data-press": "hide" }));
  }
  return element("ul", { class: "actions" }, ...items.map((item) => element("li", {}, item)));
}

function commentElement(page, post, comment, root) {
  const ours = comment.author === "page";
  const author = ours ? { name: page.name, number: page.id } : comment.author;
  const kind = root ? "Svar" : "Kommentar";
  const picture = {
    role: "link",
    tabindex: "-1",
    "aria-hidden": "true",
    href: authorLink(post, comment, author),
  };
  const body = element(
    "div",
    { class: "body" },
    element("div", { class: "row" }, bubble(post, comment, author, ours), menuButton(ours)),
    actionRow(page, post, comment, root, ours),
  );
  const article = {
    role: "article",
    tabindex: "-1",
    class: root ? "comment reply" : "comment",
    "aria-label": `${kind} från ${author.name} ${comment.age}`,
  };
  const drawn = element(
    "div",
    article,
    element("a", picture, ours ? arms() : avatar(author)),
    body,
  );
  const wrapper = { "data-commentid": comment.id, "data-root": root?.id };
  return element("div", wrapper, element("div", {}, drawn));
}

/** A comment and its replies, side by side. */
export function commentElements(page, post, comment) {
  const replies = comment.replies ?? [];
  return [
    commentElement(page, post, comment, null),
    ...replies.map((reply) => commentElement(page, post, reply, comment)),
  ];
}
