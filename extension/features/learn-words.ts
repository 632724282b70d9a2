// Calibration: the person presses the platform's own controls on a test comment, and the words on
// them are kept. Uppsikt presses nothing, and keeps the last press, which would delete, from the page.

import { type LessonStep, placeKey, type WordName, whatIsWrongInWords } from "../calibration";
import type { Comment } from "../contract.gen";
import { isBlocked, shownPortals } from "../page/controls";
import { HELD, isTestComment, LESSONS, OPENS, whatWasShown } from "../page/lesson";
import { findComment } from "../page/read-page";
import { make } from "../parts/dom";
import { frameAround } from "../parts/frame";
import { LAYER_ID } from "../parts/layer";
import { t } from "../texts";
import { takeWords } from "../word-store";
import type { Stage } from "./act-on-comment";

const LOOK = 300;

/** A second begin ends the first. */
export class LearnWords {
  #lesson: Lesson | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => this.#lesson?.stop());
  }

  begin(): void {
    this.#lesson?.stop();
    const { learn } = t();
    const tests = this.stage.watch.seen.reading.comments.filter(isTestComment);
    const [comment] = tests;
    const steps = comment === undefined ? undefined : LESSONS[comment.platform];
    if (this.signal.aborted) return;
    if (comment === undefined) this.#refuse(learn.noTest);
    else if (tests.length > 1) this.#refuse(learn.manyTests);
    else if (steps === undefined) this.#refuse(learn.nothingToLearn);
    else this.#lesson = new Lesson(this.stage, comment, steps);
  }

  #refuse(title: string): void {
    this.stage.notice.show({ tone: "warn", title, lines: [] });
  }
}

class Lesson {
  readonly #life = new AbortController();
  readonly #bar = make("div", { class: "pointing", role: "dialog", tabindex: "-1" });
  readonly #task = make("p", { role: "status" });
  readonly #said = make("p", { class: "pointed", role: "alert", hidden: true });
  readonly #shown: Partial<Record<WordName, string>> = {};
  readonly #unframe: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #before = shownPortals();
  #at = 0;

  constructor(
    private readonly stage: Stage,
    private readonly comment: Comment,
    private readonly steps: readonly LessonStep[],
  ) {
    const { learn } = t();
    stage.notice.hide();
    const buttons = make(
      "div",
      {},
      this.#button(learn.skip, () => this.#next()),
    );
    buttons.append(
      " ",
      this.#button(t().dialog.cancel, () => this.stop()),
    );
    this.#bar.setAttribute("aria-label", learn.title);
    this.#bar.append(make("strong", {}, learn.title), this.#task, this.#said, buttons);
    stage.layer.body.append(this.#bar);
    const element = findComment(document, location, comment.id)?.element;
    this.#unframe = element === undefined ? () => undefined : frameAround(stage.layer, element);
    this.#timer = setInterval(() => this.#look(), LOOK);
    this.#listen();
    this.#say();
    this.#bar.focus();
  }

  stop(): void {
    this.#life.abort();
    clearInterval(this.#timer);
    this.#unframe();
    this.#bar.remove();
  }

  get #step(): LessonStep {
    return this.steps[this.#at] ?? "cancel";
  }

  #listen(): void {
    const way = { capture: true, signal: this.#life.signal };
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) {
      addEventListener(type, (event) => this.#hold(event), way);
    }
    addEventListener("click", (event) => this.#onPress(event), way);
    addEventListener("keydown", (event) => this.#onKey(event), way);
  }

  /** Before the page hears of it; true where the press is kept from it. */
  #hold(event: Event): boolean {
    if (isOurs(event) || !HELD.includes(this.#step)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  }

  #onPress(event: Event): void {
    const target = event.composedPath()[0];
    if (!event.isTrusted || isOurs(event) || !(target instanceof Element)) return;
    this.#hold(event);
    this.#take(target);
  }

  /** Native buttons turn a key into a click; the platforms' own hear the key. */
  #onKey(event: KeyboardEvent): void {
    if (isOurs(event) || (event.key !== "Enter" && event.key !== " ")) return;
    const target = event.composedPath()[0];
    const native = target instanceof HTMLButtonElement && !HELD.includes(this.#step);
    if (!native && !event.repeat) this.#onPress(event);
  }

  #take(target: Element): void {
    const { learn } = t();
    const root = findComment(document, location, this.comment.id)?.element;
    const found = root === undefined ? null : whatWasShown(this.#step, root, target, this.#before);
    if (found === null) this.#end(learn.gone);
    else if (found === "other") this.#hint(learn.other);
    else if (found === "unclear") this.#hint(learn.unclear);
    else this.#learned(found.word);
  }

  #learned(word: string): void {
    if (OPENS.includes(this.#step)) this.#before = shownPortals();
    if (this.#step !== "menu") this.#shown[this.#step] = word;
    this.#next();
  }

  #next(): void {
    this.#at += 1;
    this.#said.hidden = true;
    if (this.#at >= this.steps.length) void this.#keep();
    else this.#say();
  }

  /** The first sign of a block ends it, and so does a comment that is gone. */
  #look(): void {
    if (isBlocked()) this.#end(t().details.blocked);
  }

  #say(): void {
    const { learn } = t();
    if (OPENS.includes(this.#step)) this.#unframe();
    const count = learn.count(this.#at + 1, this.steps.length);
    this.#task.replaceChildren(make("b", {}, count), ` ${learn.steps[this.#step]}`);
  }

  #hint(words: string): void {
    this.#said.textContent = words;
    this.#said.hidden = false;
  }

  #end(title: string): void {
    this.stop();
    this.stage.notice.show({ tone: "warn", title, lines: [t().learn.nothingKept] });
  }

  async #keep(): Promise<void> {
    const { learn } = t();
    const place = placeKey(this.comment, document.documentElement.lang);
    const words = Object.values(this.#shown);
    if (words.length === 0) return this.#end(learn.nothingShown);
    if (whatIsWrongInWords({ [place]: this.#shown }) !== null) return this.#end(learn.mixed);
    this.stop();
    await takeWords({ [place]: this.#shown });
    const title = learn.learned(words.map((word) => `”${word}”`).join(", "));
    this.stage.notice.show({ tone: "good", title, lines: [learn.takeAway] });
  }

  #button(words: string, press: () => void): HTMLElement {
    const button = make("button", { type: "button", class: "choose" }, words);
    button.addEventListener("click", press);
    return button;
  }
}

function isOurs(event: Event): boolean {
  return event.composedPath().some((each) => each instanceof Element && each.id === LAYER_ID);
}
