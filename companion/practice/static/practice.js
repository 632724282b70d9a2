// The practice page: draws the posts of content.json in the structure of a Facebook timeline, so
// that the extension reads them as on a real page. Nothing is saved: a reload starts anew.
import { closePortals, followPresses } from "./acts.js";
import { arms, commentElements, element, postAddress } from "./comment.js";

const timeline = document.getElementById("timeline");
const tally = document.getElementById("tally");

const answer = await fetch("content.json");
const content = await answer.json();

function countOf(post) {
  return post.comments.reduce((sum, { replies = [] }) => sum + 1 + replies.length, 0);
}

function postElement(post, position) {
  const { page } = content;
  const address = postAddress(page, post);
  const name = element("a", { role: "link", href: `profile.php?id=${page.id}` }, page.name);
  const age = element("a", { role: "link", class: "quiet", href: address }, post.age);
  const message = element("div", { dir: "auto" }, post.text);
  const story = { class: "story", "data-ad-rendering-role": "story_message" };
  return element(
    "div",
    { role: "article", "aria-posinset": position, class: "post" },
    element(
      "div",
      { class: "post-head" },
      arms(),
      element("div", {}, element("h2", {}, name), age),
    ),
    element("div", story, element("span", { dir: "auto" }, message)),
    element("div", { class: "count" }, `${countOf(post)} kommentarer`),
    element(
      "div",
      { class: "thread" },
      ...post.comments.flatMap((comment) => commentElements(content.page, post, comment)),
    ),
  );
}

function count() {
  const hidden = timeline.querySelectorAll(".hidden-comment").length;
  const all = content.posts.reduce((sum, post) => sum + countOf(post), 0);
  const left = timeline.querySelectorAll("[data-commentid]").length;
  tally.textContent = `${hidden} dolda · ${all - left} borttagna`;
}

function start() {
  closePortals();
  const posts = content.posts.map((post, index) => postElement(post, index + 1));
  const feed = element("div", { "data-pagelet": "ProfileTimeline" }, ...posts);
  timeline.replaceChildren(feed);
  count();
}

/** The register's links lead to one comment. */
function showLinked() {
  const id = /^#comment-(\d+)$/.exec(location.hash)?.[1];
  const linked = id && timeline.querySelector(`[data-commentid="${id}"] [role="article"]`);
  if (!linked) return;
  linked.scrollIntoView({ block: "center" });
  linked.focus({ preventScroll: true });
}

document.getElementById("restart").addEventListener("click", start);
followPresses(timeline, count);
start();
showLinked();
