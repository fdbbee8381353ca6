import { billClient, nextIssueOn } from './billing-run.ts';
import type {
  ClientRun,
  ClientToBill,
  InvoiceToIssue,
  PackageToBill,
} from './billing-run-model.ts';
import type { Catalog } from './catalog-model.ts';
import { add, isZero, type Money, minimum, subtract, zero } from './money.ts';
import { compareDates, minDate, type PlainDate } from './plain-date.ts';

/** What is known today of a client's time to come. */
export interface OutlookQuestion {
  readonly client: ClientToBill;
  readonly catalog: Catalog;
  readonly today: PlainDate;
  /** The last day that is looked at. */
  readonly until: PlainDate;
  /** Days from which a package is not there any more. */
  readonly cancelOn: ReadonlyMap<string, PlainDate>;
  /** Account credit, which pays invoices first (SPEC 8.3). */
  readonly credit: Money;
}

/** An invoice that the run will issue when nothing changes. */
export interface ExpectedInvoice {
  readonly invoice: InvoiceToIssue;
  /** What account credit pays of it at issue. */
  readonly fromCredit: Money;
  readonly toPay: Money;
}

/** A client as it stands after a run: what the run's moves make of it. */
export function afterRun(client: ClientToBill, { moves }: ClientRun): ClientToBill {
  const byItem = new Map(moves.map((move) => [move.itemId, move]));
  const packages = client.packages.map((one): PackageToBill => {
    const items = one.items.map((item) => {
      const move = byItem.get(item.itemId);
      if (move === undefined) return item;
      const { promotion } = item;
      return {
        ...item,
        billedThrough: move.to,
        promotion: promotion === null ? null : { ...promotion, periodsLeft: move.periodsLeft },
        ...(move.raised === null ? {} : { price: move.raised, raise: null }),
      };
    });
    return { ...one, items };
  });
  return { ...client, packages };
}

/**
 * The invoices of the time to come (SPEC 19.2), by the rule that the run will use, on each day on
 * which it will find work. A bound that stops the run for the client ends the outlook.
 */
export function expectedInvoices(question: OutlookQuestion): readonly ExpectedInvoice[] {
  const { catalog, today, until } = question;
  const invoices: ExpectedInvoice[] = [];
  let credit = question.credit;
  let client = question.client;
  let day: PlainDate | null = today;
  while (day !== null && day <= until) {
    client = withoutCanceled(client, question.cancelOn, day);
    const run = billClient(client, { catalog, today: day, until: day });
    if (run.problems.length > 0) break;
    for (const invoice of run.invoices) {
      const { total } = invoice.totals;
      const held = credit.currency === total.currency ? credit : zero(total.currency);
      const fromCredit = minimum(held, total);
      credit = isZero(fromCredit) ? credit : subtract(credit, fromCredit);
      invoices.push({ invoice, fromCredit, toPay: subtract(total, fromCredit) });
    }
    client = afterRun(client, run);
    day = nextDay(client, catalog, question.cancelOn, day);
  }
  return invoices;
}

function withoutCanceled(
  client: ClientToBill,
  cancelOn: OutlookQuestion['cancelOn'],
  day: PlainDate,
): ClientToBill {
  const packages = client.packages.filter(({ packageId }) => {
    const end = cancelOn.get(packageId);
    return end === undefined || day < end;
  });
  return { ...client, packages };
}

/** The next day after `day` on which a period is issued; null when there is none. */
function nextDay(
  client: ClientToBill,
  { provider }: Catalog,
  cancelOn: OutlookQuestion['cancelOn'],
  day: PlainDate,
): PlainDate | null {
  let next: PlainDate | null = null;
  for (const one of client.packages) {
    const on = nextIssueOn(one, provider.billing);
    const end = cancelOn.get(one.packageId);
    // A day that has gone by and left nothing is one on which nothing is issued at all.
    if (on === null || on <= day || (end !== undefined && on >= end)) continue;
    next = next === null ? on : minDate(next, on);
  }
  return next;
}

/** What the invoices of a time sum up to, by currency, in the order in which they come. */
export function expectedTotals(invoices: readonly ExpectedInvoice[]): readonly Money[] {
  const sums = new Map<string, Money>();
  for (const { invoice } of invoices) {
    const { total } = invoice.totals;
    sums.set(total.currency, add(sums.get(total.currency) ?? zero(total.currency), total));
  }
  return [...sums.values()];
}

/** What the invoices that are issued in a month sum up to. */
export interface ExpectedMonth {
  /** Such as `2026-12`. */
  readonly month: string;
  /** By currency. */
  readonly totals: readonly Money[];
}

/** The sums of each month in which an invoice is issued, in the order in which they come. */
export function expectedMonths(invoices: readonly ExpectedInvoice[]): readonly ExpectedMonth[] {
  const months = new Map<string, ExpectedInvoice[]>();
  for (const one of invoices) {
    const month = one.invoice.issuedOn.slice(0, 'YYYY-MM'.length);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  return [...months].map(([month, those]) => ({ month, totals: expectedTotals(those) }));
}

/** What happens to a client on a day of the time to come. */
export interface OutlookEvent {
  readonly on: PlainDate;
  readonly kind:
    | 'invoice'
    | 'due'
    | 'charge'
    | 'reminder'
    | 'late_fee'
    | 'suspension'
    | 'termination'
    | 'order_lapse'
    | 'change_lapse'
    | 'change'
    | 'trial_end'
    | 'cancelation'
    | 'end';
  /** It comes only when the invoice is not paid by then. */
  readonly ifUnpaid: boolean;
  /** It comes only once the invoice that its package's order waits for is paid. */
  readonly oncePaid: boolean;
  /** Of an invoice its total; of one that is due, and of a charge, what is left after credit. */
  readonly amount: Money | null;
  /** Of an invoice, and of one that is due. */
  readonly dueOn: PlainDate | null;
  /** Of an invoice that is issued already. */
  readonly invoiceId: string | null;
  readonly packageIds: readonly string[];
}

/** Events by day; on one day in the order in which they were found. */
export function inOrder(events: readonly OutlookEvent[]): readonly OutlookEvent[] {
  return [...events].sort((a, b) => compareDates(a.on, b.on));
}
