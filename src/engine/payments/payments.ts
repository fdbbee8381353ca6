import type { PayInput } from '../../contract/payments.ts';
import { fail } from '../../errors.ts';
import { equal, type Money, sum } from '../../rules/money.ts';
import { compareDates } from '../../rules/plain-date.ts';
import { customerAt, mayEdit, readAccounts, viewerOf } from '../accounts/account-rows.ts';
import type { Payer } from '../accounts/payers.ts';
import type { Scope } from '../context.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import { type LockedInvoice, lockInvoices } from '../invoices/invoice-states.ts';
import { refuseHeld } from '../orders/held-orders.ts';
import { refuseOff } from '../switches.ts';
import type { ClientPrincipal, Command } from '../use-case.ts';
import { refuseTesting } from './card-testing.ts';
import type { ChargeInput } from './charge-tasks.ts';
import { chargeView } from './charge-view.ts';
import { gatewayOf } from './charges.ts';
import { beginCollection } from './collections.ts';
import { offered } from './payment-options.ts';
import { type ChargeSource, sourceOfAccount, writeCharge } from './write-charge.ts';

interface Begun {
  readonly chargeId: string;
}

/** `payments.pay` (SPEC 8.1, 8.5): the intent first, then the gateway. */
export const pay: Command<'payments.pay', Begun> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Begun> {
    const principal = caller.principal as ClientPrincipal;
    const client = await lockClient(scope, principal.clientId);
    const invoices = await invoicesToPay(scope, principal.clientId, input);
    const total = sum(
      invoices.map(({ balance }) => balance),
      client.currency,
    );
    const account =
      input.billingAccountId === undefined
        ? null
        : await usableAccount(scope, principal, input.billingAccountId);
    const source =
      account === null ? methodOf(scope, input, total, client.country) : sourceOfAccount(account);
    await refuseOff(scope, 'charging', source.pluginId);
    if (
      source.billingAccountId === null &&
      gatewayOf(scope.context, source.pluginId).kind !== 'manual'
    ) {
      await refuseTesting(scope, principal.clientId, input.invoiceIds);
    }
    for (const { id } of invoices) await giveUpManualCharge(scope, id);
    const chargeId = scope.context.chance.uuid();
    const how = await chargeInput(scope, { principal, input, invoices, source });
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

async function lockClient(
  scope: Scope,
  clientId: string,
): Promise<{ currency: string; country: string }> {
  const client = await scope.handle
    .selectFrom('clients')
    .select(['currency', 'country', 'status'])
    .where('id', '=', clientId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // An operator's stop takes no orders and no charges (SPEC 3.1).
  if (client.status !== 'active') {
    fail('client_not_active', 'This account cannot pay here now. Ask the provider.');
  }
  return client;
}

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

/** @throws BillingError `method_not_available` for what is not offered. */
function methodOf(scope: Scope, input: PayInput, total: Money, country: string): ChargeSource {
  const method = offered(scope.context, total, country).find(
    ({ methodId }) => methodId === input.methodId,
  );
  if (method === undefined) {
    fail('method_not_available', 'This way to pay is not offered for this sum. Choose another.', {
      field: 'methodId',
    });
  }
  return {
    methodId: method.methodId,
    pluginId: method.pluginId,
    label: method.label,
    methodReference: null,
    billingAccountId: null,
  };
}

/**
 * An account that a contact may pay with: its own, or any for the primary one (SPEC 9.1).
 *
 * @throws BillingError `not_found`, `forbidden`, `method_not_available` where nothing is kept.
 */
async function usableAccount(
  scope: Scope,
  principal: ClientPrincipal,
  accountId: string,
): Promise<Payer> {
  const field = 'billingAccountId';
  const accounts = await readAccounts(scope, principal.clientId);
  const account = accounts.find(({ id }) => id === accountId);
  if (account === undefined) fail('not_found', 'There is no such billing account.', { field });
  if (!mayEdit(await viewerOf(scope, { principal, request: undefined }), account)) {
    fail('forbidden', 'Only its owner and the primary contact may pay with this account.', {
      field,
    });
  }
  if (account.method_reference === null || !account.chargeable) {
    fail('method_not_available', 'This account cannot be charged. Choose another way to pay.', {
      field,
    });
  }
  return { ...account, method_reference: account.method_reference };
}

/** What the gateway is told when a client's charge starts. */
async function chargeInput(
  scope: Scope,
  charge: {
    readonly principal: ClientPrincipal;
    readonly input: PayInput;
    readonly invoices: readonly LockedInvoice[];
    readonly source: ChargeSource;
  },
): Promise<ChargeInput> {
  const { principal, input, invoices, source } = charge;
  const contact = await scope.handle
    .selectFrom('contacts')
    .select(['email', 'first_name', 'last_name'])
    .where('id', '=', principal.contactId)
    .executeTakeFirstOrThrow();
  return {
    data: input.gatewayData ?? {},
    methodReference: source.methodReference,
    customerReference: await customerAt(scope, principal.clientId, source.pluginId),
    save: input.save ?? false,
    returnUrl: input.returnUrl ?? scope.context.settings.portalUrl,
    description: invoices.map(({ number }) => number).join(', '),
    email: contact.email,
    name: `${contact.first_name} ${contact.last_name}`,
  };
}
