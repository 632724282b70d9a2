// Which comments have gone from between two that still stand together. Pages take comments away when
// they are scrolled past, folded or sorted anew: that is no disappearance, and is not called one.

export interface Placed {
  readonly id: string;
  /** The comment that it answers. */
  readonly thread: string;
}

export const STEADY = 2_000;

/** Follows the order of a page's comments. */
export class Vanishing {
  #order: readonly Placed[] = [];
  /** Since when each is missed, in milliseconds. */
  #suspects = new Map<string, number>();
  readonly #gone = new Set<string>();

  /** What has gone for certain: missed at two readings with STEADY milliseconds between. */
  update(now: readonly Placed[], time: number): ReadonlySet<string> {
    const present = new Set(now.map(({ id }) => id));
    for (const id of present) this.#gone.delete(id);
    const missed = this.#missed(now, present);
    const suspects = new Map<string, number>();
    for (const { id } of missed) {
      const since = this.#suspects.get(id) ?? time;
      if (time - since >= STEADY) this.#gone.add(id);
      else suspects.set(id, since);
    }
    this.#suspects = suspects;
    this.#order = suspects.size > 0 ? this.#merged(now) : now;
    return this.#gone;
  }

  /** Whether another look is needed to be certain. */
  get isWaiting(): boolean {
    return this.#suspects.size > 0;
  }

  /** Another post, another sort: nothing of what was seen can be missed. */
  forget(): void {
    this.#order = [];
    this.#suspects.clear();
    this.#gone.clear();
  }

  #missed(now: readonly Placed[], present: ReadonlySet<string>): Placed[] {
    if (!this.#keepsOrder(now, present)) return [];
    const places = new Map(now.map(({ id }, place) => [id, place]));
    const missed: Placed[] = [];
    this.#order.forEach((each, n) => {
      if (present.has(each.id) || this.#gone.has(each.id)) return;
      const before = this.#order.slice(0, n).findLast(({ id }) => present.has(id));
      const after = this.#order.slice(n + 1).find(({ id }) => present.has(id));
      if (before === undefined || after === undefined) return;
      const apart = (places.get(after.id) ?? 0) - (places.get(before.id) ?? 0);
      if (apart === 1 && !this.#isFolded(each, present)) missed.push(each);
    });
    return missed;
  }

  /** Replies that are all gone at once have been folded, or went with their root. */
  #isFolded({ id, thread }: Placed, present: ReadonlySet<string>): boolean {
    const answers = this.#order.filter((each) => each.thread === thread && each.id !== thread);
    return id !== thread && !answers.some((each) => present.has(each.id));
  }

  #keepsOrder(now: readonly Placed[], present: ReadonlySet<string>): boolean {
    const known = new Set(this.#order.map(({ id }) => id));
    const before = this.#order.filter(({ id }) => present.has(id)).map(({ id }) => id);
    const after = now.filter(({ id }) => known.has(id)).map(({ id }) => id);
    return before.join() === after.join();
  }

  /** The new order, with the suspects where they were. */
  #merged(now: readonly Placed[]): Placed[] {
    const all = [...now];
    this.#order.forEach((each, n) => {
      if (!this.#suspects.has(each.id)) return;
      const before = this.#order[n - 1];
      const place = all.findIndex(({ id }) => id === before?.id);
      all.splice(place + 1, 0, each);
    });
    return all;
  }
}
