// The fields of a decision: category, ground, act, disposal test, note. Pre-filled from the
// municipality's policy; what the law says of the choice stands beside it.
import {
  type Act,
  type Category,
  type Decision,
  type DisposalTest,
  DisposalTest as DisposalTests,
  type Ground,
  type Platform,
  type PolicyCategory,
  type PolicyGround,
  type PolicyView,
} from "../contract.gen";
import { t } from "../texts";
import { make } from "./dom";

const MAX_NOTE = 1_000;

/** The acts that remove; this form decides a removal. */
type Removal = Exclude<Act, "register">;

export class DecisionForm {
  readonly element = make("div", { class: "fields" });
  readonly #category: HTMLSelectElement;
  readonly #ground: HTMLSelectElement;
  readonly #rule = make("p", { class: "aside" });
  readonly #law = make("p", { class: "aside" });
  readonly #deleteWords = make("span", {});
  readonly #acts: Record<Removal, HTMLInputElement>;
  readonly #tests: HTMLFieldSetElement;
  readonly #note: HTMLTextAreaElement;
  #preferred: Removal | null = null;
  #changed: () => void = () => undefined;

  constructor(
    private readonly policy: PolicyView,
    private readonly platform: Platform,
    category: Category | null,
  ) {
    const words = t().dialog;
    this.#category = select("category", words.choose, policy.categories);
    this.#ground = select("ground", words.choose, policy.grounds);
    this.#acts = { hide: radio("act", "hide"), delete: radio("act", "delete") };
    this.#tests = this.#disposalTests();
    this.#note = make("textarea", { id: "note", rows: "2", maxlength: String(MAX_NOTE) });
    this.element.append(
      field("category", words.category, this.#category),
      this.#rule,
      field("ground", words.ground, this.#ground),
      this.#law,
      this.#actFields(),
      this.#tests,
      field("note", words.note, this.#note),
    );
    this.#category.value = category ?? "";
    this.#category.addEventListener("change", () => this.#fill());
    this.element.addEventListener("input", () => this.#update());
    this.#fill();
  }

  /** Called at once, and after each change. */
  onChange(changed: () => void): void {
    this.#changed = changed;
    changed();
  }

  /** The decision as it stands; null while something is missing. */
  decision(): Decision | null {
    const category = this.#chosenCategory;
    const ground = this.policy.grounds.find(({ id }) => id === this.#ground.value);
    const test = this.act === "delete" ? this.#disposalTest : null;
    if (category === undefined || ground === undefined) return null;
    if (this.act === "delete" && test === null) return null;
    const note = this.#note.value.toWellFormed().trim();
    return {
      category: category.id,
      ground: ground.id,
      act: this.act,
      disposal_test: test,
      note: note === "" ? null : note,
    };
  }

  get act(): Removal {
    return this.#acts.delete.checked ? "delete" : "hide";
  }

  /** The act that the person came for; it is chosen wherever it may be. */
  prefer(act: Removal): void {
    this.#preferred = act;
    this.#fill();
  }

  /** Whether the chosen ground allows a picture (BrB 16:10 a). */
  get picture(): boolean {
    return this.#chosenGround?.picture ?? true;
  }

  get #chosenGround(): PolicyGround | undefined {
    return this.policy.grounds.find(({ id }) => id === (this.#ground.value as Ground));
  }

  get #chosenCategory(): PolicyCategory | undefined {
    return this.policy.categories.find(({ id }) => id === (this.#category.value as Category));
  }

  get #disposalTest(): DisposalTest | null {
    const checked = this.#tests.querySelector<HTMLInputElement>("input:checked");
    return DisposalTests.find((test) => test === checked?.value) ?? null;
  }

  /** What the policy proposes for the chosen category. */
  #fill(): void {
    const category = this.#chosenCategory;
    if (category !== undefined) this.#ground.value = category.ground;
    this.#reach();
    const proposed = this.platform === "instagram" ? "delete" : (category?.act ?? "hide");
    const wanted = this.#preferred ?? proposed;
    const removal = wanted === "delete" && !this.#acts.delete.disabled ? "delete" : "hide";
    this.#acts[removal].checked = true;
    this.#update();
  }

  /** The gallringsbeslut reaches some categories on some grounds; where it does not, hide is offered (N4, A3). */
  #reach(): void {
    const covered = this.#chosenCategory?.disposal_tests ?? [];
    this.#acts.delete.disabled = covered.length === 0;
    this.#deleteWords.textContent = this.#deleteExplained(covered.length > 0);
    for (const input of this.#tests.querySelectorAll<HTMLInputElement>("input")) {
      input.disabled = !covered.some((test) => test === input.value);
      input.checked = covered.length === 1 && !input.disabled;
    }
  }

  #deleteExplained(covered: boolean): string {
    const words = t().dialog;
    const decision = this.policy.disposal_decision;
    if (decision === null) return words.noDelete;
    return covered ? words.deleteExplained(decision) : words.noDeleteHere(decision);
  }

  #update(): void {
    const words = t().dialog;
    const category = this.#chosenCategory;
    this.#rule.textContent = category === undefined ? "" : words.rule(category.rule);
    this.#law.replaceChildren(...this.#lawLines().map((line) => make("span", {}, line)));
    this.#tests.hidden = this.act !== "delete";
    this.#changed();
  }

  #lawLines(): string[] {
    const ground = this.#chosenGround;
    if (ground === undefined) return [];
    const words = t().dialog;
    const lines = ground.duty ? [words.duty(ground.law)] : [words.law(ground.law), words.care];
    return ground.picture ? lines : [...lines, words.noPicture];
  }

  #actFields(): HTMLElement {
    const words = t().dialog;
    const instagram = this.platform === "instagram";
    return make(
      "fieldset",
      {},
      make("legend", {}, words.act),
      choice(
        this.#acts.hide,
        words.hide,
        instagram ? words.noHideOnInstagram : words.hideExplained,
      ),
      choice(this.#acts.delete, words.delete, this.#deleteWords),
    );
  }

  #disposalTests(): HTMLFieldSetElement {
    const choices = DisposalTests.map((test) =>
      choice(radio("disposal_test", test), t().disposalTests[test], ""),
    );
    return make("fieldset", {}, make("legend", {}, t().dialog.disposalTest), ...choices);
  }
}

function select(
  id: string,
  empty: string,
  options: readonly { readonly id: string; readonly label: string }[],
): HTMLSelectElement {
  const choices = options.map((each) => make("option", { value: each.id }, each.label));
  return make("select", { id }, make("option", { value: "" }, empty), ...choices);
}

function radio(name: string, value: string): HTMLInputElement {
  return make("input", { type: "radio", name, value, id: `${name}-${value}` });
}

function field(id: string, label: string, control: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: id }, label), control);
}

function choice(
  input: HTMLInputElement,
  label: string,
  explained: string | HTMLElement,
): HTMLElement {
  const words = make("span", {}, make("b", {}, label));
  if (explained !== "") words.append(make("small", {}, explained));
  return make("label", { class: "choice", for: input.id }, input, words);
}
