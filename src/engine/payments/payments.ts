import type { PayInput } from '../../contract/payments.ts';
import { fail } from '../../errors.ts';
import { equal, type Money, sum } from '../../rules/money.ts';
import { compareDates } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import { type LockedInvoice, lockInvoices } from '../invoices/invoice-states.ts';
import { refuseHeld } from '../orders/held-orders.ts';
import type { ClientPrincipal, Command } from '../use-case.ts';
import { chargeInput, chosenSource, lockPayer } from './charge-source.ts';
import { chargeView } from './charge-view.ts';
import { beginCollection } from './collections.ts';
import { writeCharge } from './write-charge.ts';

interface Begun {
  readonly chargeId: string;
}

/** `payments.pay` (SPEC 8.1, 8.5): the intent first, then the gateway. */
export const pay: Command<'payments.pay', Begun> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Begun> {
    const principal = caller.principal as ClientPrincipal;
    const client = await lockPayer(scope, principal.clientId);
    const invoices = await invoicesToPay(scope, principal.clientId, input);
    const total = sum(
      invoices.map(({ balance }) => balance),
      client.currency,
    );
    const { account, source } = await chosenSource(scope, principal, input, {
      total,
      country: client.country,
      invoiceIds: input.invoiceIds,
    });
    for (const { id } of invoices) await giveUpManualCharge(scope, id);
    const chargeId = scope.context.chance.uuid();
    const description = invoices.map(({ number }) => number).join(', ');
    const how = await chargeInput(scope, { principal, input, source, description });
    const { clientId, contactId } = principal;
    const charge = { chargeId, clientId, contactId, invoices, total, source, how };
    // A bank is told by a file, and the client some days before (SPEC 8.9).
    if (account?.sealed_kind != null) await beginCollection(scope, charge, account);
    else await writeCharge(scope, charge);
    return { chargeId };
  },
  // The task is done at once for the client who waits; a worker does it if this process dies.
  after: (context, { chargeId }) => context.performKey(`charge.start:${chargeId}`),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

async function invoicesToPay(
  scope: Scope,
  clientId: string,
  input: PayInput,
): Promise<readonly LockedInvoice[]> {
  const invoices = await lockInvoices(scope, [...new Set(input.invoiceIds)]);
  const own = invoices.filter((invoice) => invoice.clientId === clientId);
  if (own.length === 0 || own.length !== new Set(input.invoiceIds).size) {
    fail('not_found', 'There is no such invoice.', { field: 'invoiceIds' });
  }
  await refuseHeld(scope, own);
  for (const { number, kind, status, balance } of own) {
    if (kind === 'credit_note' || status !== 'unpaid' || balance.amount === 0n) {
      fail('invoice_not_payable', `${number} has nothing left to pay.`, { field: 'invoiceIds' });
    }
  }
  const owed = sum(
    own.map(({ balance }) => balance),
    own[0]?.balance.currency ?? '',
  );
  if (!sameMoney(owed, input.confirmedTotal)) {
    fail('amount_changed', 'The sum to pay has changed. Look at it and confirm it anew.', {
      field: 'confirmedTotal',
    });
  }
  return [...own].sort((a, b) => compareDates(a.dueOn, b.dueOn));
}

function sameMoney(a: Money, b: Money): boolean {
  return a.currency === b.currency && equal(a, b);
}
