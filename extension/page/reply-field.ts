// The field in which one comment is answered: found where the person has opened it, filled, never sent.
// How the platforms draw it is not evidenced, so a field counts only where its place proves the comment's
// thread, or its words name the author; where there are several, nobody knows which.
import { detect } from "./detect";
import { isOwn } from "./own";
import { candidates, elementReader } from "./readers";
import { isShown } from "./view";
import { until } from "./wait";

const FIELDS = '[contenteditable="true"], [contenteditable=""], textarea';
const LABELS = ["aria-label", "aria-placeholder", "placeholder"];
const TIME = 600;

interface Standing {
  readonly element: Element;
  readonly id: string;
  readonly thread: string;
  readonly author: string | null;
  readonly postKeys: readonly string[];
}

/** Null where no field is open for it, or none that is certain. */
export function replyField(id: string): HTMLElement | null {
  const standing = allStanding();
  const comment = standing.find((each) => each.id === id);
  if (comment === undefined) return null;
  const fields = [...document.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => isShown(field) && answers(field, comment, standing),
  );
  const focused = fields.find((field) => field.contains(document.activeElement));
  return focused ?? (fields.length === 1 ? (fields[0] ?? null) : null);
}

/** Every comment wherever it stands, those rendered twice and other posts' too. */
function allStanding(): Standing[] {
  const place = detect(location.href);
  if (place === null) return [];
  const read = elementReader(document, place, new Date());
  return candidates(document, place).flatMap((element) => {
    const reading = read(element);
    if (reading.kind !== "comment") return [];
    const { comment, postKeys } = reading;
    const { id, parent_id } = comment;
    // "Reply as" and the page's own name say nothing of whom it answers.
    const author = isOwn(comment) ? null : comment.author.name;
    return [{ element, id, thread: parent_id ?? id, author, postKeys }];
  });
}

function answers(field: HTMLElement, comment: Standing, standing: readonly Standing[]): boolean {
  const named = namedIn(field, standing);
  if (named.some((author) => author !== comment.author)) return false;
  const around = standing.filter(({ element }) => element.contains(field)).at(-1);
  if (around?.id === comment.id) return true;
  const near = around === undefined ? nearest(field, standing) : [around];
  const threads = new Set(near.map(({ thread }) => thread));
  if (threads.size === 1) {
    return threads.has(comment.thread) && (named.length > 0 || isShared(comment, standing));
  }
  // One field for the whole post (Instagram): the name alone must be enough.
  const others = standing.filter(({ id }) => id !== comment.id);
  return named.length > 0 && others.every(({ author }) => author !== comment.author);
}

/** The post has other threads: its own field would stand beside those too, and so is another one. */
function isShared({ thread, postKeys }: Standing, standing: readonly Standing[]): boolean {
  return standing.some(
    (each) => each.thread !== thread && each.postKeys.some((key) => postKeys.includes(key)),
  );
}

/** The comments in the smallest part of the page around the field that has any. */
function nearest(field: Element, standing: readonly Standing[]): readonly Standing[] {
  for (let part = field.parentElement; part !== null; part = part.parentElement) {
    const found = standing.filter(({ element }) => part?.contains(element));
    if (found.length > 0) return found;
  }
  return [];
}

/** Whose whole names stand in what the field is called, or in what is written in it already ("@name"). */
function namedIn(field: HTMLElement, standing: readonly Standing[]): string[] {
  const said = plain(
    [...LABELS.map((name) => field.getAttribute(name)), textOf(field)].join(" \n "),
  );
  const authors = new Set(standing.map(({ author }) => author));
  const found = [...authors].filter((author) => author !== null && stands(plain(author), said));
  // Of "Anna" and "Anna Ek" the longer one is meant.
  return found.filter(
    (one): one is string =>
      one !== null && !found.some((other) => other !== one && other?.includes(one)),
  );
}

function stands(name: string, said: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = said.indexOf(name); at >= 0 && name !== ""; at = said.indexOf(name, at + 1)) {
    const [before, after] = [said[at - 1] ?? "", said[at + name.length] ?? ""];
    if (!letter.test(before) && !letter.test(after)) return true;
  }
  return false;
}

/** Add words at the end of a field, as if they were typed; true only when they are seen there. */
export async function putInto(field: HTMLElement, words: string): Promise<boolean> {
  const holds = () => (plain(textOf(field)).includes(plain(words)) ? true : null);
  if (holds()) return true;
  const before = textOf(field);
  field.focus();
  toEnd(field);
  document.execCommand("insertText", false, before === "" ? words : ` ${words}`);
  return (await until(holds, TIME)) ?? false;
}

function toEnd(field: HTMLElement): void {
  if (field instanceof HTMLTextAreaElement) {
    field.setSelectionRange(field.value.length, field.value.length);
    return;
  }
  const selection = getSelection();
  selection?.selectAllChildren(field);
  selection?.collapseToEnd();
}

function textOf(field: HTMLElement): string {
  return field instanceof HTMLTextAreaElement ? field.value : field.innerText.trim();
}

/** Editors break lines and put in spaces of their own. */
function plain(words: string): string {
  return words.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
