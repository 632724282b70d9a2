// Every message between the parts of the extension, in one union. Content script, panel and
// background import nothing of each other but this file's shapes.
import type {
  AnswerReport,
  Category,
  ChangeReport,
  Comment,
  CommentText,
  Decision,
  EntryKind,
  ForwardReport,
  Hello,
  Hint,
  KeptComment,
  KnownAnswer,
  OutcomeReport,
  PairState,
  Placed,
  Platform,
  Problem,
  Receipt,
  ReplyReport,
  ReplyText,
  ReviewRequest,
  SupervisionReport,
  Surface,
  Thread,
  Verdict,
  WatchAnswer,
} from "./contract.gen";

/** Part of the visible window, in CSS pixels; `whole` is false where the comment is taller. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly windowWidth: number;
  readonly windowHeight: number;
  /** The window without its scroll bars: some browsers leave them out of the picture. */
  readonly contentWidth: number;
  readonly contentHeight: number;
  readonly pixelRatio: number;
  readonly whole: boolean;
}

/** All of a capture that the page knows; the background adds the picture and the browser. */
export interface CaptureDraft {
  readonly capture_id: string;
  readonly captured_at: string;
  readonly kind: EntryKind;
  readonly comment: Comment;
  readonly thread: Thread | null;
  readonly decision: Decision;
  readonly verdict: Verdict | null;
  readonly classifier: string | null;
  readonly markup: string;
}

/** How it stands between the extension and the companion. `hello` is there when all is well. */
export interface Connection {
  readonly hello: Hello | null;
  readonly problem: Problem | null;
  readonly paired: boolean;
  readonly port: number;
}

/** A pairing under way: the code is compared with the one in the companion's window. */
export interface Pairing {
  readonly state: PairState;
  readonly code: string;
}

/** From content script or panel to the background, each with its answer. */
export interface Requests {
  connection: { request: { kind: "connection" }; answer: Connection };
  classify: { request: { kind: "classify"; comments: CommentText[] }; answer: Verdict[] };
  known: {
    request: { kind: "known"; platform: Platform; comment_ids: string[] };
    answer: KnownAnswer;
  };
  /** The person decides that a comment breaks no rule. */
  keep: {
    request: { kind: "keep"; platform: Platform; comment_id: string; text: string };
    answer: KeptComment;
  };
  /** `crop` is null only on a ground that forbids pictures. */
  capture: {
    request: { kind: "capture"; draft: CaptureDraft; crop: Crop | null };
    answer: Receipt;
  };
  /** After a lost answer: was it saved? */
  receipt: { request: { kind: "receipt"; capture_id: string }; answer: Receipt | null };
  /** Null: the companion could not be reached; the report is kept and sent later. */
  outcome: { request: { kind: "outcome"; report: OutcomeReport }; answer: Receipt | null };
  /** What is saved: a colleague is asked (S5), it was forwarded (S8), it was answered (S7). */
  review: { request: { kind: "review"; report: ReviewRequest }; answer: Receipt };
  forward: { request: { kind: "forward"; report: ForwardReport }; answer: Receipt };
  /** A reply text was taken out for it (S6, N8). */
  reply: { request: { kind: "reply"; report: ReplyReport }; answer: Receipt };
  answered: { request: { kind: "answered"; report: AnswerReport }; answer: Receipt };
  /** A saved comment says something else now, or is gone. */
  noticed: { request: { kind: "noticed"; report: ChangeReport }; answer: Receipt };
  /** What a look at a page has read so far. */
  supervise: { request: { kind: "supervise"; report: SupervisionReport }; answer: WatchAnswer };
  /** From the panel only: who has the watch; or take it over. */
  watch: { request: { kind: "watch"; take: boolean }; answer: WatchAnswer };
  /** From the panel only. `code` null: the companion's window shows one to compare. */
  pair: { request: { kind: "pair"; code: string | null; port: number }; answer: Pairing };
  claim: { request: { kind: "claim" }; answer: Pairing };
  /** From the panel only: let the person point at a comment in a tab, whatever its page. */
  point: { request: { kind: "point"; tabId: number }; answer: true };
}

export type Kind = keyof Requests;
export type Request = Requests[Kind]["request"];
export type Answer<K extends Kind> = Requests[K]["answer"];

/** How answers travel: an error's class is lost on the way, its words are not. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** One row of the panel's list. */
export interface ListedComment {
  readonly id: string;
  readonly author: string | null;
  readonly text: string;
  readonly flagged: readonly Category[];
  readonly reasons: number;
  readonly hints: readonly Hint[];
  readonly known: Pick<Receipt, "entry" | "state" | "category" | "answered"> | null;
  /** Saved with another text than it has now. */
  readonly edited: boolean;
  /** The page's own. */
  readonly own: boolean;
  /** The page has answered in its thread, after it. */
  readonly answered: boolean;
}

/** Found by counting, read by reading, and whether the two ways still say the same. */
export interface PageHealth {
  readonly surface: Surface;
  readonly found: number | null;
  readonly read: number;
  readonly alarming: boolean;
  /** Version of the rules in use. */
  readonly rules: number;
}

/** What the content script has read, as it tells a panel that follows it; N of M, never "no problems" on an unreadable page. */
export interface PageState {
  readonly platform: Platform | null;
  readonly readable: boolean;
  readonly unproven: boolean;
  readonly read: number;
  readonly unread: number;
  readonly foreign: number;
  readonly classified: number;
  /** Why comments wait to be classified, if it is known. */
  readonly trouble: Problem | null;
  /** How the reading stands with the page; null before the first look. */
  readonly health: PageHealth | null;
  /** Read before, and gone from between others since. */
  readonly vanished: number;
  /** Questions of others, without an answer from the page among what was read. */
  readonly unanswered: number;
  /** As the page names its sort, and its own number of comments; null where they cannot be told. */
  readonly sort: string | null;
  readonly counted: number | null;
  readonly comments: readonly ListedComment[];
}

/** A reply text for a comment: to be put in its reply field, or copied by the panel already. */
export interface ReplyOrder {
  readonly id: string;
  readonly reply: ReplyText;
  readonly words: string;
  readonly copied: boolean;
}

/** What became of it. */
export interface ReplyDone {
  /** Null: no field was found that is certain, or it did not take the words. */
  readonly placed: Placed | null;
  /** Null: there is no entry to note it in. */
  readonly noted: boolean | null;
}

/** With what the dialog begins: an act that is chosen, or done at once where it removes nothing. */
export type Begin = "hide" | "delete" | "register" | "review" | "forward" | "answered";

/** From the background or the panel to a tab's content script. */
export type TabMessage =
  | { readonly kind: "picture_taken" }
  | { readonly kind: "open_dialog"; readonly id: string | null; readonly begin: Begin | null }
  | { readonly kind: "focus_comment"; readonly id: string }
  | { readonly kind: "keep_comment"; readonly id: string }
  /** The thread of this comment's post. */
  | { readonly kind: "archive_thread"; readonly id: string }
  /** Answered with ReplyDone. */
  | { readonly kind: "reply"; readonly order: ReplyOrder }
  | { readonly kind: "reconnect" }
  | { readonly kind: "point" }
  /** The person shows the words on the page's controls. */
  | { readonly kind: "learn_words" }
  /** Answered with the page's structure, as JSON. */
  | { readonly kind: "structure" };

const REQUEST_KINDS: readonly Kind[] = [
  "connection",
  "classify",
  "known",
  "keep",
  "capture",
  "receipt",
  "outcome",
  "review",
  "forward",
  "reply",
  "answered",
  "noticed",
  "supervise",
  "watch",
  "pair",
  "claim",
  "point",
];

/** Whether something that arrived is a request of ours. */
export function isRequest(message: unknown): message is Request {
  const kind = (message as { kind?: unknown } | null)?.kind;
  return REQUEST_KINDS.some((known) => known === kind);
}
