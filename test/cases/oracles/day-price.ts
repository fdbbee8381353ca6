import { divideRounded, type Money } from '../../../src/rules/money.ts';

/** The price of a day, rounded to the minor unit before anything else. */
export function dayPrice({ amount, currency }: Money, days: bigint): Money {
  return { amount: divideRounded(amount, days, 'half-away-from-zero'), currency };
}

/** So many days at that price. */
export function daysAt({ amount, currency }: Money, days: bigint): Money {
  return { amount: amount * days, currency };
}
