// Reads Meta Business Suite's inbox (business.facebook.com/latest/inbox/…), as far as it is known:
// messages by their id and exact time (confidence B), comments only where they link to themselves on
// Facebook. Nothing here is ever clicked: a press on an inbox row moves it to Done.
import type { Comment } from "../contract.gen";
import { rootsOfLinks } from "./comment-roots";
import type { Place } from "./detect";
import { type Reading, short } from "./reading";
import { S } from "./rules";
import { readText } from "./text";

/** Messages of the open thread, or comments that link to Facebook and the rows that do not. */
export function inboxCandidates(document: Document, place: Place): Element[] {
  if (place.surface === "business_messages") {
    return [...document.querySelectorAll(S.businessMessage)].filter(
      (each) => each.parentElement?.closest(S.businessMessage) == null,
    );
  }
  return [...rootsOfLinks(document, place.url), ...document.querySelectorAll(S.businessRow)];
}

/** A row of the inbox names no comment: it is counted as unread, and left alone. */
export function isInboxRow(element: Element): boolean {
  return element.matches(S.businessRow);
}

/** Read a message; `unread` without an id. Who sent it is not evidenced, so it is not guessed. */
export function readMessage(root: Element, place: Place, title: string): Reading {
  const id = short(root.getAttribute("data-message-id"));
  if (id === null) return { kind: "unread" };
  const body = readText(textsOf(root));
  const thread = threadOf(place);
  return {
    kind: "comment",
    comment: {
      platform: place.platform,
      surface: place.surface,
      id,
      parent_id: null,
      graph_id: null,
      permalink: null,
      author: { name: null, url: null, id: null },
      text: body.text,
      truncated: false,
      language: null,
      time: timeOf(root),
      links: [],
      photos: [],
      post: { id: thread, url: null, author: null, text: null },
      page: { url: place.url, title, account: null },
    },
    postKeys: thread === null ? [] : [thread],
    body,
  };
}

/** Outermost elements with a direction of their own, outside buttons. */
function textsOf(root: Element): Element[] {
  return [...root.querySelectorAll('[dir="auto"]')].filter(
    (each) =>
      each.closest(S.button) === null &&
      each.parentElement?.closest('[dir="auto"]') == null &&
      each.querySelector(S.businessTime) === null &&
      each.closest(S.businessTime) === null,
  );
}

function timeOf(root: Element): Comment["time"] {
  const shown = root.querySelector(S.businessTime);
  const seconds = Number(shown?.getAttribute("data-utime") ?? Number.NaN);
  const exact = seconds > 0 ? new Date(seconds * 1_000).toISOString() : null;
  return { shown: short(shown?.textContent), exact, earliest: null, latest: null };
}

function threadOf(place: Place): string | null {
  return short(new URL(place.url).searchParams.get("selected_item_id"));
}
