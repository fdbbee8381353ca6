import { fail, invariant } from '../errors.ts';
import type { Period } from './cycle.ts';
import { type Explanation, step } from './explanation.ts';
import {
  add,
  equal,
  isZero,
  type Money,
  multiplyQuantity,
  negate,
  type RoundingMode,
  subtract,
  zero,
} from './money.ts';
import { compareDates, type PlainDate } from './plain-date.ts';
import { type Change, change, defineMachine, type Machine } from './state-machine.ts';
import type { AppliedTax, TaxSubtotal } from './tax.ts';
import { type TaxRounding, taxTotals } from './tax-totals.ts';

/** The status that stands beside an invoice (SPEC 7.3). */
export type InvoiceStatus = 'draft' | 'unpaid' | 'paid' | 'canceled' | 'refunded' | 'collections';

/** What a line bears: a period, a set-up, a one-time price, a reversed line, a fee, use. */
export type InvoiceLineKind = 'cycle' | 'setup' | 'one_time' | 'reversal' | 'fee' | 'usage';

/** The sums of a line: the discount is positive and an allowance before tax (SPEC 7.8). */
export interface LineAmounts {
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly taxes: readonly AppliedTax[];
  /** Where prices include tax, what is charged for the line with its taxes (SPEC 7.10). */
  readonly charged?: Money;
}

/** One line of an issued document, with all that it needs to be read alone. */
export interface InvoiceLine extends LineAmounts {
  readonly lineId: string;
  readonly packageId?: string;
  readonly itemId?: string;
  readonly kind: InvoiceLineKind;
  readonly description: string;
  /** Whole; negative on a reversal. */
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly period: Period | null;
  readonly promotionCode?: string;
  readonly explanation: Explanation;
}

/** A line of a credit note: it has no id yet, and names the line that it takes back. */
export interface ReversalLine extends Omit<InvoiceLine, 'lineId'> {
  readonly kind: 'reversal';
  readonly reverses: string;
}

/** The totals of a document (SPEC 7.8): net is after discount; net, tax and rounding are total. */
export interface Totals {
  readonly net: Money;
  readonly discount: Money;
  readonly tax: Money;
  /** A cent that no net can reach where prices include tax (BT-114, SPEC 7.10); else nothing. */
  readonly rounding: Money;
  readonly total: Money;
  readonly breakdown: readonly TaxSubtotal[];
}

/**
 * The totals of lines, asserted (Law 14): per line gross − discount = net, and net + tax = total.
 *
 * @param currency of an empty list of lines; else it may be left out.
 * @throws InvariantError when a line's own sums are wrong.
 */
export function totals(
  lines: readonly LineAmounts[],
  mode: RoundingMode,
  currency: string | undefined = lines[0]?.net.currency,
  rounding: TaxRounding = 'per-rate',
): Totals {
  invariant(currency !== undefined, 'The totals of no lines need a currency.');
  let gross = zero(currency);
  let discount = zero(currency);
  let net = zero(currency);
  for (const line of lines) {
    invariant(
      equal(subtract(line.gross, line.discount), line.net),
      'A line is gross less discount.',
    );
    gross = add(gross, line.gross);
    discount = add(discount, line.discount);
    net = add(net, line.net);
  }
  invariant(equal(subtract(gross, discount), net), 'The lines sum to the document.');
  const { breakdown, tax } = taxTotals(lines, mode, currency, rounding);
  const total = add(net, tax);
  return { net, discount, tax, rounding: zero(currency), total, breakdown };
}

/** The totals of a credit note that takes a whole document back, to the cent (SPEC 7.4). */
export function reverseTotals(there: Totals): Totals {
  return {
    net: negate(there.net),
    discount: negate(there.discount),
    tax: negate(there.tax),
    rounding: negate(there.rounding),
    total: negate(there.total),
    breakdown: there.breakdown.map((part) => ({
      ...part,
      base: negate(part.base),
      tax: negate(part.tax),
    })),
  };
}

/** The sums of one line from its unit price: gross = price × quantity, net = gross − discount. */
export function lineAmounts(
  unitPrice: Money,
  quantity: number,
  discount: Money,
): Pick<InvoiceLine, 'gross' | 'discount' | 'net'> {
  const gross = multiplyQuantity(unitPrice, quantity);
  const off = gross.amount < 0n ? -discount.amount : discount.amount;
  const most = gross.amount < 0n ? -gross.amount : gross.amount;
  invariant(off >= 0n && off <= most, 'A discount is between nothing and its line.');
  return { gross, discount, net: subtract(gross, discount) };
}

/** What decides whether an invoice is overdue. */
export interface DueQuestion {
  readonly status: InvoiceStatus;
  readonly dueOn: PlainDate;
  readonly balance: Money;
  readonly today: PlainDate;
}

/** Whether an unpaid invoice has something open and its due date is past; never on that day. */
export function isOverdue({ status, dueOn, balance, today }: DueQuestion): boolean {
  return status === 'unpaid' && balance.amount > 0n && compareDates(today, dueOn) > 0;
}

/** The status with what follows from dates and balance (SPEC 7.3). */
export function derivedStatus(question: DueQuestion & { readonly total: Money }): {
  readonly status: InvoiceStatus;
  readonly overdue: boolean;
  readonly partlyPaid: boolean;
} {
  const { status, balance, total } = question;
  const begun = balance.amount > 0n && balance.amount < total.amount;
  return { status, overdue: isOverdue(question), partlyPaid: status === 'unpaid' && begun };
}

/** The lines of a credit note that takes whole lines back, by negative quantities (SPEC 7.4). */
export function creditNoteLines(lines: readonly InvoiceLine[]): ReversalLine[] {
  return lines.map(({ lineId, ...line }) => ({
    ...line,
    kind: 'reversal',
    reverses: lineId,
    // Zero has no sign here: -0 would not survive a store, and would not equal 0.
    quantity: line.quantity === 0 ? 0 : -line.quantity,
    gross: negate(line.gross),
    discount: negate(line.discount),
    net: negate(line.net),
    ...(line.charged === undefined ? {} : { charged: negate(line.charged) }),
    explanation: { rule: 'reversal', steps: [step('reversed', {}, negate(line.net))] },
  }));
}

/** Who may change an invoice's status. */
export type InvoiceActor = 'engine' | 'operator';

/** The names of the steps of an invoice. */
export type InvoiceEvent =
  | 'issue'
  | 'issue_settled'
  | 'pay'
  | 'reopen'
  | 'cancel'
  | 'refund'
  | 'collect'
  | 'take_back';

/** How an invoice's status changes (SPEC 7.3). A paid one is reopened by a chargeback (8.12). */
export const invoiceMachine: Machine<InvoiceStatus, InvoiceEvent, InvoiceActor> = defineMachine<
  InvoiceStatus,
  InvoiceEvent,
  InvoiceActor
>({
  name: 'invoice',
  states: ['draft', 'unpaid', 'paid', 'canceled', 'refunded', 'collections'],
  initial: 'draft',
  final: ['canceled', 'refunded'],
  transitions: [
    { event: 'issue', from: ['draft'], to: 'unpaid', by: ['engine', 'operator'] },
    { event: 'issue_settled', from: ['draft'], to: 'paid', by: ['engine'] },
    { event: 'pay', from: ['unpaid', 'collections'], to: 'paid', by: ['engine', 'operator'] },
    { event: 'reopen', from: ['paid'], to: 'unpaid', by: ['engine', 'operator'] },
    {
      event: 'cancel',
      from: ['draft', 'unpaid', 'paid', 'collections'],
      to: 'canceled',
      by: ['engine', 'operator'],
    },
    { event: 'refund', from: ['paid'], to: 'refunded', by: ['engine', 'operator'] },
    { event: 'collect', from: ['unpaid'], to: 'collections', by: ['engine', 'operator'] },
    { event: 'take_back', from: ['collections'], to: 'unpaid', by: ['operator'] },
  ],
});

/** Asks for a status. @throws BillingError `invalid_transition`. */
export function changeInvoiceStatus(request: {
  readonly from: InvoiceStatus;
  readonly to: InvoiceStatus;
  readonly by: InvoiceActor;
}): Change<InvoiceStatus, string> {
  return change(invoiceMachine, request);
}

/** Whether a document of that total needs no payment: it is issued at zero and Paid (SPEC 4.5). */
export function isSettledAtIssue(total: Money): boolean {
  return isZero(total);
}

/**
 * The number of an invoice: `HL-{year}-`, 2026, 7 and 6 digits make `HL-2026-000007` (SPEC 7.5).
 *
 * @throws BillingError `invalid_input` when n is not a whole number above 0.
 */
export function invoiceNumber(series: string, year: number, n: number, digits: number): string {
  if (!Number.isSafeInteger(n) || n < 1) fail('invalid_input', 'Invoices are counted from 1.');
  return series.replaceAll('{year}', String(year)) + String(n).padStart(digits, '0');
}
