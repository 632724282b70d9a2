// The page's words and settings: begin showing words, take them to other computers, forget them.
import { onStored, sendToTab, store, stored } from "../browser";
import {
  type Calibration,
  type CalibrationFile,
  together,
  WORD_NAMES,
  whatIsWrongInFile,
} from "../calibration";
import { make } from "../parts/dom";
import { resume, STANDSTILL, standstill } from "../standstill";
import { onLanguage, t } from "../texts";
import { forgetWords, ownWords, policyWords, SOFTEN, takeWords, WORDS } from "../word-store";

const MAX_FILE = 1_000_000;

export class OwnSection {
  readonly #said = make("p", { role: "status" });
  readonly #held = make("div", { role: "status" });
  readonly #box = make("details", {});

  constructor(
    section: HTMLElement,
    private readonly tab: () => number | null,
  ) {
    section.append(this.#held, this.#box);
  }

  start(): void {
    onStored(WORDS, () => void this.#draw());
    onStored(SOFTEN, () => void this.#draw());
    onStored(STANDSTILL, () => void this.#draw());
    onLanguage(() => void this.#draw());
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const { own } = t();
    const [mine, policy] = await Promise.all([ownWords(), policyWords()]);
    const soften = (await stored<boolean>(SOFTEN)) === true;
    document.documentElement.toggleAttribute("data-soften", soften);
    const all = together(mine, policy);
    const places = Object.keys(all).sort();
    const rows = places.map((place) => this.#row(place, all, mine));
    this.#held.replaceChildren(...(await standing()));
    this.#box.replaceChildren(
      make("summary", {}, own.heading),
      softening(soften),
      make("p", { class: "aside" }, own.explained),
      button(own.begin, () => void this.#begin()),
      rows.length === 0 ? make("p", {}, own.none) : make("ul", {}, ...rows),
      ...(places.length === 0 ? [] : [button(own.save, () => saveFile(all))]),
      ...this.#loading(),
      this.#said,
    );
  }

  #row(place: string, all: Calibration, mine: Calibration): HTMLElement {
    const { own } = t();
    const name = nameOf(place);
    const words = WORD_NAMES.flatMap((each) => {
      const word = all[place]?.[each];
      return word === undefined ? [] : [make("dt", {}, own.names[each]), make("dd", {}, word)];
    });
    const row = make("li", {}, make("strong", {}, name), make("dl", {}, ...words));
    if (mine[place] === undefined) row.append(make("p", { class: "aside" }, own.byPolicy));
    else {
      const forget = button(own.forget, () => void this.#forget(place));
      forget.setAttribute("aria-label", own.forgetOf(name));
      row.append(forget);
    }
    return row;
  }

  #loading(): HTMLElement[] {
    const { own } = t();
    const input = make("input", { type: "file", id: "words-file", accept: ".json" });
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file !== undefined) void this.#load(file);
    });
    return [make("label", { for: input.id }, own.load), input];
  }

  async #begin(): Promise<void> {
    const tab = this.tab();
    const there = tab !== null && (await sendToTab(tab, { kind: "learn_words" }));
    this.#said.textContent = there ? "" : t().own.noPage;
  }

  async #forget(place: string): Promise<void> {
    await forgetWords(place);
    this.#said.textContent = t().own.forgotten(nameOf(place));
  }

  /** Checked whole; a file that does not hold changes nothing. */
  async #load(file: File): Promise<void> {
    const { own } = t();
    const data = await parsed(file);
    const wrong = data === undefined ? own.noJson : whatIsWrongInFile(data);
    if (wrong !== null) {
      this.#said.textContent = own.refused(wrong);
      return;
    }
    const { words } = data as CalibrationFile;
    await takeWords(words);
    this.#said.textContent = own.loaded(Object.keys(words).length);
  }
}

function nameOf(place: string): string {
  const [platform = "", surface = "", lang = ""] = place.split(":");
  const { surfaces, own } = t();
  const name = platform === "practice" ? own.practice : (surfaces[surface] ?? surface);
  return own.place(name, lang);
}

/** The platform has said stop: until when, and the person's own way on. */
async function standing(): Promise<HTMLElement[]> {
  const now = await standstill();
  if (now === null) return [];
  const { own, locale } = t();
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const when = new Date(now.until).toLocaleTimeString(locale, clock);
  const words = make("p", {}, own.blocked(when));
  return [
    make(
      "div",
      { class: "problem" },
      words,
      button(own.resume, () => void resume()),
    ),
  ];
}

function softening(on: boolean): HTMLElement {
  const box = make("input", { type: "checkbox", id: "soften" });
  box.checked = on;
  box.addEventListener("change", () => void store(SOFTEN, box.checked));
  return make("label", { for: box.id }, box, t().own.soften);
}

/** For the municipality's other computers; its field `words` is what a policy holds. */
function saveFile(words: Calibration): void {
  const file: CalibrationFile = { uppsikt_words: 1, words };
  const blob = new Blob([JSON.stringify(file, null, 2)], { type: "application/json" });
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: "sidans-ord.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

async function parsed(file: File): Promise<unknown> {
  try {
    return file.size > MAX_FILE ? undefined : JSON.parse(await file.text());
  } catch {
    return undefined;
  }
}

function button(words: string, press: () => void): HTMLButtonElement {
  const made = make("button", { type: "button" }, words);
  made.addEventListener("click", press);
  return made;
}
