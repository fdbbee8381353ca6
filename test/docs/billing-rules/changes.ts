import { itemToBill, packageToBill } from '../../../src/rules/billing-run.fixture.ts';
import { nextIssueOn } from '../../../src/rules/billing-run.ts';
import { defaultBilling } from '../../../src/rules/billing-settings.ts';
import { dueOf } from '../../../src/rules/change.ts';
import { unusedCredit, unusedDays } from '../../../src/rules/credit.ts';
import { add, negate } from '../../../src/rules/money.ts';
import { addDays, minDate, type PlainDate } from '../../../src/rules/plain-date.ts';
import {
  changeOf,
  eur,
  invoiceSums,
  lineOf,
  netsOf,
  noteSums,
  nothing,
  shown,
  span,
} from './given.ts';
import { moreChangeRules } from './more-changes.ts';
import type { Chapter, RuleText } from './page.ts';

const month = { start: '2026-11-22', end: '2026-12-22' };
const next = { start: '2026-12-22', end: '2027-01-22' };
const half = 'half-away-from-zero';
const paid =
  'A package of 10.00 EUR a month with 19% VAT, paid from 22 November to 22 December 2026.';

const creditOn = (day: PlainDate, reversed = '0.00'): string =>
  shown(unusedCredit(lineOf({ net: '10.00', period: month, reversed }), day, half));

function credit(): RuleText {
  const { unused, days } = unusedDays(lineOf({ net: '10.00', period: month }).line, '2026-12-02');
  const open = changeOf({
    price: '20.00',
    on: '2026-12-02',
    through: month.end,
    had: [{ net: '10.00', period: month, open: true }],
  });
  return {
    number: '5.14',
    title: 'The credit of what is unused',
    says: [
      'A line gives back its net × its unused days ÷ its own days, rounded once, with the tax that it was charged. The day ' +
        'of the change belongs to the new plan. On the first day of the line it gives back all. Over several changes it ' +
        'never gives back more than it was.',
      'If the line’s invoice is not paid, the credit lowers what is open; nothing is paid out.',
    ],
    examples: [
      {
        title: 'given up after ten of thirty days',
        given: [paid, 'It is changed on 2 December.'],
        steps: [
          ['Unused days, 2 to 21 December', `${unused} of ${days}`, '20 of 30'],
          ['10.00 × 20 ÷ 30 = 6.666…', creditOn('2026-12-02'), '6.67 EUR'],
          ['On its first day, 22 November, instead', creditOn('2026-11-22'), '10.00 EUR'],
          ['On its last day, 21 December: 10.00 × 1 ÷ 30', creditOn('2026-12-21'), '0.33 EUR'],
          [
            'If 6.00 were credited before: 10.00 − 6.00',
            creditOn('2026-12-02', '-6.00'),
            '4.00 EUR',
          ],
        ],
      },
      {
        title: 'the line is not paid yet',
        given: [
          'The same line, of which 11.90 EUR are open. On 2 December it is changed to a plan of 20.00 EUR.',
        ],
        steps: [
          ['Credit note: 6.67 and 19% of it', noteSums(open), '-6.67 + -1.27 = -7.94 EUR'],
          [
            'Left open of its invoice: 11.90 − 7.94',
            shown(add(eur('11.90'), open.notes[0]?.totals.total ?? nothing)),
            '3.96 EUR',
          ],
          [
            'Invoice of the new part: 20.00 × 20 ÷ 30',
            invoiceSums(open),
            '13.33 + 2.53 = 15.86 EUR',
          ],
        ],
      },
    ],
  };
}

function anew(): RuleText {
  const ahead = changeOf({
    price: '20.00',
    on: '2026-12-02',
    through: next.end,
    had: [
      { net: '10.00', period: month },
      { net: '10.00', period: next },
    ],
  });
  const year = { start: '2026-12-02', end: '2027-12-02' };
  const annual = changeOf({
    price: '100.00',
    on: '2026-12-02',
    through: month.end,
    had: [{ net: '10.00', period: month }],
    more: {
      cycle: 'annual',
      anchor: '2026-12-02',
      periods: { kind: 'anew', periods: [{ period: year, whole: year }] },
    },
  });
  return {
    number: '5.15',
    title: 'What is billed is taken back, and billed anew for the same days',
    says: [
      'All lines that reach beyond the day are reversed, a prepaid next period too, and the new plan is billed for the same ' +
        'days. The renewal date stays. If the cycle changes, a new period begins on the day of the change.',
    ],
    examples: [
      {
        title: 'the next period is paid already',
        given: [
          paid,
          'The next period, 22 December to 22 January, is paid as well.',
          'On 2 December it is changed to a plan of 20.00 EUR a month.',
        ],
        steps: [
          [
            'Lines: 10.00 × 20 ÷ 30 and 10.00 back, 20.00 × 20 ÷ 30 and 20.00 anew',
            netsOf(ahead),
            '-6.67, -10.00, 13.33, 20.00 EUR',
          ],
          ['Net, and 19% of it', invoiceSums(ahead), '16.66 + 3.17 = 19.83 EUR'],
          ['Billed up to, as before', ahead.billedThrough, '2027-01-22'],
        ],
      },
      {
        title: 'from monthly to annual',
        given: [paid, 'On 2 December it is changed to 100.00 EUR a year.'],
        steps: [
          ['Lines: 10.00 × 20 ÷ 30 back, a whole year anew', netsOf(annual), '-6.67, 100.00 EUR'],
          ['Net, and 19% of it', invoiceSums(annual), '93.33 + 17.73 = 111.06 EUR'],
          [
            'The new period',
            span({ start: year.start, end: annual.billedThrough }),
            '2026-12-02 to 2027-12-02',
          ],
        ],
      },
    ],
  };
}

function documents(): RuleText {
  const had = (net: string) => [{ net, period: month }];
  const up = changeOf({ price: '20.00', on: '2026-12-02', through: month.end, had: had('10.00') });
  const down = changeOf({
    price: '10.00',
    on: '2026-12-02',
    through: month.end,
    had: had('20.00'),
  });
  return {
    number: '5.16',
    title: 'One invoice, or a credit note and an invoice',
    says: [
      'A sum of zero or more is one invoice: what is taken back stands on it with the quantity −1 and names its line. A sum ' +
        'below zero is a credit note of the unused part, which becomes account credit, and an invoice of the new part that ' +
        'is paid from it, in one transaction. There is no credit without a document.',
    ],
    examples: [
      {
        title: 'up, from 10.00 to 20.00 EUR',
        given: [paid, 'It is changed on 2 December.'],
        steps: [
          ['Lines: 10.00 × 20 ÷ 30 back, 20.00 × 20 ÷ 30 anew', netsOf(up), '-6.67, 13.33 EUR'],
          ['One invoice: net, and 19% of it', invoiceSums(up), '6.66 + 1.27 = 7.93 EUR'],
          ['Credit notes', noteSums(up), 'none'],
        ],
      },
      {
        title: 'down, from 20.00 to 10.00 EUR, now with credit',
        given: ['The same package at 20.00 EUR, paid. It is changed on 2 December.'],
        steps: [
          [
            'Credit note: 20.00 × 20 ÷ 30, and its tax',
            noteSums(down),
            '-13.33 + -2.53 = -15.86 EUR',
          ],
          ['Invoice: 10.00 × 20 ÷ 30, and its tax', invoiceSums(down), '6.67 + 1.27 = 7.94 EUR'],
          ['Account credit that is left: 15.86 − 7.94', shown(negate(down.sum)), '7.92 EUR'],
        ],
      },
    ],
  };
}

function payment(): RuleText {
  const { sum: total } = changeOf({
    price: '20.00',
    on: '2026-12-02',
    through: month.end,
    had: [{ net: '10.00', period: month }],
  });
  const { lapseDays } = defaultBilling.changes;
  const item = itemToBill({ billedThrough: month.end });
  const hostingPackage = packageToBill({ anchor: '2026-11-22', items: [item] });
  const issueOn = nextIssueOn(hostingPackage, defaultBilling) ?? 'never';
  const lapse = (madeOn: PlainDate): PlainDate => minDate(addDays(madeOn, lapseDays), issueOn);
  return {
    number: '5.17',
    title: 'What is due is paid before the plan changes',
    says: [
      'The plan changes when the sum is paid; amounts and date of the quote stand. Account credit pays first. A change that ' +
        'is not paid lapses after 3 days (a setting), and at the latest when the next cycle invoice is issued. Then its ' +
        'invoice is credited in full, and nothing has changed.',
    ],
    examples: [
      {
        title: 'the upgrade of 5.16',
        given: [
          '7.93 EUR are to be paid; the client has 3.00 EUR of account credit.',
          'The lead is 14 days.',
        ],
        steps: [
          ['Due now: 7.93 − 3.00', shown(dueOf(total, eur('3.00'))), '4.93 EUR'],
          ['The next cycle invoice is issued', issueOn, '2026-12-08'],
          ['Made on 2 December it lapses', lapse('2026-12-02'), '2026-12-05'],
          ['Made on 6 December it lapses sooner', lapse('2026-12-06'), '2026-12-08'],
        ],
      },
    ],
  };
}

function renewal(): RuleText {
  const plan = changeOf({
    price: '20.00',
    on: '2026-12-10',
    through: month.end,
    had: [
      { net: '10.00', period: month },
      { net: '10.00', period: next, open: true },
    ],
  });
  return {
    number: '5.18',
    title: 'An issued renewal does not block a change',
    says: [
      'Only an overdue invoice of the package, or another change that is not paid, blocks a change. A renewal that is issued ' +
        'and not yet due is credited in full; the billing run issues it anew for the new plan.',
    ],
    examples: [
      {
        title: 'after the renewal was issued',
        given: [
          paid,
          'The renewal of 22 December, 11.90 EUR, is issued and not paid.',
          'On 10 December it is changed to a plan of 20.00 EUR a month.',
        ],
        steps: [
          ['The renewal is credited in full', noteSums(plan), '-10.00 + -1.90 = -11.90 EUR'],
          ['Lines: 10.00 × 12 ÷ 30 back, 20.00 × 12 ÷ 30 anew', netsOf(plan), '-4.00, 8.00 EUR'],
          ['Net, and 19% of it', invoiceSums(plan), '4.00 + 0.76 = 4.76 EUR'],
          ['Billed up to, from where the run goes on', plan.billedThrough, '2026-12-22'],
        ],
      },
    ],
  };
}

/** SPEC 5.14 to 5.21. */
export const changesChapter: Chapter = {
  title: 'Changes of packages',
  rules: [credit(), anew(), documents(), payment(), renewal(), ...moreChangeRules],
};
