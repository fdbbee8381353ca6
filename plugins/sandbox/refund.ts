import type { GatewayRefund, RefundRecord } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { askVendor, asObject, type VendorAccess } from './http.ts';

/** How refunds reach the vendor. */
export interface RefundAccess extends VendorAccess {
  readonly account: string;
}

/** Sends money back; the same key a second time is the same refund. */
export async function refund(
  access: RefundAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord> {
  const { refundId, chargeId, amount } = input;
  const answer = await askVendor(access, context, 'POST', '/v1/refunds', {
    refundId,
    chargeId,
    amount: Number(amount.amount),
    currency: amount.currency,
  });
  if (answer.ok) return readRefund(answer.body, access, input);
  if (answer.code !== 'refund_exists') return answer.failure;
  const held = await lookupRefund(access, input, context);
  return held ?? answer.failure;
}

/** What the vendor holds for a refund, or null when it never heard of it. */
export async function lookupRefund(
  access: RefundAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord | null> {
  const path = `/v1/refunds?refundId=${encodeURIComponent(input.refundId)}`;
  const answer = await askVendor(access, context, 'GET', path);
  if (!answer.ok) throw new Error(`The sandbox did not look: ${answer.failure.message}`);
  const list: unknown = asObject(answer.body)?.['refunds'];
  if (!Array.isArray(list)) throw new Error('The sandbox answered without refunds.');
  const found: unknown = list[0];
  return found === undefined ? null : readRefund(found, access, input);
}

/** @throws Error when the record is not that of our refund: nothing may be booked on it. */
function readRefund(body: unknown, { account }: RefundAccess, input: GatewayRefund): RefundRecord {
  const record = asObject(body) ?? {};
  const { amount, currency } = input.amount;
  const fits =
    record['account'] === account &&
    record['mode'] === 'test' &&
    record['refundId'] === input.refundId &&
    record['chargeId'] === input.chargeId &&
    record['amount'] === Number(amount) &&
    record['currency'] === currency;
  const id = record['id'];
  if (!fits || typeof id !== 'string') throw new Error('The record is of another refund.');
  if (record['status'] !== 'refunded') throw new Error('The sandbox has an unknown status.');
  return { status: 'done', reference: id, value: { refunded: input.amount } };
}
