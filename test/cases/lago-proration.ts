import { money, multiplyRatio } from '../../src/rules/money.ts';
import { type Given, has, record, text, whole } from './given.ts';
import { diverging } from './oracles/compare.ts';
import { lagoFee, lagoPrecise, samePrecise } from './oracles/lago.ts';
import { check, type Outcome, Skipped } from './outcome.ts';

/** Lago: inclusive days of the whole period; the figures are those that the case has normalised. */
export function lagoProration(_given: Given, expect: Given, all: Given): Outcome {
  if (!has(all, 'normalised')) throw new Skipped('a fixture in Ruby, without normalised figures');
  const figures = record(all, 'normalised');
  const plan = whole(figures, 'plan_amount_cents');
  const [billable, days] = [whole(figures, 'billable_days'), whole(figures, 'period_days')];
  const precise = lagoPrecise(plan, billable, days);
  const fee = lagoFee(precise);
  const ours = multiplyRatio(money(plan, 'EUR'), billable, days);
  const checks = [check('amount_cents', expect['amount_cents'], fee)];
  if (has(expect, 'precise_amount_cents')) {
    const printed = Number(text(expect, 'precise_amount_cents'));
    checks.push(check('precise_amount_cents', true, samePrecise(printed, precise)));
  }
  return {
    rule: 'multiplyRatio; beside the fee of the source',
    checks,
    divergences: diverging('amount_cents', money(fee, 'EUR'), ours, 'days are counted inclusively'),
  };
}
