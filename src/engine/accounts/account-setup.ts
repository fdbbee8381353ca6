import type { BillingAccountSetup, BillingAccountType } from '../../contract/billing-accounts.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import type { PaymentMethod } from '../../rules/catalog.ts';
import { zero } from '../../rules/money.ts';
import { lockClient } from '../agenda.ts';
import { type EngineContext, emit, type Scope } from '../context.ts';
import { refuseTesting } from '../payments/card-testing.ts';
import { actionView, reasonOf } from '../payments/charge-view.ts';
import { gatewayOf } from '../payments/charges.ts';
import { offered } from '../payments/payment-options.ts';
import { refuseOff } from '../switches.ts';
import { enqueue } from '../tasks.ts';
import {
  type Caller,
  type ClientPrincipal,
  type Command,
  ownerOf,
  type Query,
} from '../use-case.ts';
import { billablePackages, viewerOf } from './account-rows.ts';
import { requireOwner } from './accounts.ts';
import { checkBankData, keepSealedAccount } from './sealed-account.ts';
import {
  bankForms,
  isCollectedByFile,
  mandateText,
  type SealedBankAccount,
  sealBankAccount,
} from './sealing.ts';
import { keepAccount } from './setup-end.ts';
import { readSetup, type SetupInput } from './setup-row.ts';

/** `billingAccounts.options`: the ways to pay that can be kept, and what needs no keeping. */
export const accountOptions: Query<'billingAccounts.options'> = {
  kind: 'query',
  async run(scope, caller): Promise<Output<'billingAccounts.options'>> {
    const { clientId, contactId } = caller.principal as ClientPrincipal;
    const { methods, currency } = await offeredTo(scope, clientId);
    const { isPrimary } = await viewerOf(scope, caller);
    const contacts = await scope.handle
      .selectFrom('contacts')
      .select(['id', 'first_name', 'last_name'])
      .where('client_id', '=', clientId)
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .execute();
    const own = contacts.filter(({ id }) => id === contactId);
    const others = contacts.filter(({ id }) => id !== contactId);
    return {
      methods: methods.map((method) => ({
        method,
        type: typeOf(scope.context, method),
        ...bankFacts(scope.context, method.pluginId, currency),
      })),
      owners: [...own, ...(isPrimary ? others : [])].map((contact) => ({
        contactId: contact.id,
        name: `${contact.first_name} ${contact.last_name}`,
      })),
      packages: await billablePackages(scope, clientId),
    };
  },
};

/** What a form needs for bank data; nothing for any other method. */
function bankFacts(
  context: EngineContext,
  pluginId: string,
  currency: string,
): Pick<Output<'billingAccounts.options'>['methods'][number], 'forms' | 'mandate'> {
  if (!isCollectedByFile(context, pluginId)) return {};
  return { forms: bankForms(context, pluginId, currency), mandate: mandateText(context) };
}

async function offeredTo(
  scope: Scope,
  clientId: string,
): Promise<{ readonly methods: ReturnType<typeof offered>; readonly currency: string }> {
  const client = await scope.handle
    .selectFrom('clients')
    .select(['currency', 'country'])
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
  // Keeping moves no money, so no bound of an amount applies.
  const { currency, country } = client;
  return { methods: offered(scope.context, zero(currency), country, 'keep'), currency };
}

/** What an account of a method is; what the gateway keeps, it says more exactly itself. */
function typeOf(
  context: EngineContext,
  {
    pluginId,
    kind,
    canSave,
  }: Pick<PaymentMethod, 'pluginId'> & {
    readonly kind: string;
    readonly canSave: boolean;
  },
): BillingAccountType {
  if (isCollectedByFile(context, pluginId)) return 'bank_account';
  if (kind === 'manual') return 'manual';
  if (!canSave || gatewayOf(context, pluginId).setup === undefined) return 'third_party';
  return kind === 'embedded' ? 'card' : 'wallet';
}

interface Begun {
  readonly setupId: string;
}

/**
 * `billingAccounts.add` (SPEC 9.1, 9.6): the intent first, then the gateway. Bank data is sealed
 * before the first row is written, and nothing after that looks at it (SPEC 9.7).
 */
export const addAccount: Command<'billingAccounts.add', Begun, SealedBankAccount | null> = {
  kind: 'command',
  prepare: (context, { bankAccount }) =>
    bankAccount === undefined ? Promise.resolve(null) : sealBankAccount(context, bankAccount),
  async run(scope, caller, input, sealed): Promise<Begun> {
    const { clientId, contactId } = caller.principal as ClientPrincipal;
    await lockClient(scope, clientId);
    const owner = input.ownerContactId ?? contactId;
    await requireOwner(scope, clientId, owner);
    if (owner !== contactId && !(await viewerOf(scope, caller)).isPrimary) {
      fail('forbidden', 'Only the primary contact may add an account for somebody else.', {
        field: 'ownerContactId',
      });
    }
    const { methods, currency } = await offeredTo(scope, clientId);
    const method = methods.find(({ methodId }) => methodId === input.methodId);
    if (method === undefined) {
      fail('method_not_available', 'This way to pay is not offered. Choose another.', {
        field: 'methodId',
      });
    }
    const type = typeOf(scope.context, method);
    checkBankData(type, bankForms(scope.context, method.pluginId, currency), input);
    const setupId = scope.context.chance.uuid();
    const how: SetupInput = {
      data: input.gatewayData ?? {},
      returnUrl: input.returnUrl ?? scope.context.settings.portalUrl,
      packageIds: input.packageIds,
      makeDefault: input.makeDefault,
      type,
      label: method.label,
      askedBy: contactId,
    };
    const keepsNothing = type === 'manual' || type === 'third_party';
    if (!keepsNothing) await refuseNow(scope, method.pluginId, clientId);
    await insertSetup(scope, { setupId, clientId, owner, method, how });
    if (keepsNothing) {
      // A card number is no part of it, and no gateway need be asked (SPEC 9.4).
      await keepAccount(scope, await readSetup(scope, setupId), null);
      await emit(scope, 'billing_account.added', setupId, clientId);
      return { setupId };
    }
    // Packages that are none are refused before the gateway hears of it.
    await checkPackages(scope, clientId, input.packageIds);
    if (sealed != null) {
      await keepSealedAccount(scope, caller, setupId, sealed);
      return { setupId };
    }
    await enqueue(scope, {
      kind: 'account.setup',
      key: `account.setup:${setupId}`,
      pluginId: method.pluginId,
      clientId,
      subjectId: setupId,
    });
    return { setupId };
  },
  after: (context, { setupId }) => context.performKey(`account.setup:${setupId}`),
  view: (scope, _caller, { setupId }) => setupView(scope, setupId),
};

/** The intent, before a gateway hears of it. */
async function insertSetup(
  scope: Scope,
  made: {
    readonly setupId: string;
    readonly clientId: string;
    readonly owner: string;
    readonly method: { readonly methodId: string; readonly pluginId: string };
    readonly how: SetupInput;
  },
): Promise<void> {
  await scope.handle
    .insertInto('billing_account_setups')
    .values({
      id: made.setupId,
      client_id: made.clientId,
      contact_id: made.owner,
      method_id: made.method.methodId,
      plugin_id: made.method.pluginId,
      state: 'created',
      reference: null,
      action: null,
      failure_code: null,
      failure_message: null,
      failure_group: null,
      input: JSON.stringify(made.how),
      billing_account_id: null,
      created_at: scope.now,
      settled_at: null,
    })
    .execute();
}

/** @throws BillingError where the gateway is switched off, or cards are tried one by one. */
async function refuseNow(scope: Scope, pluginId: string, clientId: string): Promise<void> {
  await refuseOff(scope, 'charging', pluginId);
  await refuseTesting(scope, clientId, []);
}

async function checkPackages(
  scope: Scope,
  clientId: string,
  packageIds: readonly string[],
): Promise<void> {
  const known = new Set((await billablePackages(scope, clientId)).map((one) => one.packageId));
  if (packageIds.every((id) => known.has(id))) return;
  fail('not_found', 'There is no such package to be paid.', { field: 'packageIds' });
}

/** `billingAccounts.setup`. */
export const getSetup: Query<'billingAccounts.setup'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<BillingAccountSetup> {
    await ownSetup(scope, caller, input.setupId);
    return setupView(scope, input.setupId);
  },
};

interface Going extends Begun {
  readonly taskKey: string;
}

/** `billingAccounts.resume`: reads what the gateway holds after the client's step. */
export const resumeSetup: Command<'billingAccounts.resume', Going> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Going> {
    const { client_id: clientId, plugin_id: pluginId } = await ownSetup(
      scope,
      caller,
      input.setupId,
    );
    const taskKey = `account.setup:${input.setupId}:${input.commandId}`;
    const { setupId } = input;
    const payload = { look: true };
    await enqueue(scope, {
      kind: 'account.setup',
      key: taskKey,
      pluginId,
      clientId,
      subjectId: setupId,
      payload,
    });
    return { setupId, taskKey };
  },
  after: (context, { taskKey }) => context.performKey(taskKey),
  view: (scope, _caller, { setupId }) => setupView(scope, setupId),
};

async function ownSetup(
  scope: Scope,
  { principal }: Caller,
  setupId: string,
): Promise<{ readonly client_id: string; readonly plugin_id: string }> {
  const row = await scope.handle
    .selectFrom('billing_account_setups')
    .select(['client_id', 'plugin_id'])
    .where('id', '=', setupId)
    .where('client_id', '=', ownerOf(principal) ?? '')
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such setup.', { field: 'setupId' });
  return row;
}

async function setupView(scope: Scope, setupId: string): Promise<BillingAccountSetup> {
  const row = await scope.handle
    .selectFrom('billing_account_setups')
    .selectAll()
    .where('id', '=', setupId)
    .executeTakeFirstOrThrow();
  return {
    setupId: row.id,
    state: row.state as BillingAccountSetup['state'],
    pluginId: row.plugin_id,
    action: actionView(row.action),
    failure:
      row.failure_code === null
        ? null
        : { reason: reasonOf(row), message: row.failure_message ?? 'The method was not kept.' },
    billingAccountId: row.billing_account_id,
  };
}
