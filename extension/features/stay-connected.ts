// Knows how it stands with the companion: asks at the start, when the pairing changes, and again
// with growing pauses while something is in the way.
import { onStored } from "../browser";
import { UppsiktError } from "../errors";
import { ask } from "./ask";
import type { PageWatch } from "./state";

const PAUSES = [3_000, 10_000, 30_000];
/** The companion is there and its model is loading: it takes seconds, and badges wait for it. */
const LOADING_PAUSE = 1_000;

export function stayConnected(watch: PageWatch, signal: AbortSignal): { retry(): void } {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function connect(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (signal.aborted) return;
    await refresh(watch);
    const hello = watch.connection?.hello ?? null;
    failures = hello === null ? failures + 1 : 0;
    if (hello === null) again(PAUSES[Math.min(failures, PAUSES.length) - 1] ?? LOADING_PAUSE);
    else if (hello.classifier === null) again(LOADING_PAUSE);
  }

  function again(pause: number): void {
    timer = setTimeout(() => void connect(), pause);
  }

  const retry = () => {
    failures = 0;
    void connect();
  };
  onStored("connection", retry, signal);
  signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
  });
  void connect();
  return { retry };
}

async function refresh(watch: PageWatch): Promise<void> {
  try {
    watch.connection = await ask({ kind: "connection" });
  } catch (error) {
    if (!(error instanceof UppsiktError)) throw error;
    const { paired, port } = watch.connection ?? { paired: false, port: 0 };
    watch.connection = { hello: null, problem: error.problem, paired, port };
  }
  watch.changed();
}
