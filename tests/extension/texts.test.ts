// Swedish first, English complete: the compiler holds the shape, this holds the content.
import { describe, expect, it } from "vitest";
import { en } from "../../extension/texts/en";
import { sv } from "../../extension/texts/sv";

const SAME = new Set(["badge.layer", "panel.port", "badge.more"]);

function leaves(tree: object, path = ""): [string, unknown][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "object"
      ? leaves(value as object, `${path}${name}.`)
      : [[path + name, value] as [string, unknown]],
  );
}

function spoken(value: unknown): string {
  return typeof value === "function" ? String(value(2, "b", "c")) : String(value);
}

describe("texts", () => {
  const english = new Map(leaves(en));
  it.each(leaves(sv))("%s is said in both languages", (path, value) => {
    const other = spoken(english.get(path));
    expect(other.trim()).not.toBe("");
    if (!SAME.has(path)) expect(other).not.toBe(spoken(value));
  });

  it.each(Object.entries(sv.problems))("%s says what, kept and now", (_code, words) => {
    for (const sentence of Object.values(words)) expect(sentence).toMatch(/[.!]$/);
    expect(words.kept).toMatch(/^(Inget|Det är inte säkert)/);
  });
});
