import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import { billClient, type ClientToBill, type InvoiceToIssue } from './billing-run.ts';
import type { Catalog } from './catalog-model.ts';
import { formatAmount, money, parseMoney } from './money.ts';
import { afterRun, expectedInvoices, expectedMonths, expectedTotals } from './outlook.ts';
import { addDays, type PlainDate } from './plain-date.ts';

const eur = (text: string) => parseMoney(text, 'EUR');
const catalog = catalogWith();

function ahead(
  client: ClientToBill,
  until: PlainDate,
  more: { today?: PlainDate; credit?: string; cancelOn?: readonly [string, PlainDate][] } = {},
) {
  return expectedInvoices({
    client,
    catalog,
    today: more.today ?? '2026-12-01',
    until,
    cancelOn: new Map(more.cancelOn ?? []),
    credit: eur(more.credit ?? '0.00'),
  });
}

const shown = ({ issuedOn, dueOn, totals }: InvoiceToIssue) =>
  `${issuedOn} due ${dueOn}: ${formatAmount(totals.total)}`;

describe('the invoices of the time to come', () => {
  it('[19.2] each period on the day on which the run will issue it', () => {
    // 10.00 and 19 % VAT, issued 14 days before each first of a month, due on it.
    const expected = ahead(clientToBill(), '2027-02-28');
    expect(expected.map(({ invoice }) => shown(invoice))).toEqual([
      '2026-12-18 due 2027-01-01: 11.90',
      '2027-01-18 due 2027-02-01: 11.90',
      '2027-02-15 due 2027-03-01: 11.90',
    ]);
    expect(expectedTotals(expected)).toEqual([eur('35.70')]);
  });

  it('[19.2] the sums of the months are those of the invoices that they issue', () => {
    const other = packageToBill({ packageId: 'p2', items: [itemToBill({ itemId: 'i2' })] });
    const client = clientToBill([packageToBill({}), { ...other, anchor: '2026-12-20' }]);
    const expected = ahead(client, '2027-02-28');
    const months = expectedMonths(expected);
    expect(months.map(({ month }) => month)).toEqual(['2026-12', '2027-01', '2027-02']);
    for (const { month, totals } of months) {
      const those = expected.filter(({ invoice }) => invoice.issuedOn.startsWith(month));
      expect(those.length).toBeGreaterThan(0);
      expect(totals).toEqual(expectedTotals(those));
    }
    expect(expectedMonths([])).toEqual([]);
  });

  it('[19.2] a raise, the end of a promotion and the end of an item are seen', () => {
    const terms = {
      percent: '50',
      appliesTo: 'recurring',
      periods: 1,
      newClientsOnly: false,
    } as const;
    const items = [
      itemToBill({
        raise: { price: eur('20.00'), from: '2027-02-01' },
        promotion: { terms, periodsLeft: 1 },
      }),
      itemToBill({ itemId: 'ip', addOnId: 'ip', price: eur('1.00'), endsOn: '2027-02-01' }),
    ];
    const client = clientToBill([packageToBill({ items })]);
    const nets = ahead(client, '2027-02-28').map(({ invoice }) => invoice.totals.net);
    // 10.00 × 50 % + 1.00, then 10.00, then 20.00.
    expect(nets).toEqual([eur('6.00'), eur('10.00'), eur('20.00')]);
  });

  it('[19.2] credit pays first, as long as it lasts', () => {
    const parts = ahead(clientToBill(), '2027-02-28', { credit: '20.00' }).map(
      ({ fromCredit, toPay }) => [formatAmount(fromCredit), formatAmount(toPay)],
    );
    expect(parts).toEqual([
      ['11.90', '0.00'],
      ['8.10', '3.80'],
      ['0.00', '11.90'],
    ]);
  });

  it('[19.2] nothing for a package from the day on which it is canceled', () => {
    const client = clientToBill();
    expect(ahead(client, '2027-12-01', { cancelOn: [['package', '2027-01-18']] })).toHaveLength(1);
    expect(ahead(client, '2027-12-01', { cancelOn: [['package', '2027-01-19']] })).toHaveLength(2);
  });

  it('[19.2] nothing for a suspended client, and no end in looking for it', () => {
    expect(ahead(clientToBill(undefined, { status: 'suspended' }), '2028-12-01')).toEqual([]);
  });
});

/** What the run does when it runs on every day. */
function dayByDay(start: ClientToBill, rules: Catalog, today: PlainDate, until: PlainDate) {
  const invoices: InvoiceToIssue[] = [];
  let client = start;
  for (let day = today; day <= until; day = addDays(day, 1)) {
    const run = billClient(client, { catalog: rules, today: day, until: day });
    invoices.push(...run.invoices);
    client = afterRun(client, run);
  }
  return invoices;
}

const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2026-02-01', days));
const item = fc.record({
  itemId: fc.uuid(),
  quantity: fc.integer({ min: 1, max: 3 }),
  price: fc.bigInt({ min: 0n, max: 50_000n }).map((amount) => money(amount, 'EUR')),
  raise: fc.option(fc.record({ price: fc.constant(eur('33.33')), from: day })),
  billedThrough: day,
  endsOn: fc.option(day),
});
const hostingPackage = fc.record({
  packageId: fc.uuid(),
  cycle: fc.constantFrom('weekly', 'monthly', 'quarterly', 'annual'),
  anchor: day,
  status: fc.constantFrom('active', 'suspended', 'stopped'),
  items: fc.array(item.map(itemToBill), { minLength: 1, maxLength: 2 }),
} as const);

describe('the outlook against the run', () => {
  it('[19.2] its invoices are those that the run issues when it runs on every day', () => {
    fc.assert(
      fc.property(
        fc.array(hostingPackage.map(packageToBill), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('period', 'month'),
        (packages, grouping) => {
          const rules = catalogWith({
            grouping,
            safety: { linesPerPackage: 500, invoicesPerClient: 500, forecastFactor: 3 },
          });
          const client = clientToBill(packages);
          const [today, until] = ['2027-01-10', '2027-06-10'];
          const expected = expectedInvoices({
            client,
            catalog: rules,
            today,
            until,
            cancelOn: new Map(),
            credit: eur('0.00'),
          });
          expect(expected.map(({ invoice }) => invoice)).toEqual(
            dayByDay(client, rules, today, until),
          );
        },
      ),
    );
  });
});
