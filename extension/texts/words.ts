// What the script words.js holds for the content script and the panel (build.mjs).
export * from "../calibration";
export * from "./index";
export * from "./problems";
