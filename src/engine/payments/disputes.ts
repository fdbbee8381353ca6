import type { GatewayMovement } from '../../ports/gateway-notice.ts';
import {
  entryForDispute,
  entryForDisputeWon,
  type PaidPart,
  splitDispute,
  sumOfParts,
} from '../../rules/dispute.ts';
import { add, type Money, minimum, money, subtract } from '../../rules/money.ts';
import { addDays } from '../../rules/plain-date.ts';
import { scheduleWork } from '../agenda.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { lockInvoices, setState, settleInvoice } from '../invoices/invoice-states.ts';
import { addTodo, finishTodo } from '../todos.ts';
import type { ChargeRow } from './charges.ts';

interface Dispute {
  readonly id: string;
  readonly state: 'open' | 'won' | 'lost';
}

/**
 * What a dispute of a charge has come to (SPEC 8.12): opened, its invoices are unpaid again; won,
 * they are paid; lost, they stay unpaid. The client is locked. A state that is known already, or
 * one before it, changes nothing.
 */
export async function disputeMoved(
  scope: Scope,
  charge: ChargeRow,
  movement: GatewayMovement,
): Promise<void> {
  const known = await scope.handle
    .selectFrom('disputes')
    .select(['id', 'state'])
    .where('plugin_id', '=', charge.plugin_id)
    .where('reference', '=', movement.reference)
    .executeTakeFirst();
  // One that was won before we heard of it took nothing.
  if (known === undefined && movement.state === 'failed') return;
  const dispute: Dispute = known ?? { id: await open(scope, charge, movement), state: 'open' };
  if (dispute.state !== 'open') return;
  if (movement.state === 'failed') await win(scope, charge, dispute.id);
  if (movement.state === 'done') await lose(scope, charge, dispute.id);
}

async function open(scope: Scope, charge: ChargeRow, movement: GatewayMovement): Promise<string> {
  const id = scope.context.chance.uuid();
  const { amount, reference, reason = null } = movement;
  const { parts, credit } = splitDispute(amount, await paidBy(scope, charge));
  const held = await creditOf(scope, charge.client_id, amount.currency);
  await scope.handle
    .insertInto('disputes')
    .values({
      id,
      client_id: charge.client_id,
      charge_id: charge.id,
      plugin_id: charge.plugin_id,
      reference,
      currency: amount.currency,
      amount: amount.amount,
      reason,
      state: 'open',
      opened_on: scope.today,
      settled_on: null,
      created_at: scope.now,
    })
    .execute();
  for (const part of parts) {
    await scope.handle
      .insertInto('dispute_parts')
      .values({ dispute_id: id, invoice_id: part.invoiceId, amount: part.amount.amount })
      .execute();
    await openAgain(scope, part.invoiceId, part.amount);
    await addTransaction(scope, charge, { id, ...part });
  }
  const entry = entryForDispute({
    key: `dispute:${id}`,
    clientId: charge.client_id,
    gatewayId: charge.plugin_id,
    amount,
    owed: sumOfParts(parts, amount.currency),
    // Credit that is spent is not taken from what came in another way.
    credit: minimum(credit, held),
  });
  await post(scope, entry, charge.client_id);
  await scheduleWork(scope, charge.client_id);
  await emit(scope, 'dispute.opened', id, charge.client_id);
  const [first] = parts;
  const why = reason === null ? '' : ` (${reason})`;
  await addTodo(scope, {
    key: `dispute:${id}`,
    audience: 'operator',
    kind: 'dispute_open',
    title: 'A client disputes a payment',
    text: `The bank took it back${why}. Answer at ${charge.plugin_id}: ${reference}.`,
    clientId: charge.client_id,
    ...(first === undefined ? {} : { invoiceId: first.invoiceId }),
  });
  return id;
}

/** What a charge brought, in the order in which it was booked. */
async function paidBy(scope: Scope, charge: ChargeRow): Promise<readonly PaidPart[]> {
  const rows = await scope.handle
    .selectFrom('transactions')
    .leftJoin('invoice_states', 'invoice_states.invoice_id', 'transactions.invoice_id')
    .select(['transactions.invoice_id', 'transactions.amount', 'invoice_states.status'])
    .where('charge_id', '=', charge.id)
    .where('transactions.kind', '=', 'payment')
    .where('transactions.status', '=', 'settled')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    // What was credited or refunded since is no debt any more.
    invoiceId: row.status === 'paid' || row.status === 'unpaid' ? row.invoice_id : null,
    amount: money(row.amount, charge.currency),
  }));
}

/** An invoice whose payment is disputed is unpaid; nothing charges it again by itself. */
async function openAgain(scope: Scope, invoiceId: string, part: Money): Promise<void> {
  const [invoice] = await lockInvoices(scope, [invoiceId]);
  if (invoice === undefined) return;
  await setState(scope, invoice, 'unpaid', add(invoice.balance, part));
  const { disputeSuspendDays: days } = scope.context.catalog.provider.billing;
  await scope.handle
    .updateTable('invoice_states')
    .set({
      disputed_on: scope.today,
      charge_on: null,
      next_step_on: days === null ? null : addDays(scope.today, days),
    })
    .where('invoice_id', '=', invoiceId)
    .execute();
  await emit(scope, 'invoice.disputed', invoiceId, invoice.clientId);
}

async function win(scope: Scope, charge: ChargeRow, disputeId: string): Promise<void> {
  const { amount, parts } = await settle(scope, charge, disputeId, 'won');
  const invoices = await lockInvoices(
    scope,
    parts.map(({ invoiceId }) => invoiceId),
  );
  let owed = money(0n, charge.currency);
  let credit = await creditTaken(scope, charge, disputeId);
  const due: { readonly invoiceId: string; readonly amount: Money }[] = [];
  for (const { invoiceId, amount: part } of parts) {
    const invoice = invoices.find(({ id }) => id === invoiceId);
    const open = invoice?.status === 'unpaid' ? invoice.balance : money(0n, charge.currency);
    const used = open.amount < part.amount ? open : part;
    credit = add(credit, subtract(part, used));
    owed = add(owed, used);
    if (used.amount > 0n) due.push({ invoiceId, amount: used });
    await keepPart(scope, disputeId, invoiceId, subtract(part, used));
  }
  const movement = {
    key: `dispute_won:${disputeId}`,
    clientId: charge.client_id,
    gatewayId: charge.plugin_id,
    amount,
    owed,
    credit,
  };
  await post(scope, entryForDisputeWon(movement), charge.client_id);
  for (const { invoiceId, amount: part } of due) await settleInvoice(scope, invoiceId, part);
  await scheduleWork(scope, charge.client_id);
  await emit(scope, 'dispute.won', disputeId, charge.client_id);
}

/** The account credit that a dispute took. */
async function creditTaken(scope: Scope, charge: ChargeRow, disputeId: string): Promise<Money> {
  const { taken } = await scope.handle
    .selectFrom('postings')
    .innerJoin('entries', 'entries.id', 'postings.entry_id')
    .select((row) => row.fn.sum<bigint | null>('postings.amount').as('taken'))
    .where('entries.key', '=', `dispute:${disputeId}`)
    .where('postings.account', '=', 'credit')
    .executeTakeFirstOrThrow();
  return money(BigInt(taken ?? 0), charge.currency);
}

/** What came back to an invoice is not disputed any more; the rest became account credit. */
async function keepPart(
  scope: Scope,
  disputeId: string,
  invoiceId: string,
  left: Money,
): Promise<void> {
  if (left.amount === 0n) {
    await scope.handle
      .deleteFrom('dispute_parts')
      .where('dispute_id', '=', disputeId)
      .where('invoice_id', '=', invoiceId)
      .execute();
    return;
  }
  await scope.handle
    .updateTable('dispute_parts')
    .set({ amount: left.amount })
    .where('dispute_id', '=', disputeId)
    .where('invoice_id', '=', invoiceId)
    .execute();
}

/** From now on it is a debt as any other, but for being charged by itself. */
async function lose(scope: Scope, charge: ChargeRow, disputeId: string): Promise<void> {
  const { parts } = await settle(scope, charge, disputeId, 'lost');
  for (const { invoiceId } of parts) {
    await scope.handle
      .updateTable('invoice_states')
      .set({ disputed_on: null, next_step_on: scope.today })
      .where('invoice_id', '=', invoiceId)
      .where('status', '=', 'unpaid')
      .execute();
  }
  await scheduleWork(scope, charge.client_id);
  await emit(scope, 'dispute.lost', disputeId, charge.client_id);
}

async function settle(
  scope: Scope,
  charge: ChargeRow,
  disputeId: string,
  state: 'won' | 'lost',
): Promise<{
  readonly amount: Money;
  readonly parts: readonly { readonly invoiceId: string; readonly amount: Money }[];
}> {
  const { amount } = await scope.handle
    .updateTable('disputes')
    .set({ state, settled_on: scope.today })
    .where('id', '=', disputeId)
    .returning('amount')
    .executeTakeFirstOrThrow();
  await scope.handle
    .updateTable('transactions')
    .set({ status: state === 'won' ? 'declined' : 'settled' })
    .where('kind', '=', 'dispute')
    .where('reference', '=', disputeId)
    .execute();
  await finishTodo(scope, `dispute:${disputeId}`);
  const rows = await scope.handle
    .selectFrom('dispute_parts')
    .select(['invoice_id', 'amount'])
    .where('dispute_id', '=', disputeId)
    .orderBy('invoice_id')
    .execute();
  return {
    amount: money(amount, charge.currency),
    parts: rows.map((row) => ({
      invoiceId: row.invoice_id,
      amount: money(row.amount, charge.currency),
    })),
  };
}

async function addTransaction(
  scope: Scope,
  charge: ChargeRow,
  made: { readonly id: string; readonly invoiceId: string; readonly amount: Money },
): Promise<void> {
  await scope.handle
    .insertInto('transactions')
    .values({
      id: scope.context.chance.uuid(),
      client_id: charge.client_id,
      invoice_id: made.invoiceId,
      charge_id: charge.id,
      kind: 'dispute',
      status: 'pending',
      plugin_id: charge.plugin_id,
      reference: made.id,
      method: charge.method_label,
      status_code: '',
      message: 'The payment is disputed at the bank.',
      made_on: scope.today,
      currency: charge.currency,
      amount: made.amount.amount,
      created_at: scope.now,
    })
    .execute();
}
