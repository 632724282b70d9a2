// The structure of a page without anything of what it says: tags, roles, and the shapes of labels
// and addresses. A user can send it to a developer, who makes a test page of it. Everything is left
// out unless it is named here: a person's words or number cannot come along in what nobody thought of.
import { decodeCommentToken, parseAddress } from "./addresses";
import { detect } from "./detect";
import { rules } from "./rules";

/** A text's shape, or an element: tag, attributes, children. */
export type Node = string | readonly [string, Readonly<Record<string, string>>, ...Node[]];

export interface Structure {
  readonly form: "uppsikt-structure-1";
  readonly surface: string | null;
  /** Primary subtag of the page's language. */
  readonly language: string;
  readonly address: string;
  readonly body: Node;
}

const TAGS = new Set(
  (
    "a abbr article aside b blockquote body br button div em fieldset figure footer form h1 h2 h3 h4 " +
    "h5 h6 header hr i img input label li main nav ol p section select span strong svg table tbody " +
    "td textarea th thead time tr ul video"
  ).split(" "),
);
const DROPPED = new Set(["script", "style", "noscript", "template", "link", "meta", "iframe"]);

/** Attributes whose values are one of a few words of the platforms' own. */
const WORDED: Readonly<Record<string, RegExp>> = {
  role: /^[a-z]{1,20}$/,
  dir: /^(?:auto|ltr|rtl)$/,
  tabindex: /^-?1$|^0$/,
  "aria-hidden": /^(?:true|false)$/,
  "aria-haspopup": /^(?:menu|dialog|true|false)$/,
  "aria-expanded": /^(?:true|false)$/,
  "aria-modal": /^(?:true|false)$/,
  "data-ad-rendering-role": /^(?:story_message|profile_name)$/,
  "data-testid": /^expandable-text-box$/,
};
const ROLES = new Set(
  (
    "alert alertdialog article banner button cell checkbox combobox complementary contentinfo dialog " +
    "feed figure form grid gridcell group heading img link list listbox listitem main menu menubar " +
    "menuitem navigation none note option presentation progressbar radio region row rowgroup search " +
    "separator slider status switch tab table tablist tabpanel textbox toolbar tooltip tree treeitem"
  ).split(" "),
);
const NUMBERED = ["data-commentid", "data-message-id", "aria-posinset"];
const HOSTS = ["facebook.com", "instagram.com", "linkedin.com", "fbcdn.net", "cdninstagram.com"];
const SEGMENTS = new Set(
  (
    "permalink.php photo photo.php photos posts permalink groups user videos watch reel reels p c r " +
    "profile.php people l.php story.php stories in company showcase school feed update latest inbox " +
    "notifications facebook_comments instagram_comments messenger instagram_direct"
  ).split(" "),
);
const PARAMETERS = new Set(
  "story_fbid fbid v id comment_id reply_comment_id u set notif_id notif_t commentUrn replyUrn".split(
    " ",
  ),
);

/** The structure of a page, our own layer left out. */
export function structureOf(document: Document, href: string, ours: string): Structure {
  const shapes = new Shapes(href);
  const language = document.documentElement.lang.toLowerCase().split("-", 1)[0] ?? "";
  return {
    form: "uppsikt-structure-1",
    surface: detect(href)?.surface ?? null,
    language: /^[a-z]{2,3}$/.test(language) ? language : "",
    address: shapes.address(href),
    body: shapes.element(document.body, ours),
  };
}

class Shapes {
  /** Numbers and opaque ids by turns, so that the same stays the same and says nothing. */
  readonly #numbers = new Map<string, string>();

  readonly #ours = ourWords();

  constructor(private readonly base: string) {}

  element(element: Element, ours: string): Node {
    const tag = element.localName;
    const children: Node[] = [];
    for (const child of tag === "svg" ? [] : element.childNodes) {
      if (child instanceof Text) {
        const shape = this.text(child.data);
        if (shape !== "") children.push(shape);
      } else if (child instanceof Element && child.id !== ours && !DROPPED.has(child.localName)) {
        children.push(this.element(child, ours));
      }
    }
    return [TAGS.has(tag) ? tag : "div", this.#attributes(element), ...children];
  }

  /** Each word an "a", with a capital where it has one, each number a 0; our own words as they are. */
  text(words: string): string {
    const known = words.replace(/\s+/g, " ").trim();
    if (this.#ours.has(known)) return known;
    const shape = known
      .split(" ")
      .map(wordShape)
      .filter((each) => each !== "");
    return shape.slice(0, MOST_WORDS).join(" ");
  }

  address(href: string): string {
    const url = parseAddress(href, this.base);
    if (url === null || !/^https?:$/.test(url.protocol)) return "";
    const host = HOSTS.find((each) => url.hostname === each || url.hostname.endsWith(`.${each}`));
    const sub = /^(?:www|business|l|m)\./.exec(url.hostname)?.[0] ?? "";
    const path = url.pathname
      .split("/")
      .map((segment) => this.#segment(segment))
      .join("/");
    const query = new URLSearchParams();
    url.searchParams.forEach((value, name) => {
      if (PARAMETERS.has(name)) query.append(name, this.#value(value));
    });
    const tail = query.size > 0 ? `?${query}` : "";
    return `https://${host === undefined ? "other.example" : sub + host}${path}${tail}`;
  }

  #attributes(element: Element): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const { name, value } of element.attributes) {
      const shape = this.#attribute(name, value);
      if (shape !== null) kept[name] = shape;
    }
    return kept;
  }

  #attribute(name: string, value: string): string | null {
    const worded = WORDED[name];
    if (worded !== undefined) {
      return worded.test(value) && (name !== "role" || ROLES.has(value)) ? value : "x";
    }
    if (NUMBERED.includes(name)) return this.#number(value);
    if (name === "href" || name === "src") return this.address(value);
    if (name === "alt" || name === "aria-label") return this.text(value);
    if (name === "lang")
      return /^[a-z]{2,3}(?:-|$)/i.test(value) ? value.slice(0, 2).toLowerCase() : "";
    if (name === "datetime") return "2026-01-01T12:00:00.000Z";
    if (name === "data-utime") return "1767268800";
    if (name === "data-surface") return /\/thread_row\d+$/.test(value) ? "/x/thread_row0" : "x";
    if (name === "data-id" || name === "componentkey") return this.#urn(value);
    return null;
  }

  #segment(segment: string): string {
    if (segment === "" || SEGMENTS.has(segment)) return segment;
    if (/^\d+$/.test(segment)) return this.#number(segment);
    if (/^pfbid\w+$/.test(segment)) return `pfbid${this.#number(segment)}`;
    return /^urn:/.test(decoded(segment))
      ? this.#urn(decoded(segment))
      : `a${this.#number(segment)}`;
  }

  #value(value: string): string {
    const token = decodeCommentToken(value);
    if (token !== null) {
      return btoa(`comment:${this.#number(token.post)}_${this.#number(token.comment)}`);
    }
    if (/^\d+$/.test(value)) return this.#number(value);
    if (/^pfbid\w+$/.test(value)) return `pfbid${this.#number(value)}`;
    if (/^https?:/.test(value)) return "https://other.example/";
    return /^urn:/.test(value) ? this.#urn(value) : `a${this.#number(value)}`;
  }

  /** LinkedIn's names keep their form; whatever else stands there is left out. */
  #urn(value: string): string {
    const found =
      /^(replaceableComment_)?urn:li:(\w+):(?:\((?:urn:li:)?(\w+):(\d+),(\d+)\)|(\d+))$/.exec(
        value,
      );
    if (found === null) return "x";
    const [, key = "", kind = "", of = "", post = "", id = "", only = ""] = found;
    if (only !== "") return `urn:li:${known(kind)}:${this.#number(only)}`;
    return `${key}urn:li:${known(kind)}:(${known(of)}:${this.#number(post)},${this.#number(id)})`;
  }

  /** Long as the platforms' own, so that it is read as one. */
  #number(value: string): string {
    const given =
      this.#numbers.get(value) ?? `7000000000000${String(this.#numbers.size + 1).padStart(6, "0")}`;
    this.#numbers.set(value, given);
    return given;
  }
}

const MOST_WORDS = 40;
const KINDS = ["comment", "activity", "ugcPost", "share", "fsd_comment"];

function known(kind: string): string {
  return KINDS.includes(kind) ? kind : "x";
}

function wordShape(word: string): string {
  if (/^\p{Extended_Pictographic}/u.test(word)) return "☺";
  if (/\d/.test(word)) return "0";
  if (/^\p{Lu}/u.test(word)) return "A";
  return word === "" ? "" : "a";
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

/** The platforms' words that we know ourselves: they are nobody's. */
function ourWords(): ReadonlySet<string> {
  const { words, opening } = rules();
  const lists = [...Object.values(words), ...Object.values(opening)].flatMap((each) =>
    Object.values(each).filter((list) => Array.isArray(list)),
  );
  return new Set(lists.flat() as string[]);
}
