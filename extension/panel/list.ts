// The list of the page's comments, with what could and could not be read.
import type { PolicyView, Problem } from "../contract.gen";
import type { ListedComment, PageState } from "../messages";
import { make } from "../parts/dom";
import { t } from "../texts";
import { categoryLabel } from "../texts/policy";
import { type Filter, filterBar, passes } from "./filters";
import { type Act, keyHelp, listenToKeys } from "./keys";
import { inOrderOfNeed, needsAction, needsAnswer } from "./sort";
import { FIRST, fits, VERBS, type Verb, verbWords } from "./verbs";
import { countWords, verdictWords } from "./words";

export interface ListActions {
  readonly act: Act;
  readonly show: (id: string) => void;
  readonly filter: Filter;
  /** Crisis mode is on (L3). */
  readonly crisis: boolean;
  readonly choose: (filter: Filter) => void;
  /** The page is an inbox of direct messages. */
  readonly inbox: boolean;
  /** What is open: the help, and the "more" of comments. */
  readonly unfolded: Set<string>;
  /** Let the person point at a comment on the page. */
  readonly point: () => void;
  /** Save the page's structure as a file, without anything of what it says. */
  readonly structure: () => void;
}

/** `state` null: no content script answers in the tab. `policy` gives the categories their names. */
export function pageSection(
  state: PageState | null,
  policy: PolicyView | null,
  actions: ListActions,
): HTMLElement[] {
  const { panel } = t();
  if (state === null) {
    return [make("p", {}, panel.noPage), make("p", {}, panel.reload), ...pointing(actions)];
  }
  if (!state.readable) {
    const why = state.unproven ? panel.unproven : panel.noPage;
    return [make("p", {}, why), ...pointing(actions), structure(actions)];
  }
  const { filter, crisis } = actions;
  const shown = state.comments.filter((comment) => passes(comment, filter, crisis));
  const rows = inOrderOfNeed(shown, crisis).map((comment) => row(comment, policy, actions));
  const list = make("ul", { class: "list" }, ...rows);
  const help = staying(keyHelp(), "?", actions.unfolded);
  listenToKeys(list, help, actions.act);
  return [
    make("h2", {}, panel.heading),
    make("p", { class: "count", role: "status" }, countWords(state)),
    make("p", { class: "verdict" }, verdictWords(state)),
    ...healthLines(state.health),
    ...(state.trouble === null ? [] : [troubleBox(state.trouble)]),
    filterBar(state.comments, filter, crisis, actions.choose),
    list,
    ...archiving(state, actions),
    help,
    make("p", { class: "aside" }, panel.shortcut),
    ...pointing(actions),
    structure(actions),
  ];
}

/** "18 found, 18 read"; and a warning where the page no longer is as it was. */
function healthLines(health: PageState["health"]): HTMLElement[] {
  if (health === null || health.found === null) return [];
  const { panel } = t();
  const line = make("p", { class: "aside" }, panel.health(health.found, health.read));
  if (!health.alarming) return [line];
  return [line, make("p", { class: "problem", role: "alert" }, panel.pageChanged)];
}

/** The post of the first comment; where the page shows several, the dialog lets the person choose. */
function archiving({ comments: [first] }: PageState, actions: ListActions): HTMLElement[] {
  if (first === undefined || actions.inbox) return [];
  const button = make("button", { type: "button" }, t().thread.title);
  button.addEventListener("click", () => actions.act("archive", first.id));
  return [button];
}

/** The way on where something cannot be read. */
function pointing(actions: ListActions): HTMLElement[] {
  const { panel } = t();
  const button = make("button", { type: "button" }, panel.point);
  button.addEventListener("click", actions.point);
  return [make("p", { class: "aside" }, panel.pointExplained), button];
}

/** For those who mend the reading when a page has changed. */
function structure(actions: ListActions): HTMLElement {
  const { panel } = t();
  const button = make("button", { type: "button" }, panel.structure);
  button.addEventListener("click", actions.structure);
  const explained = make("p", { class: "aside" }, panel.structureExplained);
  return make("details", {}, make("summary", {}, panel.structureHeading), explained, button);
}

function troubleBox({ what, now }: Problem): HTMLElement {
  return make("div", { class: "problem" }, make("strong", {}, what), make("p", {}, now));
}

function row(comment: ListedComment, policy: PolicyView | null, actions: ListActions): HTMLElement {
  const { panel, badge } = t();
  const author = comment.author ?? panel.anonymous;
  const text = comment.text === "" ? panel.noText : comment.text;
  const show = make(
    "button",
    { type: "button", class: "show", title: panel.show },
    make("span", { class: "author" }, author),
    make("span", { class: "text", dir: "auto" }, text),
  );
  show.addEventListener("click", () => actions.show(comment.id));
  const button = (verb: Verb) => {
    const saved = verb === "open" && comment.known !== null;
    const words = saved ? panel.openSaved : verbWords(verb);
    const label = `${words}: ${badge.commentBy(author)}`;
    const made = make("button", { type: "button", "aria-label": label, "data-verb": verb }, words);
    made.addEventListener("click", () => actions.act(verb, comment.id));
    return made;
  };
  const fitting = VERBS.filter((verb) => fits(verb, comment, actions.inbox));
  const first = fitting.filter((verb) => FIRST.includes(verb)).map(button);
  const others = fitting.filter((verb) => !FIRST.includes(verb)).map(button);
  const look = lookOf(comment);
  return make(
    "li",
    { "data-look": look, "data-id": comment.id },
    make("div", { class: "tags" }, ...tags(comment, policy, actions.crisis)),
    show,
    make("div", { class: "acts" }, ...first),
    unfolding(comment.id, author, others, actions),
  );
}

/** What is done more seldom. */
function unfolding(
  id: string,
  author: string,
  buttons: readonly HTMLElement[],
  { unfolded }: ListActions,
): HTMLElement {
  const { panel, badge } = t();
  const label = `${panel.more}: ${badge.commentBy(author)}`;
  const summary = make("summary", { "aria-label": label, "data-verb": "more" }, panel.more);
  const acts = make("div", { class: "acts" }, ...buttons);
  return staying(make("details", { class: "more" }, summary, acts), id, unfolded);
}

/** What the person has opened stays open while the list is drawn anew. */
function staying(
  details: HTMLDetailsElement,
  name: string,
  unfolded: Set<string>,
): HTMLDetailsElement {
  details.open = unfolded.has(name);
  details.addEventListener("toggle", () => {
    if (details.open) unfolded.add(name);
    else unfolded.delete(name);
  });
  return details;
}

function lookOf(comment: ListedComment): string {
  if (comment.known !== null) return needsAction(comment) ? "waiting" : "settled";
  if (comment.flagged.includes("distress")) return "alarm";
  return comment.flagged.length > 0 ? "flagged" : "rest";
}

function tags(comment: ListedComment, policy: PolicyView | null, crisis: boolean): HTMLElement[] {
  const { badge, hints, states } = t();
  const found: HTMLElement[] = [];
  if (comment.known !== null) {
    const words = `${states[comment.known.state]} · ${badge.saved(comment.known.entry)}`;
    found.push(make("span", { class: "tag state" }, words));
  }
  for (const id of comment.flagged) {
    found.push(make("span", { class: "tag" }, categoryLabel(policy, id)));
  }
  const { panel, crisis: words } = t();
  if (crisis && needsAnswer(comment)) found.push(make("span", { class: "tag" }, words.answer));
  if (comment.edited) found.push(make("span", { class: "tag state" }, panel.edited));
  if (comment.own) found.push(make("span", { class: "tag hint" }, panel.own));
  else if (comment.answered) found.push(make("span", { class: "tag hint" }, panel.answered));
  for (const id of comment.hints) found.push(make("span", { class: "tag hint" }, hints[id]));
  return found;
}
