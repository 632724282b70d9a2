// An update of how pages are read counts only with the publisher's signature. The key is RFC 8032's
// own test key (7.1, test 1); the companion's test signs the same text with it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verified } from "../../extension/background/page-rules";
import { PAGE_RULES_KEY } from "../../extension/contract.gen";

const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const rules = '{"format": 1, "version": 7}';
const signature =
  "02e3d3f4b3c776733726176990f8d76301ab6444d3e9fda2ae32494a41d434ff737c76c843be2cedc7b585c588b3103768303d5cf3385cfb1e76c79be447a10c";

describe("signed page rules", () => {
  it("are what the text says", async () => {
    expect(await verified({ rules, signature }, KEY)).toEqual({ format: 1, version: 7 });
  });

  it("are none under another key", async () => {
    expect(await verified({ rules, signature }, PAGE_RULES_KEY)).toBeNull();
  });

  it("are none when a letter of the text or the signature is changed", async () => {
    const place = fc.nat(1_000);
    const letter = fc.constantFrom(..."0123456789abcdef{}: ");
    await fc.assert(
      fc.asyncProperty(place, letter, async (at, other) => {
        const change = (text: string) => {
          const n = at % text.length;
          return text.slice(0, n) + other + text.slice(n + 1);
        };
        const [text, sign] = [change(rules), change(signature)];
        if (text !== rules) expect(await verified({ rules: text, signature }, KEY)).toBeNull();
        if (sign !== signature) expect(await verified({ rules, signature: sign }, KEY)).toBeNull();
      }),
    );
  });

  it("are none where the browser cannot tell", async () => {
    const subtle = Object.create(crypto.subtle) as SubtleCrypto;
    subtle.importKey = () => Promise.reject(new Error("not supported"));
    const before = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    Object.defineProperty(globalThis, "crypto", { value: { subtle }, configurable: true });
    try {
      expect(await verified({ rules, signature }, KEY)).toBeNull();
    } finally {
      if (before !== undefined) Object.defineProperty(globalThis, "crypto", before);
    }
  });
});
