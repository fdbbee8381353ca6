import { type PaymentFailure, paymentFailures } from '../../contract/charges.ts';
import type { ChargeView, ClientAction } from '../../contract/payments.ts';
import type { PluginAction } from '../../ports/plugin.ts';
import { money } from '../../rules/money.ts';
import type { ChargeState } from '../../rules/payment.ts';
import type { Scope } from '../context.ts';
import type { ChargeRow } from './charges.ts';

/** A charge as its client sees it. */
export async function chargeView(scope: Scope, chargeId: string): Promise<ChargeView> {
  const charge = await scope.handle
    .selectFrom('charges')
    .leftJoin('collections', 'collections.charge_id', 'charges.id')
    .selectAll('charges')
    .select('collections.collect_on')
    .where('charges.id', '=', chargeId)
    .executeTakeFirstOrThrow();
  const allocations = await scope.handle
    .selectFrom('charge_allocations')
    .innerJoin('invoices', 'invoices.id', 'charge_allocations.invoice_id')
    .select(['invoices.id', 'invoices.number', 'charge_allocations.amount'])
    .where('charge_allocations.charge_id', '=', chargeId)
    .orderBy('invoices.number')
    .execute();
  const transaction = await scope.handle
    .selectFrom('transactions')
    .select('number')
    .where('charge_id', '=', chargeId)
    .where('status', '=', 'settled')
    .orderBy('number')
    .executeTakeFirst();
  return {
    chargeId: charge.id,
    state: charge.state as ChargeState,
    amount: money(charge.amount, charge.currency),
    captured: money(charge.captured, charge.currency),
    method: charge.method_label,
    pluginId: charge.plugin_id,
    action: actionView(charge.action),
    failure: failureOf(charge),
    transactionNumber: transaction === undefined ? null : `T-${transaction.number}`,
    invoices: allocations.map((row) => ({
      invoiceId: row.id,
      number: row.number,
      amount: money(row.amount, charge.currency),
    })),
    createdAt: charge.created_at.toISOString(),
    expiresAt: charge.expires_at?.toISOString() ?? null,
    ...(charge.collect_on === null ? {} : { collectedOn: charge.collect_on }),
  };
}

/** What a client has to do next, as a row keeps it. */
export function actionView(stored: unknown): ClientAction | null {
  const action = stored as PluginAction | null;
  if (action?.kind === 'redirect') return { ...action, fields: action.fields ?? null };
  if (action?.kind !== 'instructions') return action;
  return { ...action, details: action.details ?? [], code: action.code ?? null };
}

/** Groups after which the same card has no chance. */
const hopeless = new Set(['expired_card', 'stolen', 'do_not_try_again']);

/** A client is not told that his card counts as stolen: whoever holds it may not be he. */
export function reasonOf({
  failure_group,
  failure_code,
}: Pick<ChargeRow, 'failure_group' | 'failure_code'>): PaymentFailure {
  if (failure_group === 'stolen') return 'do_not_try_again';
  if (failure_code === 'authentication_failed') return 'authentication';
  if (failure_code === 'unavailable' || failure_code === 'rate_limited') return 'try_later';
  const told = failure_group ?? failure_code;
  return paymentFailures.find((one) => one === told) ?? 'declined';
}

function failureOf(charge: ChargeRow): ChargeView['failure'] {
  if (charge.failure_code === null) return null;
  return {
    code: charge.vendor_code ?? charge.failure_code,
    reason: reasonOf(charge),
    message: charge.failure_message ?? 'The payment did not go through.',
    tryAgain: !hopeless.has(charge.failure_group ?? ''),
  };
}
