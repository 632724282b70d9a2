// Keeps the health line: found, read, and what the strategies disagree on. Works in idle moments.
import { Canary, type Health } from "../page/canary";
import type { Place } from "../page/detect";
import { idle } from "../page/wait";
import type { PageWatch } from "./state";

const PAUSE = 5_000;
const SLICE = 8;

export function watchHealth(watch: PageWatch, signal: AbortSignal): void {
  let canary = new Canary();
  let under: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function run(): Promise<void> {
    const { place, reading } = watch.seen;
    if (place === null) {
      watch.health = null;
      return;
    }
    if (place.url !== under) canary = new Canary();
    under = place.url;
    await compare(canary, place);
    const read = reading.comments.length + reading.foreign;
    if (!signal.aborted) say(canary.health(place, read));
  }

  async function compare(asked: Canary, place: Place): Promise<void> {
    let since = performance.now();
    for (const [id, body] of watch.seen.bodies) {
      const root = watch.seen.elements.get(id)?.deref();
      if (root?.isConnected) asked.look(root, body, place);
      if (performance.now() - since < SLICE) continue;
      await idle();
      if (signal.aborted) return;
      since = performance.now();
    }
  }

  function say(health: Health): void {
    const same = JSON.stringify(health) === JSON.stringify(watch.health);
    watch.health = health;
    if (!same) watch.changed();
  }

  watch.followReadings(() => {
    timer ??= setTimeout(
      () => {
        timer = null;
        void run();
      },
      watch.health === null ? 500 : PAUSE,
    );
  }, signal);
  signal.addEventListener("abort", () => {
    if (timer !== null) clearTimeout(timer);
  });
}
