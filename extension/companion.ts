// The only file that calls fetch. Speaks with the companion on this computer by the routes of the
// contract, and tells a companion that is away from a stranger on its port.

import type { Problem } from "./contract.gen";
import {
  CONTRACT_HASH,
  CONTRACT_HEADER,
  ROUTES,
  type Routes,
  VERSION_HEADER,
} from "./contract.gen";
import { CompanionProblem, ConnectionError, LostAnswer } from "./errors";
import { language, problem } from "./texts/problems";

export const DEFAULT_PORT = 48_217;

export interface Address {
  readonly port: number;
  /** Null: not paired; only the routes for pairing can be called. */
  readonly token: string | null;
}

type Name = keyof Routes;

const TIMEOUTS: Partial<Record<Name, number>> = { classify: 20_000, capture: 30_000 };
const TIMEOUT = 8_000;

/**
 * Call one route. A picture goes beside its request as multipart/form-data.
 * Throws ConnectionError, LostAnswer (sent, no whole answer) or CompanionProblem.
 */
export async function call<N extends Name>(
  address: Address,
  name: N,
  request: Routes[N]["request"],
  picture: Blob | null = null,
): Promise<Routes[N]["answer"]> {
  const route = ROUTES[name];
  if (route.paired && address.token === null) throw new ConnectionError(problem("not_paired"));
  const response = await send(address, name, requestBody(name, request, picture));
  if (response.headers.get(VERSION_HEADER) === null) throw new ConnectionError(problem("stranger"));
  if (!response.ok) throw await refusal(response);
  if (response.headers.get(CONTRACT_HEADER) !== CONTRACT_HASH) {
    throw new ConnectionError(problem("contract_mismatch"));
  }
  return (await readJson(response)) as Routes[N]["answer"];
}

function requestBody<N extends Name>(
  name: N,
  request: Routes[N]["request"],
  picture: Blob | null,
): FormData | string {
  const json = JSON.stringify(request);
  if (!ROUTES[name].picture) return json;
  const form = new FormData();
  form.set("request", json);
  if (picture !== null) form.set("screenshot", picture, "screenshot.png");
  return form;
}

async function send(address: Address, name: Name, body: FormData | string): Promise<Response> {
  const headers = new Headers({
    [CONTRACT_HEADER]: CONTRACT_HASH,
    "Accept-Language": language(),
  });
  if (address.token !== null) headers.set("Authorization", `Bearer ${address.token}`);
  if (typeof body === "string") headers.set("Content-Type", "application/json");
  try {
    return await fetch(`http://127.0.0.1:${address.port}${ROUTES[name].path}`, {
      method: ROUTES[name].method,
      headers,
      body,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUTS[name] ?? TIMEOUT),
    });
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === "TimeoutError";
    const lost = new LostAnswer(problem(late ? "no_answer" : "not_running"));
    lost.cause = cause;
    throw lost;
  }
}

async function refusal(response: Response): Promise<ConnectionError | CompanionProblem> {
  const body = await readJson(response);
  if (!isProblem(body)) return new LostAnswer(problem("bad_answer"));
  if (body.code === "token_refused") return new ConnectionError(problem("token_refused"));
  if (body.code === "contract_mismatch") return new ConnectionError(problem("contract_mismatch"));
  return new CompanionProblem(body, response.status >= 500);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    const lost = new LostAnswer(problem("bad_answer"));
    lost.cause = cause;
    throw lost;
  }
}

function isProblem(body: unknown): body is Problem {
  const fields = body as Partial<Record<keyof Problem, unknown>> | null;
  return (["code", "what", "kept", "now"] as const).every(
    (name) => typeof fields?.[name] === "string",
  );
}

/** What build.py writes beside the extension that it starts: where to pair, and with which code. */
export interface PairingFile {
  readonly port: number;
  readonly code: string;
}

/** Null where the extension was installed without such a file. */
export async function readPairingFile(address: string): Promise<PairingFile | null> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as PairingFile) : null;
  } catch {
    return null;
  }
}
