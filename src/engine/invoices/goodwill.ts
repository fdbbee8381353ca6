import type { Input, Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { compareDates } from '../../rules/plain-date.ts';
import { entryForGoodwill } from '../../rules/refund.ts';
import { lockClient, scheduleWork } from '../agenda.ts';
import { post } from '../books/books.ts';
import { clientView } from '../clients/clients.ts';
import { emit, type Scope } from '../context.ts';
import { bringBackIfSettled } from '../packages/returning.ts';
import { finishTodo } from '../todos.ts';
import type { Command } from '../use-case.ts';
import { creditOf } from './credit.ts';
import { creditInvoice, lockInvoice } from './credit-notes.ts';
import { giveUpManualCharge } from './invoice-commands.ts';
import { invoiceView } from './invoices.ts';

/** `invoices.credit` (SPEC 7.4): a credit note over lines or all; nothing is billed anew. */
export const creditLinesOfInvoice: Command<'invoices.credit', { readonly invoiceId: string }> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<{ readonly invoiceId: string }> {
    const invoice = await lockInvoice(scope, input.invoiceId);
    if (invoice.status !== 'unpaid' && invoice.status !== 'paid') {
      fail('invalid_transition', `${invoice.number} is ${invoice.status} already.`, {
        field: 'invoiceId',
      });
    }
    await giveUpManualCharge(scope, invoice.id);
    const { lines, reason } = input;
    await creditInvoice(scope, invoice, { wishes: lines ?? 'all', reason, periods: 'excuse' });
    await bringBackIfSettled(scope, invoice.id);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, { invoiceId }) => invoiceView(scope, invoiceId, null),
};

/** `invoices.promise` (SPEC 16.4): until then dunning takes no step that hurts. */
export const promisePayment: Command<'invoices.promise', { readonly invoiceId: string }> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<{ readonly invoiceId: string }> {
    const invoice = await lockInvoice(scope, input.invoiceId);
    const { until } = input;
    if (invoice.status !== 'unpaid') {
      fail('invoice_not_payable', `${invoice.number} has nothing left to pay.`, {
        field: 'invoiceId',
      });
    }
    if (until !== undefined && compareDates(until, scope.today) < 0) {
      fail('invalid_input', 'A promise ends today or later.', { field: 'until' });
    }
    await scope.handle
      .updateTable('invoice_states')
      .set({ promised_until: until ?? null })
      .where('invoice_id', '=', invoice.id)
      .execute();
    await scheduleWork(scope, invoice.clientId);
    await emit(scope, 'invoice.promised', invoice.id, invoice.clientId);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, { invoiceId }) => invoiceView(scope, invoiceId, null),
};

interface OfClient {
  readonly clientId: string;
  readonly currency: string;
}

/** `clients.credit`: account credit as goodwill, without a document (SPEC 8.10). */
export const creditClient: Command<'clients.credit', OfClient> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<OfClient> {
    const { clientId, amount } = input;
    const currency = await currencyOf(scope, clientId);
    await lockClient(scope, clientId);
    if (amount.currency !== currency) {
      fail('currency_mismatch', `This client is billed in ${currency}.`, { field: 'amount' });
    }
    if (amount.amount <= 0n) {
      fail('invalid_input', 'A credit is above zero.', { field: 'amount' });
    }
    await addGoodwill(scope, input);
    return { clientId, currency };
  },
  async view(scope, _caller, { clientId, currency }): Promise<Output<'clients.credit'>> {
    return { credit: await creditOf(scope, clientId, currency) };
  },
};

async function currencyOf(scope: Scope, clientId: string): Promise<string> {
  const row = await scope.handle
    .selectFrom('clients')
    .select('currency')
    .where('id', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such client.', { field: 'clientId' });
  return row.currency;
}

async function addGoodwill(scope: Scope, input: Input<'clients.credit'>): Promise<void> {
  const { clientId, amount, commandId } = input;
  const key = `goodwill:${commandId}`;
  await post(scope, entryForGoodwill({ key, clientId, amount }), clientId);
  await scope.handle
    .insertInto('transactions')
    .values({
      id: scope.context.chance.uuid(),
      client_id: clientId,
      invoice_id: null,
      charge_id: null,
      kind: 'credit',
      status: 'settled',
      plugin_id: 'rackrate',
      reference: key,
      method: 'Account credit',
      status_code: '',
      message: input.reason,
      made_on: scope.today,
      currency: amount.currency,
      amount: amount.amount,
      created_at: scope.now,
    })
    .execute();
  await emit(scope, 'client.credited', clientId, clientId);
}

/** `clients.unpark` (SPEC 16.8): the run works for the client again. */
export const unparkClient: Command<'clients.unpark', { readonly clientId: string }> = {
  kind: 'command',
  async run(scope, _caller, { clientId }): Promise<{ readonly clientId: string }> {
    await currencyOf(scope, clientId);
    await lockClient(scope, clientId);
    const parked = await scope.handle
      .updateTable('clients')
      .set({ parked_at: null, parked_reason: null })
      .where('id', '=', clientId)
      .where('parked_at', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    await scheduleWork(scope, clientId);
    if (parked === undefined) return { clientId };
    await finishTodo(scope, `client.parked:${clientId}`);
    await emit(scope, 'client.unparked', clientId, clientId);
    return { clientId };
  },
  view: (scope, _caller, { clientId }) => clientView(scope, clientId),
};
