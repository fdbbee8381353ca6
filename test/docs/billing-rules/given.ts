import {
  billClient,
  type ClientRun,
  type ClientToBill,
  type InvoiceToIssue,
} from '../../../src/rules/billing-run.ts';
import type { Catalog } from '../../../src/rules/catalog-model.ts';
import { planChange } from '../../../src/rules/change.ts';
import type {
  ChangePlan,
  ChangeRequest,
  InvoiceOfLines,
  StandingLine,
} from '../../../src/rules/change-model.ts';
import type { Period } from '../../../src/rules/cycle.ts';
import type { InvoiceLine, Totals } from '../../../src/rules/invoice.ts';
import { formatAmount, type Money, parseMoney, zero } from '../../../src/rules/money.ts';
import { afterRun } from '../../../src/rules/outlook.ts';
import { maxDate, type PlainDate } from '../../../src/rules/plain-date.ts';
import type { AppliedTax } from '../../../src/rules/tax.ts';
import { taxTotals } from '../../../src/rules/tax-totals.ts';

/** German VAT, which most examples charge. */
export const vat: AppliedTax = { name: 'VAT', rate: '19', category: 'S' };

/** An amount of euros from its text. */
export function eur(text: string): Money {
  return parseMoney(text, 'EUR');
}

/** An amount as the page shows it: `6.67 EUR`. */
export function shown(amount: Money): string {
  return `${formatAmount(amount)} ${amount.currency}`;
}

/** Amounts in a row: `3.81, 1.19 EUR`. */
export function shownAll(amounts: readonly Money[]): string {
  const [first] = amounts;
  return `${amounts.map(formatAmount).join(', ')} ${first?.currency ?? ''}`.trim();
}

/** The sums of a document in a line. */
export function sums({ net, tax, total }: Totals): string {
  return `${formatAmount(net)} + ${formatAmount(tax)} = ${shown(total)}`;
}

/** A period as the page shows it. */
export function span({ start, end }: Period): string {
  return `${start} to ${end}`;
}

/** A number of things: `1 invoice`, `2 invoices`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** The only one of a list, which has to be there. */
export function only<Value>(list: readonly Value[]): Value {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error('There is not just one.');
  return first;
}

/** What a run issues for a client on a day. */
export function runOn(client: ClientToBill, catalog: Catalog, day: PlainDate): ClientRun {
  return billClient(client, { catalog, today: day, until: day });
}

/** What runs on several days issue, one after the other. */
export function runsOn(
  client: ClientToBill,
  catalog: Catalog,
  days: readonly PlainDate[],
): readonly InvoiceToIssue[] {
  let now = client;
  return days.flatMap((day) => {
    const run = runOn(now, catalog, day);
    now = afterRun(now, run);
    return run.invoices;
  });
}

/** A line that stands: its net price, its period, and whether its invoice is still unpaid. */
export interface Had {
  readonly net: string;
  readonly period: Period;
  readonly open?: boolean;
  readonly reversed?: string;
}

/** A line of a package's plan. */
export function lineOf({ net, period, reversed = '0.00' }: Had, index = 0): StandingLine {
  const amount = eur(net);
  const line: InvoiceLine = {
    lineId: `line ${index}`,
    packageId: 'package',
    itemId: 'old',
    kind: 'cycle',
    description: 'Silver',
    quantity: 1,
    unitPrice: amount,
    gross: amount,
    discount: eur('0.00'),
    net: amount,
    taxes: [vat],
    period,
    explanation: { rule: 'period', steps: [] },
  };
  return { itemId: 'old', invoiceId: `invoice ${index}`, period, reversed: eur(reversed), line };
}

/** A change on a day to a plan of another price, for the same days or those that are named. */
export interface Changed {
  readonly price: string | null;
  readonly on: PlainDate;
  readonly through: PlainDate;
  readonly had: readonly Had[];
  readonly more?: Partial<ChangeRequest>;
}

/** What a change comes to, of a package with the anchor 22 November 2026. */
export function changeOf({ price, on, through, had, more = {} }: Changed): ChangePlan {
  const standing = had.map(lineOf);
  const invoices = standing.map(
    (line, index): InvoiceOfLines => ({
      invoiceId: line.invoiceId,
      number: `HL-${index + 1}`,
      open: had[index]?.open === true,
      lines: [line],
      issued: taxTotals([line.line], 'half-away-from-zero').breakdown,
      earlier: [],
      net: line.line.net,
      rounding: eur('0.00'),
    }),
  );
  const billedThrough = had.reduce((last, { period }) => maxDate(last, period.end), on);
  return planChange({
    packageId: 'package',
    cycle: 'monthly',
    anchor: '2026-11-22',
    day: on,
    credited: true,
    periods: { kind: 'same-days', through },
    ends: [{ itemId: 'old', addOnId: null, billedThrough }],
    begins: price === null ? [] : [planItem(eur(price))],
    standing,
    invoices,
    taxes: [vat],
    homeTaxes: [vat],
    policy: { mode: 'half-away-from-zero', currency: 'EUR' },
    proration: 'actual',
    ...more,
  });
}

function planItem(price: Money): ChangeRequest['begins'][number] {
  return {
    addOnId: null,
    description: 'Gold',
    quantity: 1,
    price,
    once: null,
    oneTime: false,
    prorated: true,
    promotion: null,
    replaces: 'old',
    raise: null,
  };
}

/** The nets of the new invoice of a change, which has to be there. */
export function netsOf({ invoice }: ChangePlan): string {
  return shownAll((invoice?.lines ?? []).map(({ net }) => net));
}

/** The sums of the new invoice of a change. */
export function invoiceSums({ invoice }: ChangePlan): string {
  return invoice === null ? 'none' : sums(invoice.totals);
}

/** The sums of the credit notes of a change. */
export function noteSums({ notes }: ChangePlan): string {
  return notes.length === 0 ? 'none' : notes.map(({ totals }) => sums(totals)).join('; ');
}

/** Nothing, in euros. */
export const nothing: Money = zero('EUR');
