import { formatAmount, type Money } from '../../../src/rules/money.ts';
import type { Divergence } from '../outcome.ts';

/** Nothing when both are within one minor unit of each other; else the divergence. */
export function diverging(what: string, theirs: Money, ours: Money, reason: string): Divergence[] {
  const apart = theirs.amount - ours.amount;
  if (apart >= -1n && apart <= 1n) return [];
  return [{ what, theirs: formatAmount(theirs), ours: formatAmount(ours), reason }];
}
