import { type Fraction, fraction, smaller } from '../../src/rules/fraction.ts';
import { add, formatAmount, type Money, multiplyRatio, subtract } from '../../src/rules/money.ts';
import { amount, decimal, firstOf, type Given, has, text, whole } from './given.ts';
import { check, type Outcome } from './outcome.ts';

/** A plain fraction of the price: what is unused of the old one, what remains of the new one. */
export function fractionOfPrice(given: Given, expect: Given): Outcome {
  const currency = has(given, 'currency') ? text(given, 'currency') : 'USD';
  const price = (key: string): Money => amount(given, key, currency);
  const left = fractionLeft(given);
  const part = (price: Money): Money => multiplyRatio(price, left.numerator, left.denominator);
  const old = price(firstOf(given, ['old_price', 'paid']));
  const next = price('new_price');
  const credit = part(old);
  // With prepaid units the new price starts a period of its own.
  const rest = has(given, 'units_total') ? next : part(next);
  const made = new Map<string, Money>([
    ['credit', credit],
    ['unused_credit', credit],
    ['new_rest', rest],
    ['charge', subtract(rest, credit)],
    ['next_charge', add(next, subtract(rest, credit))],
  ]);
  const checks = [...made].flatMap(([key, value]) =>
    has(expect, key)
      ? [check(key, formatAmount(amount(expect, key, currency)), formatAmount(value))]
      : [],
  );
  return { rule: 'multiplyRatio', checks };
}

function fractionLeft(given: Given): Fraction {
  const time = decimal(given, firstOf(given, ['fraction_remaining', 'fraction_time_left']));
  if (!has(given, 'units_total')) return time;
  return smaller(time, fraction(whole(given, 'units_left'), whole(given, 'units_total')));
}
