// What is done with the saved beside removing it, each with a short form after the receipt: a colleague
// is asked (S5), it is forwarded (S8), it has been answered (S7).
import type { Comment, Receipt } from "../contract.gen";
import { UppsiktError } from "../errors";
import { make } from "../parts/dom";
import { Modal } from "../parts/modal";
import { quote } from "../parts/quote";
import { problem, t } from "../texts";
import { remember, type Stage } from "./act-on-comment";
import { ask } from "./ask";
import { flagged } from "./state";

export const HANDLINGS = ["review", "forward", "answered"] as const;
export type Handling = (typeof HANDLINGS)[number];

/** One key each, together with Alt. */
export const HANDLING_KEYS: Readonly<Record<Handling, string>> = {
  review: "c",
  forward: "s",
  answered: "b",
};

const MAX_NAME = 200;
const MAX_WORDS = 1_000;

/** Opened only with a receipt: what is asked about is saved. */
export function openHandling(
  stage: Stage,
  what: Handling,
  { comment, receipt }: { readonly comment: Comment; readonly receipt: Receipt },
  closed: () => void,
): void {
  const words = t().handling[what];
  const form = fieldsFor(what);
  const modal = new Modal(stage.layer, {
    title: words.title,
    content: [
      make("p", {}, t().handling.saved(receipt.entry)),
      quote(comment, flagged(stage.watch.verdict(comment))),
      ...form.elements,
    ],
    primary: words.save,
    act: save,
    closed,
  });

  async function save(): Promise<void> {
    try {
      const after = await tell(what, receipt.capture_id, form.first.value, form.second.value);
      modal.close();
      await remember(stage.watch, comment, after);
      stage.notice.show({ tone: "good", title: words.done(receipt.entry), lines: [] });
    } catch (error) {
      modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
    }
  }

  const changed = () => modal.allow(form.isWhole(), words.save);
  for (const field of [form.first, form.second]) field.addEventListener("input", changed);
  changed();
  modal.open();
  form.first.focus();
}

type Field = HTMLInputElement | HTMLTextAreaElement;

interface Fields {
  readonly first: HTMLInputElement;
  readonly second: Field;
  readonly elements: readonly HTMLElement[];
  readonly isWhole: () => boolean;
}

function fieldsFor(what: Handling): Fields {
  const words = t().handling[what];
  const most = String(MAX_WORDS);
  const first = make("input", { id: "handling-first", maxlength: String(MAX_NAME) });
  if (what === "answered") {
    first.type = "datetime-local";
    first.value = localMinute(new Date());
  }
  const second =
    what === "answered"
      ? make("input", { id: "handling-second", maxlength: most })
      : make("textarea", { id: "handling-second", rows: "3", maxlength: most });
  const filled = ({ value }: Field) => value.trim() !== "";
  return {
    first,
    second,
    elements: [field(words.first, first), field(words.second, second)],
    isWhole: () => filled(first) && (what !== "review" || filled(second)),
  };
}

function field(label: string, control: Field): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: control.id }, label), control);
}

async function tell(
  what: Handling,
  capture_id: string,
  first: string,
  second: string,
): Promise<Receipt> {
  const [one, other] = [first, second].map((text) => text.toWellFormed().trim());
  const maybe = other === undefined || other === "" ? null : other;
  if (what === "review") {
    const report = { capture_id, colleague: one ?? "", question: other ?? "" };
    return ask({ kind: "review", report });
  }
  if (what === "forward") {
    return ask({ kind: "forward", report: { capture_id, to: one ?? "", note: maybe } });
  }
  const answered_at = new Date(first).toISOString();
  return ask({ kind: "answered", report: { capture_id, answered_at, reference: maybe } });
}

/** In the person's own time, as the field wants it. */
function localMinute(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
