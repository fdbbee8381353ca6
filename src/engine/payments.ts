import type { Output } from '../contract/operations.ts';
import type {
  BillingAccountView,
  PayInput,
  PaymentMethodView,
  PaymentOptions,
} from '../contract/payments.ts';
import { fail } from '../errors.ts';
import type { PaymentMethod } from '../rules/catalog.ts';
import { compare, equal, type Money, money, sum } from '../rules/money.ts';
import { compareDates } from '../rules/plain-date.ts';
import type { InvoiceListRow } from '../storage/invoices.ts';
import { isDuplicate } from '../storage/store.ts';
import { type ChargeInput, enqueueVoid } from './charge-tasks.ts';
import { chargeView, gatewayOf, lockCharge } from './charges.ts';
import type { EngineContext, Scope } from './context.ts';
import { giveUpManualCharge } from './invoice-commands.ts';
import { type LockedInvoice, lockInvoices } from './invoice-states.ts';
import { invoiceRow } from './invoices.ts';
import { enqueue } from './tasks.ts';
import { type Caller, type ClientPrincipal, type Command, ownerOf, type Query } from './use-case.ts';

/** `payments.methods` (SPEC 8.2): by currency, country and amount. */
export const paymentMethods: Query<'payments.methods'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'payments.methods'>> {
    return { methods: offered(scope.context, input.amount, input.country ?? null) };
  },
};

function offered(
  context: EngineContext,
  amount: Money,
  country: string | null,
): readonly PaymentMethodView[] {
  return context.catalog.provider.paymentMethods
    .filter((method) => isOffered(context, method, amount, country))
    .map((method) => methodView(context, method));
}

function isOffered(
  context: EngineContext,
  method: PaymentMethod,
  amount: Money,
  country: string | null,
): boolean {
  if (context.pluginById.get(method.pluginId)?.gateway === undefined) return false;
  const { currency } = amount;
  if (method.currencies !== undefined && !method.currencies.includes(currency)) return false;
  if (country !== null && method.countries !== undefined && !method.countries.includes(country)) {
    return false;
  }
  const minimum = method.minimum?.find((bound) => bound.currency === currency);
  const maximum = method.maximum?.find((bound) => bound.currency === currency);
  if (minimum !== undefined && compare(amount, minimum) < 0) return false;
  return maximum === undefined || compare(amount, maximum) <= 0;
}

function methodView(context: EngineContext, method: PaymentMethod): PaymentMethodView {
  const gateway = gatewayOf(context, method.pluginId);
  return {
    methodId: method.id,
    pluginId: method.pluginId,
    kind: gateway.kind,
    label: method.label,
    description: method.instructions ?? '',
    publicConfig: gateway.publicConfig,
    clientModule: gateway.clientModule ?? null,
    canSave: gateway.canSave,
  };
}

/** `payments.options` (SPEC 8.1): named invoices, or all outstanding ones, oldest due first. */
export const paymentOptions: Query<'payments.options'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<PaymentOptions> {
    const clientId = ownerOf(caller.principal) ?? '';
    const client = await scope.handle
      .selectFrom('clients')
      .select(['country', 'currency'])
      .where('id', '=', clientId)
      .executeTakeFirstOrThrow();
    const rows = await payableRows(scope, clientId, input.invoiceIds);
    const total = sum(
      rows.map((row) => money(row.balance, row.currency)),
      client.currency,
    );
    const open = rows.find((row) => row.open_charge !== null);
    return {
      invoices: rows.map((row) => invoiceRow(scope, row)),
      total,
      billingAccounts: await billingAccounts(scope, clientId),
      methods: offered(scope.context, total, client.country),
      openCharge: open?.open_charge == null ? null : await chargeView(scope, open.open_charge),
    };
  },
};

async function payableRows(
  scope: Scope,
  clientId: string,
  ids: readonly string[],
): Promise<readonly (InvoiceListRow & { readonly open_charge: string | null })[]> {
  const rows = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .leftJoin('charge_allocations', (join) =>
      join
        .onRef('charge_allocations.invoice_id', '=', 'invoices.id')
        .on('charge_allocations.open', '=', true),
    )
    .selectAll('invoices')
    .select([
      'invoice_states.status',
      'invoice_states.balance',
      'charge_allocations.charge_id as open_charge',
    ])
    .where('invoices.client_id', '=', clientId)
    .$if(ids.length > 0, (query) => query.where('invoices.id', 'in', ids))
    .$if(ids.length === 0, (query) => query.where('invoice_states.status', '=', 'unpaid'))
    .orderBy('invoices.due_on')
    .orderBy('invoices.id')
    .limit(100)
    .execute();
  if (ids.length > 0 && rows.length !== new Set(ids).size) {
    fail('not_found', 'There is no such invoice.', { field: 'invoiceIds' });
  }
  return rows
    .filter((row) => ids.length > 0 || row.balance > 0n)
    .map((row) => ({ ...row, pending: row.open_charge !== null }));
}

async function billingAccounts(scope: Scope, clientId: string): Promise<BillingAccountView[]> {
  const rows = await scope.handle
    .selectFrom('billing_accounts')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy('created_at')
    .execute();
  return rows
    .filter((row) => scope.context.pluginById.get(row.plugin_id)?.gateway !== undefined)
    .map((row) => ({
      billingAccountId: row.id,
      pluginId: row.plugin_id,
      label: `${row.brand} •••• ${row.last4}`,
      brand: row.brand,
      last4: row.last4,
      expiryMonth: row.expiry_month,
      expiryYear: row.expiry_year,
      isDefault: row.is_default,
    }));
}

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
    const source = await sourceOf(scope, principal, input, total, client.country);
    for (const { id } of invoices) await giveUpManualCharge(scope, id);
    const chargeId = scope.context.chance.uuid();
    await writeCharge(scope, { chargeId, principal, input, invoices, total, source });
    await enqueue(scope, {
      kind: 'charge.start',
      key: `charge.start:${chargeId}`,
      pluginId: source.pluginId,
      clientId: principal.clientId,
      subjectId: chargeId,
    });
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
  if (client.status === 'closed') {
    fail('client_not_active', 'This account is closed. Ask the provider.');
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
  for (const { number, kind, status, balance } of own) {
    if (kind !== 'invoice' || status !== 'unpaid' || balance.amount === 0n) {
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

interface Source {
  readonly methodId: string;
  readonly pluginId: string;
  readonly label: string;
  readonly methodReference: string | null;
  readonly billingAccountId: string | null;
}

/** The method or billing account that pays; one of the client's own only (SPEC 3.7). */
async function sourceOf(
  scope: Scope,
  principal: ClientPrincipal,
  input: PayInput,
  total: Money,
  country: string,
): Promise<Source> {
  if (input.billingAccountId !== undefined) {
    const account = await scope.handle
      .selectFrom('billing_accounts')
      .selectAll()
      .where('id', '=', input.billingAccountId)
      .where('client_id', '=', principal.clientId)
      .executeTakeFirst();
    if (account === undefined) {
      fail('not_found', 'There is no such billing account.', { field: 'billingAccountId' });
    }
    return {
      methodId: 'billing_account',
      pluginId: account.plugin_id,
      label: `${account.brand} •••• ${account.last4}`,
      methodReference: account.method_reference,
      billingAccountId: account.id,
    };
  }
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

async function writeCharge(
  scope: Scope,
  charge: {
    readonly chargeId: string;
    readonly principal: ClientPrincipal;
    readonly input: PayInput;
    readonly invoices: readonly LockedInvoice[];
    readonly total: Money;
    readonly source: Source;
  },
): Promise<void> {
  const { chargeId, principal, input, invoices, total, source } = charge;
  const contact = await scope.handle
    .selectFrom('contacts')
    .select(['email', 'first_name', 'last_name'])
    .where('id', '=', principal.contactId)
    .executeTakeFirstOrThrow();
  const how: ChargeInput = {
    data: input.gatewayData ?? {},
    methodReference: source.methodReference,
    save: input.save ?? false,
    returnUrl: input.returnUrl ?? scope.context.settings.portalUrl,
    description: invoices.map(({ number }) => number).join(', '),
    email: contact.email,
    name: `${contact.first_name} ${contact.last_name}`,
  };
  await scope.handle
    .insertInto('charges')
    .values({
      id: chargeId,
      client_id: principal.clientId,
      contact_id: principal.contactId,
      method_id: source.methodId,
      plugin_id: source.pluginId,
      billing_account_id: source.billingAccountId,
      currency: total.currency,
      amount: total.amount,
      state: 'created',
      method_label: source.label,
      reference: null,
      action: null,
      failure_code: null,
      failure_message: null,
      failure_group: null,
      vendor_code: null,
      input: JSON.stringify(how),
      expires_at: null,
      created_at: scope.now,
      settled_at: null,
    })
    .execute();
  try {
    await scope.handle
      .insertInto('charge_allocations')
      .values(
        invoices.map(({ id, balance }) => ({
          charge_id: chargeId,
          invoice_id: id,
          amount: balance.amount,
          open: true,
        })),
      )
      .execute();
  } catch (error) {
    // The index is what keeps an invoice from being paid twice at once (Law 10).
    if (!isDuplicate(error, 'one_open_charge')) throw error;
    fail('charge_open', 'A payment of this invoice is on its way. Wait for its end.', {
      field: 'invoiceIds',
    });
  }
}

/** `payments.get`. */
export const getCharge: Query<'payments.get'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<Output<'payments.get'>> {
    await ownCharge(scope, caller, input.chargeId);
    return chargeView(scope, input.chargeId);
  },
};

interface Going extends Begun {
  readonly taskKey: string;
}

/** `payments.resume`: reads what the gateway holds after the client's step. */
export const resumeCharge: Command<'payments.resume', Going> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Going> {
    await ownCharge(scope, caller, input.chargeId);
    const charge = await lockCharge(scope, input.chargeId);
    const taskKey = `charge.check:${charge.id}:${input.commandId}`;
    await enqueue(scope, {
      kind: 'charge.check',
      key: taskKey,
      pluginId: charge.plugin_id,
      clientId: charge.client_id,
      subjectId: charge.id,
    });
    return { chargeId: charge.id, taskKey };
  },
  after: (context, { taskKey }) => context.performKey(taskKey),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

/** `payments.cancel`: gives up a charge that waits for the client. */
export const cancelCharge: Command<'payments.cancel', Going> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Going> {
    await ownCharge(scope, caller, input.chargeId);
    const charge = await lockCharge(scope, input.chargeId);
    const isManual = gatewayOf(scope.context, charge.plugin_id).kind === 'manual';
    if (charge.state !== 'action_required' && !(isManual && charge.state === 'pending')) {
      fail('invalid_transition', 'This payment no longer waits for you.', { field: 'chargeId' });
    }
    return { chargeId: charge.id, taskKey: await enqueueVoid(scope, charge, 'canceled') };
  },
  after: (context, { taskKey }) => context.performKey(taskKey),
  view: (scope, _caller, { chargeId }) => chargeView(scope, chargeId),
};

async function ownCharge(scope: Scope, caller: Caller, chargeId: string): Promise<void> {
  const owner = ownerOf(caller.principal);
  const row = await scope.handle
    .selectFrom('charges')
    .select('id')
    .where('id', '=', chargeId)
    .$if(owner !== null, (query) => query.where('client_id', '=', owner ?? ''))
    .executeTakeFirst();
  if (row === undefined) fail('not_found', 'There is no such payment.', { field: 'chargeId' });
}
