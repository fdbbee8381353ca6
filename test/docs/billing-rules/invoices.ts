import {
  catalogWith,
  clientToBill,
  itemToBill,
  packageToBill,
} from '../../../src/rules/billing-run.fixture.ts';
import type { BillingSettings } from '../../../src/rules/billing-settings.ts';
import type { Promotion } from '../../../src/rules/catalog-model.ts';
import { coversPurchase, discountLines } from '../../../src/rules/discount.ts';
import { priceDocument } from '../../../src/rules/document.ts';
import { planDunning } from '../../../src/rules/dunning.ts';
import { invoiceNumber } from '../../../src/rules/invoice.ts';
import { entryForInvoice } from '../../../src/rules/ledger.ts';
import { formatAmount, type Money } from '../../../src/rules/money.ts';
import type { AppliedTax } from '../../../src/rules/tax.ts';
import { counted, eur, only, runOn, runsOn, shown, shownAll, span, sums, vat } from './given.ts';
import type { Chapter, RuleText, Step } from './page.ts';

const half = 'half-away-from-zero';
const policy = { mode: half, currency: 'EUR' } as const;

function sold(amount: string, discount = '0.00', taxes: readonly AppliedTax[] = [vat]) {
  return { unitPrice: eur(amount), quantity: 1, discount: eur(discount), taxes };
}

function numbers(): RuleText {
  const number = (year: number, n: number): string => invoiceNumber('HL-{year}-', year, n, 6);
  return {
    number: '7.5',
    title: 'Numbers have no gap',
    says: [
      'Each series counts from 1 in each year of the issue date in the provider’s zone. Credit notes and proformas have ' +
        'series of their own. The number is taken by the last statement of the transaction that writes the document, so a ' +
        'client that fails takes none.',
    ],
    examples: [
      {
        title: 'the turn of the year',
        given: ['The series `HL-{year}-` with six digits.'],
        steps: [
          ['The seventh of 2026', number(2026, 7), 'HL-2026-000007'],
          ['The first of 2027', number(2027, 1), 'HL-2027-000001'],
        ],
      },
    ],
  };
}

function proforma(): RuleText {
  const { totals } = priceDocument([sold('7.99')], policy);
  const { postings } = entryForInvoice({ key: 'invoice:1', clientId: 'client', totals });
  const text = postings.map(({ account, amount }) => `${account} ${formatAmount(amount)}`);
  return {
    number: '7.6',
    title: 'Invoice at issue, or proforma until paid',
    says: [
      'By default an invoice is issued and booked at once. With the setting `proforma` the client is asked by a proforma, ' +
        'which has a series of its own and is not booked. Paying it makes the invoice of that day, with its number, and books ' +
        'it. A proforma that lapses needs no credit note.',
    ],
    examples: [
      {
        title: '7.99 EUR and 19% VAT',
        given: ['Debits are above zero, credits below.'],
        steps: [
          ['Asked for', sums(totals), '7.99 + 1.52 = 9.51 EUR'],
          [
            'Booked when the invoice is made',
            text.join(', '),
            'receivable 9.51, revenue -7.99, tax -1.52',
          ],
        ],
      },
    ],
  };
}

function grouping(): RuleText {
  const later = packageToBill({
    packageId: 'third',
    anchor: '2026-12-15',
    items: [itemToBill({ billedThrough: '2027-01-15' })],
  });
  const client = clientToBill([packageToBill(), packageToBill({ packageId: 'second' }), later]);
  const made = (by: BillingSettings['grouping']): string =>
    runOn(client, catalogWith({ grouping: by }), '2027-01-01')
      .invoices.map(({ wantedOn, lines }) => `${wantedOn}: ${counted(lines.length, 'line')}`)
      .join('; ');
  return {
    number: '7.7',
    title: 'One invoice per period start, or one a month',
    says: [
      'The run puts all that begins for a client on one day, in one currency, on one invoice. By setting it is one a month: ' +
        'then the first of the month counts as the start of all its periods. Late fees and changes have invoices of their own.',
    ],
    examples: [
      {
        title: 'three packages',
        given: ['Two begin on 1 January 2027, one on 15 January; the lead is 14 days.'],
        steps: [
          ['By period start', made('period'), '2026-12-18: 2 lines; 2027-01-01: 1 line'],
          ['By month', made('month'), '2026-12-18: 3 lines'],
        ],
      },
    ],
  };
}

function totals(): RuleText {
  const document = priceDocument([sold('10.00', '2.00'), sold('5.00')], policy);
  const small = ['0.33', '0.33', '0.33'].map((amount) => sold(amount));
  return {
    number: '7.8',
    title: 'Totals follow EN 16931',
    says: [
      'A discount is an allowance of its line, before tax. The tax of a rate is reckoned on the sum of its lines and rounded ' +
        'once; by a setting on each line instead.',
    ],
    examples: [
      {
        title: 'a discount, then tax',
        given: ['A line of 10.00 EUR less 2.00, and one of 5.00 EUR.'],
        steps: [
          ['Net: 8.00 + 5.00', shown(document.totals.net), '13.00 EUR'],
          ['Tax: 13.00 × 19%', shown(document.totals.tax), '2.47 EUR'],
          ['Total', shown(document.totals.total), '15.47 EUR'],
        ],
      },
      {
        title: 'rounded once',
        given: ['Three lines of 0.33 EUR.'],
        steps: [
          ['0.99 × 19% = 0.1881', shown(priceDocument(small, policy).totals.tax), '0.19 EUR'],
          [
            'Per line, by setting: 3 × round(0.0627)',
            shown(priceDocument(small, { ...policy, rounding: 'per-line' }).totals.tax),
            '0.18 EUR',
          ],
        ],
      },
    ],
  };
}

const percent: Promotion = {
  code: 'WELCOME20',
  percent: '20',
  appliesTo: 'recurring',
  periods: 1,
  plans: ['silver'],
  newClientsOnly: false,
};
const fixed: Promotion = {
  code: 'FIVER',
  fixed: [eur('5.00')],
  appliesTo: 'recurring',
  periods: 1,
  newClientsOnly: false,
};

function discounts(): RuleText {
  const promotion = { terms: percent, periodsLeft: 1 };
  const item = itemToBill({ billedThrough: '2026-12-22', promotion });
  const client = clientToBill([packageToBill({ items: [item] })]);
  const made = runsOn(client, catalogWith(), ['2026-12-08', '2026-12-18', '2027-01-18']);
  const [stub, january, february] = made.map(({ totals: { net } }) => shown(net));
  const off = (amounts: readonly string[]): string => {
    const lines = amounts.map((amount) => ({
      gross: eur(amount),
      component: 'recurring' as const,
    }));
    return shownAll(discountLines(lines, fixed, 'EUR'));
  };
  const survives = (planId: string): string =>
    coversPurchase(percent, { planId, cycle: 'annual' }) ? 'kept' : 'lost';
  return {
    number: '7.9',
    title: 'Discounts',
    says: [
      'A percentage is rounded per line, after proration. A fixed amount is spread over the lines that it covers in ' +
        'proportion, so that the parts sum to it, and is never more than they are; it crosses no currency. A promotion of N ' +
        'periods counts whole periods: a stub is discounted and counts as none. On a change of plan it goes along only if it ' +
        'covers the new plan.',
    ],
    examples: [
      {
        title: '20% for one period',
        given: [
          'A package of 10.00 EUR a month, whose fixed day is the 1st. It begins on 22 December 2026.',
        ],
        steps: [
          ['Stub: 10.00 × 10 ÷ 31 = 3.23, less 0.65', stub ?? 'none', '2.58 EUR'],
          ['January, the one period: 10.00 − 2.00', january ?? 'none', '8.00 EUR'],
          ['February', february ?? 'none', '10.00 EUR'],
          ['It covers Silver alone: on a change to Gold it is', survives('gold'), 'lost'],
          ['On a change of Silver’s cycle it is', survives('silver'), 'kept'],
        ],
      },
      {
        title: '5.00 EUR off',
        given: ['Two lines of 7.99 and 2.50 EUR, then a line of 3.00 EUR.'],
        steps: [
          [
            '5.00 × 7.99 ÷ 10.49 = 3.808…, and × 2.50 ÷ 10.49 = 1.191…',
            off(['7.99', '2.50']),
            '3.81, 1.19 EUR',
          ],
          ['Of 3.00 at most 3.00', off(['3.00']), '3.00 EUR'],
        ],
      },
    ],
  };
}

const untaxed: AppliedTax = { name: 'Tax', rate: '0', category: 'O', reason: 'A late fee.' };

function feesAndNothing(): RuleText {
  const fee: Money = eur('5.00');
  const steps = [{ day: 7, do: 'remind', lateFee: [fee] }] as const;
  const feesOn = (today: string, taken: number): string => {
    const plan = planDunning({
      steps,
      taken,
      dueOn: '2027-01-10',
      today,
      promisedUntil: null,
      chargeIsOpen: false,
      destroyingIsOff: false,
      terminateAfterDays: 14,
      packages: [],
    });
    return `${counted(plan.lateFees.length, 'fee')}, ${counted(plan.taken, 'step')} taken`;
  };
  const terms = { ...percent, percent: '100' };
  const item = itemToBill({ promotion: { terms, periodsLeft: 1 } });
  const run = runOn(clientToBill([packageToBill({ items: [item] })]), catalogWith(), '2026-12-18');
  const excused = only(run.excused);
  return {
    number: '7.13',
    title: 'Late fees, and renewals of nothing',
    says: [
      'A late fee is an invoice of its own, untaxed, once per step of the dunning schedule. A renewal that comes to nothing is ' +
        'not issued; its days are kept as excused.',
    ],
    examples: [
      {
        title: 'a fee of 5.00 EUR seven days after the due date, 10 January',
        given: ['Seven days after the due date a reminder goes out, with the fee.'],
        steps: [
          ['On 17 January', feesOn('2027-01-17', 0), '1 fee, 1 step taken'],
          ['On 18 January', feesOn('2027-01-18', 1), '0 fees, 1 step taken'],
          [
            'The fee’s invoice',
            sums(priceDocument([sold('5.00', '0.00', [untaxed])], policy).totals),
            '5.00 + 0.00 = 5.00 EUR',
          ],
        ],
      },
      {
        title: 'a month for nothing',
        given: [
          'A package of 10.00 EUR a month with 100% off for one period, which begins on 1 January.',
        ],
        steps: [
          ['Invoices', String(run.invoices.length), '0'],
          [
            'Excused, with the rule',
            `${span(excused.span)}: ${excused.rule}`,
            '2027-01-01 to 2027-02-01: zero',
          ],
        ],
      },
    ],
  };
}

function explanation(): RuleText {
  const item = itemToBill({
    billedThrough: '2026-12-22',
    promotion: { terms: percent, periodsLeft: 1 },
  });
  const { invoices } = runOn(
    clientToBill([packageToBill({ items: [item] })]),
    catalogWith(),
    '2026-12-08',
  );
  const { steps } = only(only(invoices).lines).explanation;
  const byHand = [
    ['Web hosting Silver, monthly: 10.00 × 1', '10.00 EUR'],
    ['10 of 31 days (actual) of 2026-12-01 to 2027-01-01, rounded half-away-from-zero', '3.23 EUR'],
    ['2026-12-22 to 2027-01-01', '3.23 EUR'],
    ['Less WELCOME20, 20%', '2.58 EUR'],
  ];
  const rows = steps.map(
    ({ label, amount }, index): Step => [
      label,
      amount === undefined ? '' : shown(amount),
      byHand[index]?.[0] === label ? (byHand[index]?.[1] ?? '') : `not “${label}”`,
    ],
  );
  return {
    number: '7.14',
    title: 'Each line explains itself',
    says: [
      'A line keeps how it came to its amount: the rule, the price, the dates, the fraction and the rounding, each with what ' +
        'stands after it. Pages and the operation `packages.explain` show it.',
    ],
    examples: [
      {
        title: 'the stub of 7.9',
        given: ['What the line says of itself, word by word.'],
        steps: [...rows, ['Steps', String(steps.length), '4']],
      },
    ],
  };
}

/** SPEC 7.5 to 7.9, 7.13 and 7.14. */
export const invoicesChapter: Chapter = {
  title: 'Invoices',
  rules: [
    numbers(),
    proforma(),
    grouping(),
    totals(),
    discounts(),
    feesAndNothing(),
    explanation(),
  ],
};
