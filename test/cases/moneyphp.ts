import { allocateBy, roundToStep, wholeWeights } from '../../src/rules/allocation.ts';
import { roundFraction } from '../../src/rules/fraction.ts';
import { money, type RoundingMode } from '../../src/rules/money.ts';
import {
  decimal,
  decimalOf,
  type Given,
  has,
  meaning,
  text,
  texts,
  times,
  whole,
} from './given.ts';
import { check, type Outcome } from './outcome.ts';

const modes: ReadonlyMap<string, RoundingMode> = new Map<string, RoundingMode>([
  ['half_up', 'half-away-from-zero'],
  ['half_down', 'half-towards-zero'],
  ['half_even', 'half-even'],
  ['half_odd', 'half-odd'],
  ['up', 'up'],
  ['down', 'down'],
  ['half_positive_infinity', 'half-up'],
  ['half_negative_infinity', 'half-down'],
]);

/** moneyphp/money: modes up and down are away from and towards zero; shares are floored. */
export function moneyphp(given: Given, expect: Given): Outcome {
  if (has(given, 'value')) {
    const made = roundFraction(decimal(given, 'value'), meaning(modes, text(given, 'mode')));
    return { rule: 'roundFraction', checks: [check('result', expect['result'], made)] };
  }
  const m = money(whole(given, 'amount_minor'), 'EUR');
  if (has(given, 'unit_exponent')) {
    const step = BigInt(`1${'0'.repeat(times(given, 'unit_exponent'))}`);
    const made = roundToStep(m, step, meaning(modes, text(given, 'mode')));
    return {
      rule: 'roundToStep',
      checks: [check('amount_minor', expect['amount_minor'], made.amount)],
    };
  }
  const weights = has(given, 'parts')
    ? Array.from({ length: times(given, 'parts') }, () => 1n)
    : wholeWeights(texts(given, 'ratios').map((ratio) => decimalOf(ratio, 'ratios')));
  const shares = allocateBy(m, weights, 'floored-largest-remainder');
  return {
    rule: 'allocateBy floored-largest-remainder',
    checks: [
      check(
        'shares_minor',
        expect['shares_minor'],
        shares.map(({ amount }) => amount),
      ),
    ],
  };
}
