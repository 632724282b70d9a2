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
  const words = t().thread;
  const found = threadsNow(stage);
  const named = found.find(({ comments }) => comments.some(({ id }) => id === comment.id));
  if (named === undefined) {
    stage.notice.show({ tone: "warn", title: words.none, lines: [] });
    return false;
  }
  let chosen = named;
  let said = "";
  let session: (CaptureSession & { readonly sent: () => PageThread | null }) | null = null;
  const facts = make("div", { role: "status" });
  const opened = make("p", { class: "aside", role: "status" });
  const over = new AbortController();
  const modal = new Modal(stage.layer, {
    title: words.title,
    content: [
      ...whichPost(found, chosen, (post) => {
        chosen = post;
        tell();
      }),
      facts,
      make("p", { class: "caution" }, words.open),
      opened,
    ],
    primary: words.save,
    act: save,
    closed: () => {
      over.abort();
      way.closed();
    },
  });

  /** What would be saved now, in words. */
  function tell(): void {
    chosen = threadsNow(stage).find((each) => isSamePost(each, chosen)) ?? chosen;
    const lines = factsOf(stage, chosen);
    // What is said again unchanged would be read aloud again.
    if (lines.join() !== said) facts.replaceChildren(...lines.map((line) => make("p", {}, line)));
    said = lines.join();
    modal.allow(chosen.comments.length <= MOST, words.save);
  }

  async function save(): Promise<void> {
    try {
      if (session === null || session.pending === null) session = sessionFor(chosen);
      const receipt = await captureComment(session, REGISTER, false);
      modal.close();
      say(receipt, session);
    } catch (error) {
      tell();
      modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
    }
  }

  function say(receipt: Receipt, { made, sent }: NonNullable<typeof session>): void {
    const title = made.has(receipt.capture_id)
      ? words.done(receipt.entry, sent()?.comments.length ?? 0)
      : words.before(receipt.entry);
    stage.notice.show({ tone: "good", title, lines: [] });
  }

  function sessionFor(shown: PageThread): NonNullable<typeof session> {
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
      thread: () => (last === null ? null : toThread(last.thread, pageFacts(stage))),
      sent: () => last?.thread ?? null,
      verdict: null,
      classifier: null,
      layer: stage.layer,
      say: (said) => modal.say(said),
      pending: null,
      made: new Set(),
    };
  }

  modal.also(t().opening.offer, "v", async () => {
    const opening = await more.open();
    if (opening !== null) opened.textContent = t().opening[opening];
  });
  stage.watch.followReadings(tell, over.signal);
  tell();
  modal.open();
  return true;
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
): HTMLElement[] {
  const nameOf = (thread: PageThread) => {
    const post = postOf(thread);
    return post?.text || post?.permalink || post?.id || "";
  };
  if (threads.length === 1) {
    const quoted = make("blockquote", { tabindex: "0", "aria-label": t().thread.post });
    quoted.textContent = nameOf(chosen);
    return [quoted];
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
  return [make("div", { class: "field" }, label, select)];
}
