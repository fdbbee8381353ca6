import type { Selectable } from 'kysely';
import { fail, invariant } from '../../errors.ts';
import type { ChargeRecord, Gateway, SavedMethod, Settlement } from '../../ports/gateway.ts';
import type { Failure } from '../../ports/plugin.ts';
import { entryForPayment } from '../../rules/ledger.ts';
import { type Money, money, subtract } from '../../rules/money.ts';
import {
  allocatePayment,
  type ChargeState,
  changeChargeState,
  isOpen,
} from '../../rules/payment.ts';
import type { ChargesTable } from '../../storage/tables/payments.ts';
import { keepFirstAccount } from '../accounts/first-account.ts';
import { insertAccount } from '../accounts/keep-account.ts';
import { lockClient } from '../agenda.ts';
import { post } from '../books/books.ts';
import { type EngineContext, emit, type Scope } from '../context.ts';
import { settleInvoice } from '../invoices/invoice-states.ts';
import { startPackages } from '../packages/provisioning.ts';
import { enqueue, secondsAfter } from '../tasks.ts';
import { automaticChargeFailed, isAutomatic, tellDeclined } from './automatic-charges.ts';
import { sendFundsReceipt } from './funds-receipt.ts';

/** A charge's row. */
export type ChargeRow = Selectable<ChargesTable>;

/** The gateway of a charge. */
export function gatewayOf(context: EngineContext, pluginId: string): Gateway {
  const gateway = context.pluginById.get(pluginId)?.gateway;
  invariant(gateway !== undefined, `There is no gateway "${pluginId}".`);
  return gateway;
}

/** A charge's row, locked. */
export function lockCharge(scope: Scope, chargeId: string): Promise<ChargeRow> {
  return scope.handle
    .selectFrom('charges')
    .selectAll()
    .where('id', '=', chargeId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/**
 * Writes what a gateway holds for a charge (SPEC 8.5): once, whoever asks and however often.
 *
 * Money that came is booked whatever we thought of the charge before: to its invoices as far as
 * they are open, else to account credit.
 */
export async function applyRecord(
  scope: Scope,
  chargeId: string,
  record: ChargeRecord,
): Promise<void> {
  const { client_id } = await scope.handle
    .selectFrom('charges')
    .select('client_id')
    .where('id', '=', chargeId)
    .executeTakeFirstOrThrow();
  // The client comes first, as everywhere: a run and a payment then never wait in a ring.
  await lockClient(scope, client_id);
  const charge = await lockCharge(scope, chargeId);
  if (record.status === 'done') return capture(scope, charge, record.reference, record.value);
  if (record.status === 'pending') return wait(scope, charge, record);
  // Given up by us, or at the gateway: whoever learns of it first, it is no decline.
  if (record.code === 'canceled') return voidCharge(scope, charge, await givenUp(scope, chargeId));
  await refuse(scope, charge, record);
}

/** Notes that nobody knows what became of a charge; no other may start (Law 8). */
export async function markUnknown(scope: Scope, chargeId: string): Promise<void> {
  const charge = await lockCharge(scope, chargeId);
  if (charge.state !== 'created' && charge.state !== 'sent') return;
  await changeState(scope, charge, 'unknown', {});
}

/** Gives a charge up: its invoices may be paid in another way. */
export async function voidCharge(
  scope: Scope,
  charge: ChargeRow,
  reason: { readonly code: 'canceled' | 'expired'; readonly message: string },
): Promise<void> {
  if (!isOpen(charge.state as ChargeState)) return;
  await changeState(scope, charge, 'voided', {
    failure_code: reason.code,
    failure_message: reason.message,
    action: null,
  });
  await closeAllocations(scope, charge.id);
  await emit(scope, 'charge.voided', charge.id, charge.client_id);
}

/** Why a charge is given up, and what its client reads. */
export type GivenUp = Parameters<typeof voidCharge>[2];

const givenUpTexts = {
  canceled: 'The payment was canceled. Nothing was charged.',
  expired: 'The bank was not answered in time. Nothing was charged.',
} as const;

/** Why a charge was given up: by the task that asked for it, if there is one. */
export async function givenUp(scope: Scope, chargeId: string): Promise<GivenUp> {
  const task = await scope.handle
    .selectFrom('tasks')
    .select('payload')
    .where('key', '=', `charge.void:${chargeId}`)
    .executeTakeFirst();
  const { reason } = (task?.payload ?? {}) as { readonly reason?: GivenUp['code'] };
  const code = reason ?? 'canceled';
  return { code, message: givenUpTexts[code] };
}

async function capture(
  scope: Scope,
  charge: ChargeRow,
  reference: string,
  settlement: Settlement,
): Promise<void> {
  const { captured } = settlement;
  invariant(
    captured.currency === charge.currency,
    `The gateway took ${captured.currency} for the charge ${charge.id} in ${charge.currency}.`,
  );
  const open = await openInvoices(scope, charge.id);
  const plan = allocatePayment({ received: captured, invoices: open });
  const entry = entryForPayment({
    key: `payment:${charge.plugin_id}:${reference}`,
    clientId: charge.client_id,
    gatewayId: charge.plugin_id,
    received: captured,
    applied: subtract(captured, plan.surplus),
  });
  // The key is the guard: a webhook, a lookup and an answer may all bring the same money.
  if (!(await post(scope, entry, charge.client_id))) return;
  if (charge.state !== 'succeeded') {
    await changeState(scope, charge, 'succeeded', {
      captured: captured.amount,
      reference,
      action: null,
      method_label: settlement.label,
      failure_code: null,
      failure_message: null,
      failure_group: null,
      vendor_code: settlement.statusCode,
      settled_at: scope.now,
    });
  }
  const parts = await closeAllocations(scope, charge.id);
  for (const { id: invoiceId, amount } of plan.allocations) {
    await addTransaction(scope, charge, { reference, settlement, invoiceId, amount });
    await settleInvoice(scope, invoiceId, amount);
  }
  if (plan.surplus.amount > 0n) {
    await addTransaction(scope, charge, {
      reference,
      settlement,
      invoiceId: null,
      amount: plan.surplus,
    });
  }
  if (parts.length === 0) await sendFundsReceipt(scope, charge);
  if (settlement.saved === undefined) await keepFirst(scope, charge);
  else await keepMethod(scope, charge, settlement.saved);
  await emit(scope, 'charge.succeeded', charge.id, charge.client_id);
}

async function refuse(scope: Scope, charge: ChargeRow, failure: Failure): Promise<void> {
  if (!isOpen(charge.state as ChargeState)) return;
  await changeState(scope, charge, 'failed', {
    action: null,
    reference: failure.reference ?? charge.reference,
    failure_code: failure.code,
    failure_message: failure.message,
    failure_group: failure.group ?? null,
    vendor_code: failure.vendorCode ?? null,
  });
  const allocations = await closeAllocations(scope, charge.id);
  for (const { invoice_id, amount } of allocations) {
    await scope.handle
      .insertInto('transactions')
      .values({
        ...transactionRow(scope, charge),
        invoice_id,
        status: 'declined',
        reference: failure.reference ?? charge.id,
        status_code: failure.vendorCode ?? failure.code,
        message: failure.message,
        amount,
      })
      .execute();
  }
  await emit(scope, 'charge.failed', charge.id, charge.client_id);
  const invoiceIds = allocations.map(({ invoice_id }) => invoice_id);
  await automaticChargeFailed(scope, charge, invoiceIds);
}

async function wait(
  scope: Scope,
  charge: ChargeRow,
  record: Extract<ChargeRecord, { status: 'pending' }>,
): Promise<void> {
  if (!isOpen(charge.state as ChargeState)) return;
  const { action, reference } = record;
  // A look at a payment by hand finds nothing new: its instructions stand.
  if (action === undefined && gatewayOf(scope.context, charge.plugin_id).kind === 'manual') return;
  const asksClient = action !== undefined && action.kind !== 'instructions';
  const state = asksClient ? 'action_required' : 'pending';
  const expires = asksClient
    ? (charge.expires_at ?? secondsAfter(scope.now, scope.context.settings.challengeMinutes * 60))
    : null;
  await changeState(scope, charge, state, {
    reference,
    action: action === undefined ? null : JSON.stringify(action),
    expires_at: expires,
  });
  if (action?.kind === 'instructions') return;
  if (asksClient && isAutomatic(charge)) {
    for (const { invoice_id } of await allocationsOf(scope, charge.id)) {
      await tellDeclined(scope, charge, invoice_id);
    }
  }
  const asked = expires ?? record.checkAfter ?? null;
  // A moment that has passed was asked at already; the next look must be a later one.
  const checkAt = asked !== null && asked > scope.now ? asked : secondsAfter(scope.now, 3600);
  await enqueue(scope, {
    kind: 'charge.check',
    key: `charge.check:${charge.id}:${checkAt.toISOString()}`,
    pluginId: charge.plugin_id,
    clientId: charge.client_id,
    subjectId: charge.id,
    dueAt: checkAt,
  });
  if (asksClient || !scope.context.catalog.provider.provisionOnPending) return;
  for (const { invoice_id } of await allocationsOf(scope, charge.id)) {
    await startPackages(scope, invoice_id);
  }
}

async function changeState(
  scope: Scope,
  charge: ChargeRow,
  to: ChargeState,
  values: Partial<ChargeRow> & { readonly action?: string | null },
): Promise<void> {
  const step = changeChargeState({
    from: charge.state as ChargeState,
    to,
    by: 'engine',
  });
  if (!step.changed && to !== 'action_required' && to !== 'pending') return;
  const updated = await scope.handle
    .updateTable('charges')
    .set({ ...values, ...forgetting(charge, to), state: to, version: charge.version + 1 })
    .where('id', '=', charge.id)
    .where('version', '=', charge.version)
    .returning('version')
    .executeTakeFirst();
  if (updated === undefined) fail('stale_version', 'The charge changed meanwhile. Try again.');
}

/** What the client's page gave for one charge is of no use after its end, and is not kept. */
function forgetting({ input }: ChargeRow, to: ChargeState): { input?: string } {
  return isOpen(to) ? {} : { input: JSON.stringify({ ...Object(input), data: {} }) };
}

function allocationsOf(
  scope: Scope,
  chargeId: string,
): Promise<{ invoice_id: string; amount: bigint }[]> {
  return scope.handle
    .selectFrom('charge_allocations')
    .select(['invoice_id', 'amount'])
    .where('charge_id', '=', chargeId)
    .execute();
}

function closeAllocations(
  scope: Scope,
  chargeId: string,
): Promise<{ invoice_id: string; amount: bigint }[]> {
  return scope.handle
    .updateTable('charge_allocations')
    .set({ open: false })
    .where('charge_id', '=', chargeId)
    .returning(['invoice_id', 'amount'])
    .execute();
}

/** The invoices of a charge that still can take money, locked. */
async function openInvoices(
  scope: Scope,
  chargeId: string,
): Promise<{ id: string; balance: Money; dueOn: string }[]> {
  const rows = await scope.handle
    .selectFrom('charge_allocations')
    .innerJoin('invoices', 'invoices.id', 'charge_allocations.invoice_id')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select(['invoices.id', 'invoices.currency', 'invoices.due_on', 'invoice_states.balance'])
    .where('charge_allocations.charge_id', '=', chargeId)
    .where('invoice_states.status', '=', 'unpaid')
    .orderBy('invoices.id')
    .forUpdate('invoice_states')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    balance: money(row.balance, row.currency),
    dueOn: row.due_on,
  }));
}

async function addTransaction(
  scope: Scope,
  charge: ChargeRow,
  made: {
    readonly reference: string;
    readonly settlement: Settlement;
    readonly invoiceId: string | null;
    readonly amount: Money;
  },
): Promise<void> {
  await scope.handle
    .insertInto('transactions')
    .values({
      ...transactionRow(scope, charge),
      invoice_id: made.invoiceId,
      status: 'settled',
      reference: made.reference,
      method: made.settlement.label,
      status_code: made.settlement.statusCode,
      message: made.invoiceId === null ? 'Booked as account credit.' : null,
      amount: made.amount.amount,
    })
    .execute();
}

function transactionRow(
  scope: Scope,
  charge: ChargeRow,
): {
  id: string;
  client_id: string;
  charge_id: string;
  kind: 'payment';
  plugin_id: string;
  method: string;
  made_on: string;
  currency: string;
  created_at: Date;
} {
  return {
    id: scope.context.chance.uuid(),
    client_id: charge.client_id,
    charge_id: charge.id,
    kind: 'payment',
    plugin_id: charge.plugin_id,
    method: charge.method_label,
    made_on: scope.today,
    currency: charge.currency,
    created_at: scope.now,
  };
}

/** What paid without being kept stands for the client until something is (SPEC 9.8). */
function keepFirst(scope: Scope, charge: ChargeRow): Promise<void> {
  const { kind } = gatewayOf(scope.context, charge.plugin_id);
  const { paymentMethods } = scope.context.catalog.provider;
  const method = paymentMethods.find(({ id }) => id === charge.method_id);
  return keepFirstAccount(scope, charge.client_id, {
    type: kind === 'manual' ? 'manual' : 'third_party',
    pluginId: charge.plugin_id,
    methodId: charge.method_id,
    label: method?.label ?? charge.method_label,
  });
}

/** Keeps the method of a charge as a billing account; the client is locked already. */
function keepMethod(scope: Scope, charge: ChargeRow, saved: SavedMethod): Promise<string> {
  const account = {
    clientId: charge.client_id,
    contactId: charge.contact_id,
    pluginId: charge.plugin_id,
    methodId: charge.method_id,
    type: 'card',
    label: charge.method_label,
    consentedBy: charge.contact_id,
  } as const;
  return insertAccount(scope, account, saved);
}
