// A comment's text as a person reads it, and where each part of it stands in the page, so that the
// reasons of a verdict can be marked without touching the page's nodes.

/** A stretch of the text that is, unit for unit, the beginning of one text node. */
export interface Piece {
  readonly node: Text;
  readonly start: number;
  readonly length: number;
}

export interface ReadText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const BLOCKS = new Set(["DIV", "P", "LI", "BLOCKQUOTE", "UL", "OL"]);

/**
 * Text of the blocks, one line for each: emoji and stickers by their `alt`, buttons left out.
 * Lone surrogates become U+FFFD, so that the text can be sent and hashed as UTF-8.
 */
export function readText(blocks: readonly Element[]): ReadText {
  const writer = new TextWriter();
  blocks.forEach((block, index) => {
    if (index > 0) writer.add("\n");
    writer.inside(block);
  });
  return { text: writer.text, pieces: writer.pieces };
}

/** DOM ranges for [start, end) in UTF-16 units of the read text; static, since live ones cost the page. */
export function rangesOf(read: ReadText, start: number, end: number): StaticRange[] {
  const ranges: StaticRange[] = [];
  for (const piece of read.pieces) {
    const from = Math.max(start, piece.start) - piece.start;
    const to = Math.min(end, piece.start + piece.length) - piece.start;
    if (from >= to || piece.node.data.length < to) continue;
    const { node } = piece;
    ranges.push(
      new StaticRange({
        startContainer: node,
        startOffset: from,
        endContainer: node,
        endOffset: to,
      }),
    );
  }
  return ranges;
}

class TextWriter {
  text = "";
  readonly pieces: Piece[] = [];

  add(words: string): void {
    this.text += words.toWellFormed();
  }

  inside(element: Element): void {
    for (const child of element.childNodes) this.#node(child);
  }

  #node(node: Node): void {
    if (node instanceof Text) {
      this.pieces.push({ node, start: this.text.length, length: node.data.length });
      this.add(node.data);
    } else if (node instanceof Element && node.getAttribute("role") !== "button") {
      this.#element(node);
    }
  }

  #element(element: Element): void {
    if (element.tagName === "IMG") this.add(element.getAttribute("alt") ?? "");
    else if (element.tagName === "BR") this.#lineBreak(element);
    else {
      const block = BLOCKS.has(element.tagName);
      if (block && this.text !== "" && !this.text.endsWith("\n")) this.add("\n");
      this.inside(element);
    }
  }

  /** A block that holds nothing but a line break is an empty line, which the block itself makes. */
  #lineBreak(element: Element): void {
    const alone = element.parentNode?.childNodes.length === 1;
    if (!(alone && BLOCKS.has(element.parentElement?.tagName ?? ""))) this.add("\n");
  }
}
