import { fail } from '../../errors.ts';
import { type Money, money } from '../../rules/money.ts';
import type { RefundReason, RefundSource } from '../../rules/refund.ts';
import type { Scope } from '../context.ts';
import type { LockedInvoice } from '../invoices/invoice-states.ts';

/** A payment of an invoice from which money may go back. */
export interface PaidSource extends RefundSource {
  /** Null for money that came outside any gateway. */
  readonly chargeId: string | null;
  readonly pluginId: string;
  readonly method: string;
}

type State = 'created' | 'unknown' | 'pending' | 'done' | 'failed';

/** What goes back or went: all but what the gateway refused. */
const counted: readonly State[] = ['created', 'unknown', 'pending', 'done'];

/**
 * The payments of an invoice, newest first, each with what was captured and did not go back yet
 * (SPEC 8.10). The client must be locked, so that two refunds do not see the same money.
 */
export async function paidSources(
  scope: Scope,
  invoiceId: string,
  refundableOnly: boolean,
): Promise<readonly PaidSource[]> {
  const charges = await chargesOf(scope, invoiceId);
  if (refundableOnly) {
    return charges.filter(
      ({ pluginId }) => scope.context.pluginById.get(pluginId)?.gateway?.refund !== undefined,
    );
  }
  const byHand = await paidByHand(scope, invoiceId);
  return [...charges, ...byHand];
}

async function chargesOf(scope: Scope, invoiceId: string): Promise<readonly PaidSource[]> {
  const rows = await scope.handle
    .selectFrom('charges')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .select(['charges.id', 'plugin_id', 'method_label', 'currency', 'captured'])
    .select((row) =>
      row
        .selectFrom('disputes')
        .select((dispute) => dispute.fn.sum<bigint | null>('disputes.amount').as('taken'))
        .whereRef('disputes.charge_id', '=', 'charges.id')
        .where('disputes.state', '<>', 'won')
        .as('taken'),
    )
    .select((row) =>
      row
        .selectFrom('refunds')
        .select((refund) => refund.fn.sum<bigint | null>('refunds.amount').as('back'))
        .whereRef('refunds.charge_id', '=', 'charges.id')
        .where('refunds.state', 'in', counted)
        .as('back'),
    )
    .where('charge_allocations.invoice_id', '=', invoiceId)
    .where('captured', '>', 0n)
    .orderBy('settled_at', 'desc')
    .orderBy('charges.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    chargeId: row.id,
    pluginId: row.plugin_id,
    method: row.method_label,
    left: money(row.captured - BigInt(row.back ?? 0n) - BigInt(row.taken ?? 0n), row.currency),
  }));
}

/** Money that an operator entered by hand is one source. */
async function paidByHand(scope: Scope, invoiceId: string): Promise<readonly PaidSource[]> {
  const rows = await scope.handle
    .selectFrom('transactions')
    .select(['method', 'amount', 'currency'])
    .where('invoice_id', '=', invoiceId)
    .where('kind', '=', 'manual')
    .where('status', '=', 'settled')
    .orderBy('number', 'desc')
    .execute();
  const [newest] = rows;
  if (newest === undefined) return [];
  const paid = rows.reduce((sum, row) => sum + row.amount, 0n);
  const back = await refundedFor(scope, invoiceId, { states: counted, withoutCharge: true });
  return [
    {
      id: 'by_hand',
      chargeId: null,
      pluginId: 'manual',
      method: newest.method,
      left: money(paid - back, newest.currency),
    },
  ];
}

/** The sum of an invoice's refunds, in minor units. */
export async function refundedFor(
  scope: Scope,
  invoiceId: string,
  which: {
    readonly states?: readonly State[];
    readonly reason?: RefundReason;
    readonly withoutCharge?: boolean;
  },
): Promise<bigint> {
  const { reason, withoutCharge } = which;
  const { back } = await scope.handle
    .selectFrom('refunds')
    .select((row) => row.fn.sum<bigint | null>('amount').as('back'))
    .where('invoice_id', '=', invoiceId)
    .where('state', 'in', which.states ?? counted)
    .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? 'goodwill'))
    .$if(withoutCharge === true, (query) => query.where('charge_id', 'is', null))
    .executeTakeFirstOrThrow();
  return BigInt(back ?? 0n);
}

/**
 * Whether there is a credit note or an overpayment of that size.
 *
 * @throws BillingError `invalid_input`.
 */
export async function requireReason(
  scope: Scope,
  invoice: LockedInvoice,
  { reason, amount }: { readonly reason: RefundReason; readonly amount: Money },
): Promise<void> {
  if (reason === 'goodwill') return;
  const given =
    reason === 'credit_note'
      ? await creditedOf(scope, invoice.id)
      : await overpaidOf(scope, invoice.id);
  const before = await refundedFor(scope, invoice.id, { reason });
  if (before + amount.amount <= given) return;
  const what = reason === 'credit_note' ? 'its credit notes come to' : 'was paid too much';
  fail('invalid_input', `That is more than ${what}.`, { field: 'amount' });
}

async function creditedOf(scope: Scope, invoiceId: string): Promise<bigint> {
  const { total } = await scope.handle
    .selectFrom('invoices')
    .select((row) => row.fn.sum<bigint | null>('total').as('total'))
    .where('corrects', '=', invoiceId)
    .executeTakeFirstOrThrow();
  return -BigInt(total ?? 0n);
}

/** What the charges of an invoice brought beyond what invoices needed. */
async function overpaidOf(scope: Scope, invoiceId: string): Promise<bigint> {
  const { total } = await scope.handle
    .selectFrom('transactions')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'transactions.charge_id')
    .select((row) => row.fn.sum<bigint | null>('transactions.amount').as('total'))
    .where('charge_allocations.invoice_id', '=', invoiceId)
    .where('transactions.invoice_id', 'is', null)
    .where('transactions.kind', '=', 'payment')
    .where('transactions.status', '=', 'settled')
    .executeTakeFirstOrThrow();
  return BigInt(total ?? 0n);
}
