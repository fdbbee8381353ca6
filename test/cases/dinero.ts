import { allocateBy, rescale, wholeWeights } from '../../src/rules/allocation.ts';
import { divideRounded, money, type RoundingMode } from '../../src/rules/money.ts';
import { count, decimalOf, type Given, has, meaning, text, texts, whole } from './given.ts';
import { check, type Outcome } from './outcome.ts';

const modes: ReadonlyMap<string, RoundingMode> = new Map<string, RoundingMode>([
  ['up', 'ceiling'],
  ['down', 'floor'],
  ['down (default)', 'floor'],
  ['halfUp', 'half-up'],
  ['halfDown', 'half-down'],
  ['halfEven', 'half-even'],
  ['halfOdd', 'half-odd'],
  ['halfAwayFromZero', 'half-away-from-zero'],
  ['halfTowardsZero', 'half-towards-zero'],
]);

/** dinero.js: up is the ceiling and down the floor; halfUp and halfDown go to the infinities. */
export function dinero(given: Given, expect: Given): Outcome {
  if (has(given, 'dividend')) {
    const mode = meaning(modes, text(given, 'mode'));
    const made = divideRounded(whole(given, 'dividend'), whole(given, 'divisor'), mode);
    return { rule: 'divideRounded', checks: [check('result', expect['result'], made)] };
  }
  if (has(given, 'new_scale')) {
    const mode = meaning(modes, text(given, 'mode'));
    const [from, to] = [count(given, 'scale'), count(given, 'new_scale')];
    const made = rescale(whole(given, 'amount'), from, to, mode);
    return { rule: 'rescale', checks: [check('amount', expect['amount'], made)] };
  }
  // The amount alone is split, so that currencies of any base will do.
  const m = money(whole(given, 'amount_minor'), 'EUR');
  const ratios = texts(given, 'ratios').map((ratio) => decimalOf(ratio, 'ratios'));
  const shares = allocateBy(m, wholeWeights(ratios), 'first');
  const amounts = shares.map(({ amount }) => amount);
  return {
    rule: 'allocateBy first',
    checks: [check('shares_minor', expect['shares_minor'], amounts)],
  };
}
