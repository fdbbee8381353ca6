import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import {
  billClient,
  type ClientRun,
  type ClientToBill,
  type InvoiceToIssue,
  type ItemToBill,
  nextIssueOn,
  type PackageToBill,
} from './billing-run.ts';
import type { Catalog, Promotion } from './catalog-model.ts';
import { minorUnits } from './currency.ts';
import { add, equal, isNegative, money, multiplyQuantity, subtract, sum } from './money.ts';
import { addDays } from './plain-date.ts';

const dates = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2026-01-01', days));
const currencies = fc.constantFrom('EUR', 'JPY', 'KWD');

function promotions(currency: string): fc.Arbitrary<Promotion> {
  const base = { code: 'CODE', appliesTo: 'recurring', periods: 3, newClientsOnly: false } as const;
  return fc.oneof(
    fc.constantFrom('10', '33.333', '100').map((percent) => ({ ...base, percent })),
    fc
      .bigInt({ min: 1n, max: 5_000n })
      .map((amount) => ({ ...base, fixed: [money(amount, currency)] })),
  );
}

function items(currency: string): fc.Arbitrary<ItemToBill> {
  const price = fc.bigInt({ min: 0n, max: 100_000n }).map((amount) => money(amount, currency));
  const fields = fc.record({
    price,
    quantity: fc.integer({ min: 1, max: 5 }),
    billedThrough: dates,
    endsOn: fc.option(dates, { freq: 4 }),
    prorated: fc.boolean(),
    raise: fc.option(fc.record({ price, from: dates })),
    promotion: fc.option(
      fc.record({ terms: promotions(currency), periodsLeft: fc.option(fc.nat({ max: 4 })) }),
    ),
  });
  return fields.map((more) => itemToBill(more));
}

function packages(currency: string): fc.Arbitrary<PackageToBill> {
  const fields = fc.record({
    anchor: fc.oneof(dates, fc.constantFrom('2024-02-29', '2026-01-31')),
    cycle: fc.constantFrom('monthly', 'quarterly', 'annual', '10-weeks'),
    items: fc.array(items(currency), { minLength: 1, maxLength: 3 }),
    // All items of a package share its promotion, as those of an order do.
    terms: promotions(currency),
  });
  return fields.map(({ terms, items: some, ...more }) =>
    packageToBill({
      ...more,
      items: some.map((item, index) => ({
        ...item,
        itemId: `item ${index}`,
        promotion: item.promotion === null ? null : { ...item.promotion, terms },
      })),
    }),
  );
}

const clients: fc.Arbitrary<ClientToBill> = currencies
  .chain((currency) =>
    fc.tuple(
      fc.constant(currency),
      fc.array(packages(currency), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('DE', 'FR', 'US', 'CA'),
    ),
  )
  .map(([currency, some, country]) =>
    clientToBill(
      some.map((one, index) => ({ ...one, packageId: `package ${index}` })),
      { currency, party: { country, state: 'QC', kind: 'consumer' } },
    ),
  );

const catalogs: fc.Arbitrary<Catalog> = fc
  .record({
    proration: fc.constantFrom('actual', '30-day', 'none'),
    grouping: fc.constantFrom('period', 'month'),
    pricesIncludeTax: fc.boolean(),
    lead: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ proration, grouping, pricesIncludeTax, lead }) =>
    catalogWith(
      { proration, grouping, leadDays: { byCycle: { annual: 30 }, default: lead, domain: 45 } },
      { pricesIncludeTax },
    ),
  );

/** The client as the engine would load it after the run was written. */
function written(client: ClientToBill, { moves }: ClientRun): ClientToBill {
  const packagesAfter = client.packages.map((hostingPackage) => ({
    ...hostingPackage,
    items: hostingPackage.items.map((item) => {
      const move = moves.find(
        ({ itemId, packageId }) => itemId === item.itemId && packageId === hostingPackage.packageId,
      );
      if (move === undefined) return item;
      expect(move.from).toBe(item.billedThrough);
      const { promotion } = item;
      return {
        ...item,
        billedThrough: move.to,
        price: move.raised ?? item.price,
        raise: move.raised === null ? item.raise : null,
        promotion: promotion === null ? null : { ...promotion, periodsLeft: move.periodsLeft },
      };
    }),
  }));
  return { ...client, packages: packagesAfter };
}

/** A document as far as it does not depend on the day of the run. */
function content({ wantedOn, periodStart, lines, totals }: InvoiceToIssue): unknown {
  return { wantedOn, periodStart, lines, totals };
}

function inOrder(invoices: readonly InvoiceToIssue[]): readonly unknown[] {
  const sorted = [...invoices].sort((a, b) =>
    `${a.wantedOn} ${a.periodStart}` < `${b.wantedOn} ${b.periodStart}` ? -1 : 1,
  );
  return sorted.map(content);
}

describe('billing run', () => {
  it('[6.8] [6.10] twice until two days is once until the later one, and then nothing', () => {
    fc.assert(
      fc.property(clients, catalogs, dates, dates, (client, catalog, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const first = billClient(client, { catalog, today: early, until: early });
        const between = written(client, first);
        const second = billClient(between, { catalog, today: late, until: late });
        const once = billClient(client, { catalog, today: late, until: late });
        expect(inOrder([...first.invoices, ...second.invoices])).toEqual(inOrder(once.invoices));
        expect([...first.excused, ...second.excused]).toHaveLength(once.excused.length);
        expect(written(between, second)).toEqual(written(client, once));
        const again = billClient(written(client, once), { catalog, today: late, until: late });
        expect(again).toEqual({ invoices: [], moves: [], excused: [], problems: [] });
      }),
    );
  });

  it('[6.8] every day between is on one standing line, or excused with its rule', () => {
    fc.assert(
      fc.property(clients, catalogs, dates, (client, catalog, until) => {
        const { invoices, moves, excused } = billClient(client, { catalog, today: until, until });
        const spans = [
          ...invoices.flatMap(({ lines }) => lines.map((line) => ({ ...line, span: line.period }))),
          ...excused,
        ];
        for (const { itemId, packageId, from, to } of moves) {
          const own = spans
            .filter((span) => span.itemId === itemId && span.packageId === packageId)
            .map(({ span }) => span)
            .sort((a, b) => (a.start < b.start ? -1 : 1));
          let day = from;
          for (const { start, end } of own) {
            expect(start).toBe(day);
            day = end;
          }
          expect(day).toBe(to);
        }
        // What nothing moved has no line either.
        const moved = new Set(moves.map(({ itemId, packageId }) => `${packageId} ${itemId}`));
        expect(
          spans.filter(({ itemId, packageId }) => !moved.has(`${packageId} ${itemId}`)),
        ).toEqual([]);
      }),
    );
  });

  it('[7.8] [7.9] each document adds up, and no discount is above its line', () => {
    fc.assert(
      fc.property(clients, catalogs, dates, (client, catalog, until) => {
        for (const invoice of billClient(client, { catalog, today: until, until }).invoices) {
          const { lines, totals, currency } = invoice;
          expect(minorUnits(currency)).toBeGreaterThanOrEqual(0);
          for (const line of lines) {
            expect(equal(subtract(line.gross, line.discount), line.net)).toBe(true);
            expect(isNegative(line.net) || isNegative(line.discount)).toBe(false);
            if (catalog.provider.pricesIncludeTax) continue;
            expect(equal(multiplyQuantity(line.unitPrice, line.quantity), line.gross)).toBe(true);
          }
          const nets = sum(
            lines.map(({ net }) => net),
            currency,
          );
          expect(nets).toEqual(totals.net);
          const rounded = 'rounding' in totals ? totals.rounding : money(0n, currency);
          expect(add(add(totals.net, totals.tax), rounded)).toEqual(totals.total);
          expect(invoice.wantedOn <= until && invoice.issuedOn === until).toBe(true);
          expect(invoice.dueOn >= invoice.issuedOn).toBe(true);
        }
      }),
    );
  });

  it('[6.6] the next issue is the day on which the run first has something for the package', () => {
    fc.assert(
      fc.property(clients, catalogs, (client, catalog) => {
        const { billing } = catalog.provider;
        for (const hostingPackage of client.packages) {
          const next = nextIssueOn(hostingPackage, billing);
          const alone = { ...client, packages: [hostingPackage] };
          const until = next ?? '2050-01-01';
          expect(billClient(alone, { catalog, today: until, until }).moves.length > 0).toBe(
            next !== null,
          );
          if (next === null) continue;
          const before = addDays(next, -1);
          expect(billClient(alone, { catalog, today: before, until: before }).moves).toEqual([]);
        }
      }),
    );
  });
});
