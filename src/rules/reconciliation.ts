import type { Money } from './money.ts';

/** Money that moved, as one side has it. */
export interface Movement {
  readonly kind: 'payment' | 'refund' | 'dispute';
  /** The gateway's id of it; of a payment that of its charge. */
  readonly reference: string;
  readonly amount: Money;
}

/** A movement on which the books and a gateway disagree; null: that side has none. */
export interface Difference {
  readonly kind: Movement['kind'];
  readonly reference: string;
  readonly booked: Money | null;
  readonly held: Money | null;
}

const keyOf = ({ kind, reference }: Movement): string => `${kind}:${reference}`;

/**
 * Compares what is booked with what a gateway holds (SPEC 17.4, 8). Each movement is looked for by
 * the gateway's own id; one that a side has twice is compared with each.
 *
 * @param sides all that each side has of a time, and `other…` what it has around it: what moved a
 *   minute before midnight there was booked a minute after it here.
 */
export function reconcile(sides: {
  readonly booked: readonly Movement[];
  readonly held: readonly Movement[];
  readonly otherBooked: readonly Movement[];
  readonly otherHeld: readonly Movement[];
}): readonly Difference[] {
  const { booked, held, otherBooked, otherHeld } = sides;
  const allBooked = byKey([...otherBooked, ...booked]);
  const allHeld = byKey([...otherHeld, ...held]);
  const found = new Map<string, Difference>();
  for (const movement of [...held, ...booked]) {
    const key = keyOf(movement);
    const ours = allBooked.get(key)?.amount ?? null;
    const theirs = allHeld.get(key)?.amount ?? null;
    if (same(ours, theirs)) continue;
    const { kind, reference } = movement;
    found.set(key, { kind, reference, booked: ours, held: theirs });
  }
  return [...found.values()];
}

function byKey(list: readonly Movement[]): ReadonlyMap<string, Movement> {
  return new Map(list.map((movement) => [keyOf(movement), movement]));
}

function same(a: Money | null, b: Money | null): boolean {
  if (a === null || b === null) return a === b;
  return a.amount === b.amount && a.currency === b.currency;
}
