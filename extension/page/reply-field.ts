// The field in which one comment is answered: found where the person has opened it, filled, never sent.
// How the platforms draw it is not evidenced, so a field counts only where its place proves the comment's
// thread, or its words name the author; where there are several, nobody knows which.
import { detect } from "./detect";
import { candidates, elementReader } from "./readers";
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
    const { id, parent_id, author } = reading.comment;
    const { postKeys } = reading;
    return [{ element, id, thread: parent_id ?? id, author: author.name, postKeys }];
  });
}

function answers(field: HTMLElement, comment: Standing, standing: readonly Standing[]): boolean {
  const around = standing.filter(({ element }) => element.contains(field)).at(-1);
  if (around?.id === comment.id) return true;
  const near = around === undefined ? nearest(field, standing) : [around];
  const beside = near.length > 0 && near.every(({ thread }) => thread === comment.thread);
  if (!names(field, comment.author)) return beside && isOfThread(field, comment, standing);
  if (beside) return true;
  // One field for the whole post (Instagram): the name alone must be enough.
  return standing.every(({ author, id }) => author !== comment.author || id === comment.id);
}

/** Names nobody else, and cannot be the post's own: that one would stand beside the post's other threads too. */
function isOfThread(field: HTMLElement, comment: Standing, standing: readonly Standing[]): boolean {
  const { id, thread, postKeys } = comment;
  return (
    standing.every((each) => each.id === id || !names(field, each.author)) &&
    standing.some(
      (each) => each.thread !== thread && each.postKeys.some((key) => postKeys.includes(key)),
    )
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

/** In what the field is called, or in what stands in it already ("@name"). */
function names(field: HTMLElement, author: string | null): boolean {
  if (author === null) return false;
  const said = [...LABELS.map((name) => field.getAttribute(name)), textOf(field)];
  return said.some((each) => each !== null && plain(each).includes(plain(author)));
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

function isShown(element: Element): boolean {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}
