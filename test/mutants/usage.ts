import { faultsOfRule, type Mutant } from './mutant.ts';

/** Use and affiliates: SPEC 12.3, 12.4 and 14. */
export const usageMutants: readonly Mutant[] = [
  ...faultsOfRule('usage', [
    [
      '12.3 the average is over the days of the package',
      'fraction(BigInt(daysBetween(period.start, period.end)))',
      'fraction(BigInt(days.length))',
    ],
    [
      '12.3 a day has the allowance of the month’s end',
      'over: unitsOver(value, allowance),',
      'over: value,',
    ],
    [
      '12.3 days after the end count',
      'activeUntil !== null && activeUntil < end ? activeUntil : end',
      'end',
    ],
    ['12.3 days before activation count', 'activeFrom > start ? activeFrom : start', 'start'],
    [
      '12.3 what the panel refuses is charged',
      "meter.over === 'charged' ? use.over : none",
      'use.over',
    ],
    [
      '12.3 the use is rounded down',
      'minorUnits(currency)))), mode)',
      "minorUnits(currency)))), 'down')",
    ],
    ['12.3 a sum is an average', 'used: summed ? used :', 'used: !summed ? used :'],
    ['12.4 a missing day has no sample', 'before = read ?? before;', 'before = read;'],
    ['12.4 a missing day adds to a sum', "meter.mode === 'summed' ? read : last", 'last'],
    ['12.4 an estimated day is not marked', 'estimated: read === undefined', 'estimated: false'],
  ]),
  ...faultsOfRule('unit-price', [
    ['12.4 a GB is 1024 MB', '1000n ** BigInt(index + 1)', '1024n ** BigInt(index + 1)'],
  ]),
  ...faultsOfRule('affiliate', [
    ['14.1 a program that pays once pays always', 'earnedBefore && !program.recurring', 'false'],
    ['14.1 a fixed amount passes its document', 'minimum(fixed, net)', 'fixed'],
    [
      '14.1 less than the least is paid out',
      'compare(mature, least) >= 0',
      'compare(mature, least) < 0',
    ],
    ['14.1 a commission may be paid out at once', 'addDays(paidOn, waitDays)', 'paidOn'],
    [
      '14.2 a credit note takes nothing back',
      'isNegative(more) ? zero(earned.currency) : negate(more)',
      'zero(earned.currency)',
    ],
    [
      '14.2 a credit note takes back more than was earned',
      'base.amount, mode), earned)',
      'base.amount, mode), multiplyRatio(earned, 2n, 1n, mode))',
    ],
    [
      '14.2 one refers himself by another sign-in',
      'if (plain(affiliate.email) === plain(referred.email)) return true;',
      '',
    ],
    ['14.3 a pay-out does not reach the credit', "way === 'credit'", "way !== 'credit'"],
  ]),
];
