import type { Insertable, Selectable } from 'kysely';
import type { ChangeLineView } from '../../contract/changes.ts';
import type { InvoiceLineView, PartyView, TaxLineView } from '../../contract/invoices.ts';
import { decode, encode, type Json } from '../../contract/wire.ts';
import { invariant } from '../../errors.ts';
import {
  type InvoiceLine,
  type InvoiceLineKind,
  invoiceNumber,
  type Totals,
} from '../../rules/invoice.ts';
import { add, type Money, zero } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { AppliedTax } from '../../rules/tax.ts';
import { taxKey } from '../../rules/tax-totals.ts';
import type { ContactsTable } from '../../storage/tables/clients.ts';
import type { InvoiceLinesTable, InvoicesTable } from '../../storage/tables/invoices.ts';
import { takeBackCommissions } from '../affiliates/commissions.ts';
import type { Scope } from '../context.ts';
import { takeTurn } from '../turn.ts';

/** The document as issued: all that it shows, frozen (Law 6, SPEC 4.3). */
export interface InvoiceDocument {
  readonly seller: PartyView;
  readonly buyer: PartyView;
  readonly lines: readonly InvoiceLineView[];
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly taxes: readonly TaxLineView[];
  readonly tax: Money;
  /** A cent that no net can reach (BT-114, SPEC 7.10). */
  readonly rounding: Money;
  readonly total: Money;
  readonly notes: readonly string[];
  /** What is charged for each line with its taxes, where prices include tax; else absent. */
  readonly charged?: readonly (Money | null)[];
  /** Of each line the places of its taxes in `taxes`; absent on documents of before part 2. */
  readonly lineTaxes?: readonly (readonly number[])[];
  /** Of each tax what its rate does not say, where one is fixed or on another tax (SPEC 7.11). */
  readonly taxTerms?: readonly Pick<AppliedTax, 'amounts' | 'compound'>[];
}

/** A line to issue, with what it stands for. */
export interface LineToIssue {
  readonly line: Omit<InvoiceLine, 'lineId'>;
  readonly packageNumber: number | null;
  readonly origin: 'order' | 'cycle' | 'change' | 'fee' | 'usage' | 'credit_note';
  readonly originId: string;
  /** The line that a reversal takes back. */
  readonly reverses?: string;
}

/** A document to issue. */
export interface DocumentToIssue {
  readonly id: string;
  readonly kind: 'invoice' | 'credit_note' | 'proforma';
  readonly clientId: string;
  readonly orderId: string | null;
  readonly corrects: string | null;
  /** Of a credit note: whether nothing of the invoice is left after it; yes when left out. */
  readonly correctsAll?: boolean;
  readonly currency: string;
  readonly dueOn: PlainDate;
  readonly seller: PartyView;
  readonly buyer: PartyView;
  readonly lines: readonly LineToIssue[];
  readonly totals: Totals;
  readonly notes: readonly string[];
}

/**
 * Issues a document: number, frozen content, lines. The number is taken last but for the rows
 * that carry it, so that a series waits as short as it can (SPEC 7.5).
 *
 * @returns its number.
 */
export async function issueDocument(scope: Scope, document: DocumentToIssue): Promise<string> {
  const views = lineViews(document.lines, () => scope.context.chance.uuid());
  const content = contentOf(document, views);
  const [number = ''] = await takeNumbers(scope, document.kind, 1);
  await scope.handle
    .insertInto('invoices')
    .values(invoiceRow(scope, document, { number, content }))
    .execute();
  await scope.handle.insertInto('invoice_lines').values(lineRows(document, views)).execute();
  if (document.kind === 'credit_note') await takeBackCommissions(scope, document);
  return number;
}

/** The lines of a document as they are shown, each with an id of its own. */
export function lineViews(
  lines: readonly LineToIssue[],
  newId: () => string,
): readonly InvoiceLineView[] {
  return lines.map(
    ({ line, packageNumber }): InvoiceLineView => ({
      lineId: newId(),
      packageId: line.packageId ?? null,
      packageNumber,
      ...lineFigures(line),
    }),
  );
}

/** A line as it is shown before it is issued: without its id and its package. */
export function lineFigures(line: Omit<InvoiceLine, 'lineId'>): ChangeLineView {
  return {
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    gross: line.gross,
    discount: line.discount,
    net: line.net,
    taxRates: line.taxes.map((tax) => tax.rate),
    periodStart: line.period?.start ?? null,
    periodEnd: line.period?.end ?? null,
    promotionCode: line.promotionCode ?? null,
    explanation: explanationView(line.explanation),
  };
}

/** What of a document is frozen (Law 6). */
export function contentOf(
  document: Pick<DocumentToIssue, 'seller' | 'buyer' | 'lines' | 'totals' | 'notes'>,
  views: readonly InvoiceLineView[],
): InvoiceDocument {
  const { totals } = document;
  const reached = add(add(totals.net, totals.tax), totals.rounding);
  invariant(reached.amount === totals.total.amount, 'A document adds up.');
  return {
    seller: document.seller,
    buyer: document.buyer,
    lines: views,
    gross: add(totals.net, totals.discount),
    discount: totals.discount,
    net: totals.net,
    taxes: taxViews(totals),
    tax: totals.tax,
    rounding: totals.rounding,
    total: totals.total,
    notes: document.notes,
    ...chargedOf(document.lines),
    lineTaxes: lineTaxes(document.lines, totals),
    ...taxTermsOf(totals),
  };
}

function taxTermsOf({ breakdown }: Totals): Pick<InvoiceDocument, 'taxTerms'> {
  const terms = breakdown.map(({ amounts, compound }) => ({
    ...(amounts === undefined ? {} : { amounts }),
    ...(compound === undefined ? {} : { compound }),
  }));
  return terms.every((one) => Object.keys(one).length === 0) ? {} : { taxTerms: terms };
}

function chargedOf(lines: DocumentToIssue['lines']): Pick<InvoiceDocument, 'charged'> {
  if (lines.every(({ line }) => line.charged === undefined)) return {};
  return { charged: lines.map(({ line }) => line.charged ?? null) };
}

/** The row of a document. */
export function invoiceRow(
  scope: Pick<Scope, 'now' | 'today'>,
  document: DocumentToIssue,
  { number, content }: { readonly number: string; readonly content: InvoiceDocument },
): Insertable<InvoicesTable> & { readonly document: string } {
  const { totals } = document;
  return {
    id: document.id,
    number,
    kind: document.kind,
    client_id: document.clientId,
    order_id: document.orderId,
    corrects: document.corrects,
    corrects_all: document.correctsAll ?? true,
    currency: document.currency,
    issued_on: scope.today,
    due_on: document.dueOn,
    net: totals.net.amount,
    tax: totals.tax.amount,
    rounding: totals.rounding.amount,
    total: totals.total.amount,
    document: JSON.stringify(encode(content)),
    created_at: scope.now,
  };
}

/** Two taxes of one line may have the same rate, so a line names them by their place. */
function lineTaxes(
  lines: DocumentToIssue['lines'],
  { breakdown }: Totals,
): readonly (readonly number[])[] {
  return lines.map(({ line }) =>
    line.taxes.map((tax) => breakdown.findIndex((one) => taxKey(one) === taxKey(tax))),
  );
}

/** The rows of a document's lines, in its order. */
export function lineRows(
  document: Pick<DocumentToIssue, 'id' | 'lines'>,
  views: readonly InvoiceLineView[],
): Insertable<InvoiceLinesTable>[] {
  return document.lines.map(({ line, origin, originId, reverses }, position) => ({
    id: views[position]?.lineId ?? '',
    invoice_id: document.id,
    position,
    package_id: line.packageId ?? null,
    item_id: line.itemId ?? null,
    kind: line.kind satisfies InvoiceLineKind,
    origin,
    origin_id: originId,
    period_start: line.period?.start ?? null,
    period_end: line.period?.end ?? null,
    quantity: line.quantity,
    net: line.net.amount,
    reverses: reverses ?? null,
  }));
}

/** What tells the series apart: `HL-2026-`, `HL-2026-C`, `HL-2026-P`. */
const seriesMark = { invoice: '', credit_note: 'C', proforma: 'P' } as const;

/**
 * The next numbers of a series, without a gap; credit notes have their own (SPEC 7.5). The series
 * is locked until the transaction ends, so take them late.
 */
export async function takeNumbers(
  scope: Scope,
  kind: DocumentToIssue['kind'],
  count: number,
): Promise<readonly string[]> {
  const { numbering } = scope.context.catalog.provider;
  const year = Number(scope.today.slice(0, 4));
  const series = `${numbering.series}${seriesMark[kind]}`;
  await takeTurn(scope);
  const { last } = await scope.handle
    .insertInto('number_series')
    .values({ series: series.replaceAll('{year}', String(year)), last: count })
    .onConflict((conflict) =>
      conflict
        .column('series')
        .doUpdateSet((row) => ({ last: row('number_series.last', '+', count) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, index) =>
    invoiceNumber(series, year, last - count + index + 1, numbering.digits),
  );
}

/** A document's frozen content, read back. */
export function readDocument(stored: unknown): InvoiceDocument {
  const read = decode(stored as Json) as Omit<InvoiceDocument, 'rounding'> &
    Partial<Pick<InvoiceDocument, 'rounding'>>;
  // Documents of before prices could include tax have no rounding.
  return { ...read, rounding: read.rounding ?? zero(read.total.currency) };
}

/** Taxes by rate as a client sees them. */
export function taxViews(totals: Pick<Totals, 'breakdown'>): readonly TaxLineView[] {
  return totals.breakdown.map(({ name, rate, category, reason, base, tax }) => ({
    name,
    rate,
    category,
    reason: reason ?? null,
    base,
    tax,
  }));
}

/** An explanation as a client sees it. */
export function explanationView(
  explanation: InvoiceLine['explanation'],
): InvoiceLineView['explanation'] {
  return {
    rule: explanation.rule,
    steps: explanation.steps.map(({ label, code, values, amount }) => ({
      label,
      code: code ?? null,
      values: values ?? {},
      amount: amount ?? null,
    })),
  };
}

/** The provider as a party of a document. */
export function sellerOf(scope: Scope): PartyView {
  const { provider } = scope.context.catalog;
  return {
    name: provider.name,
    lines: [],
    country: provider.country,
    vatNumber: provider.vatNumber ?? null,
  };
}

/** A contact as a party of a document. */
export function buyerOf(
  contact: Pick<
    Selectable<ContactsTable>,
    | 'company'
    | 'first_name'
    | 'last_name'
    | 'street'
    | 'street2'
    | 'zip'
    | 'city'
    | 'state'
    | 'country'
  >,
  vatNumber: string | null,
): PartyView {
  const person = `${contact.first_name} ${contact.last_name}`;
  const place = `${contact.zip} ${contact.city}`;
  const lines = [
    contact.company === null ? null : person,
    contact.street,
    contact.street2,
    contact.state === null ? place : `${place}, ${contact.state}`,
  ];
  return {
    name: contact.company ?? person,
    lines: lines.filter((line): line is string => line !== null && line !== ''),
    country: contact.country,
    vatNumber,
  };
}
