// After the first sign that a platform blocks acts nothing is pressed on it for an hour, in any tab,
// unless the person says so in the panel.
import { forget, store, stored } from "./browser";
import type { Platform } from "./contract.gen";

export const STANDSTILL = "standstill";
const LENGTH = 60 * 60_000;

interface Standstill {
  readonly platform: Platform;
  readonly until: string;
}

export async function hold(platform: Platform): Promise<void> {
  const until = new Date(Date.now() + LENGTH).toISOString();
  await store(STANDSTILL, { platform, until } satisfies Standstill);
}

/** Until when nothing is pressed on the platform; null: it may be acted on. */
export async function heldUntil(platform: Platform): Promise<Date | null> {
  const now = await standstill();
  return now?.platform === platform ? new Date(now.until) : null;
}

/** The one under way; null where there is none. */
export async function standstill(): Promise<Standstill | null> {
  const found = await stored<Standstill>(STANDSTILL);
  return found !== undefined && Date.parse(found.until) > Date.now() ? found : null;
}

export async function resume(): Promise<void> {
  await forget(STANDSTILL);
}
