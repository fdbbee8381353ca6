import type { GatewayMovement, MovementQuery } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { askVendor, asObject, type VendorAccess } from './http.ts';

const kinds: readonly GatewayMovement['kind'][] = ['payment', 'refund', 'dispute'];
const states: Readonly<Record<string, GatewayMovement['state']>> = {
  captured: 'done',
  refunded: 'done',
  open: 'pending',
  lost: 'done',
  won: 'failed',
};

/** What moved of a charge, or in a time. @throws Error for an answer that cannot be read. */
export async function movements(
  access: VendorAccess,
  query: MovementQuery,
  context: PluginContext,
): Promise<readonly GatewayMovement[]> {
  const which = new URLSearchParams(
    'chargeId' in query
      ? { chargeId: query.chargeId }
      : { from: query.from.toISOString(), until: query.until.toISOString() },
  );
  const answer = await askVendor(access, context, 'GET', `/v1/movements?${which}`);
  if (!answer.ok) throw new Error(`The sandbox did not look: ${answer.failure.message}`);
  const list: unknown = asObject(answer.body)?.['movements'];
  if (!Array.isArray(list)) throw new Error('The sandbox answered without movements.');
  return list.map(readMovement);
}

function readMovement(body: unknown): GatewayMovement {
  const record = asObject(body) ?? {};
  const { id, charge, chargeId, refundId, amount, currency, status, createdAt } = record;
  const kind = kinds.find((one) => one === record['kind']);
  const state = states[String(status)];
  const fits =
    typeof id === 'string' &&
    typeof charge === 'string' &&
    typeof chargeId === 'string' &&
    typeof amount === 'number' &&
    typeof currency === 'string' &&
    typeof createdAt === 'number';
  if (!fits || kind === undefined || state === undefined) {
    throw new Error('The sandbox lists a movement that cannot be read.');
  }
  return {
    kind,
    reference: id,
    chargeReference: charge,
    chargeId,
    refundId: typeof refundId === 'string' ? refundId : null,
    amount: { amount: BigInt(amount), currency },
    fee: null,
    state,
    at: new Date(createdAt),
  };
}
