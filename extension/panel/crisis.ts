// Crisis mode (L3): distress, threats and the public's questions before everything else. The person
// turns it on, and in this browser it stays on until it is turned off.
import { forget, onStored, store, stored } from "../browser";
import { make } from "../parts/dom";
import { t } from "../texts";

const CRISIS = "crisis";

/** When it was turned on, and by whom as far as the companion has told. */
export interface Crisis {
  readonly since: string;
  readonly by: string | null;
}

/** Called with how it stands, now and after each change in any panel of this browser. */
export async function followCrisis(told: (crisis: Crisis | null) => void): Promise<void> {
  const tell = (value: unknown) => told((value as Crisis | undefined) ?? null);
  onStored(CRISIS, tell);
  tell(await stored<Crisis>(CRISIS));
}

/** The switch itself, in the panel's head. */
export function crisisSwitch(crisis: Crisis | null, by: string | null): HTMLButtonElement {
  const on = crisis !== null;
  const attributes = { type: "button", role: "switch", "aria-checked": String(on) };
  const button = make("button", attributes, t().crisis.name);
  button.addEventListener("click", () => {
    if (on) void forget(CRISIS);
    else void store(CRISIS, { since: new Date().toISOString(), by } satisfies Crisis);
  });
  return button;
}

/** Said at the top for as long as it is on. */
export function crisisWords(crisis: Crisis | null): HTMLElement[] {
  if (crisis === null) return [];
  const { crisis: words, locale } = t();
  const when = new Date(crisis.since).toLocaleString(locale, {
    dateStyle: "short",
    timeStyle: "short",
  });
  return [
    make("strong", {}, words.on(when)),
    ...(crisis.by === null ? [] : [make("p", {}, words.by(crisis.by))]),
    make("p", {}, words.order),
  ];
}
