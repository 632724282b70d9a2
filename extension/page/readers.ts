// One reader for each kind of page: what may be a comment on it, and what such an element says.

import { inboxCandidates, isInboxRow, readMessage } from "./business-inbox";
import { rootsOfLinks } from "./comment-roots";
import type { Place } from "./detect";
import { readFacebookComment } from "./facebook-comment";
import { isPost } from "./facebook-parts";
import { PostFinder } from "./facebook-post";
import { instagramCandidates, readInstagramComment } from "./instagram-comment";
import { linkedinCandidates, readLinkedinComment } from "./linkedin-comment";
import { type Reading, short } from "./reading";
import { S } from "./rules";

export type ElementReader = (element: Element) => Reading;

/** Everything on the page that may be a comment, in the page's order. */
export function candidates(document: Document, place: Place): Element[] {
  switch (place.surface) {
    case "business_comments":
    case "business_messages":
      return inboxCandidates(document, place);
    case "linkedin_post":
      return linkedinCandidates(document);
    case "instagram_post":
    case "instagram_reel":
      return instagramCandidates(document);
    default:
      return facebookCandidates(document, place);
  }
}

/** Articles; should the page mark none around its comments, what stands around their links. */
function facebookCandidates(document: Document, place: Place): Element[] {
  const articles = [...document.querySelectorAll(S.article)];
  const marked = articles.some(
    (each) => !isPost(each) && each.querySelector(S.commentLink) !== null,
  );
  if (marked) return articles;
  return [...articles, ...rootsOfLinks(document, place.url)];
}

/** A reader for one pass over the page: what it remembers of posts is valid for that pass. */
export function elementReader(document: Document, place: Place, now: Date): ElementReader {
  const title = short(document.title) ?? "";
  switch (place.surface) {
    case "business_messages":
      return (root) => readMessage(root, place, title);
    case "linkedin_post":
      return (root) => readLinkedinComment(root, place, title);
    case "instagram_post":
    case "instagram_reel":
      return (root) => readInstagramComment(root, place, title);
    default: {
      const around = { place, title, now, posts: new PostFinder(place.url) };
      return (root) => (isInboxRow(root) ? { kind: "unread" } : readFacebookComment(root, around));
    }
  }
}
