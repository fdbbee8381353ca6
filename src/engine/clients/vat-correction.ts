import type { Selectable } from 'kysely';
import { invariant } from '../../errors.ts';
import { documentPolicy, type PricedLine, priceDocument } from '../../rules/document.ts';
import type { StepCode } from '../../rules/explanation.ts';
import type { InvoiceLine, Totals } from '../../rules/invoice.ts';
import { type Money, negate } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import { type AppliedTax, type ProductKind, type TaxParty, taxesFor } from '../../rules/tax.ts';
import type { ExcusedSpansTable } from '../../storage/tables/packages.ts';
import type { VatChecksTable } from '../../storage/tables/vat.ts';
import { scheduleIssue, scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import { creditableLines, creditInvoice } from '../invoices/credit-notes.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import {
  type InvoiceDocument,
  type LineToIssue,
  readDocument,
} from '../invoices/invoice-documents.ts';
import { ruleLines } from '../invoices/invoice-lines.ts';
import { type LockedInvoice, lockInvoices } from '../invoices/invoice-states.ts';
import { issueInvoice } from '../invoices/issue.ts';
import { isBeingPaid } from '../payments/open-charges.ts';
import { addTodo } from '../todos.ts';
import { partyOf } from './party.ts';

type VatCheck = Selectable<VatChecksTable>;

/**
 * The client's number is valid: invoices since the order that were taxed are credited and issued
 * anew with reverse charge (SPEC 7.12); what was paid pays the new one, the rest is account credit.
 * The client must be locked.
 *
 * @returns false when a charge of such an invoice is open, or a change of a package waits for its
 *   payment; then nothing was changed.
 */
export async function correctTaxes(scope: Scope, check: VatCheck): Promise<boolean> {
  const invoices = await taxedInvoices(scope, check);
  for (const { id } of invoices) {
    if ((await isBeingPaid(scope, id)) || (await waitsToChange(scope, id))) return false;
  }
  const client = await scope.handle
    .updateTable('clients')
    .set((row) => ({ vat_number_valid: true, version: row('version', '+', 1) }))
    .where('id', '=', check.client_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  for (const invoice of invoices) await correct(scope, invoice, check, partyOf(client));
  await scheduleWork(scope, check.client_id);
  return true;
}

/** Open and paid invoices since the order that bear tax, locked in the order of their ids. */
async function taxedInvoices(scope: Scope, check: VatCheck): Promise<readonly LockedInvoice[]> {
  const rows = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select('invoices.id')
    .where('invoices.client_id', '=', check.client_id)
    .where('invoices.kind', '<>', 'credit_note')
    .where('invoices.tax', '<>', 0n)
    .where('invoices.issued_on', '>=', check.made_on)
    .where('invoice_states.status', 'in', ['unpaid', 'paid'])
    .execute();
  return lockInvoices(
    scope,
    rows.map(({ id }) => id),
  );
}

/** Whether a change is made once this very invoice is paid (SPEC 5.17); it is soon, or lapses. */
async function waitsToChange({ handle }: Scope, invoiceId: string): Promise<boolean> {
  const change = await handle
    .selectFrom('package_changes')
    .select('id')
    .where('invoice_id', '=', invoiceId)
    .where('state', '=', 'awaiting_payment')
    .executeTakeFirst();
  return change !== undefined;
}

async function correct(
  scope: Scope,
  invoice: LockedInvoice,
  check: VatCheck,
  party: TaxParty,
): Promise<void> {
  const row = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['invoices.document', 'invoice_states.next_step_on', 'invoice_states.charge_on'])
    .where('invoices.id', '=', invoice.id)
    .executeTakeFirstOrThrow();
  const document = readDocument(row.document);
  const open = await creditableLines(scope, invoice.id, document);
  if (open.some(({ reversed }) => reversed.amount !== 0n)) {
    return askOperator(scope, invoice, check, 'a part of the invoice was credited already');
  }
  const { lines, totals } = await withoutTax(scope, invoice, document, party);
  if (totals.total.amount < 0n) {
    return askOperator(scope, invoice, check, 'it takes more back than it would charge');
  }
  const before = await coverageOf(scope, invoice.id);
  await giveUpManualCharge(scope, invoice.id);
  // The order goes on with the new invoice, so that its packages are not taken as given up.
  await moveOrder(scope, invoice.id, null);
  const reason = `The VAT number ${check.vat_number} is valid: reverse charge.`;
  await creditInvoice(scope, invoice, { wishes: 'all', reason, periods: 'bill-anew' });
  const issued = await issueInvoice(scope, {
    clientId: invoice.clientId,
    orderId: invoice.orderId,
    currency: invoice.total.currency,
    dueOn: invoice.dueOn,
    lines,
    totals,
    notes: notesOf(lines, invoice),
    dunned: row.next_step_on !== null,
    charged: row.charge_on !== null,
    todo: {
      kind: 'correction_unpaid',
      title: 'Pay your invoice',
      text: 'It was issued anew without tax.',
    },
  });
  await moveOrder(scope, invoice.id, issued.invoiceId, invoice.orderId);
  await coverAgain(scope, before);
}

function notesOf(lines: readonly LineToIssue[], { number }: LockedInvoice): readonly string[] {
  const reasons = lines.flatMap(({ line }) => line.taxes.flatMap(({ reason }) => reason ?? []));
  return [...new Set(reasons), `Replaces ${number}.`];
}

async function moveOrder(
  scope: Scope,
  from: string,
  to: string | null,
  orderId?: string | null,
): Promise<void> {
  const query = scope.handle.updateTable('orders').set({ invoice_id: to });
  if (to === null) await query.where('invoice_id', '=', from).execute();
  else if (orderId) await query.where('id', '=', orderId).execute();
}

/** A document that is issued anew. */
interface Corrected {
  readonly lines: readonly LineToIssue[];
  readonly totals: Totals;
}

/**
 * The lines as they were agreed, with the taxes of a business whose number is valid. What a line
 * takes back of another invoice keeps the tax that was charged there (SPEC 5.14).
 */
async function withoutTax(
  scope: Scope,
  invoice: LockedInvoice,
  document: InvoiceDocument,
  party: TaxParty,
): Promise<Corrected> {
  const { taxes: rules, provider } = scope.context.catalog;
  const stored = await scope.handle
    .selectFrom('invoice_lines')
    .leftJoin('packages', 'packages.id', 'invoice_lines.package_id')
    .select(['invoice_lines.id', 'origin', 'origin_id', 'reverses'])
    .select(['packages.kind', 'packages.number'])
    .where('invoice_id', '=', invoice.id)
    .execute();
  const byId = new Map(stored.map((row) => [row.id, row]));
  const agreed = (await ruleLines(scope, invoice.id, document)).map((line, place) => {
    const row = byId.get(line.lineId);
    invariant(row !== undefined, `The line ${line.lineId} stands in its document alone.`);
    return { line, row, charged: document.charged?.[place] ?? null };
  });
  const priced = priceDocument(
    agreed.map(({ line, row, charged }) =>
      line.kind === 'reversal'
        ? takenBack(line, charged)
        : { ...asNet(line), taxes: taxesOf(line, row) },
    ),
    documentPolicy(provider, invoice.total.currency),
  );
  const lines = agreed.map(({ line: { lineId, ...line }, row }, place): LineToIssue => {
    const shown = document.lines[place];
    return {
      line: {
        ...line,
        ...priced.lines[place],
        explanation: shown === undefined ? line.explanation : explanationOf(shown),
      },
      packageNumber: row.number,
      origin: row.origin as LineToIssue['origin'],
      // The old line keeps its cause; this one has the correction of it.
      originId: row.origin === 'cycle' ? row.origin_id : `${row.origin_id}:${lineId}`,
      ...(row.reverses === null ? {} : { reverses: row.reverses }),
    };
  });
  return { lines, totals: priced.totals };

  function taxesOf(line: InvoiceLine, row: { kind: string | null }): readonly AppliedTax[] {
    if (row.kind === null) return line.taxes;
    const productKind = row.kind as ProductKind;
    const regime = provider.taxRegime;
    return taxesFor({ rules, provider, regime, party, productKind, on: scope.today });
  }
}

/** The sums of a line as they stand: whatever was included in its price is out of them. */
function asNet({ gross, discount, taxes }: InvoiceLine): PricedLine {
  return { unitPrice: gross, quantity: 1, discount, taxes, priceIs: 'net' };
}

/** What was charged with the tax that it included is taken back as such (SPEC 7.10). */
function takenBack(line: InvoiceLine, charged: Money | null): PricedLine {
  if (charged === null) return asNet(line);
  const { discount, taxes } = line;
  return { unitPrice: negate(charged), quantity: -1, discount, taxes, homeTaxes: taxes };
}

function explanationOf(line: InvoiceDocument['lines'][number]): InvoiceLine['explanation'] {
  return {
    rule: line.explanation.rule,
    steps: line.explanation.steps.map(({ amount, code, ...said }) => ({
      ...said,
      ...(code === null ? {} : { code: code as StepCode }),
      ...(amount === null ? {} : { amount }),
    })),
  };
}

/** How far items are covered, and by which excused days. */
interface Coverage {
  readonly items: readonly { readonly id: string; readonly billed_through: PlainDate | null }[];
  readonly spans: readonly Selectable<ExcusedSpansTable>[];
  readonly packageIds: readonly string[];
}

async function coverageOf(scope: Scope, invoiceId: string): Promise<Coverage> {
  const items = await scope.handle
    .selectFrom('package_items')
    .select(['id', 'billed_through', 'package_id'])
    .where('id', 'in', (query) =>
      query
        .selectFrom('invoice_lines')
        .select('item_id')
        .where('invoice_id', '=', invoiceId)
        .where('item_id', 'is not', null)
        .$castTo<{ item_id: string }>(),
    )
    .execute();
  const ids = items.map(({ id }) => id);
  const spans =
    ids.length === 0
      ? []
      : await scope.handle
          .selectFrom('excused_spans')
          .selectAll()
          .where('item_id', 'in', ids)
          .execute();
  return { items, spans, packageIds: [...new Set(items.map((item) => item.package_id))] };
}

/** The new invoice covers the same days as the old one did, so billing stands where it stood. */
async function coverAgain(scope: Scope, { items, spans, packageIds }: Coverage): Promise<void> {
  const ids = items.map(({ id }) => id);
  if (ids.length === 0) return;
  await scope.handle.deleteFrom('excused_spans').where('item_id', 'in', ids).execute();
  if (spans.length > 0)
    await scope.handle
      .insertInto('excused_spans')
      .values([...spans])
      .execute();
  for (const { id, billed_through } of items) {
    await scope.handle
      .updateTable('package_items')
      .set((row) => ({ billed_through, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
  }
  for (const packageId of packageIds) await scheduleIssue(scope, packageId);
}

/** What hangs together with another invoice is not for a rule to issue anew. */
async function askOperator(
  scope: Scope,
  invoice: LockedInvoice,
  check: VatCheck,
  why: string,
): Promise<void> {
  await addTodo(scope, {
    key: `vat.correct:${invoice.id}`,
    audience: 'operator',
    kind: 'vat_correction',
    title: `Correct the tax of ${invoice.number}`,
    text: `${check.vat_number} is valid, but ${why}.`,
    clientId: invoice.clientId,
    invoiceId: invoice.id,
  });
}
