import {
  allocateBy,
  allocateWithRest,
  type RemainderPolicy,
  wholeWeights,
} from '../../src/rules/allocation.ts';
import { dividedBy, type Fraction } from '../../src/rules/fraction.ts';
import { type Money, money } from '../../src/rules/money.ts';
import { decimalOf, type Given, has, meaning, text, texts, times, whole } from './given.ts';
import { check, type Outcome } from './outcome.ts';

const policies: ReadonlyMap<string, RemainderPolicy> = new Map<string, RemainderPolicy>([
  ['floor_to_first', 'first'],
  ['to_first', 'first'],
  ['floor_to_largest_remainder', 'largest-remainder'],
  ['floor_to_largest_ratio', 'largest-weight'],
]);

const leaving: ReadonlyMap<string, 'each-cut' | 'by-blocks'> = new Map<
  string,
  'each-cut' | 'by-blocks'
>([
  ['floor_separate', 'each-cut'],
  ['separate', 'each-cut'],
  ['block_separate', 'by-blocks'],
]);

/** brick/money: named remainder policies, symmetric in the sign, in steps of the smallest coin. */
export function brickMoney(given: Given, expect: Given): Outcome {
  // Minor units split alike in every currency.
  const m = money(whole(given, 'amount_minor'), 'EUR');
  const step = has(given, 'cash_rounding_step_minor')
    ? whole(given, 'cash_rounding_step_minor')
    : 1n;
  const weights = has(given, 'parts')
    ? Array.from({ length: times(given, 'parts') }, () => 1n)
    : wholeWeights(texts(given, 'ratios').map(ratio));
  const mode = text(given, 'mode');
  const how = leaving.get(mode);
  if (how !== undefined) {
    const { parts, rest } = allocateWithRest(m, weights, how, step);
    return outcome(`allocateWithRest ${how}`, expect, [...parts, rest]);
  }
  const policy = meaning(policies, mode);
  return outcome(`allocateBy ${policy}`, expect, allocateBy(m, weights, policy, step));
}

/** A decimal, or a quotient such as 3/2. */
function ratio(written: string): Fraction {
  const [numerator = '', denominator] = written.split('/');
  const top = decimalOf(numerator, 'ratios');
  return denominator === undefined ? top : dividedBy(top, decimalOf(denominator, 'ratios'));
}

function outcome(rule: string, expect: Given, shares: readonly Money[]): Outcome {
  const amounts = shares.map(({ amount }) => amount);
  return { rule, checks: [check('shares_minor', expect['shares_minor'], amounts)] };
}
