import type { Selectable } from 'kysely';
import type { Input } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { type Money, money, subtract } from '../../rules/money.ts';
import {
  entryForGoodwill,
  entryForRefund,
  entryForRefundPaid,
  type RefundPart,
  refundParts,
} from '../../rules/refund.ts';
import type { RefundsTable } from '../../storage/tables/payments.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { lockInvoice } from '../invoices/credit-notes.ts';
import { type LockedInvoice, setState } from '../invoices/invoice-states.ts';
import { invoiceView } from '../invoices/invoices.ts';
import { enqueue } from '../tasks.ts';
import type { Command } from '../use-case.ts';
import { type PaidSource, paidSources, refundedFor, requireReason } from './refund-bounds.ts';

/** A refund's row. */
export type RefundRow = Selectable<RefundsTable>;

type Refund = Input<'invoices.refund'>;

/** `invoices.refund` (SPEC 8.10). A refund changes no package. */
export const refundInvoice: Command<'invoices.refund', { readonly invoiceId: string }> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<{ readonly invoiceId: string }> {
    const invoice = await lockInvoice(scope, input.invoiceId);
    checkWay(input, invoice);
    await requireReason(scope, invoice, input);
    await requireCredit(scope, invoice, input);
    const sources = await paidSources(scope, invoice.id, input.way === 'source');
    for (const part of refundParts(input.amount, sources)) {
      const source = sources.find(({ id }) => id === part.id);
      await writeRefund(scope, { invoice, input, part, source });
    }
    await closeRefunded(scope, invoice);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, { invoiceId }) => invoiceView(scope, invoiceId, null),
};

function checkWay({ amount, reason, way, reference }: Refund, invoice: LockedInvoice): void {
  if (amount.currency !== invoice.total.currency) {
    fail('currency_mismatch', `${invoice.number} is in ${invoice.total.currency}.`, {
      field: 'amount',
    });
  }
  if (way === 'credit' && reason !== 'goodwill') {
    fail('invalid_input', 'What was credited or paid too much is account credit already.', {
      field: 'way',
    });
  }
  if ((way === 'by_hand') !== (reference !== undefined)) {
    fail('invalid_input', 'A reference belongs to what was sent by hand, and to nothing else.', {
      field: 'reference',
    });
  }
}

/** What was credited or overpaid lies in account credit: it must still be there. */
async function requireCredit(scope: Scope, invoice: LockedInvoice, input: Refund): Promise<void> {
  if (input.reason === 'goodwill') return;
  const held = await creditOf(scope, invoice.clientId, input.amount.currency);
  if (held.amount < input.amount.amount) {
    fail('invalid_input', 'The account credit has been used: there is less left of it.', {
      field: 'amount',
    });
  }
}

interface RefundToWrite {
  readonly invoice: LockedInvoice;
  readonly input: Refund;
  readonly part: RefundPart;
  readonly source: PaidSource | undefined;
}

async function writeRefund(scope: Scope, refund: RefundToWrite): Promise<void> {
  const { invoice, input, part, source } = refund;
  const { clientId } = invoice;
  const { amount } = part;
  const id = scope.context.chance.uuid();
  const { way, reason } = input;
  const done = way !== 'source';
  const pluginId =
    way === 'credit' ? 'rackrate' : way === 'by_hand' ? 'manual' : (source?.pluginId ?? '');
  const method = way === 'credit' ? 'Account credit' : (source?.method ?? 'By hand');
  const reference = done ? (input.reference ?? id) : null;
  await scope.handle
    .insertInto('refunds')
    .values({
      id,
      client_id: clientId,
      invoice_id: invoice.id,
      charge_id: source?.chargeId ?? null,
      plugin_id: pluginId,
      currency: amount.currency,
      amount: amount.amount,
      reason,
      note: input.note,
      state: done ? 'done' : 'created',
      method,
      reference,
      failure_message: null,
      made_on: scope.today,
      created_at: scope.now,
      settled_at: done ? scope.now : null,
    })
    .execute();
  await addTransaction(scope, refund, { id, pluginId, method, reference });
  const movement = { key: `refund:${id}`, clientId, reason, amount };
  if (way === 'credit') {
    await post(scope, entryForGoodwill(movement), clientId);
  } else {
    await post(scope, entryForRefund(movement), clientId);
  }
  if (way === 'by_hand') {
    const paid = { key: `refund_paid:${id}`, clientId, amount, gatewayId: 'manual' };
    await post(scope, entryForRefundPaid(paid), clientId);
  }
  await emit(scope, done ? 'refund.done' : 'refund.created', id, clientId);
  if (way !== 'source') return;
  const key = `charge.refund:${id}`;
  await enqueue(scope, { kind: 'charge.refund', key, pluginId, clientId, subjectId: id });
}

async function addTransaction(
  scope: Scope,
  { invoice, input, part, source }: RefundToWrite,
  made: {
    readonly id: string;
    readonly pluginId: string;
    readonly method: string;
    readonly reference: string | null;
  },
): Promise<void> {
  await scope.handle
    .insertInto('transactions')
    .values({
      id: scope.context.chance.uuid(),
      client_id: invoice.clientId,
      invoice_id: invoice.id,
      charge_id: source?.chargeId ?? null,
      kind: 'refund',
      status: input.way === 'source' ? 'pending' : 'settled',
      plugin_id: made.pluginId,
      // Ours, so that the gateway's answer finds its row.
      reference: made.id,
      method: made.method,
      status_code: made.reference ?? '',
      message: input.note,
      made_on: scope.today,
      currency: part.amount.currency,
      amount: part.amount.amount,
      created_at: scope.now,
    })
    .execute();
}

/** A paid invoice of which all went back without a credit note is Refunded (SPEC 7.3). */
export async function closeRefunded(scope: Scope, invoice: LockedInvoice): Promise<void> {
  if (invoice.status !== 'paid' || invoice.total.amount === 0n) return;
  const back: Money = money(
    await refundedFor(scope, invoice.id, { reason: 'goodwill', states: ['done'] }),
    invoice.total.currency,
  );
  if (subtract(back, invoice.total).amount < 0n) return;
  await setState(scope, invoice, 'refunded', invoice.balance);
  await emit(scope, 'invoice.refunded', invoice.id, invoice.clientId);
}
