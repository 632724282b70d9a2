// Brings a comment into view and says which part of the window shows it with its surroundings.
import type { Crop } from "../messages";

const ABOVE = 72;
const BESIDE = 32;
const BELOW = 32;

/** Whether the page gives it any room. */
export function isShown(element: Element): boolean {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

/** Scrolls at once: a smooth scroll would move under the picture. */
export function bringIntoView(element: Element): void {
  const tall = element.getBoundingClientRect().height > innerHeight;
  element.scrollIntoView({ block: tall ? "start" : "center", behavior: "instant" });
}

/** Null where no part of the element can be seen in the window. */
export function cropAround(element: Element): Crop | null {
  const box = element.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(0, box.left - BESIDE);
  const top = Math.max(0, box.top - ABOVE);
  const right = Math.min(width, box.right + BESIDE);
  const bottom = Math.min(innerHeight, box.bottom + BELOW);
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < width;
  if (!seen || right <= left || bottom <= top) return null;
  return {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    contentWidth: width,
    contentHeight: document.documentElement.clientHeight,
    pixelRatio: devicePixelRatio,
    whole: box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= width,
  };
}

/** Zoomed in with two fingers the window shows less than it measures: no crop would be right. */
export function isPinched(): boolean {
  return visualViewport !== null && Math.abs(visualViewport.scale - 1) > 0.01;
}
