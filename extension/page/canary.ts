// Watches over the reading while it works: how many comments the page's links name and how many were
// read, and whether the strategies still say the same of each datum. It changes nothing that is read.
import type { Surface } from "../contract.gen";
import type { Place } from "./detect";
import type { Reading } from "./reading";
import { rules, S } from "./rules";
import { DATA, type Datum, facebookSays, instagramSays, type Says } from "./strategies";

export interface Health {
  readonly surface: Surface;
  /** Comments that the page's links name, by counting alone; null where they cannot be counted so. */
  readonly found: number | null;
  readonly read: number;
  /** Data of which the strategies say different things, often enough to be no accident. */
  readonly differing: readonly Datum[];
  /** Version of the rules in use. */
  readonly rules: number;
}

export interface Tally {
  readonly compared: number;
  readonly differing: number;
}

/** All of the first, then one of five: thousands of comments would cost the page too much. */
const ALL_OF = 50;
const ONE_OF = 5;
const FEW = 2;
const SHARE = 0.1;

/** Compares during one stay on a page. */
export class Canary {
  readonly #asked = new WeakSet<Reading>();
  readonly #tallies = new Map<Datum, Tally>(DATA.map((datum) => [datum, NONE]));
  #seen = 0;

  /** Compare one comment, once for each reading of it, if its turn has come. */
  look(root: Element, reading: Reading, place: Place): void {
    if (reading.kind !== "comment" || this.#asked.has(reading)) return;
    this.#asked.add(reading);
    this.#seen += 1;
    if (this.#seen > ALL_OF && this.#seen % ONE_OF !== 0) return;
    const says = saysOf(root, place);
    if (says === null) return;
    for (const datum of DATA) {
      const { compared, differing } = this.#tallies.get(datum) ?? NONE;
      const differs = isTorn(says[datum]) ? 1 : 0;
      this.#tallies.set(datum, { compared: compared + 1, differing: differing + differs });
    }
  }

  health(place: Place, read: number): Health {
    const differing = DATA.filter((datum) => {
      const tally = this.#tallies.get(datum) ?? NONE;
      return tally.differing >= FEW && tally.differing > tally.compared * SHARE;
    });
    return {
      surface: place.surface,
      found: namedByLinks(document, place),
      read,
      differing,
      rules: rules().version,
    };
  }
}

const NONE: Tally = { compared: 0, differing: 0 };

/** Whether the person should be warned that the page has changed. */
export function isAlarming({ found, read, differing }: Health): boolean {
  const missed = (found ?? 0) - read;
  return differing.length > 0 || (missed >= FEW && missed > (found ?? 0) * SHARE);
}

/** Whether strategies that speak say different things. */
export function isTorn(said: Readonly<Record<string, string | null>>): boolean {
  return new Set(Object.values(said).filter((each) => each !== null)).size > 1;
}

export function saysOf(root: Element, place: Place): Says | null {
  switch (place.surface) {
    case "business_comments":
    case "business_messages":
    case "linkedin_post":
    case "pointed":
      return null;
    case "instagram_post":
    case "instagram_reel":
      return instagramSays(root, place.url);
    default:
      return facebookSays(root, place.url);
  }
}

const FACEBOOK_REPLY = /[?&]reply_comment_id=(\d+)/;
const FACEBOOK_ROOT = /[?&]comment_id=(\d+)/;
const INSTAGRAM_ID = /\/c\/(?:\d+\/r\/)?(\d+)\//;

/** Numbers in addresses, counted without the reader: another way to the same sum. */
export function namedByLinks(document: Document, { platform, surface }: Place): number | null {
  if (surface === "business_messages" || surface === "linkedin_post") return null;
  const instagram = platform === "instagram" && surface !== "business_comments";
  const links = document.querySelectorAll(instagram ? S.instagramPermalink : S.commentLink);
  const ids = new Set<string>();
  for (const link of links) {
    const href = link.getAttribute("href") ?? "";
    const forms = instagram ? [INSTAGRAM_ID] : [FACEBOOK_REPLY, FACEBOOK_ROOT];
    const id = forms.map((form) => form.exec(href)?.[1]).find((each) => each !== undefined);
    if (id !== undefined && (instagram || link.closest(S.elsewhere) === null)) ids.add(id);
  }
  return ids.size;
}
