// Reads the page as it changes.
import { observe } from "../page/observe";
import type { PageWatch } from "./state";

export function watchPage(watch: PageWatch, signal: AbortSignal): void {
  observe((seen) => {
    watch.read(seen);
  }, signal);
}
