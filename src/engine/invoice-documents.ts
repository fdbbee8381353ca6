import type { Selectable } from 'kysely';
import type { InvoiceLineView, PartyView, TaxLineView } from '../contract/invoices.ts';
import { decode, encode, type Json } from '../contract/wire.ts';
import { invariant } from '../errors.ts';
import {
  type InvoiceLine,
  type InvoiceLineKind,
  invoiceNumber,
  type Totals,
} from '../rules/invoice.ts';
import { add, type Money } from '../rules/money.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import type { ContactsTable } from '../storage/tables/clients.ts';
import type { Scope } from './context.ts';

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
  readonly total: Money;
  readonly notes: readonly string[];
  /** Of each line the places of its taxes in `taxes`; absent on documents of before part 2. */
  readonly lineTaxes?: readonly (readonly number[])[];
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
  readonly kind: 'invoice' | 'credit_note';
  readonly clientId: string;
  readonly orderId: string | null;
  readonly corrects: string | null;
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
  const { totals } = document;
  invariant(add(totals.net, totals.tax).amount === totals.total.amount, 'A document adds up.');
  const views = document.lines.map(
    ({ line, packageNumber }): InvoiceLineView => ({
      lineId: scope.context.chance.uuid(),
      description: line.description,
      packageId: line.packageId ?? null,
      packageNumber,
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
    }),
  );
  const content: InvoiceDocument = {
    seller: document.seller,
    buyer: document.buyer,
    lines: views,
    gross: add(totals.net, totals.discount),
    discount: totals.discount,
    net: totals.net,
    taxes: taxViews(totals),
    tax: totals.tax,
    total: totals.total,
    notes: document.notes,
    lineTaxes: lineTaxes(document.lines, totals),
  };
  const number = await takeNumber(scope, document.kind);
  await scope.handle
    .insertInto('invoices')
    .values({
      id: document.id,
      number,
      kind: document.kind,
      client_id: document.clientId,
      order_id: document.orderId,
      corrects: document.corrects,
      currency: document.currency,
      issued_on: scope.today,
      due_on: document.dueOn,
      net: totals.net.amount,
      tax: totals.tax.amount,
      total: totals.total.amount,
      document: JSON.stringify(encode(content)),
      created_at: scope.now,
    })
    .execute();
  await insertLines(scope, document, views);
  return number;
}

/** Two taxes of one line may have the same rate, so a line names them by their place. */
function lineTaxes(
  lines: DocumentToIssue['lines'],
  { breakdown }: Totals,
): readonly (readonly number[])[] {
  return lines.map(({ line }) =>
    line.taxes.map((tax) =>
      breakdown.findIndex(
        ({ name, rate, category }) =>
          name === tax.name && rate === tax.rate && category === tax.category,
      ),
    ),
  );
}

async function insertLines(
  scope: Scope,
  document: DocumentToIssue,
  views: readonly InvoiceLineView[],
): Promise<void> {
  await scope.handle
    .insertInto('invoice_lines')
    .values(
      document.lines.map(({ line, origin, originId, reverses }, position) => ({
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
      })),
    )
    .execute();
}

/** The next number of a series; credit notes have their own. */
async function takeNumber(scope: Scope, kind: DocumentToIssue['kind']): Promise<string> {
  const { numbering } = scope.context.catalog.provider;
  const year = Number(scope.today.slice(0, 4));
  const series = kind === 'invoice' ? numbering.series : `${numbering.series}C`;
  const { last } = await scope.handle
    .insertInto('number_series')
    .values({ series: series.replaceAll('{year}', String(year)), last: 1 })
    .onConflict((conflict) =>
      conflict.column('series').doUpdateSet((row) => ({ last: row('number_series.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return invoiceNumber(series, year, last, numbering.digits);
}

/** A document's frozen content, read back. */
export function readDocument(stored: unknown): InvoiceDocument {
  return decode(stored as Json) as InvoiceDocument;
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
    steps: explanation.steps.map(({ label, amount }) => ({ label, amount: amount ?? null })),
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
