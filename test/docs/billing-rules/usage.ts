import {
  type AffiliateProgram,
  commissionOf,
  commissionTakenBack,
  maturesOn,
  mayPayOut,
} from '../../../src/rules/affiliate.ts';
import { formatFraction } from '../../../src/rules/fraction.ts';
import type { Meter } from '../../../src/rules/meter-model.ts';
import { addDays } from '../../../src/rules/plain-date.ts';
import {
  chargeForUse,
  type MonthOfUse,
  type Reading,
  type Use,
  useOf,
} from '../../../src/rules/usage.ts';
import { eur, shown } from './given.ts';
import type { Chapter, RuleText } from './page.ts';

const half = 'half-away-from-zero';

function meterOf(more: Partial<Meter>, amount: string, currency = 'EUR'): Meter {
  return {
    resource: 'disk',
    unit: 'GB',
    included: '5',
    mode: 'sampled',
    over: 'charged',
    model: 'flat',
    tiers: [{ upTo: null, prices: [{ currency, amount }] }],
    ...more,
  };
}

const disk = meterOf({}, '0.20');
const traffic = meterOf({ resource: 'traffic', mode: 'summed', included: '50' }, '0.05');

/** Readings of November 2026: so many days of each value, one after the other. */
function readings(parts: readonly (readonly [days: number, value: string])[], allowance: string) {
  const values = parts.flatMap(([days, value]) => Array<string>(days).fill(value));
  return values.map((value, index): Reading => {
    return { day: addDays('2026-11-01', index), value, allowance };
  });
}

function used(meter: Meter, list: readonly Reading[], more: Partial<MonthOfUse> = {}): Use {
  const month = '2026-11-01';
  return useOf({
    meter,
    month,
    activeFrom: '2026-01-01',
    activeUntil: null,
    readings: list,
    ...more,
  });
}

const price = (meter: Meter, use: Use, currency = 'EUR'): string =>
  shown(chargeForUse(meter, use, currency, half).amount);
const over = ({ over: units }: Use): string => `${formatFraction(units, 6)} GB`;

function charge(): RuleText {
  const dollar = meterOf({ included: '0' }, '1', 'USD');
  const megabytes = readings(
    [
      [15, '500'],
      [15, '700'],
    ],
    '0',
  ).map((one) => ({ ...one, unit: 'MB' }));
  const sampled = used(
    disk,
    readings(
      [
        [20, '4'],
        [10, '8'],
      ],
      '5',
    ),
  );
  const summed = used(traffic, readings([[30, '2.5']], '50'));
  const late = used(disk, readings([[30, '8']], '5'), { activeFrom: '2026-11-16' });
  return {
    number: '12.3',
    title: 'Use over the allowance',
    says: [
      'Use is counted per calendar month and invoiced on the 1st. Summed: the sum of the days above the allowance × price. ' +
        'Sampled: the average, over the days of the month, of what was above that day’s allowance × price. Fractions are ' +
        'exact and rounded once. A day’s allowance is what stood at its end; days before activation and after the end count 0.',
    ],
    examples: [
      {
        title: 'disk, sampled',
        given: [
          'November has 30 days. First 1 USD per GB without an allowance, then 0.20 EUR per GB over 5 GB.',
        ],
        steps: [
          [
            '15 days of 500 MB, 15 of 700 MB: 0.6 GB × 1 USD',
            price(dollar, used(dollar, megabytes), 'USD'),
            '0.60 USD',
          ],
          ['20 days of 4 GB, 10 of 8 GB: 3 GB × 10 ÷ 30', over(sampled), '1 GB'],
          [
            '1 × 0.20; the days below do not make up for those above',
            price(disk, sampled),
            '0.20 EUR',
          ],
          ['8 GB, active from 16 November: 3 GB × 15 ÷ 30', over(late), '1.5 GB'],
          ['1.5 × 0.20', price(disk, late), '0.30 EUR'],
        ],
      },
      {
        title: 'traffic, summed',
        given: ['50 GB are included; 0.05 EUR per GB above them.'],
        steps: [
          ['30 days of 2.5 GB: 75 − 50', over(summed), '25 GB'],
          ['25 × 0.05', price(traffic, summed), '1.25 EUR'],
        ],
      },
    ],
  };
}

function missing(): RuleText {
  const one = readings([[1, '8']], '5');
  const carried = used(disk, one);
  const sum = used(traffic, readings([[1, '60']], '50'));
  const block = meterOf({ block: '1' }, '0.20');
  const use = used(block, readings([[30, '5.1']], '5'));
  return {
    number: '12.4',
    title: 'Missing days and units',
    says: [
      'A day without a reading carries the last sample, adds nothing to a sum, and is marked as estimated. Units are written ' +
        'out: 1 GB is 1000 MB, 1 GiB is 1024 MiB.',
    ],
    examples: [
      {
        title: 'one reading in November',
        given: ['It is of 1 November. The prices are those of 12.3.'],
        steps: [
          [
            'Disk: 8 GB are carried on',
            `${over(carried)}, ${carried.estimatedDays} days estimated`,
            '3 GB, 29 days estimated',
          ],
          ['3 × 0.20', price(disk, carried), '0.60 EUR'],
          [
            'Traffic: 60 GB, and nothing after it',
            `${over(sum)}, ${sum.estimatedDays} days estimated`,
            '10 GB, 29 days estimated',
          ],
          ['10 × 0.05', price(traffic, sum), '0.50 EUR'],
          [
            '5.1 GB all month, by exact fraction: 0.1 × 0.20',
            price(disk, used(disk, readings([[30, '5.1']], '5'))),
            '0.02 EUR',
          ],
          ['The same by started GB: 1 × 0.20', price(block, use), '0.20 EUR'],
        ],
      },
    ],
  };
}

const program: AffiliateProgram = {
  id: 'friends',
  name: 'Tell a friend',
  percent: '15',
  recurring: true,
  waitDays: 30,
  minimumPayout: [eur('25.00')],
  cookieDays: 90,
};

function commission(): RuleText {
  const of = (net: string, more: Partial<AffiliateProgram> = {}, earnedBefore = false): string =>
    shown(
      commissionOf({ program: { ...program, ...more }, net: eur(net), earnedBefore, mode: half }),
    );
  const back = commissionTakenBack({
    earned: eur('12.95'),
    base: eur('86.32'),
    credited: eur('43.16'),
    takenBack: eur('0.00'),
    mode: half,
  });
  const paid = (amount: string): string => (mayPayOut(program, eur(amount)) ? 'paid out' : 'waits');
  const once = { percent: undefined, fixed: [eur('20.00')], recurring: false };
  return {
    number: '14.1',
    title: 'Commissions of affiliates',
    says: [
      'A program pays a percentage or a fixed amount on the net of a paid invoice, after discount and before tax; for each ' +
        'invoice of the referred client, or for the first alone. It may be paid out after a waiting time, from a smallest sum ' +
        'on. A credit note takes its share back.',
    ],
    examples: [
      {
        title: '15% of each invoice',
        given: [
          'Waiting time 30 days, smallest pay-out 25.00 EUR. The invoice is of 86.32 EUR net.',
        ],
        steps: [
          ['86.32 × 15% = 12.948', of('86.32'), '12.95 EUR'],
          [
            'Paid on 22 November, it may be paid out on',
            maturesOn(program, '2026-11-22'),
            '2026-12-22',
          ],
          ['12.95 EUR alone', paid('12.95'), 'waits'],
          ['Two of them', paid('25.90'), 'paid out'],
          [
            'Half of the invoice is credited: 12.95 × 43.16 ÷ 86.32 = 6.475',
            shown(back),
            '-6.48 EUR',
          ],
        ],
      },
      {
        title: '20.00 EUR for the first invoice',
        given: ['A fixed amount is never more than the net.'],
        steps: [
          ['The first, of 86.32', of('86.32', once), '20.00 EUR'],
          ['The second', of('86.32', once, true), '0.00 EUR'],
          ['A first one of 7.99', of('7.99', once), '7.99 EUR'],
        ],
      },
    ],
  };
}

/** SPEC 12.3, 12.4 and 14.1. */
export const usageChapter: Chapter = {
  title: 'Use and commissions',
  rules: [charge(), missing(), commission()],
};
