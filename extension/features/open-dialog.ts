// Opens the dialog for a comment: to decide and capture, or to complete what was saved before.
import type { Comment, Decision, Receipt } from "../contract.gen";
import { UppsiktError } from "../errors";
import type { Begin } from "../messages";
import { canBeHidden } from "../page/hide-comment";
import { findComment } from "../page/read-page";
import { isActedOn } from "../page/remove-comment";
import { canBeShown } from "../page/unhide-comment";
import { until } from "../page/wait";
import { DecisionForm } from "../parts/decision-form";
import { make } from "../parts/dom";
import { Modal } from "../parts/modal";
import { quote } from "../parts/quote";
import { reasonList } from "../parts/why";
import { problem, t } from "../texts";
import { calibratedWords } from "../word-store";
import { actOnComment, remember, type Stage, undoHiding } from "./act-on-comment";
import { archiveThread } from "./archive-thread";
import { type CaptureSession, captureComment, REGISTER } from "./capture-comment";
import { focusComment } from "./focus-comment";
import { HANDLING_KEYS, HANDLINGS, type Handling, openHandling } from "./handle-saved";
import { keepComment } from "./keep-comment";
import { openMessage } from "./open-message";
import type { OpenMore } from "./open-more";
import { openPointed, type Way } from "./open-pointed";
import { flagged, flaggedCategories } from "./state";

const FIRST_ANSWER = 8_000;

const REGISTER_KEY = "r";

export class Dialogs {
  #isOpen = false;
  #isActing = false;

  constructor(
    private readonly stage: Stage,
    private readonly more: OpenMore,
  ) {}

  /** One click, one act: nothing happens while another dialog is open, or an act is under way. */
  open(id: string, begin: Begin | null = null): void {
    const comment = this.stage.watch.comment(id);
    if (this.#isOpen || this.#isActing || comment === null) return;
    const saved = this.stage.watch.saved(comment);
    // What was registered without removal (S9) may still be removed: that is a decision of its own.
    const isMessage = comment.surface === "business_messages";
    if (saved !== null && (isMessage || saved.act !== "register")) {
      void this.#openSaved(comment, saved, begin);
    } else if (isMessage) this.#openOther(openMessage, comment);
    else this.#openDecision(comment, begin);
  }

  /** The thread of a comment's post (H7). */
  openThread(id: string): void {
    const comment = this.stage.watch.comment(id);
    if (this.#isOpen || this.#isActing || comment === null) return;
    this.#openOther(archiveThread, { comment, more: this.more });
  }

  /** What the person has pointed at, on a page that cannot be read. */
  async openPointed(element: Element): Promise<void> {
    // On a page that was entered a moment ago the companion's first answer may be on its way.
    await until(() => this.stage.watch.connection, FIRST_ANSWER);
    if (!this.#isOpen && !this.#isActing) this.#openOther(openPointed, element);
  }

  /** Dialogs that begin elsewhere than with a decision on a comment that was read. */
  #openOther<T>(open: (stage: Stage, what: T, way: Way) => boolean, what: T): void {
    this.#isOpen = open(this.stage, what, {
      closed: () => {
        this.#isOpen = false;
      },
      act: (comment, receipt) => this.#act(comment, receipt),
    });
  }

  #openDecision(comment: Comment, begin: Begin | null): void {
    const { watch } = this.stage;
    const policy = watch.policy(comment.platform);
    if (policy === null) {
      const { what, kept, now } = watch.connection?.problem ?? problem("not_running");
      this.stage.notice.show({ tone: "warn", title: what, lines: [kept, now] });
      return;
    }
    const verdict = watch.verdict(comment);
    const category = flaggedCategories(verdict)[0] ?? null;
    const form = new DecisionForm(policy, comment.platform, category);
    if (begin === "hide" || begin === "delete") form.prefer(begin);
    const session: CaptureSession = {
      comment,
      kind: "comment",
      find: () => findComment(document, location, comment.id),
      verdict,
      classifier: watch.connection?.hello?.classifier ?? null,
      layer: this.stage.layer,
      say: (words) => modal.say(words),
      pending: null,
      made: new Set(),
    };
    const modal = this.#modal(comment, [...this.#top(comment), form.element], () =>
      this.#capture(session, form, modal),
    );
    focusComment(comment.id);
    form.onChange(() => modal.allow(form.decision() !== null, primaryWords(form, comment)));
    if (category !== null) {
      modal.offer(t().dialog.keep, "k", () => keepComment(this.stage, comment, modal));
    }
    this.#offerRegistering(session, form, modal);
    modal.open();
    begun(modal, begin);
  }

  async #openSaved(comment: Comment, receipt: Receipt, begin: Begin | null = null): Promise<void> {
    this.#isOpen = true;
    const words = t().dialog;
    const when = new Date(receipt.received_at).toLocaleString(t().locale);
    const content = [
      quote(comment, flagged(this.stage.watch.verdict(comment))),
      make("p", {}, words.savedAlready(receipt.entry, receipt.moderator, when)),
      make("p", {}, words.savedState(t().states[receipt.state])),
    ];
    const hidden = receipt.state === "hidden";
    const calibration = await calibratedWords();
    const done = !isActedOn(comment) || (hidden && !canBeHidden(comment, calibration));
    if (!done) content.push(make("p", { class: "aside" }, words.completeExplained));
    const modal = this.#modal(comment, content, async () => {
      modal.close();
      if (!done) await this.#act(comment, receipt);
    });
    const complete = receipt.act === "hide" ? words.completeHide : words.completeDelete;
    modal.allow(true, done ? words.close : complete);
    if (done) modal.onlyClose();
    if (hidden && canBeShown(comment, calibration)) {
      modal.also(t().undo.offer, "u", async () => {
        modal.close();
        await this.#during(undoHiding(this.stage, comment, receipt));
      });
    }
    this.#offerHandling(modal, comment, async () => receipt);
    modal.open();
    begun(modal, begin);
  }

  /** S9: saved without being removed; the others come after that receipt. */
  #offerRegistering(session: CaptureSession, form: DecisionForm, modal: Modal): void {
    const { comment } = session;
    const before = this.stage.watch.saved(comment);
    const save = () => this.#tryCapture(session, REGISTER, form.picture, modal);
    if (before === null) {
      modal.also(t().handling.register, REGISTER_KEY, async () => {
        const receipt = await save();
        if (receipt === null) return;
        modal.close();
        await remember(this.stage.watch, comment, receipt);
        const title = t().handling.registered(receipt.entry);
        if (session.made.has(receipt.capture_id)) {
          this.stage.notice.show({ tone: "good", title, lines: [] });
        } else await this.#openSaved(comment, receipt);
      });
    }
    this.#offerHandling(modal, comment, async () => before ?? (await save()));
  }

  /** `receipted` gives the receipt, or null after it has said why there is none. */
  #offerHandling(modal: Modal, comment: Comment, receipted: () => Promise<Receipt | null>): void {
    const begin = async (what: Handling) => {
      const receipt = await receipted();
      if (receipt === null) return;
      modal.close();
      await remember(this.stage.watch, comment, receipt);
      this.#isOpen = true;
      openHandling(this.stage, what, { comment, receipt }, () => {
        this.#isOpen = false;
      });
    };
    for (const what of HANDLINGS) {
      modal.also(t().handling[what].offer, HANDLING_KEYS[what], () => begin(what));
    }
    modal.also(t().thread.title, "t", async () => {
      modal.close();
      this.openThread(comment.id);
    });
  }

  async #capture(session: CaptureSession, form: DecisionForm, modal: Modal): Promise<void> {
    const decision = form.decision();
    if (decision === null) return;
    const receipt = await this.#tryCapture(session, decision, form.picture, modal);
    if (receipt === null) return;
    modal.close();
    // Another tab or person may have saved the same text before: then nothing is done unasked.
    if (session.made.has(receipt.capture_id))
      await actOnComment(this.stage, session.comment, receipt);
    else {
      await remember(this.stage.watch, session.comment, receipt);
      await this.#openSaved(session.comment, receipt);
    }
  }

  #act(comment: Comment, receipt: Receipt): Promise<void> {
    return this.#during(actOnComment(this.stage, comment, receipt));
  }

  async #during(act: Promise<void>): Promise<void> {
    this.#isActing = true;
    try {
      await act;
    } finally {
      this.#isActing = false;
    }
  }

  async #tryCapture(
    session: CaptureSession,
    decision: Decision,
    withPicture: boolean,
    modal: Modal,
  ): Promise<Receipt | null> {
    try {
      return await captureComment(session, decision, withPicture);
    } catch (error) {
      modal.showProblem(error instanceof UppsiktError ? error.problem : problem("unexpected"));
      return null;
    }
  }

  #modal(comment: Comment, content: Node[], act: () => Promise<void>): Modal {
    this.#isOpen = true;
    return new Modal(this.stage.layer, {
      title: t().dialog.title(comment.author.name ?? t().badge.someone),
      content,
      primary: "",
      act,
      closed: () => {
        this.#isOpen = false;
      },
    });
  }

  #top(comment: Comment): Node[] {
    const labels = flagged(this.stage.watch.verdict(comment));
    const policy = this.stage.watch.policy(comment.platform);
    const top: Node[] = [quote(comment, labels)];
    if (labels.length > 0) {
      top.push(make("div", { class: "because" }, ...reasonList(comment, labels, policy)));
    }
    if (comment.truncated) top.push(make("p", { class: "caution" }, t().dialog.truncated));
    return top;
  }
}

/** What removes nothing is done at once, as by its key; a removal is the person's to confirm. */
function begun(modal: Modal, begin: Begin | null): void {
  if (begin === "register") modal.press(REGISTER_KEY);
  else if (begin !== null && begin !== "hide" && begin !== "delete") {
    modal.press(HANDLING_KEYS[begin]);
  }
}

/** On a page where Uppsikt presses nothing the person removes what is saved. */
function primaryWords(form: DecisionForm, comment: Comment): string {
  if (!isActedOn(comment)) return t().dialog.saveOnly;
  return form.act === "delete" ? t().dialog.saveAndDelete : t().dialog.saveAndHide;
}
