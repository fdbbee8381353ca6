import { fail } from '../../errors.ts';
import { entryForPayment } from '../../rules/ledger.ts';
import type { Money } from '../../rules/money.ts';
import { compareDates } from '../../rules/plain-date.ts';
import { isDuplicate } from '../../storage/store.ts';
import { keepFirstAccount, nothingKept } from '../accounts/first-account.ts';
import { post } from '../books/books.ts';
import type { Scope } from '../context.ts';
import { bringBackIfSettled } from '../packages/returning.ts';
import { voidCharge } from '../payments/charges.ts';
import { withdrawCollection } from '../payments/collections.ts';
import { openChargeOf, takesMoney } from '../payments/open-charges.ts';
import type { Command } from '../use-case.ts';
import { lockInvoice, writeCreditNote } from './credit-notes.ts';
import { type LockedInvoice, settleInvoice } from './invoice-states.ts';
import { invoiceView } from './invoices.ts';

interface Changed {
  readonly invoiceId: string;
}

/** `invoices.markPaid` (SPEC 8.11): money that came outside any gateway. */
export const markPaid: Command<'invoices.markPaid', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const invoice = await lockPayable(scope, input.invoiceId);
    if (compareDates(input.paidOn, scope.today) > 0) {
      fail('invalid_input', 'The date of payment is in the future.', { field: 'paidOn' });
    }
    await giveUpManualCharge(scope, invoice.id);
    const received = invoice.balance;
    const { clientId } = invoice;
    const entry = entryForPayment({
      key: `payment:manual:${input.method}:${input.reference}`,
      clientId,
      gatewayId: 'manual',
      received,
      applied: received,
    });
    if (!(await post(scope, entry, clientId))) {
      fail('conflict', 'A payment with this method and reference is booked already.', {
        field: 'reference',
      });
    }
    await addManualTransaction(scope, invoice, { ...input, amount: received });
    await settleInvoice(scope, invoice.id, received);
    await keepFirstAccount(scope, clientId, { ...nothingKept, label: input.method });
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, result) => invoiceView(scope, result.invoiceId, null),
};

async function lockPayable(scope: Scope, invoiceId: string): Promise<LockedInvoice> {
  const invoice = await lockInvoice(scope, invoiceId);
  if (invoice.status !== 'unpaid' || invoice.balance.amount === 0n) {
    fail('invoice_not_payable', `${invoice.number} has nothing left to pay.`, {
      field: 'invoiceId',
    });
  }
  return invoice;
}

/** A charge that only shows instructions takes no money by itself, so it may be given up. */
export async function giveUpManualCharge(scope: Scope, invoiceId: string): Promise<void> {
  const charge = await openChargeOf(scope, invoiceId);
  if (charge === undefined || (await withdrawCollection(scope, charge))) return;
  if (takesMoney(scope, charge)) {
    fail('charge_open', 'A payment of this invoice is on its way. Wait for its end.', {
      field: 'invoiceId',
    });
  }
  await voidCharge(scope, charge, {
    code: 'canceled',
    message: 'Paid in another way.',
  });
}

async function addManualTransaction(
  scope: Scope,
  invoice: LockedInvoice,
  made: {
    readonly method: string;
    readonly reference: string;
    readonly paidOn: string;
    readonly amount: Money;
  },
): Promise<void> {
  try {
    await scope.handle
      .insertInto('transactions')
      .values({
        id: scope.context.chance.uuid(),
        client_id: invoice.clientId,
        invoice_id: invoice.id,
        charge_id: null,
        kind: 'manual',
        status: 'settled',
        plugin_id: 'manual',
        reference: `${made.method}:${made.reference}`,
        method: made.method,
        status_code: made.reference,
        message: null,
        made_on: made.paidOn,
        currency: made.amount.currency,
        amount: made.amount.amount,
        created_at: scope.now,
      })
      .execute();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    fail('conflict', 'A payment with this method and reference is booked already.', {
      field: 'reference',
    });
  }
}

/** `invoices.cancel` (SPEC 7.4): a full credit note; what was paid becomes account credit. */
export const cancelInvoice: Command<'invoices.cancel', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const invoice = await lockInvoice(scope, input.invoiceId);
    if (invoice.status !== 'unpaid' && invoice.status !== 'paid') {
      fail('invalid_transition', `${invoice.number} is ${invoice.status} already.`, {
        field: 'invoiceId',
      });
    }
    await giveUpManualCharge(scope, invoice.id);
    await writeCreditNote(scope, invoice, input.reason);
    await bringBackIfSettled(scope, invoice.id);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, result) => invoiceView(scope, result.invoiceId, null),
};
