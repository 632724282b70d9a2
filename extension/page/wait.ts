// Waiting for the page, always with an end.

const STEP = 100;

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Ask again and again until there is something; null when the time is up. */
export async function until<T>(ask: () => T | null, milliseconds: number): Promise<T | null> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = ask();
    if (found !== null) return found;
    if (performance.now() >= end) return null;
    await pause(STEP);
  }
}

/** Two frames: what was changed before is drawn after. */
export function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** When the page has nothing better to do; soon in any case. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") {
      requestIdleCallback(() => resolve(), { timeout: 200 });
    } else setTimeout(resolve, 0);
  });
}
