// Small help to build elements. Text goes in as text, never as markup.

type Attributes = Readonly<Record<string, string | boolean>>;

/** Make an element; an attribute that is false is left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A 16 × 16 icon of one path, hidden from screen readers. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  flag: "M3 1.5v13M3.2 2.5h9l-2 3 2 3h-9",
  alarm: "M8 1.6 15 14H1Zm0 4.6v4M8 11.6v.9",
  saved: "M2.5 8.5 6.2 12l7.3-8",
  open: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V9M8 11v.8",
  capture: "M4 1.8h8v12.4L8 11l-4 3.2Z",
} as const;
