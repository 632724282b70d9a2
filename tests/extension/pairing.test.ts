// A browser follows the companion that build.py starts: each start may have another port and code.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { pairFromFile } from "../../extension/background/connection";
import { CONTRACT_HASH, CONTRACT_HEADER, VERSION_HEADER } from "../../extension/contract.gen";

const GOOD = { [CONTRACT_HEADER]: CONTRACT_HASH, [VERSION_HEADER]: "0.1.0" };
const OLD = { port: 50_001, token: "old", moderator: "Anna" };
const NEW = { port: 50_002, token: "new", moderator: "Bo" };
const FILE = { port: NEW.port, code: "482 913" };
const REFUSED = { code: "pairing_refused", what: "Nej.", kept: "Inget.", now: "Igen." };

type Answer = { status: number; body: unknown };

let storage: Record<string, unknown>;
let file: unknown;
/** What answers at `port path`; nothing: nobody is there. */
let served: Record<string, Answer>;
let asked: string[];

function serve(port: number, path: string, body: unknown): void {
  served[`${port} ${path}`] = { status: 200, body };
}

async function answer(address: string): Promise<Response> {
  if (address === "extension:/pairing.json") {
    return file === null ? Promise.reject(new TypeError()) : Response.json(file);
  }
  const { port, pathname } = new URL(address);
  asked.push(`${port} ${pathname}`);
  const found = served[`${port} ${pathname}`];
  if (found === undefined) throw new TypeError("Failed to fetch");
  return Response.json(found.body, { status: found.status, headers: GOOD });
}

beforeEach(() => {
  storage = {};
  file = FILE;
  served = {};
  asked = [];
  serve(NEW.port, "/api/pair", { pairing_id: "p", secret: "s", code: FILE.code });
  serve(NEW.port, "/api/pair/claim", { state: "approved", ...NEW });
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 Chrome/156.0.0.0 Safari/537.36" });
  vi.stubGlobal("chrome", {
    runtime: {
      getURL: (path: string) => `extension:/${path}`,
      getManifest: () => ({ version: "0.1.0" }),
    },
    storage: {
      local: {
        get: async (key: string) => structuredClone({ [key]: storage[key] }),
        set: async (values: object) => Object.assign(storage, structuredClone(values)),
        remove: async (key: string) => delete storage[key],
      },
    },
  });
});

describe("pairing by the file beside the extension", () => {
  it("is done when the browser is not paired", async () => {
    await pairFromFile();
    expect(storage.connection).toEqual(NEW);
  });

  it.each([
    ["is gone", undefined],
    ["does not know the token", { status: 401, body: { ...REFUSED, code: "token_refused" } }],
  ])("is done anew when the companion that it knew %s", async (_how, hello) => {
    storage.connection = OLD;
    if (hello !== undefined) served[`${OLD.port} /api/hello`] = hello;
    await pairFromFile();
    expect(storage.connection).toEqual(NEW);
  });

  it("is not done while the companion that it knows answers", async () => {
    storage.connection = OLD;
    serve(OLD.port, "/api/hello", {});
    await pairFromFile();
    expect(storage.connection).toEqual(OLD);
    expect(asked).toEqual([`${OLD.port} /api/hello`]);
  });

  it("is done once with each code", async () => {
    await pairFromFile();
    storage.connection = OLD;
    asked = [];
    await pairFromFile();
    expect(storage.connection).toEqual(OLD);
    expect(asked).toEqual([]);
  });

  it("is not tried again with a code that is refused", async () => {
    served[`${NEW.port} /api/pair`] = { status: 403, body: REFUSED };
    await expect(pairFromFile()).rejects.toThrow("pairing_refused");
    asked = [];
    await pairFromFile();
    expect(asked).toEqual([]);
  });

  it("is tried again when the new companion has not started yet", async () => {
    const { [`${NEW.port} /api/pair`]: pair } = served;
    delete served[`${NEW.port} /api/pair`];
    await expect(pairFromFile()).rejects.toThrow("not_running");
    served[`${NEW.port} /api/pair`] = pair as Answer;
    await pairFromFile();
    expect(storage.connection).toEqual(NEW);
  });

  it("leaves a browser without such a file as it is", async () => {
    file = null;
    storage.connection = OLD;
    await pairFromFile();
    expect(storage.connection).toEqual(OLD);
  });
});
