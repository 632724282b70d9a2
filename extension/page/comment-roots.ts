// Comments found by their links alone, for pages that mark no articles: the links of one comment
// (avatar, name, age) stand together, and the smallest element around them is its root.
import { commentIds, decodeCommentToken, parseAddress } from "./addresses";
import { S } from "./rules";

interface Found {
  readonly link: Element;
  readonly id: string;
  /** The age's link names the comment by number, the author's by a token. */
  readonly isAge: boolean;
}

/** Roots in the page's order; links in menus, navigation and rows of an inbox lead to no comment here. */
export function rootsOfLinks(document: Document, base: string): Element[] {
  return runs(commentLinks(document, base))
    .filter((run) => run.some(({ isAge }) => isAge))
    .map((run) => around(run.map(({ link }) => link)))
    .filter((root) => root !== null);
}

function commentLinks(document: Document, base: string): Found[] {
  const found: Found[] = [];
  for (const link of document.querySelectorAll(S.commentLink)) {
    const url = parseAddress(link.getAttribute("href"), base);
    if (url === null || link.closest(S.elsewhere) !== null) continue;
    const ids = commentIds(url);
    const token = decodeCommentToken(url.searchParams.get("comment_id"));
    const id = ids?.id ?? token?.comment;
    if (id !== undefined) found.push({ link, id, isAge: ids !== null });
  }
  return found;
}

/** Links of the same comment in a row; after its age the same id begins its second rendering. */
function runs(links: readonly Found[]): Found[][] {
  const all: Found[][] = [];
  for (const link of links) {
    const last = all.at(-1)?.at(-1);
    const goesOn = last?.id === link.id && !(last.isAge && !link.isAge);
    if (goesOn) all.at(-1)?.push(link);
    else all.push([link]);
  }
  return all;
}

/** The smallest element around all of them that holds more than the links; null: none below the page. */
function around(links: readonly Element[]): Element | null {
  let element = links[0]?.parentElement ?? null;
  while (element !== null && !links.every((link) => element?.contains(link))) {
    element = element.parentElement;
  }
  return element === null || element.matches("body, main, [role='main']") ? null : element;
}
