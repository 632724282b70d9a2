// The platform's servers say "too many requests" (429) before its pages do: seen in the browser's own
// account of what was fetched, without reading any of it.
const REMEMBERED = 60_000;

let refusedAt = Number.NEGATIVE_INFINITY;

export function watchRefusals(signal: AbortSignal): void {
  const observer = new PerformanceObserver((list) => {
    const entries = list.getEntries() as PerformanceResourceTiming[];
    if (entries.some(({ responseStatus }) => responseStatus === 429)) refusedAt = performance.now();
  });
  observer.observe({ type: "resource" });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Within the last minute. */
export function wasRefused(): boolean {
  return performance.now() - refusedAt < REMEMBERED;
}
