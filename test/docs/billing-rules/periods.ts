import {
  catalogWith,
  clientToBill,
  itemToBill,
  packageToBill,
} from '../../../src/rules/billing-run.fixture.ts';
import type { BillingSettings } from '../../../src/rules/billing-settings.ts';
import { parseCycle, periodStart } from '../../../src/rules/cycle.ts';
import { todayIn } from '../../../src/rules/plain-date.ts';
import { prorate, shareOf } from '../../../src/rules/proration.ts';
import { type OrderQuote, quoteOrder } from '../../../src/rules/quote.ts';
import { firstPeriods } from '../../../src/rules/schedule.ts';
import { eur, only, runOn, shown, span } from './given.ts';
import { issuingRules } from './issuing.ts';
import type { Chapter, RuleText, Step } from './page.ts';

const monthly = parseCycle('monthly');

function dates(): RuleText {
  const start = (n: number, anchor = '2027-01-31') => periodStart(anchor, monthly, n);
  const midnight = (instant: string) => todayIn('Europe/Berlin', new Date(instant));
  return {
    number: '6.1',
    title: 'Calendar dates in the provider’s zone',
    says: [
      'A period begins on the anchor plus n cycles, counted from the anchor each time. So a package of the 31st renews on the ' +
        'last day of a short month, and on the 31st again after it. A day begins at local midnight, and a run has one today.',
    ],
    examples: [
      {
        title: 'the 31st',
        given: ['A monthly package with the anchor 31 January 2027.'],
        steps: [
          ['Anchor + 1 month', start(1), '2027-02-28'],
          ['Anchor + 2 months', start(2), '2027-03-31'],
          ['Anchor + 3 months', start(3), '2027-04-30'],
          ['Anchor + 13 months, in a leap year', start(13), '2028-02-29'],
        ],
      },
      {
        title: 'midnight in Berlin',
        given: ['A provider in Europe/Berlin, one hour ahead of UTC in winter and two in summer.'],
        steps: [
          ['22 November 2026, 22:59 UTC', midnight('2026-11-22T22:59:00Z'), '2026-11-22'],
          ['22 November 2026, 23:00 UTC', midnight('2026-11-22T23:00:00Z'), '2026-11-23'],
          ['22 June 2026, 22:00 UTC', midnight('2026-06-22T22:00:00Z'), '2026-06-23'],
        ],
      },
    ],
  };
}

function anniversary(): RuleText {
  const from = (on: string): string => {
    const mode = { kind: 'anniversary', anchor: 'activation' } as const;
    return span(only(firstPeriods({ on, cycle: monthly, mode, prorated: true }).periods).period);
  };
  return {
    number: '6.2',
    title: 'Anniversary: periods begin on the day of activation',
    says: [
      'The anchor is the day on which the package became active, or by setting the day of the order. If the activation is ' +
        'later than the order, the first period moves with it; the days between are kept as excused.',
    ],
    examples: [
      {
        title: 'ordered on the 20th, active on the 22nd',
        given: ['A monthly package, ordered on 20 November 2026 and active on 22 November.'],
        steps: [
          ['First period, by activation', from('2026-11-22'), '2026-11-22 to 2026-12-22'],
          ['First period, by order', from('2026-11-20'), '2026-11-20 to 2026-12-20'],
        ],
      },
    ],
  };
}

const fixedDay: Partial<BillingSettings> = {
  cycleMode: { kind: 'monthly', day: 1, thresholdDay: 25 },
};

function ordered(productId: string, planId: string, cycle: string, on: string): OrderQuote {
  return quoteOrder({
    catalog: catalogWith(fixedDay),
    input: { currency: 'EUR', items: [{ productId, planId, cycle, addOns: [] }] },
    party: { country: 'DE', kind: 'consumer' },
    on,
    newClient: true,
  });
}

const linesOf = ({ lines }: OrderQuote): string =>
  lines
    .map(({ period, net }) => `${period === null ? 'set-up' : span(period)}: ${shown(net)}`)
    .join('; ');

function fixedDayOfMonth(): RuleText {
  const vps = (on: string): string => linesOf(ordered('vps', 'vps-s', 'monthly', on));
  return {
    number: '6.3',
    title: 'Monthly: all periods begin on a fixed day of the month',
    says: [
      'The days up to the fixed day are a stub: price × its days ÷ the days of the whole cycle that ends on the fixed day. ' +
        'From the threshold day on the whole next cycle is taken along, as a line of its own. On the fixed day itself there ' +
        'is no stub. A set-up fee is never prorated. A plan that may not be prorated stays on its anniversary.',
    ],
    examples: [
      {
        title: 'the fixed day is the 1st, the threshold the 25th',
        given: ['VPS S at 9.00 EUR a month, set-up fee 10.00 EUR.'],
        steps: [
          [
            'On 22 November: 9.00 × 9 ÷ 30',
            vps('2026-11-22'),
            '2026-11-22 to 2026-12-01: 2.70 EUR; set-up: 10.00 EUR',
          ],
          [
            'On 26 November: 9.00 × 5 ÷ 30, and December',
            vps('2026-11-26'),
            '2026-11-26 to 2026-12-01: 1.50 EUR; 2026-12-01 to 2027-01-01: 9.00 EUR; set-up: 10.00 EUR',
          ],
          [
            'On 1 December',
            vps('2026-12-01'),
            '2026-12-01 to 2027-01-01: 9.00 EUR; set-up: 10.00 EUR',
          ],
          [
            'Silver at 86.29 EUR a year, on 22 November: 86.29 × 9 ÷ 365',
            linesOf(ordered('web', 'silver', 'annual', '2026-11-22')),
            '2026-11-22 to 2026-12-01: 2.13 EUR',
          ],
        ],
      },
    ],
  };
}

function addOn(): RuleText {
  const package22 = packageToBill({
    anchor: '2026-11-22',
    items: [itemToBill({ addOnId: 'ip', price: eur('2.50'), billedThrough: '2026-12-10' })],
  });
  const catalog = catalogWith({ leadDays: { byCycle: {}, default: 0, domain: 0 } });
  const { invoices } = runOn(clientToBill([package22]), catalog, '2026-12-22');
  const [stub, whole] = invoices.flatMap(({ lines }) => lines);
  const text = (line: typeof stub) =>
    line === undefined ? 'none' : `${span(line.period)}: ${shown(line.net)}`;
  return {
    number: '6.4',
    title: 'An add-on is prorated to its package, and renews with it',
    says: [
      'An add-on that is bought within a period costs its share of that period; from the next renewal on it is billed with ' +
        'its package.',
    ],
    examples: [
      {
        title: 'a dedicated IP on 10 December',
        given: [
          'A package from 22 November to 22 December 2026, 30 days; the add-on costs 2.50 EUR a month.',
        ],
        steps: [
          ['2.50 × 12 ÷ 30', text(stub), '2026-12-10 to 2026-12-22: 1.00 EUR'],
          ['With the renewal', text(whole), '2026-12-22 to 2027-01-22: 2.50 EUR'],
        ],
      },
    ],
  };
}

function proration(): RuleText {
  const january = { start: '2027-01-01', end: '2027-02-01' };
  const february = { start: '2027-02-01', end: '2027-03-01' };
  const step = (
    from: string,
    whole: typeof january,
    way: 'actual' | '30-day' | 'none',
    byHand: string,
  ): Step => {
    const part = { start: from, end: whole.end };
    const { days, of } = shareOf(part, whole, way);
    const price = shown(prorate(eur('10.00'), 1, part, whole, way));
    return [`From ${from}, \`${way}\``, `${days} of ${of} days: ${price}`, byHand];
  };
  return {
    number: '6.5',
    title: 'Three ways to count a part of a period',
    says: [
      'A part costs price × quantity × its share, multiplied before it is divided and rounded once. The share counts actual ' +
        'days of the actual period (`actual`, the default), months of 30 days (`30-day`), or all of it (`none`). The day of ' +
        'a change belongs to what begins with it. Periods of weeks always have their actual days.',
    ],
    examples: [
      {
        title: 'the second half of a month at 10.00 EUR',
        given: ['January 2027 has 31 days, February 28.'],
        steps: [
          step('2027-01-16', january, 'actual', '16 of 31 days: 5.16 EUR'),
          step('2027-01-16', january, '30-day', '15 of 30 days: 5.00 EUR'),
          step('2027-01-16', january, 'none', '31 of 31 days: 10.00 EUR'),
          step('2027-02-15', february, 'actual', '14 of 28 days: 5.00 EUR'),
          step('2027-02-15', february, '30-day', '16 of 30 days: 5.33 EUR'),
        ],
      },
    ],
  };
}

/** SPEC 6.1 to 6.10. */
export const periodsChapter: Chapter = {
  title: 'Billing cycles',
  rules: [dates(), anniversary(), fixedDayOfMonth(), addOn(), proration(), ...issuingRules],
};
