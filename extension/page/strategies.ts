// Several independent ways to find each datum of a comment. The reader takes the first that speaks;
// the canary asks them all, and warns when they no longer say the same.
import { cleanAuthor, postKey } from "./addresses";
import {
  findParts,
  findProfile,
  linksIn,
  outerTexts,
  type PartLink,
  rowLink,
} from "./facebook-parts";
import { instagramIds } from "./instagram-comment";
import { short } from "./reading";
import { S } from "./rules";
import { own } from "./scope";
import { readText } from "./text";

export const DATA = ["id", "author", "text", "time"] as const;
export type Datum = (typeof DATA)[number];

/** What each strategy says of each datum, by the strategy's name; null where it says nothing. */
export type Says = Readonly<Record<Datum, Readonly<Record<string, string | null>>>>;

/** Facebook: id by three, author by three, text by three, time by two. */
export function facebookSays(root: Element, base: string): Says {
  const parts = findParts(root, base);
  const { textSpan } = parts;
  const links = linksIn(root, S.commentLink, base).filter(
    ({ element }) => !textSpan?.contains(element),
  );
  const people = links.filter(({ url }) => postKey(url) === null);
  const named = people.find(({ element }) => short(element.textContent) !== null) ?? null;
  const avatar =
    people.find(({ element }) => element.getAttribute("aria-hidden") === "true") ?? null;
  return {
    id: {
      age: parts.ids?.id ?? null,
      token: parts.token?.comment ?? null,
      wrapper: parts.wrapperId,
    },
    author: {
      named: personAt(named),
      avatar: personAt(avatar),
      profile: personAt(findProfile(root, textSpan, base)),
    },
    text: {
      blocks: textSpan === null ? null : squeezed([textSpan]),
      language: squeezed(own(root, "[lang]").filter((each) => each.closest(S.button) === null)),
      outer: squeezed(outerTexts(root)),
    },
    time: {
      age: short(parts.timestamp?.element.textContent),
      row: short(rowLink(root)?.textContent),
    },
  };
}

/** Instagram: id by two, author by two, text by two; the time stands in one place only. */
export function instagramSays(root: Element, base: string): Says {
  const idAt = (link: Element | null | undefined) =>
    instagramIds(link?.getAttribute("href") ?? null, base)?.id ?? null;
  const links = [...root.querySelectorAll('a[role="link"], a[href]')];
  const people = links
    .map((link) => URL.parse(link.getAttribute("href") ?? "", base)?.pathname ?? "")
    .filter((path) => /^\/[\w.]+\/$/.test(path));
  const time = root.querySelector(S.instagramTime);
  const named = links.find(
    (link) => short(link.textContent) !== null && personIn(link, base) !== null,
  );
  const texts = [...root.querySelectorAll(S.instagramText)].filter(
    (each) =>
      each.closest(`a, ${S.button}`) === null &&
      each.querySelector("time, a[href*='/c/']") === null,
  );
  const plain = texts.filter((each) => named === undefined || !each.contains(named));
  return {
    id: {
      permalink: links.map(idAt).find((id) => id !== null) ?? null,
      time: idAt(time?.closest("a")),
    },
    author: { named: named === undefined ? null : personIn(named, base), first: people[0] ?? null },
    text: {
      first: squeezed(plain.slice(0, 1)),
      longest: longest(plain.map((each) => squeezed([each]))),
    },
    time: { exact: time?.getAttribute("datetime") ?? null },
  };
}

function personIn(link: Element, base: string): string | null {
  const path = URL.parse(link.getAttribute("href") ?? "", base)?.pathname ?? "";
  return /^\/[\w.]+\/$/.test(path) ? path : null;
}

function personAt(link: PartLink | null): string | null {
  return link === null ? null : cleanAuthor(link.url);
}

function squeezed(elements: readonly Element[]): string | null {
  const text = readText(elements).text.replace(/\s+/g, "");
  return text === "" ? null : text;
}

function longest(texts: readonly (string | null)[]): string | null {
  return texts.reduce(
    (one, other) => ((other?.length ?? 0) > (one?.length ?? 0) ? other : one),
    null,
  );
}
