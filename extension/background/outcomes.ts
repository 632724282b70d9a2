// Outcomes reach the register even if the companion is away when they are seen: what cannot be
// delivered is kept, and sent at the next sign of life.
import { store, stored } from "../browser";
import { call } from "../companion";
import type { OutcomeReport, Receipt } from "../contract.gen";
import { CompanionProblem, ConnectionError } from "../errors";
import { companionAddress } from "./connection";

const PENDING = "pending_outcomes";

let writing: Promise<void> = Promise.resolve();

/** Deliver a report; null where it had to be kept for later. */
export async function reportOutcome(report: OutcomeReport): Promise<Receipt | null> {
  await change((reports) => [...reports, report]);
  return deliver(report);
}

/** Send what was kept, oldest first; stops at the first that cannot be delivered. */
export async function flushOutcomes(): Promise<void> {
  for (const report of await pending()) {
    try {
      if ((await deliver(report)) === null) return;
    } catch (error) {
      if (!(error instanceof CompanionProblem)) throw error;
    }
  }
}

/** Throws CompanionProblem where the register refuses the report for good: then it is dropped. */
async function deliver(report: OutcomeReport): Promise<Receipt | null> {
  try {
    const receipt = await call(await companionAddress(), "outcome", report);
    await drop(report);
    return receipt;
  } catch (error) {
    const refused = error instanceof CompanionProblem && !error.passing;
    if (refused) await drop(report);
    if (error instanceof ConnectionError || (error instanceof CompanionProblem && !refused)) {
      return null;
    }
    throw error;
  }
}

async function drop(report: OutcomeReport): Promise<void> {
  const isSame = (each: OutcomeReport) =>
    each.capture_id === report.capture_id && each.seen_at === report.seen_at;
  await change((reports) => reports.filter((each) => !isSame(each)));
}

async function pending(): Promise<readonly OutcomeReport[]> {
  return (await stored<OutcomeReport[]>(PENDING)) ?? [];
}

/** One change at a time, so that none overwrites another. */
function change(
  edit: (reports: readonly OutcomeReport[]) => readonly OutcomeReport[],
): Promise<void> {
  writing = writing.then(async () => store(PENDING, edit(await pending())));
  return writing;
}
