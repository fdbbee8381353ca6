import { fail, invariant } from '../errors.ts';
import type { DocumentPolicy } from './document-model.ts';
import { step } from './explanation.ts';
import {
  creditNoteLines,
  type InvoiceLine,
  type ReversalLine,
  totals as sumUp,
  type Totals,
} from './invoice.ts';
import { add, isZero, type Money, negate, subtract, sum } from './money.ts';
import type { AppliedTax, TaxSubtotal } from './tax.ts';

/** A line of an issued invoice, with the nets of all that took it back so far: zero or opposite. */
export interface CreditableLine {
  readonly line: InvoiceLine;
  readonly reversed: Money;
}

/** What is to be credited of a line: a net amount, or all that is left of it. */
export interface CreditWish {
  readonly lineId: string;
  readonly net?: Money | undefined;
}

/** The lines of a credit note, and the lines of the invoice of which nothing is left after it. */
export interface CreditLines {
  readonly lines: readonly ReversalLine[];
  readonly gone: readonly string[];
}

/** What is left of a line. */
function leftOf({ line, reversed }: CreditableLine): Money {
  return add(line.net, reversed);
}

/**
 * The lines of a credit note over all that is left of an invoice, or over what was wished; never
 * more than a line, earlier reversals counted (SPEC 5.14, 7.4).
 *
 * @throws BillingError `invalid_input` for a line that is not of the invoice or named twice, and
 *   for more than is left of it; `invoice_not_payable` when nothing is left at all.
 */
export function creditLines(
  lines: readonly CreditableLine[],
  wishes: readonly CreditWish[] | 'all',
): CreditLines {
  if (wishes === 'all') return allThatIsLeft(lines);
  const named = new Set<string>();
  const gone: string[] = [];
  const made = wishes.map(({ lineId, net }, index) => {
    const field = `lines.${index}`;
    const found = lines.find(({ line }) => line.lineId === lineId);
    if (found === undefined || named.has(lineId)) {
      fail('invalid_input', 'Name each line of the invoice once.', { field: `${field}.lineId` });
    }
    named.add(lineId);
    const left = leftOf(found);
    const wanted = net ?? left;
    if (wanted.currency !== left.currency) {
      fail('currency_mismatch', `The invoice is in ${left.currency}.`, { field: `${field}.net` });
    }
    if (wanted.amount <= 0n || wanted.amount > left.amount) {
      fail('invalid_input', 'A line is credited by more than nothing and no more than is left.', {
        field: `${field}.net`,
      });
    }
    if (wanted.amount === left.amount) gone.push(lineId);
    return reversal(found, wanted);
  });
  return { lines: made, gone };
}

function allThatIsLeft(lines: readonly CreditableLine[]): CreditLines {
  // A free line has nothing to give back, but it goes with its document.
  const open = lines.filter((one) => !isZero(leftOf(one)) || isZero(one.line.net));
  const some = open.some((one) => !isZero(leftOf(one)));
  if (!some && lines.some(({ line }) => !isZero(line.net))) {
    fail('invoice_not_payable', 'All of this invoice is credited already.', { field: 'invoiceId' });
  }
  return {
    lines: open.map((one) => reversal(one, leftOf(one))),
    gone: open.map(({ line }) => line.lineId),
  };
}

/** A whole line is mirrored; a part of one is a quantity of minus one at its amount. */
function reversal({ line, reversed }: CreditableLine, net: Money): ReversalLine {
  if (isZero(reversed) && net.amount === line.net.amount) {
    const [whole] = creditNoteLines([line]);
    invariant(whole !== undefined, 'A line has a reversal.');
    return whole;
  }
  const { lineId, ...rest } = line;
  return {
    ...rest,
    kind: 'reversal',
    reverses: lineId,
    quantity: -1,
    unitPrice: net,
    gross: negate(net),
    discount: subtract(net, net),
    net: negate(net),
    explanation: {
      rule: 'reversal',
      steps: [
        step('reversed', {}, line.net),
        step('credited_before', {}, reversed),
        step('credited_now', {}, negate(net)),
      ],
    },
  };
}

/** Taxes by rate of a document, as issued. */
export type IssuedTaxes = readonly (AppliedTax & { readonly base: Money; readonly tax: Money })[];

/**
 * The totals of a credit note: those of its lines, but never more tax of a rate than the invoice
 * has left; the note that takes the last of a rate takes just what is left of its tax, so that
 * invoice and notes sum to zero whatever was rounded in between.
 *
 * @param plain the totals that the lines have by themselves.
 * @param earlier the taxes of the documents before it, those of credit notes below zero.
 */
export function creditTotals(plain: Totals, issued: IssuedTaxes, earlier: IssuedTaxes): Totals {
  const breakdown = plain.breakdown.map((subtotal): TaxSubtotal => {
    const of = issued.filter((one) => sameTax(one, subtotal));
    const before = earlier.filter((one) => sameTax(one, subtotal));
    const { currency } = subtotal.base;
    const left = (pick: (one: IssuedTaxes[number]) => Money): Money =>
      sum([...of, ...before].map(pick), currency);
    const taxLeft = left(({ tax }) => tax);
    const baseAfter = add(
      left(({ base }) => base),
      subtotal.base,
    );
    const isLast = isZero(baseAfter);
    // Lines of negative quantity make the tax of a document less than that of its other lines, so
    // a note that takes more than the document's base takes the tax of what it takes.
    const isWithin = baseAfter.amount >= 0n && taxLeft.amount >= 0n;
    const tooMuch = isWithin && add(taxLeft, subtotal.tax).amount < 0n;
    return of.length > 0 && (isLast || tooMuch) ? { ...subtotal, tax: negate(taxLeft) } : subtotal;
  });
  const { currency } = plain.net;
  const tax = sum(
    breakdown.map((one) => one.tax),
    currency,
  );
  const total = add(subtract(plain.total, plain.tax), tax);
  return { ...plain, breakdown, tax, total };
}

/** What an invoice and the notes before it come to, tax by tax and with the rounding. */
export interface LeftOfInvoice {
  readonly taxes: IssuedTaxes;
  /** BT-114 of the invoice and its notes. */
  readonly rounding: Money;
}

/**
 * The totals of a credit note that takes back all that is left: the mirror of it, whatever scheme
 * of taxes the invoice had.
 */
export function closingTotals(plain: Totals, { taxes, rounding }: LeftOfInvoice): Totals {
  const { currency } = plain.net;
  const groups = new Map<string, TaxSubtotal>();
  for (const { base, tax, ...applied } of taxes) {
    const key = [applied.name, applied.rate, applied.category].join('\n');
    const before = groups.get(key);
    const sumOf = (pick: 'base' | 'tax', more: Money): Money =>
      before === undefined ? negate(more) : subtract(before[pick], more);
    groups.set(key, { ...applied, base: sumOf('base', base), tax: sumOf('tax', tax) });
  }
  const breakdown = [...groups.values()];
  const tax = sum(
    breakdown.map((one) => one.tax),
    currency,
  );
  const total = add(add(plain.net, tax), negate(rounding));
  return { ...plain, breakdown, tax, rounding: negate(rounding), total };
}

/** An invoice and the documents after it, as far as the next note depends on them. */
export interface CreditedInvoice {
  readonly issued: IssuedTaxes;
  /** Taxes of the documents after it: of notes below zero, of what took a note back above. */
  readonly earlier: IssuedTaxes;
  /** The net of the invoice and the documents after it together. */
  readonly net: Money;
  /** BT-114 of the invoice and the documents after it together. */
  readonly rounding: Money;
}

/**
 * The totals of the next credit note of an invoice: those of its lines, or the mirror of all that
 * is left when it takes the last of the net (SPEC 7.4, 7.10).
 */
export function noteTotals(
  lines: readonly ReversalLine[],
  { issued, earlier, net, rounding }: CreditedInvoice,
  policy: Pick<DocumentPolicy, 'mode' | 'currency' | 'rounding'>,
): Totals {
  const plain = sumUp(lines, policy.mode, policy.currency, policy.rounding);
  // A change may have taken a part back on an invoice of its own, with its part of the tax.
  if (!isZero(add(net, plain.net))) return creditTotals(plain, issued, earlier);
  return closingTotals(plain, { taxes: [...issued, ...earlier], rounding });
}

function sameTax(a: AppliedTax, b: AppliedTax): boolean {
  return a.name === b.name && a.rate === b.rate && a.category === b.category;
}
