// Built to dist/reader.js: the reading functions as globalThis.uppsiktReader, so that tests and
// measurements can read any page without the extension around them.
import { ageInterval } from "./page/age";
import { detect } from "./page/detect";
import { observe } from "./page/observe";
import { countOf, openNext, sortOf } from "./page/openers";
import { answeredIds, isOwn } from "./page/own";
import { findComment, readPage } from "./page/read-page";

Object.assign(globalThis, {
  uppsiktReader: {
    ageInterval,
    answeredIds,
    countOf,
    detect,
    findComment,
    isOwn,
    observe,
    openNext,
    readPage,
    sortOf,
  },
});
