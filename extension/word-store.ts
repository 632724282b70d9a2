// The words that acting may lean on: shown in this browser, else by the municipality's policy.
import { managed, store, stored } from "./browser";
import { asCalibration, type Calibration, together } from "./calibration";

export const WORDS = "words";

export async function ownWords(): Promise<Calibration> {
  return asCalibration((await stored<unknown>(WORDS)) ?? {});
}

/** Set for all of its computers (chrome.storage.managed). */
export async function policyWords(): Promise<Calibration> {
  return asCalibration((await managed(WORDS)) ?? {});
}

/** What was shown in this browser stands above the policy: it is the later look. */
export async function calibratedWords(): Promise<Calibration> {
  return together(await ownWords(), await policyWords());
}

export async function forgetWords(place: string): Promise<void> {
  const { [place]: _, ...rest } = await ownWords();
  await store(WORDS, rest);
}

/** What a file brings stands above what was there. */
export async function takeWords(words: Calibration): Promise<void> {
  await store(WORDS, together(words, await ownWords()));
}

/** Whether offending words are blurred until somebody points at them. */
export const SOFTEN = "soften";
