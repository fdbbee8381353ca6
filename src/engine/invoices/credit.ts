import { entryForCreditApplied } from '../../rules/ledger.ts';
import { type Money, minimum, money, zero } from '../../rules/money.ts';
import { post } from '../books/books.ts';
import type { Scope } from '../context.ts';
import { lockInvoices, settleInvoice } from './invoice-states.ts';

/** The account credit of a client in a currency: the sum of its entries (SPEC 17.1). */
export async function creditOf(scope: Scope, clientId: string, currency: string): Promise<Money> {
  const { held } = await scope.handle
    .selectFrom('postings')
    .select((row) => row.fn.sum<bigint | null>('amount').as('held'))
    .where('client_id', '=', clientId)
    .where('account', '=', 'credit')
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow();
  return held === null ? zero(currency) : money(-BigInt(held), currency);
}

/**
 * Pays an invoice from account credit as far as that goes (SPEC 8.3). The client must be locked,
 * so that two do not spend the same credit.
 *
 * @returns what was used.
 */
export async function applyCredit(scope: Scope, invoiceId: string): Promise<Money> {
  const [invoice] = await lockInvoices(scope, [invoiceId]);
  if (invoice === undefined || invoice.status !== 'unpaid') return zero('EUR');
  // Nothing is owed on a proforma, so that no credit is spent on it.
  if (invoice.kind === 'proforma') return zero(invoice.balance.currency);
  const { clientId, balance } = invoice;
  const used = minimum(await creditOf(scope, clientId, balance.currency), balance);
  if (used.amount <= 0n) return zero(balance.currency);
  const number = await scope.handle
    .selectFrom('transactions')
    .select((row) => row.fn.countAll<bigint>().as('count'))
    .where('invoice_id', '=', invoiceId)
    .where('kind', '=', 'credit')
    .executeTakeFirstOrThrow();
  const key = `credit:${invoiceId}:${number.count}`;
  await post(scope, entryForCreditApplied({ key, clientId, amount: used }), clientId);
  await scope.handle
    .insertInto('transactions')
    .values({
      id: scope.context.chance.uuid(),
      client_id: clientId,
      invoice_id: invoiceId,
      charge_id: null,
      kind: 'credit',
      status: 'applied',
      plugin_id: 'rackrate',
      reference: key,
      method: 'Account credit',
      status_code: '',
      message: null,
      made_on: scope.today,
      currency: used.currency,
      amount: used.amount,
      created_at: scope.now,
    })
    .execute();
  await settleInvoice(scope, invoiceId, used);
  return used;
}
