// Built to dist/reader.js: the reading functions as globalThis.uppsiktReader, so that tests and
// measurements can read any page without the extension around them.
import { ageInterval } from "./page/age";
import { isTorn, namedByLinks, saysOf } from "./page/canary";
import { detect } from "./page/detect";
import { observe } from "./page/observe";
import { countOf, openNext, sortOf } from "./page/openers";
import { answeredIds, isOwn } from "./page/own";
import { findComment, readPage } from "./page/read-page";
import { candidates, elementReader } from "./page/readers";
import { useRules } from "./page/rules";
import { asUpdate, whatIsWrong } from "./page/rules-check";
import { structureOf } from "./page/structure";
import { LAYER_ID } from "./parts/layer";

/** What every strategy says of every comment that is read on the page. */
function strategies() {
  const place = detect(location.href);
  if (place === null) return [];
  const read = elementReader(document, place, new Date());
  return candidates(document, place).flatMap((root) => {
    const reading = read(root);
    return reading.kind === "comment"
      ? [{ id: reading.comment.id, says: saysOf(root, place) }]
      : [];
  });
}

Object.assign(globalThis, {
  uppsiktReader: {
    ageInterval,
    answeredIds,
    countOf,
    detect,
    findComment,
    isOwn,
    isTorn,
    namedByLinks: () => {
      const place = detect(location.href);
      return place === null ? null : namedByLinks(document, place);
    },
    observe,
    openNext,
    readPage,
    strategies,
    structureOf: () => structureOf(document, location.href, LAYER_ID),
    useRules: (data: unknown) => useRules(asUpdate(data)),
    whatIsWrong,
    sortOf,
  },
});
