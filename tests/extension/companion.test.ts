// Fail closed: each way in which the companion can be away has its own words, and an outcome that
// cannot be delivered is kept until it can.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { flushOutcomes, reportOutcome } from "../../extension/background/outcomes";
import { call } from "../../extension/companion";
import { CONTRACT_HASH, CONTRACT_HEADER, VERSION_HEADER } from "../../extension/contract.gen";
import { CompanionProblem, ConnectionError, LostAnswer } from "../../extension/errors";

const GOOD = { [CONTRACT_HEADER]: CONTRACT_HASH, [VERSION_HEADER]: "0.1.0" };
const ADDRESS = { port: 48_217, token: "secret" };
const PROBLEM = { code: "disk_full", what: "Full.", kept: "Inget.", now: "Töm." };
const REPORT = {
  capture_id: "00000000-0000-4000-8000-000000000001",
  outcome: "hidden",
  seen_at: "2026-11-01T12:00:00Z",
  detail: "seen",
} as const;

let storage: Record<string, unknown>;
const answers = vi.fn<(address: string, init: RequestInit) => Promise<Response>>();

function answer(body: unknown, status = 200, headers: HeadersInit = GOOD): void {
  answers.mockImplementation(async () => new Response(JSON.stringify(body), { status, headers }));
}

beforeEach(() => {
  storage = { connection: { ...ADDRESS, moderator: "Anna" } };
  answers.mockReset();
  vi.stubGlobal("fetch", answers);
  vi.stubGlobal("chrome", {
    storage: {
      local: {
        get: async (key: string) => structuredClone({ [key]: storage[key] }),
        set: async (values: object) => Object.assign(storage, structuredClone(values)),
      },
    },
  });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error) => error.problem.code,
  );
}

describe("calls", () => {
  it("carry the token in the Authorization header alone", async () => {
    answer({ receipt: null });
    await call(ADDRESS, "receipt", { capture_id: REPORT.capture_id });
    const [address, init] = answers.mock.calls[0] ?? expect.fail();
    expect(address).toBe("http://127.0.0.1:48217/api/receipt");
    expect(new Headers(init.headers).get("Authorization")).toBe("Bearer secret");
    expect(String(init.body)).not.toContain("secret");
  });

  it("are not made without pairing", async () => {
    expect(await codeOf(call({ port: 1, token: null }, "hello", {}))).toBe("not_paired");
    expect(answers).not.toHaveBeenCalled();
  });

  it("name a stranger on the port", async () => {
    answer({ hello: "world" }, 200, {});
    expect(await codeOf(call(ADDRESS, "hello", {}))).toBe("stranger");
  });

  it("refuse an answer by another contract", async () => {
    answer({}, 200, { ...GOOD, [CONTRACT_HEADER]: "0".repeat(64) });
    expect(await codeOf(call(ADDRESS, "hello", {}))).toBe("contract_mismatch");
  });

  it.each([
    [401, "token_refused", ConnectionError],
    [409, "contract_mismatch", ConnectionError],
    [507, "disk_full", CompanionProblem],
  ])("tell status %i, code %s", async (status, code, kind) => {
    answer({ ...PROBLEM, code }, status);
    await expect(call(ADDRESS, "hello", {})).rejects.toBeInstanceOf(kind);
    expect(await codeOf(call(ADDRESS, "hello", {}))).toBe(code);
  });

  it("that lose their answer say so", async () => {
    answers.mockRejectedValue(new TypeError("Failed to fetch"));
    await expect(call(ADDRESS, "hello", {})).rejects.toBeInstanceOf(LostAnswer);
    answers.mockImplementation(async () => new Response("{", { headers: GOOD }));
    await expect(call(ADDRESS, "hello", {})).rejects.toBeInstanceOf(LostAnswer);
  });
});

describe("outcomes", () => {
  const other = { ...REPORT, outcome: "unknown", seen_at: "2026-11-01T13:00:00Z" } as const;

  it("wait while the companion is away, and are delivered in order", async () => {
    answers.mockRejectedValue(new TypeError("Failed to fetch"));
    expect(await Promise.all([reportOutcome(REPORT), reportOutcome(other)])).toEqual([null, null]);
    expect(storage.pending_outcomes).toEqual([REPORT, other]);
    answer({ entry: 1 });
    answers.mockClear();
    await flushOutcomes();
    expect(answers.mock.calls.map(([, init]) => JSON.parse(String(init.body)))).toEqual([
      REPORT,
      other,
    ]);
    expect(storage.pending_outcomes).toEqual([]);
  });

  it("are kept while the companion's disk is full", async () => {
    answer(PROBLEM, 507);
    expect(await reportOutcome(REPORT)).toBeNull();
    expect(storage.pending_outcomes).toEqual([REPORT]);
  });

  it("that the register refuses for good are told and not kept", async () => {
    answer({ ...PROBLEM, code: "no_such_capture" }, 404);
    expect(await codeOf(reportOutcome(REPORT))).toBe("no_such_capture");
    expect(storage.pending_outcomes).toEqual([]);
  });
});
