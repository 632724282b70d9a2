// A post and what is read beneath it, as one thread (H7). What belongs together is told by the names
// that a comment gives its post, never by where it stands.
import type { Comment, Thread } from "../contract.gen";
import { detect } from "./detect";
import { assemble, type FoundComment } from "./read-page";
import { candidates, elementReader } from "./readers";
import type { CommentReading } from "./reading";

/** Where a post certainly ends. */
const EDGES = 'body, [aria-posinset], [role="dialog"], [role="main"]';

export interface PageThread {
  /** All names of the post. */
  readonly keys: ReadonlySet<string>;
  /** In the page's order. */
  readonly comments: readonly Comment[];
}

/** The posts among what was read, in the page's order; a comment that names no post is in none. */
export function threadsOf(readings: Iterable<CommentReading>): PageThread[] {
  const threads: { keys: Set<string>; comments: Comment[]; at: number }[] = [];
  const order = new Map<Comment, number>();
  for (const { comment, postKeys } of readings) {
    order.set(comment, order.size);
    if (postKeys.length === 0) continue;
    const [first, ...others] = threads.filter(({ keys }) => postKeys.some((key) => keys.has(key)));
    const thread = first ?? { keys: new Set<string>(), comments: [], at: order.size };
    if (first === undefined) threads.push(thread);
    for (const key of postKeys) thread.keys.add(key);
    thread.comments.push(comment);
    // This comment shows that what looked like two posts are one.
    for (const other of others) {
      for (const key of other.keys) thread.keys.add(key);
      thread.comments.push(...other.comments);
      threads.splice(threads.indexOf(other), 1);
    }
  }
  const place = (comment: Comment) => order.get(comment) ?? 0;
  for (const { comments } of threads) comments.sort((one, other) => place(one) - place(other));
  return threads;
}

export function isSamePost(one: PageThread, other: PageThread): boolean {
  return [...one.keys].some((key) => other.keys.has(key));
}

/** The post itself, as its comments tell of it; null where nothing names it. */
export function postOf({ comments }: PageThread): Comment | null {
  const told = comments.find(({ post }) => post.text !== null) ?? comments[0];
  const ids = comments.map(({ post }) => post.id).filter((id) => id !== null);
  const id = ids.find((each) => /^\d+$/.test(each)) ?? ids[0];
  // Messages are registered one by one (S10): who wrote them is not evidenced.
  if (told === undefined || id === undefined || told.surface === "business_messages") return null;
  const { platform, surface, page } = told;
  const post = { ...told.post, id };
  return {
    platform,
    surface,
    id,
    parent_id: null,
    graph_id: null,
    permalink: post.url,
    author: { name: post.author, url: null, id: null },
    text: post.text ?? "",
    truncated: false,
    language: null,
    time: { shown: null, exact: null, earliest: null, latest: null },
    links: [],
    photos: [],
    post,
    page,
  };
}

/** What a capture needs: the post with what stands around its comments, and the thread. */
export interface FoundThread {
  readonly found: FoundComment;
  readonly thread: PageThread;
}

/** The whole page read anew; null where the thread is gone. */
export function findThread(wanted: PageThread): FoundThread | null {
  const place = detect(location.href);
  if (place === null) return null;
  const elements = candidates(document, place);
  const readings = elements.map(elementReader(document, place, new Date()));
  const { indexes } = assemble(readings, place);
  const read = [...indexes.values()].map((at) => readings[at]);
  const threads = threadsOf(read.filter((each) => each?.kind === "comment"));
  const thread = threads.find((each) => isSamePost(each, wanted));
  const comment = thread === undefined ? null : postOf(thread);
  if (thread === undefined || comment === null) return null;
  const mine = new Set(thread.comments.map(({ id }) => id));
  const standing = (own: boolean) =>
    [...indexes].filter(([id]) => mine.has(id) === own).flatMap(([, at]) => elements[at] ?? []);
  const element = around(standing(true), standing(false));
  if (element === null) return null;
  const postKeys = [...thread.keys];
  const body = { text: "", pieces: [] };
  return { found: { element, reading: { kind: "comment", comment, postKeys, body } }, thread };
}

/** The largest element around these that holds none of the others and ends where a post does. */
function around(own: readonly Element[], others: readonly Element[]): Element | null {
  let element = own[0] ?? null;
  while (element !== null && !own.every((each) => element?.contains(each))) {
    element = element.parentElement;
  }
  while (element !== null && !element.matches(EDGES)) {
    const wider: Element | null = element.parentElement;
    if (wider === null || others.some((each) => wider.contains(each))) break;
    element = wider;
  }
  return element;
}

/** As it is sent: what was read, of the page's own number, under which sort. */
export function toThread(
  { comments }: PageThread,
  { counted, sort }: { readonly counted: number | null; readonly sort: string | null },
): Thread {
  return { comments, counted, order: sort };
}
