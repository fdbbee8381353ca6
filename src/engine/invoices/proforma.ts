import { entry, entryForInvoice } from '../../rules/ledger.ts';
import { add, type Money, negate } from '../../rules/money.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { readDocument, takeNumbers } from './invoice-documents.ts';

/** Whether what is asked for is a proforma until it is paid (SPEC 7.6); a sum of zero is none. */
export function asProforma(scope: Pick<Scope, 'context'>, total: Money): boolean {
  return scope.context.catalog.provider.billing.document === 'proforma' && total.amount > 0n;
}

/**
 * A proforma is paid: the invoice is made of it, with the number and the date of today, and booked
 * (SPEC 7.6). What it says stays, and so does its own number beside the new one.
 *
 * @returns the number of the invoice.
 */
export async function makeInvoice(
  scope: Scope,
  { id, clientId }: { readonly id: string; readonly clientId: string },
): Promise<string> {
  const row = await scope.handle
    .selectFrom('invoices')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const [number = ''] = await takeNumbers(scope, 'invoice', 1);
  await scope.handle
    .updateTable('invoices')
    .set({ kind: 'invoice', number, issued_on: scope.today, proforma_number: row.number })
    .where('id', '=', id)
    .where('kind', '=', 'proforma')
    .execute();
  const document = readDocument(row.document);
  const totals = {
    net: document.net,
    tax: document.tax,
    total: document.total,
    rounding: document.rounding,
    breakdown: document.taxes.map(({ name, rate, base, tax }) => ({
      name,
      rate,
      category: 'S' as const,
      base,
      tax,
    })),
  };
  await post(scope, entryForInvoice({ key: `invoice:${number}`, clientId, totals }), clientId);
  await emit(scope, 'invoice.issued', id, clientId);
  return number;
}

/**
 * Nothing of a proforma is wanted any more. It was never booked, so that no credit note is needed;
 * what was paid of it already becomes account credit.
 */
export async function giveUpProforma(
  scope: Scope,
  proforma: {
    readonly id: string;
    readonly number: string;
    readonly clientId: string;
    readonly total: Money;
    readonly balance: Money;
  },
): Promise<void> {
  const { id, number, clientId, total, balance } = proforma;
  const paid = add(total, negate(balance));
  if (paid.amount > 0n) {
    const made = entry(`proforma:${number}`, 'credit_note', [
      { account: 'receivable', clientId, amount: paid },
      { account: 'credit', clientId, amount: negate(paid) },
    ]);
    await post(scope, made, clientId);
  }
  await emit(scope, 'proforma.canceled', id, clientId);
}
