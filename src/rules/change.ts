import { invariant } from '../errors.ts';
import { type ChangeDraft, newDrafts, newStretches, reversalDraft } from './change-lines.ts';
import type {
  ChangeLine,
  ChangeNote,
  ChangePlan,
  ChangeRequest,
  InvoiceOfLines,
  StandingLine,
} from './change-model.ts';
import { unusedCredit } from './credit.ts';
import { type CreditWish, creditLines, noteTotals } from './credit-note.ts';
import { priceDocument } from './document.ts';
import type { Totals } from './invoice.ts';
import { add, isZero, type Money, negate, subtract, zero } from './money.ts';
import { maxDate, minDate, type PlainDate } from './plain-date.ts';

export type {
  BeginningItem,
  ChangeLine,
  ChangeNote,
  ChangePlan,
  ChangeRequest,
  EndingItem,
  InvoiceOfLines,
  ItemPromotion,
  NewPeriods,
  StandingLine,
} from './change-model.ts';

/**
 * What a change of plan, cycle or add-ons comes to (SPEC 5.14 to 5.18).
 *
 * All standing lines of what ends are taken back from the day on, and billed anew for what begins.
 * What is taken back of paid invoices is set off against the new lines: a sum of zero or more is
 * one invoice with lines of negative quantity; a sum below zero is a credit note per invoice, and
 * an invoice of the new part (5.16). Of an invoice that is not paid yet the credit lowers what is
 * open (5.14); an issued renewal is credited in full, and the billing run issues it anew (5.18).
 */
export function planChange(request: ChangeRequest): ChangePlan {
  const { policy, credited, day } = request;
  const reversible = credited ? request.standing.filter(({ period }) => period.end > day) : [];
  const invoiceOf = invoicesById(request);
  const isOpen = ({ invoiceId }: StandingLine): boolean => invoiceOf(invoiceId).open;
  const settled = reversible.filter((line) => !isOpen(line));
  const added = request.begins.flatMap((_item, index) => newDrafts(request, index));
  // Without new lines there is nothing to set off, so what is given back is a credit note.
  const setOff = settled
    .filter((line) => !isZero(unusedCredit(line, day, policy.mode)))
    .map((line) => reversalDraft(line, invoiceOf(line.invoiceId), request));
  const together = priced([...setOff, ...added], request);
  const isInvoice = added.length > 0 && together.totals.total.amount >= 0n;
  const notes = notesOf(isInvoice ? reversible.filter(isOpen) : reversible, invoiceOf, request);
  const noted = notes.filter(({ lowersOpen }) => !lowersOpen).map(({ totals }) => totals.total);
  const back = noted.reduce(add, zero(policy.currency));
  const alone = isInvoice || added.length === 0 ? null : priced(added, request);
  const invoice = isInvoice ? together : alone && roundedTo(alone, negate(back));
  const sum = add(invoice?.totals.total ?? zero(policy.currency), back);
  return {
    invoice,
    notes,
    reversed: reversible.map(({ line }) => line.lineId),
    ends: request.ends.map((item) => ({
      ...item,
      billedThroughAfter: credited ? minDate(item.billedThrough, day) : item.billedThrough,
    })),
    billedThrough: lastDay(request),
    periodsLeft: request.begins.map((_item, index) => periodsLeft(request, index)),
    sum,
  };
}

/**
 * An invoice that several notes pay. Together they give more back than it costs, yet each rounds
 * its own tax; what that leaves to pay is the invoice's rounding (EN 16931 BT-114).
 */
function roundedTo<Invoice extends { readonly totals: Totals }>(
  invoice: Invoice,
  given: Money,
): Invoice {
  const { totals } = invoice;
  const over = subtract(totals.total, given);
  if (over.amount <= 0n) return invoice;
  const rounding = subtract(totals.rounding, over);
  return { ...invoice, totals: { ...totals, rounding, total: given } };
}

function invoicesById({ invoices }: ChangeRequest): (id: string) => InvoiceOfLines {
  const byId = new Map(invoices.map((one) => [one.invoiceId, one]));
  return (id) => {
    const found = byId.get(id);
    invariant(found !== undefined, `The invoice ${id} of a standing line was not read.`);
    return found;
  };
}

function priced(
  drafts: readonly ChangeDraft[],
  { policy }: ChangeRequest,
): { readonly lines: readonly ChangeLine[]; readonly totals: Totals } {
  const document = priceDocument(
    drafts.map((draft) => draft.priced),
    policy,
  );
  const lines = drafts.map(({ line }, index): ChangeLine => {
    const amounts = document.lines[index];
    invariant(amounts !== undefined, 'A document has the lines that it was made of.');
    return { ...line, ...amounts };
  });
  return { lines, totals: document.totals };
}

/** One credit note per invoice, in the order of the lines. */
function notesOf(
  lines: readonly StandingLine[],
  invoiceOf: (id: string) => InvoiceOfLines,
  { day, policy }: ChangeRequest,
): ChangeNote[] {
  const byInvoice = new Map<string, CreditWish[]>();
  for (const standing of lines) {
    const net = unusedCredit(standing, day, policy.mode);
    if (isZero(net)) continue;
    const wishes = byInvoice.get(standing.invoiceId) ?? [];
    wishes.push({ lineId: standing.line.lineId, net });
    byInvoice.set(standing.invoiceId, wishes);
  }
  return [...byInvoice].map(([invoiceId, wishes]): ChangeNote => {
    const invoice = invoiceOf(invoiceId);
    const credit = creditLines(invoice.lines, wishes);
    const totals = noteTotals(credit.lines, invoice, policy);
    const { number, open: lowersOpen } = invoice;
    return { invoiceId, number, wishes, lines: credit.lines, totals, lowersOpen };
  });
}

/** The first day that no line covers once the change is made. */
function lastDay(request: ChangeRequest): PlainDate {
  const { periods } = request;
  if (periods.kind === 'covered') return maxDate(request.day, periods.through);
  const last = newStretches(request).at(-1);
  return last === undefined ? request.day : maxDate(request.day, last.period.end);
}

/** A whole period of a new cycle counts; the rest of one that was counted does not (SPEC 7.9). */
function periodsLeft({ begins, periods }: ChangeRequest, index: number): number | null {
  const left = begins[index]?.promotion?.periodsLeft ?? null;
  if (left === null || periods.kind !== 'anew') return left;
  const wholes = periods.periods.filter(
    ({ period, whole }) => period.start === whole.start && period.end === whole.end,
  );
  return Math.max(0, left - wholes.length);
}

/** What an account credit leaves to be paid of a sum. */
export function dueOf(sum: Money, credit: Money): Money {
  if (sum.amount <= 0n || credit.amount >= sum.amount) return zero(sum.currency);
  return { amount: sum.amount - (credit.amount > 0n ? credit.amount : 0n), currency: sum.currency };
}
