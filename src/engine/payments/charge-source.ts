import type { PayInput } from '../../contract/payments.ts';
import { fail } from '../../errors.ts';
import type { Money } from '../../rules/money.ts';
import { customerAt, mayEdit, readAccounts, viewerOf } from '../accounts/account-rows.ts';
import type { Payer } from '../accounts/payers.ts';
import type { Scope } from '../context.ts';
import { refuseOff } from '../switches.ts';
import type { ClientPrincipal } from '../use-case.ts';
import { refuseTesting } from './card-testing.ts';
import type { ChargeInput } from './charge-tasks.ts';
import { gatewayOf } from './charges.ts';
import { offered } from './payment-options.ts';
import { type ChargeSource, sourceOfAccount } from './write-charge.ts';

/** How a client chose to pay. */
export type Chosen = Pick<
  PayInput,
  'methodId' | 'billingAccountId' | 'gatewayData' | 'save' | 'returnUrl'
>;

/**
 * Locks the client who pays.
 *
 * @throws BillingError `client_not_active`.
 */
export async function lockPayer(
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

/**
 * The account or the method that a client chose, where it may be charged now.
 *
 * @throws BillingError `not_found`, `forbidden`, `method_not_available`, `switched_off`,
 *   `rate_limited`.
 */
export async function chosenSource(
  scope: Scope,
  principal: ClientPrincipal,
  { billingAccountId, methodId }: Chosen,
  about: {
    readonly total: Money;
    readonly country: string;
    readonly invoiceIds: readonly string[];
  },
): Promise<{ readonly account: Payer | null; readonly source: ChargeSource }> {
  const { total, country, invoiceIds } = about;
  const account =
    billingAccountId === undefined ? null : await usableAccount(scope, principal, billingAccountId);
  const source =
    account === null ? methodOf(scope, methodId, total, country) : sourceOfAccount(account);
  await refuseOff(scope, 'charging', source.pluginId);
  const isNew = account === null && gatewayOf(scope.context, source.pluginId).kind !== 'manual';
  if (isNew) await refuseTesting(scope, principal.clientId, invoiceIds);
  return { account, source };
}

/** @throws BillingError `method_not_available` for what is not offered. */
function methodOf(
  scope: Scope,
  methodId: string | undefined,
  total: Money,
  country: string,
): ChargeSource {
  const method = offered(scope.context, total, country).find((one) => one.methodId === methodId);
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
export async function chargeInput(
  scope: Scope,
  charge: {
    readonly principal: ClientPrincipal;
    readonly input: Chosen;
    readonly source: ChargeSource;
    readonly description: string;
  },
): Promise<ChargeInput> {
  const { principal, input, source, description } = charge;
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
    description,
    email: contact.email,
    name: `${contact.first_name} ${contact.last_name}`,
  };
}
