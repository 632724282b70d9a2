// Which companion this browser is paired with, and how it stands with it.
import { extensionAddress, extensionVersion, forget, store, stored } from "../browser";
import { type Address, call, DEFAULT_PORT, readPairingFile } from "../companion";
import type { PairOffer, PairRequest } from "../contract.gen";
import { CompanionProblem, ConnectionError, UppsiktError } from "../errors";
import type { Connection, Pairing } from "../messages";
import { problem } from "../texts/problems";

const CONNECTION = "connection";
const OFFER = "pair_offer";
const TRIED = "pairing_file_tried";

interface StoredConnection {
  readonly port: number;
  readonly token: string;
  readonly moderator: string;
}

interface StoredOffer {
  readonly port: number;
  readonly offer: PairOffer;
}

/** Where to call, with the token if this browser is paired. */
export async function companionAddress(): Promise<Address> {
  const connection = await stored<StoredConnection>(CONNECTION);
  return connection ?? { port: DEFAULT_PORT, token: null };
}

/** Say hello, and tell in words what stands in the way if anything does. */
export async function connection(): Promise<Connection> {
  const address = await companionAddress();
  const state = { paired: address.token !== null, port: address.port };
  try {
    return { ...state, hello: await call(address, "hello", {}), problem: null };
  } catch (error) {
    if (!(error instanceof UppsiktError)) throw error;
    return { ...state, hello: null, problem: error.problem };
  }
}

/** Ask to be paired. With a code that the companion printed the answer comes at once. */
export async function pair(code: string | null, port: number): Promise<Pairing> {
  const request: PairRequest = { ...client(), code };
  const offer = await call({ port, token: null }, "pair", request);
  await store(OFFER, { port, offer } satisfies StoredOffer);
  return code === null ? { state: "waiting", code: offer.code } : claim();
}

/** Fetch the token of the pairing under way, if the user has approved it. */
export async function claim(): Promise<Pairing> {
  const pending = await stored<StoredOffer>(OFFER);
  if (pending === undefined) throw new ConnectionError(problem("not_paired"));
  const { offer, port } = pending;
  const answer = await call({ port, token: null }, "claim", {
    pairing_id: offer.pairing_id,
    secret: offer.secret,
  });
  if (answer.token !== null) {
    const moderator = answer.moderator ?? "";
    await store(CONNECTION, { port, token: answer.token, moderator } satisfies StoredConnection);
  }
  if (answer.state !== "waiting") await forget(OFFER);
  return { state: answer.state, code: offer.code };
}

/** After these the companion that this browser knows is not there, or does not know it any more. */
const LOST = ["not_paired", "not_running", "no_answer", "stranger", "token_refused"];

/**
 * Pair with the code that build.py wrote beside the extension: each code once, and only while the
 * companion that the browser is paired with does not answer as such.
 */
export async function pairFromFile(): Promise<void> {
  const file = await readPairingFile(extensionAddress("pairing.json"));
  if (file === null) return;
  const offered = `${file.port} ${file.code}`;
  if (offered === (await stored<string>(TRIED))) return;
  const inTheWay = (await connection()).problem;
  if (inTheWay === null || !LOST.includes(inTheWay.code)) return;
  try {
    await pair(file.code, file.port);
  } catch (error) {
    if (error instanceof CompanionProblem && !error.passing) await store(TRIED, offered);
    throw error;
  }
  await store(TRIED, offered);
}

/** With what this browser captures. */
export function client(): { browser: string; extension_version: string } {
  return { browser: browserName(navigator.userAgent), extension_version: extensionVersion() };
}

/** Name and main version, from the user agent. */
function browserName(userAgent: string): string {
  const names: readonly (readonly [string, RegExp])[] = [
    ["Edge", /Edg\/(\d+)/],
    ["Firefox", /Firefox\/(\d+)/],
    ["Chrome", /Chrome\/(\d+)/],
  ];
  for (const [name, form] of names) {
    const version = form.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return userAgent.slice(0, 200);
}
