// Verdicts count code points, as Python does; the DOM counts UTF-16 units.

/** UTF-16 position of each code point of the text, and of its end. */
export function unitPositions(text: string): number[] {
  const positions: number[] = [];
  let at = 0;
  for (const character of text) {
    positions.push(at);
    at += character.length;
  }
  positions.push(at);
  return positions;
}

/** [start, end) in UTF-16 units; null where the span does not lie within the text. */
export function toUnits(
  positions: readonly number[],
  start: number,
  end: number,
): readonly [number, number] | null {
  const [from, to] = [positions[start], positions[end]];
  return from === undefined || to === undefined || from >= to ? null : [from, to];
}
