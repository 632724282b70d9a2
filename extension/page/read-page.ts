// Reads the comments of a page. Fast paths may read in slices (see observe.ts); acting always reads
// again through findComment: a node is never kept, since the page recycles them.
import type { Comment } from "../contract.gen";
import { detect, type Place } from "./detect";
import { candidates, elementReader } from "./readers";
import type { CommentReading, PageReading, Reading } from "./reading";
import { S } from "./rules";
import { isShown } from "./view";

/** The whole page at once; comments in the page's order, each id once. */
export function readPage(document: Document, location: Location, now = new Date()): PageReading {
  const place = detect(location.href);
  if (place === null) return { comments: [], unread: 0, foreign: 0, refused: "not_a_page" };
  const read = elementReader(document, place, now);
  return assemble(candidates(document, place).map(read), place).reading;
}

export interface Assembled {
  readonly reading: PageReading;
  /** Positions in the given list of the comments that count, by comment id. */
  readonly indexes: ReadonlyMap<string, number>;
}

/** Join readings: the same comment once, and of a permalink page only what is proven its own. */
export function assemble(readings: readonly Reading[], place: Place): Assembled {
  const found = readings.filter((reading) => reading.kind === "comment");
  const keys = place.postKey === null ? null : provenKeys(found, place.postKey);
  const comments: Comment[] = [];
  const indexes = new Map<string, number>();
  const foreign = new Set<string>();
  readings.forEach((reading, index) => {
    if (reading.kind !== "comment") return;
    if (keys !== null && !reading.postKeys.some((key) => keys.has(key))) {
      foreign.add(reading.comment.id);
    } else if (!indexes.has(reading.comment.id)) {
      indexes.set(reading.comment.id, index);
      comments.push(reading.comment);
    }
  });
  const unread = readings.filter((reading) => reading.kind === "unread").length;
  const unproven = comments.length === 0 && foreign.size > 0;
  const refused = unproven ? "post_unproven" : null;
  return { reading: { comments, unread, foreign: foreign.size, refused }, indexes };
}

/** All names of the address's post: a comment that carries one of them teaches its others. */
function provenKeys(found: readonly CommentReading[], postKey: string): Set<string> {
  const keys = new Set([postKey]);
  for (const { postKeys } of [...found, ...found]) {
    if (!postKeys.some((key) => keys.has(key))) continue;
    for (const key of postKeys) keys.add(key);
  }
  return keys;
}

export interface FoundComment {
  readonly element: Element;
  readonly reading: CommentReading;
}

/** The comment as it stands on the page now, or null. Prefers a copy that is shown. */
export function findComment(
  document: Document,
  location: Location,
  id: string,
): FoundComment | null {
  const place = detect(location.href);
  if (place === null) return null;
  const read = elementReader(document, place, new Date());
  const found: FoundComment[] = [];
  for (const element of elementsAbout(document, place, id)) {
    const reading = read(element);
    if (reading.kind === "comment" && reading.comment.id === id) found.push({ element, reading });
  }
  return found.find(({ element }) => isShown(element)) ?? found[0] ?? null;
}

/** Candidates that mention the id at all; on Facebook without asking every article. */
function elementsAbout(document: Document, place: Place, id: string): readonly Element[] {
  const named = CSS.escape(id);
  const links = document.querySelectorAll(`${S.commentLink}[href*="${named}"]`);
  const byLink = [...links].map((link) => link.closest(S.article)).filter((each) => each !== null);
  const byWrapper = [...document.querySelectorAll(`[data-commentid="${named}"] ${S.article}`)];
  const found = [...new Set([...byLink, ...byWrapper])];
  return found.length > 0 ? found : mentioning(candidates(document, place), named);
}

/** Where none mentions it, all: an id may be hidden in a token. */
function mentioning(elements: readonly Element[], named: string): readonly Element[] {
  const names = ["href", "data-message-id", "data-id", "componentkey"];
  const mention = names.map((name) => `[${name}*="${named}"]`).join();
  const found = elements.filter((each) => each.matches(mention) || each.querySelector(mention));
  return found.length > 0 ? found : elements;
}
