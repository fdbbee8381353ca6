import type { ClientRun, ClientToBill, ItemToBill, RunLine } from '../../src/rules/billing-run.ts';
import type { Money } from '../../src/rules/money.ts';

/** What stands still in the benchmark: a monthly plan in euros with a discount and a tax. */
export interface PlainTerms {
  /** Percent. */
  readonly discount: number;
  readonly tax: number;
  readonly code: string;
  readonly termsDays: number;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lengthOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? 31);
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function nextMonth(day: string): string {
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) + (month === 12 ? 1 : 0);
  const next = month === 12 ? 1 : month + 1;
  return `${year}-${two(next)}-${two(Math.min(Number(day.slice(8)), lengthOf(year, next)))}`;
}

function daysLater(day: string, days: number): string {
  let year = Number(day.slice(0, 4));
  let month = Number(day.slice(5, 7));
  let at = Number(day.slice(8)) + days;
  for (let length = lengthOf(year, month); at > length; length = lengthOf(year, month)) {
    at -= length;
    year += month === 12 ? 1 : 0;
    month = month === 12 ? 1 : month + 1;
  }
  return `${year}-${two(month)}-${two(at)}`;
}

function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}

function euros(amount: number): Money {
  return { amount: BigInt(amount), currency: 'EUR' };
}

function written(amount: number): string {
  return `${Math.floor(amount / 100)}.${two(amount % 100)}`;
}

function lineOf(item: ItemToBill, packageId: string, end: string, terms: PlainTerms): PlainLine {
  const { itemId, description, quantity, billedThrough: start } = item;
  const price = Number(item.price.amount);
  const gross = price * quantity;
  const off = percentOf(gross, terms.discount);
  const net = gross - off;
  const label = `${description}, monthly: ${written(price)} × ${quantity}`;
  const steps = [
    { label, amount: euros(gross) },
    { label: `${start} to ${end}`, amount: euros(gross) },
    { label: `Less ${terms.code}, ${terms.discount}%`, amount: euros(net) },
  ];
  const line: RunLine = {
    packageId,
    itemId,
    kind: 'cycle',
    description,
    quantity,
    unitPrice: euros(price),
    period: { start, end },
    promotionCode: terms.code,
    explanation: { rule: 'period', steps },
    gross: euros(gross),
    discount: euros(off),
    net: euros(net),
    taxes: [{ name: 'VAT', rate: String(terms.tax), category: 'S' }],
  };
  return { line, net, off };
}

interface PlainLine {
  readonly line: RunLine;
  readonly net: number;
  readonly off: number;
}

/**
 * The same answer as `billClient` gives for this one case, in plain integers: no other cycle,
 * currency, tax, rounding or number of periods, and nothing is checked.
 */
export function billPlainly(client: ClientToBill, terms: PlainTerms): ClientRun {
  const [hostingPackage] = client.packages;
  const [plan, addOn] = hostingPackage?.items ?? [];
  if (hostingPackage === undefined || plan === undefined || addOn === undefined) {
    throw new Error('The benchmark bills one package with a plan and an add-on.');
  }
  const { packageId } = hostingPackage;
  const from = plan.billedThrough;
  const to = nextMonth(from);
  const first = lineOf(plan, packageId, to, terms);
  const second = lineOf(addOn, packageId, to, terms);
  const net = first.net + second.net;
  const tax = percentOf(net, terms.tax);
  const applied = { name: 'VAT', rate: String(terms.tax), category: 'S' } as const;
  const totals = {
    net: euros(net),
    discount: euros(first.off + second.off),
    tax: euros(tax),
    rounding: euros(0),
    total: euros(net + tax),
    breakdown: [{ ...applied, base: euros(net), tax: euros(tax) }],
  };
  const invoice = {
    wantedOn: from,
    issuedOn: from,
    dueOn: daysLater(from, terms.termsDays),
    periodStart: from,
    currency: 'EUR',
    lines: [first.line, second.line],
    totals,
    notes: [],
  };
  const move = { packageId, from, to, periodsLeft: null, raised: null };
  const moves = [
    { itemId: plan.itemId, ...move },
    { itemId: addOn.itemId, ...move },
  ];
  return { invoices: [invoice], moves, excused: [], problems: [] };
}
