// A whole thread is archived without removal (H7): the post and the comments that are read, in the
// page's order. It says beforehand how much that is; nothing on the page is pressed by archiving.
import type { Comment, Receipt } from "../contract.gen";
import { PageError, UppsiktError } from "../errors";
import { countOf, sortOf } from "../page/openers";
import {
  type FoundThread,
  findThread,
  isSamePost,
  type PageThread,
  postOf,
  threadsOf,
  toThread,
} from "../page/thread";
import { make } from "../parts/dom";
import { Modal } from "../parts/modal";
import { problem, t } from "../texts";
import type { Stage } from "./act-on-comment";
import { type CaptureSession, captureComment, REGISTER } from "./capture-comment";
import type { OpenMore } from "./open-more";
import type { Way } from "./open-pointed";

/** As many as the contract takes. */
const MOST = 5_000;
const MAX_NAME = 80;

/** Opened at the post of a comment; false where no post can be named, and it is said. */
export function archiveThread(
  stage: Stage,
  { comment, more }: { readonly comment: Comment; readonly more: OpenMore },
  way: Way,
): boolean {
  const found = threadsNow(stage);
  const named = found.find(({ comments }) => comments.some(({ id }) => id === comment.id));
  if (named === undefined) {
    stage.notice.show({ tone: "warn", title: t().thread.none, lines: [] });
    return false;
  }
  new ThreadDialog(stage, found, named, way.closed).open(more);
  return true;
}

/** A capture of a thread, and what it last sent. */
interface ThreadSession extends CaptureSession {
  readonly sent: () => PageThread | null;
}

class ThreadDialog {
  readonly #stage: Stage;
  readonly #modal: Modal;
  readonly #which: HTMLElement;
  readonly #facts = make("div", { role: "status" });
  readonly #opened = make("p", { class: "aside", role: "status" });
  readonly #over = new AbortController();
  #chosen: PageThread;
  #said = "";
  #session: ThreadSession | null = null;

  constructor(stage: Stage, found: readonly PageThread[], named: PageThread, closed: () => void) {
    this.#stage = stage;
    this.#chosen = named;
    this.#which = whichPost(found, named, (post) => {
      this.#chosen = post;
      this.#tell();
    });
    const words = t().thread;
    const open = make("p", { class: "caution" }, words.open);
    this.#modal = new Modal(stage.layer, {
      title: words.title,
      content: [this.#which, this.#facts, open, this.#opened],
      primary: words.save,
      act: () => this.#save(),
      closed: () => {
        this.#over.abort();
        closed();
      },
    });
  }

  open(more: OpenMore): void {
    this.#modal.also(t().opening.offer, "v", async () => {
      const opening = await more.open();
      if (opening !== null) this.#opened.textContent = t().opening[opening];
    });
    this.#stage.watch.followReadings(() => this.#tell(), this.#over.signal);
    this.#tell();
    this.#modal.open();
  }

  /** What would be saved now, in words. */
  #tell(): void {
    const now = threadsNow(this.#stage);
    this.#chosen = now.find((each) => isSamePost(each, this.#chosen)) ?? this.#chosen;
    const lines = factsOf(this.#stage, this.#chosen);
    // What is said again unchanged would be read aloud again.
    if (lines.join() !== this.#said) {
      this.#facts.replaceChildren(...lines.map((line) => make("p", {}, line)));
    }
    this.#said = lines.join();
    // While it is not known whether a thread was saved, it is that one which is asked about.
    this.#which.inert = this.#session !== null && this.#session.pending !== null;
    this.#modal.allow(this.#chosen.comments.length <= MOST, t().thread.save);
  }

  async #save(): Promise<void> {
    try {
      if (this.#session === null || this.#session.pending === null) {
        this.#session = this.#sessionFor(this.#chosen);
      }
      const receipt = await captureComment(this.#session, REGISTER, false);
      this.#modal.close();
      this.#say(receipt, this.#session);
    } catch (error) {
      this.#tell();
      const known = error instanceof UppsiktError;
      this.#modal.showProblem(known ? error.problem : problem("unexpected"));
    }
  }

  #say(receipt: Receipt, { made, sent }: ThreadSession): void {
    const words = t().thread;
    const title = made.has(receipt.capture_id)
      ? words.done(receipt.entry, sent()?.comments.length ?? 0)
      : words.before(receipt.entry);
    this.#stage.notice.show({ tone: "good", title, lines: [] });
  }

  #sessionFor(shown: PageThread): ThreadSession {
    const post = postOf(shown);
    if (post === null) throw new PageError(problem("thread_changed"));
    let last: FoundThread | null = null;
    return {
      comment: post,
      kind: "thread",
      find: () => {
        last = findThread(shown);
        if (last === null || content(last.thread) !== content(shown)) {
          throw new PageError(problem("thread_changed"));
        }
        return last.found;
      },
      thread: () => (last === null ? null : toThread(last.thread, pageFacts(this.#stage))),
      sent: () => last?.thread ?? null,
      verdict: null,
      classifier: null,
      layer: this.#stage.layer,
      say: (said) => this.#modal.say(said),
      pending: null,
      made: new Set(),
    };
  }
}

function threadsNow({ watch }: Stage): PageThread[] {
  return threadsOf(watch.seen.bodies.values()).filter((each) => postOf(each) !== null);
}

/** As the page says it now; its number holds for a thread where that is the only one. */
function pageFacts(stage: Stage): { counted: number | null; sort: string | null } {
  if (stage.watch.seen.place?.platform !== "facebook") return { counted: null, sort: null };
  return { counted: threadsNow(stage).length === 1 ? countOf() : null, sort: sortOf() };
}

function factsOf(stage: Stage, thread: PageThread): string[] {
  const words = t().thread;
  const { comments } = thread;
  const { counted, sort } = pageFacts(stage);
  const { unread } = stage.watch.seen.reading;
  const cut = comments.filter(({ truncated }) => truncated).length;
  const lines = [words.count(comments.length, counted)];
  if (sort !== null) lines.push(words.sort(sort));
  if (unread > 0) lines.push(words.unread(unread));
  if (cut > 0) lines.push(words.cut(cut));
  if (postOf(thread)?.text === "") lines.push(words.noPost);
  if (comments.length > MOST) lines.push(words.tooMany(MOST));
  return lines;
}

/** Everything that would be archived: what differs from it is not what the person saw. */
function content({ comments }: PageThread): string {
  return JSON.stringify(comments.map(({ id, text }) => [id, text]));
}

/** The post in its own words; a choice where the page shows several. */
function whichPost(
  threads: readonly PageThread[],
  chosen: PageThread,
  choose: (thread: PageThread) => void,
): HTMLElement {
  const nameOf = (thread: PageThread) => {
    const post = postOf(thread);
    return post?.text || post?.permalink || post?.id || "";
  };
  if (threads.length === 1) {
    const quoted = make("blockquote", { tabindex: "0", "aria-label": t().thread.post });
    quoted.textContent = nameOf(chosen);
    return quoted;
  }
  const select = make("select", { id: "thread" });
  threads.forEach((thread, at) => {
    const name = [...nameOf(thread)].slice(0, MAX_NAME).join("");
    select.append(make("option", { value: String(at), selected: thread === chosen }, name));
  });
  select.addEventListener("change", () => {
    const thread = threads[Number(select.value)];
    if (thread !== undefined) choose(thread);
  });
  const label = make("label", { for: select.id }, t().thread.post);
  return make("div", { class: "field" }, label, select);
}
