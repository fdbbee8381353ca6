import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, casesPerRule, coverageOf, leastHits } from '../../test/support/coverage.ts';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import {
  billClient,
  type ClientRun,
  type InvoiceToIssue,
  type PackageToBill,
} from './billing-run.ts';
import type { Catalog, Promotion } from './catalog-model.ts';
import { planChange, type StandingLine } from './change.ts';
import { type Period, parseCycle, periodAt } from './cycle.ts';
import { documentPolicy } from './document.ts';
import type { Totals } from './invoice.ts';
import { balanced, entryForCreditNote, entryForInvoice } from './ledger.ts';
import { add, type Money, money, multiplyQuantity, subtract, sum } from './money.ts';
import {
  addDays,
  compareDates,
  dayOfMonth,
  daysBetween,
  maxDate,
  type PlainDate,
} from './plain-date.ts';
import { shareOf } from './proration.ts';
import { periodHolding } from './schedule.ts';
import { homeTaxesFor, taxesFor } from './tax.ts';

const coverage = coverageOf({
  proration: ['actual', '30-day', 'none'],
  leap: ['leap', 'common'],
  clip: ['clipped', 'whole'],
  discount: ['none', 'percent', 'fixed'],
  tax: ['per-rate', 'per-line', 'net-first', 'tax-first', 'tax-is-rest'],
});
type Case = Cell<{
  readonly proration: readonly ['actual', '30-day', 'none'];
  readonly leap: readonly ['leap', 'common'];
  readonly clip: readonly ['clipped', 'whole'];
  readonly discount: readonly ['none', 'percent', 'fixed'];
  readonly tax: readonly ['per-rate', 'per-line', 'net-first', 'tax-first', 'tax-is-rest'];
}>;

/** A whole period of a package with an anchor. */
interface Place {
  readonly anchor: PlainDate;
  readonly cycle: string;
  readonly whole: Period;
}

const leapDays: readonly PlainDate[] = ['2024-02-29', '2028-02-29', '2032-02-29'];

function kindOf({ anchor, whole }: Place): Pick<Case, 'leap' | 'clip'> {
  const isLeap = leapDays.some((day) => whole.start <= day && day < whole.end);
  const day = dayOfMonth(anchor);
  const isClipped = dayOfMonth(whole.start) !== day || dayOfMonth(whole.end) !== day;
  return { leap: isLeap ? 'leap' : 'common', clip: isClipped ? 'clipped' : 'whole' };
}

/** Periods of all kinds: month ends, leap days, and days on which nothing is special. */
const places: readonly Place[] = ['monthly', 'quarterly', 'annual'].flatMap((cycle) => {
  const anchors = Array.from({ length: 120 }, (_, index) => addDays('2025-12-01', index));
  return [...anchors, '2024-02-29'].flatMap((anchor) =>
    Array.from({ length: cycle === 'annual' ? 6 : 30 }, (_, n): Place => {
      return { anchor, cycle, whole: periodAt(anchor, parseCycle(cycle), n) };
    }),
  );
});

function placesOf({ leap, clip }: Case): readonly Place[] {
  return places.filter((place) => {
    const kind = kindOf(place);
    return kind.leap === leap && kind.clip === clip;
  });
}

function catalogOf({ proration, tax }: Case): Catalog {
  const perLine = tax === 'per-line' ? 'per-line' : 'per-rate';
  const inclusive = tax === 'per-rate' || tax === 'per-line' ? null : tax;
  const policy = { rounding: perLine, inclusive: inclusive ?? 'net-first' } as const;
  return catalogWith({ proration, tax: policy }, { pricesIncludeTax: inclusive !== null });
}

/** A fixed amount is below any part that costs something, so that a discount leaves a rest. */
function promotionOf({ discount }: Case, currency: string): Promotion | null {
  if (discount === 'none') return null;
  const common = {
    code: 'CODE',
    appliesTo: 'recurring',
    periods: 2,
    newClientsOnly: false,
  } as const;
  return discount === 'percent'
    ? { ...common, percent: '33.333' }
    : { ...common, fixed: [money(101n, currency)] };
}

interface Given {
  readonly catalog: Catalog;
  readonly place: Place;
  readonly hostingPackage: PackageToBill;
  readonly currency: string;
  readonly country: string;
  readonly newPrice: bigint;
  readonly changeAfter: number;
}

/** A package in the middle of such a period, billed up to a day within it. */
function givenOf(wanted: Case): fc.Arbitrary<Given> {
  const price = fc.bigInt({ min: 100_000n, max: 10_000_000n });
  return fc
    .record({
      place: fc.constantFrom(...placesOf(wanted)),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      country: fc.constantFrom('DE', 'FR', 'US', 'CA'),
      prices: fc.tuple(price, price),
      quantity: fc.integer({ min: 1, max: 5 }),
      at: fc.nat(),
      newPrice: price,
      changeAfter: fc.nat(),
    })
    .map(({ place, currency, prices, quantity, at, ...rest }) => {
      const length = daysBetween(place.whole.start, place.whole.end);
      const billedThrough = addDays(place.whole.start, 1 + (at % (length - 1)));
      const terms = promotionOf(wanted, currency);
      const promotion = terms === null ? null : { terms, periodsLeft: 2 };
      const items = prices.map((amount, index) =>
        itemToBill({
          itemId: `item ${index}`,
          addOnId: index === 0 ? null : 'ip',
          quantity: index === 0 ? 1 : quantity,
          price: money(amount, currency),
          billedThrough,
          promotion,
        }),
      );
      const { anchor, cycle } = place;
      const hostingPackage = packageToBill({ anchor, cycle, items });
      return { ...rest, catalog: catalogOf(wanted), place, hostingPackage, currency };
    });
}

function runOf({ catalog, hostingPackage, currency, country, place }: Given): ClientRun {
  const party = { country, state: 'QC', kind: 'consumer' } as const;
  const client = clientToBill([hostingPackage], { currency, party });
  const until = place.whole.end;
  return billClient(client, { catalog, today: until, until });
}

function addUp(totals: Totals, lines: readonly { readonly net: Money }[], key: string): void {
  const { currency } = totals.net;
  const nets = lines.map(({ net }) => net);
  expect(sum(nets, currency)).toEqual(totals.net);
  expect(add(add(totals.net, totals.tax), totals.rounding)).toEqual(totals.total);
  const taxes = totals.breakdown.map(({ tax }) => tax);
  expect(sum(taxes, currency)).toEqual(totals.tax);
  const isNote = totals.total.amount < 0n;
  const document = { key, clientId: 'client', totals };
  expect(balanced(isNote ? entryForCreditNote(document) : entryForInvoice(document))).toBe(true);
}

/** Days follow each other from where the item stood, none twice and none left out. */
function coverDays({ hostingPackage, place }: Given, { invoices, excused }: ClientRun): void {
  // The 31st costs nothing in months of 30 days, and an invoice of nothing is not issued.
  const spans = [
    ...invoices.flatMap(({ lines }) =>
      lines.map(({ itemId, period }) => ({ itemId, span: period })),
    ),
    ...excused,
  ];
  for (const { itemId, billedThrough } of hostingPackage.items) {
    const own = spans.filter((one) => one.itemId === itemId).map(({ span }) => span);
    const sorted = own.sort((a, b) => compareDates(a.start, b.start));
    let day = billedThrough;
    for (const { start, end } of sorted) {
      expect(start).toBe(day);
      day = end;
    }
    expect(day > place.whole.end).toBe(true);
  }
}

/** What is shown is the price's share, rounded once; counts the combinations that were met. */
function checkParts(given: Given, invoices: readonly InvoiceToIssue[], tax: Case['tax']): void {
  const { hostingPackage, catalog, place } = given;
  const { proration } = catalog.provider.billing;
  const cycle = parseCycle(place.cycle);
  for (const { lines } of invoices) {
    for (const line of lines) {
      const whole = periodHolding(place.anchor, cycle, line.period.start);
      if (whole.start === line.period.start) continue;
      const item = hostingPackage.items.find(({ itemId }) => itemId === line.itemId);
      if (item === undefined) throw new Error('A line has its item.');
      const { days, of } = shareOf(line.period, whole, proration);
      const exact = multiplyQuantity(item.price, item.quantity).amount * BigInt(days);
      const off = 2n * (line.unitPrice.amount * BigInt(of) - exact);
      expect(-BigInt(of) <= off && off <= BigInt(of)).toBe(true);
      const percent = item.promotion?.terms.percent !== undefined;
      const discount = line.discount.amount === 0n ? 'none' : percent ? 'percent' : 'fixed';
      coverage.hit({ proration, ...kindOf({ ...place, whole }), discount, tax });
    }
  }
}

/** Another plan from a later day on gives back no more than was billed, and adds up. */
function checkChange(given: Given, invoices: readonly InvoiceToIssue[]): void {
  const { hostingPackage, catalog, place, currency, country, newPrice } = given;
  const [plan] = hostingPackage.items;
  const end = place.whole.end;
  if (plan === undefined) return;
  const standing = invoices.flatMap(({ lines }, index) =>
    lines.map((line, at): StandingLine => {
      const lineId = `${index} ${at}`;
      const { itemId, period } = line;
      const reversed = money(0n, currency);
      return { itemId, period, invoiceId: `${index}`, reversed, line: { ...line, lineId } };
    }),
  );
  const day = addDays(plan.billedThrough, given.changeAfter % daysBetween(plan.billedThrough, end));
  const through = standing.reduce((last, { period }) => maxDate(last, period.end), end);
  const question = {
    rules: catalog.taxes,
    provider: catalog.provider,
    regime: catalog.provider.taxRegime,
    productKind: 'hosting',
    on: day,
  } as const;
  const change = planChange({
    packageId: 'package',
    cycle: place.cycle,
    anchor: place.anchor,
    day,
    credited: true,
    periods: { kind: 'same-days', through },
    ends: hostingPackage.items.map(({ itemId, addOnId, billedThrough }) => {
      return { itemId, addOnId, billedThrough };
    }),
    begins: [
      {
        addOnId: null,
        description: 'Gold',
        quantity: 1,
        price: money(newPrice, currency),
        once: null,
        oneTime: false,
        prorated: true,
        promotion: plan.promotion,
        replaces: plan.itemId,
        raise: null,
      },
    ],
    standing,
    invoices: invoices.map(({ totals }, index) => ({
      invoiceId: `${index}`,
      number: `HL-${index}`,
      open: false,
      lines: standing.filter(({ invoiceId }) => invoiceId === `${index}`),
      issued: totals.breakdown,
      earlier: [],
      net: totals.net,
      rounding: totals.rounding,
    })),
    taxes: taxesFor({ ...question, party: { country, state: 'QC', kind: 'consumer' } }),
    homeTaxes: homeTaxesFor(question),
    policy: documentPolicy(catalog.provider, currency),
    proration: catalog.provider.billing.proration,
  });
  if (change.invoice !== null) {
    addUp(change.invoice.totals, change.invoice.lines, 'invoice');
    expect(change.invoice.totals.total.amount >= 0n).toBe(true);
  }
  for (const note of change.notes) {
    addUp(note.totals, note.lines, 'note');
    const issued = invoices[Number(note.invoiceId)]?.totals.total ?? money(0n, currency);
    expect(add(issued, note.totals.total).amount >= 0n).toBe(true);
  }
}

describe('billing in all its settings', () => {
  const timeLimit = 30_000 + 10 * casesPerRule;
  const each = Math.ceil(casesPerRule / coverage.cells.length);

  it(
    '[6.5, 6.8, 7.8, 7.9, 7.10, 17.1] any part of any period, and a change in it, adds up',
    () => {
      for (const wanted of coverage.cells) {
        fc.assert(
          fc.property(givenOf(wanted), (given) => {
            const run = runOf(given);
            const { invoices } = run;
            for (const { totals, lines } of invoices) {
              addUp(totals, lines, 'invoice');
              for (const { gross, discount, net } of lines) {
                expect(subtract(gross, discount)).toEqual(net);
                expect(discount.amount >= 0n && net.amount >= 0n).toBe(true);
              }
            }
            coverDays(given, run);
            checkParts(given, invoices, wanted.tax);
            checkChange(given, invoices);
          }),
          { numRuns: each },
        );
      }
    },
    timeLimit,
  );

  it(`[6.5] meets every combination at least ${leastHits} times`, () => {
    expect(coverage.below(leastHits)).toEqual([]);
  });
});
