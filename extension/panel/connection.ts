// How it stands with the companion, in words, and the way to connect.
import type { Problem } from "../contract.gen";
import type { Connection, Pairing } from "../messages";
import { make } from "../parts/dom";
import { t } from "../texts";

export interface ConnectionActions {
  readonly retry: () => void;
  readonly pair: (code: string | null, port: number) => void;
}

/** `pairing` is the one under way, if any; `trouble` what stood in its way. */
export function connectionSection(
  connection: Connection | null,
  pairing: Pairing | null,
  trouble: Problem | null,
  actions: ConnectionActions,
): HTMLElement[] {
  const { panel } = t();
  if (connection === null) return [make("p", { class: "state" }, panel.connecting)];
  if (pairing?.state === "waiting") return waiting(pairing);
  if (connection.hello !== null) return connected(connection.hello);
  const problem = trouble ?? connection.problem;
  const parts = problem === null ? [] : [problemBox(problem)];
  if (pairing !== null) parts.push(make("p", { role: "alert" }, panel.pairStates[pairing.state]));
  if (connection.paired) parts.push(button(panel.retry, "primary", actions.retry));
  return [...parts, pairForm(connection, actions)];
}

function connected(hello: NonNullable<Connection["hello"]>): HTMLElement[] {
  const { panel } = t();
  const loading = hello.classifier === null;
  const link = make("a", { href: hello.window_url, target: "_blank" }, panel.openWindow);
  return [
    make("p", { class: "state good" }, panel.connected(hello.moderator)),
    ...(loading ? [make("p", { class: "state" }, panel.loading)] : []),
    make("p", {}, link),
  ];
}

function waiting(pairing: Pairing): HTMLElement[] {
  const { panel } = t();
  return [
    make("p", {}, panel.compare),
    make("p", { class: "code" }, pairing.code),
    make("p", { class: "aside" }, panel.pairStates.waiting),
  ];
}

/** What happened, and what to do now. */
export function problemBox(problem: Problem): HTMLElement {
  return make(
    "div",
    { class: "problem" },
    make("strong", {}, problem.what),
    make("p", {}, problem.now),
  );
}

function pairForm(connection: Connection, actions: ConnectionActions): HTMLElement {
  const { panel } = t();
  const port = make("input", {
    id: "port",
    type: "number",
    min: "1024",
    max: "65535",
    required: true,
    value: String(connection.port),
  });
  const code = make("input", { id: "code", inputmode: "numeric", autocomplete: "off" });
  const form = make(
    "form",
    { class: "pair" },
    make("p", {}, panel.connectExplained),
    make(
      "button",
      { type: "submit", class: connection.paired ? "quiet" : "primary" },
      panel.connect,
    ),
    make(
      "details",
      {},
      make("summary", {}, panel.settings),
      make("label", { for: "code" }, panel.codeInput),
      code,
      make("label", { for: "port" }, panel.port),
      port,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = code.value.trim();
    actions.pair(typed === "" ? null : typed, Number(port.value));
  });
  return form;
}

function button(words: string, look: string, press: () => void): HTMLElement {
  const made = make("button", { type: "button", class: look }, words);
  made.addEventListener("click", press);
  return made;
}
