// The tree of errors:
//
// UppsiktError              says what happened, what was kept and what to do now
// ├─ ConnectionError        no companion, a stranger on the port, refused, another contract
// │  └─ LostAnswer          sent, but no answer came: it may have been saved
// ├─ CompanionProblem       the companion answered with a Problem of its own
// ├─ PictureError           the browser would not take the picture
// └─ PageError              the page is not what it was, or a control cannot be told for certain
import type { Problem } from "./contract.gen";

export class UppsiktError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = new.target.name;
  }
}

export class ConnectionError extends UppsiktError {}
export class LostAnswer extends ConnectionError {}

export class CompanionProblem extends UppsiktError {
  /** `passing`: the fault lies with the companion now (5xx), and the same may work later. */
  constructor(
    problem: Problem,
    readonly passing: boolean,
  ) {
    super(problem);
  }
}

export class PictureError extends UppsiktError {}
export class PageError extends UppsiktError {}
