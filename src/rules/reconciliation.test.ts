import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import { type Movement, reconcile } from './reconciliation.ts';

const payment = (reference: string, amount = 100n, currency = 'EUR'): Movement => ({
  kind: 'payment',
  reference,
  amount: money(amount, currency),
});
const compare = (booked: readonly Movement[], held: readonly Movement[], more = {}) =>
  reconcile({ booked, held, otherBooked: [], otherHeld: [], ...more });

describe('reconciliation', () => {
  it('[8.5, 17.4] finds nothing where both sides have the same', () => {
    expect(compare([payment('a'), payment('b')], [payment('b'), payment('a')])).toEqual([]);
  });

  it('[8.5, 17.4] finds what one side has not', () => {
    expect(compare([payment('a')], [payment('b')])).toEqual([
      { kind: 'payment', reference: 'b', booked: null, held: money(100n, 'EUR') },
      { kind: 'payment', reference: 'a', booked: money(100n, 'EUR'), held: null },
    ]);
  });

  it('[8.5, 17.4] finds another amount and another currency', () => {
    expect(compare([payment('a')], [payment('a', 99n)])).toHaveLength(1);
    expect(compare([payment('a')], [payment('a', 100n, 'USD')])).toHaveLength(1);
    const refund: Movement = { ...payment('a'), kind: 'refund' };
    expect(compare([refund], [payment('a')])).toHaveLength(2);
  });

  it('[8.5, 17.4] what is dated a little otherwise is no difference', () => {
    const a = payment('a');
    expect(compare([a], [], { otherHeld: [a] })).toEqual([]);
    expect(compare([], [a], { otherBooked: [a] })).toEqual([]);
    expect(compare([], [], { otherBooked: [a] })).toEqual([]);
  });
});
