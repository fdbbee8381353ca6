import { invariant } from '../errors.ts';
import type { ClientToBill, ExcusedSpan, InvoiceToIssue, RunLine } from './billing-run-model.ts';
import type { BillingSettings } from './billing-settings.ts';
import type { Catalog } from './catalog-model.ts';
import { documentPolicy, type PricedDocument, type PricedLine, priceDocument } from './document.ts';
import { compareDates, maxDate, type PlainDate } from './plain-date.ts';
import type { DueLine } from './run-lines.ts';
import { dueDate } from './schedule.ts';
import { homeTaxesFor, type ProductKind, type TaxParty, taxesFor } from './tax.ts';

/** What the documents of a run go by. */
export interface RunRules {
  readonly catalog: Catalog;
  /** The one today of the run: the date of its documents (SPEC 6.1). */
  readonly today: PlainDate;
  /** Everything that was due by this day is done (SPEC 16.1). */
  readonly until: PlainDate;
}

/** The due lines of a client as documents, and those of nothing as excused days (7.13). */
export interface RunDocuments {
  readonly invoices: readonly InvoiceToIssue[];
  readonly excused: readonly ExcusedSpan[];
}

/** Puts the due lines of a client on invoices (SPEC 7.7), with their taxes and sums. */
export function invoicesOf(
  client: ClientToBill,
  lines: readonly DueLine[],
  rules: RunRules,
): RunDocuments {
  const taxesOf = taxesOnce(client.party, rules.catalog);
  const invoices: InvoiceToIssue[] = [];
  const excused: ExcusedSpan[] = [];
  for (const group of grouped(lines, rules.catalog.provider.billing.grouping)) {
    const invoice = toInvoice(client, group, taxesOf, rules);
    if (invoice.totals.total.amount === 0n) excused.push(...excusedAsZero(invoice));
    else invoices.push(invoice);
  }
  return { invoices, excused };
}

/** Lines that stand on one invoice, with the day from which it may be paid late. */
interface Group {
  readonly wantedOn: PlainDate;
  readonly periodStart: PlainDate;
  readonly isTrialEnd: boolean;
  readonly lines: readonly DueLine[];
}

/**
 * One invoice per period start, or one a month (SPEC 7.7); each missed one by itself (6.10). The
 * day on which it was due belongs to the key, so that a late run makes the same documents as one
 * in time. The first invoice after a trial stands alone, since it is due on that day (2.10).
 */
function grouped(lines: readonly DueLine[], grouping: BillingSettings['grouping']): Group[] {
  const [first] = lines;
  // Mostly one period is due, and then no groups need to be made.
  if (first !== undefined && lines.every((line) => standsWith(line, first))) {
    const { wantedOn, period } = first;
    return [{ wantedOn, periodStart: period.start, isTrialEnd: isTrialEnd(first), lines }];
  }
  const groups = new Map<string, Group & { readonly lines: DueLine[] }>();
  for (const line of lines) {
    const { start } = line.period;
    const { wantedOn } = line;
    const atTrialEnd = isTrialEnd(line);
    const together = grouping === 'month' ? start.slice(0, 7) : start;
    const key = `${together} ${wantedOn} ${atTrialEnd}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { wantedOn, periodStart: start, isTrialEnd: atTrialEnd, lines: [line] });
      continue;
    }
    group.lines.push(line);
    if (start < group.periodStart) groups.set(key, { ...group, periodStart: start });
  }
  return [...groups.values()].sort(
    (a, b) => compareDates(a.wantedOn, b.wantedOn) || compareDates(a.periodStart, b.periodStart),
  );
}

function isTrialEnd({ hostingPackage, period }: DueLine): boolean {
  return hostingPackage.trialEndsOn === period.start;
}

/** Whether two lines are of one period and one day, so that no grouping tells them apart. */
function standsWith(line: DueLine, other: DueLine): boolean {
  return (
    line.period.start === other.period.start &&
    line.wantedOn === other.wantedOn &&
    isTrialEnd(line) === isTrialEnd(other)
  );
}

type LineTaxes = Pick<PricedLine, 'taxes' | 'homeTaxes'>;
type TaxesOf = (kind: ProductKind, on: PlainDate) => LineTaxes;

/** The taxes of one client, found once where lines of a kind of product and day follow another. */
function taxesOnce(party: TaxParty, { taxes: rules, provider }: Catalog): TaxesOf {
  let last: {
    readonly kind: ProductKind;
    readonly on: PlainDate;
    readonly made: LineTaxes;
  } | null = null;
  return (productKind, on) => {
    if (last !== null && last.kind === productKind && last.on === on) return last.made;
    const place = { rules, provider, regime: provider.taxRegime, productKind, on };
    const taxes = taxesFor({ ...place, party });
    const made = provider.pricesIncludeTax ? { taxes, homeTaxes: homeTaxesFor(place) } : { taxes };
    last = { kind: productKind, on, made };
    return made;
  };
}

function toInvoice(
  { currency }: ClientToBill,
  { wantedOn, periodStart, isTrialEnd, lines }: Group,
  taxesOf: TaxesOf,
  { catalog, today }: RunRules,
): InvoiceToIssue {
  const { provider } = catalog;
  const priced = lines.map(({ unitPrice, quantity, discount, hostingPackage }) => ({
    unitPrice,
    quantity,
    discount,
    ...taxesOf(hostingPackage.productKind, wantedOn),
  }));
  const document = priceDocument(priced, documentPolicy(provider, currency));
  const runLines = toRunLines(lines, document);
  return {
    wantedOn,
    issuedOn: today,
    dueOn: isTrialEnd
      ? maxDate(today, periodStart)
      : dueDate(today, provider.termsDays, periodStart),
    periodStart,
    currency,
    lines: runLines,
    totals: document.totals,
    notes: reasonsOf(document),
  };
}

function toRunLines(lines: readonly DueLine[], { lines: amounts }: PricedDocument): RunLine[] {
  return amounts.map((sums, index): RunLine => {
    const line = lines[index];
    invariant(line !== undefined, 'A document has the lines that it was made of.');
    const runLine: { -readonly [Key in keyof RunLine]: RunLine[Key] } = {
      packageId: line.hostingPackage.packageId,
      itemId: line.item.itemId,
      kind: 'cycle',
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      period: line.period,
      explanation: line.explanation,
      gross: sums.gross,
      discount: sums.discount,
      net: sums.net,
      taxes: sums.taxes,
    };
    if (sums.charged !== undefined) runLine.charged = sums.charged;
    const code = line.discount.amount > 0n ? line.promotion?.code : undefined;
    if (code !== undefined) runLine.promotionCode = code;
    return runLine;
  });
}

/** Why a tax is not charged, each said once. */
function reasonsOf({ totals }: PricedDocument): string[] {
  const reasons: string[] = [];
  for (const { reason } of totals.breakdown) {
    if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
  }
  return reasons;
}

/** An invoice of nothing is not issued, and its days are kept with that rule (SPEC 6.8, 7.13). */
function excusedAsZero({ lines }: InvoiceToIssue): ExcusedSpan[] {
  return lines.map(({ itemId, packageId, period: span }) => ({
    itemId,
    packageId,
    span,
    rule: 'zero',
  }));
}
