// Built to dist/reader.js: the pure reading functions as globalThis.uppsiktReader, so that tests and
// measurements can read any page without the extension around them.
import { ageInterval } from "./page/age";
import { detect } from "./page/detect";
import { findComment, readPage } from "./page/read-page";

Object.assign(globalThis, { uppsiktReader: { ageInterval, detect, findComment, readPage } });
