import { Hono } from 'hono';
import { sha256 } from '../crypto.ts';
import { needAmount, needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';
import type { ChargeRow, RefundRow } from './state.ts';

/** A refund as the vendor shows it. */
function showRefund(vendor: VendorCore, refund: RefundRow): Readonly<Record<string, unknown>> {
  const { id, refundId, charge, chargeId, amount, currency, status } = refund;
  const { account } = vendor;
  return { id, refundId, charge, chargeId, account, mode: 'test', amount, currency, status };
}

function chargeOf(vendor: VendorCore, chargeId: string, currency: string): ChargeRow {
  const charge = vendor.state.charges.find((row) => row.chargeId === chargeId);
  if (charge === undefined) {
    throw new Refusal(404, 'charge_unknown', 'There is no such charge.', 'chargeId');
  }
  if (charge.status !== 'captured') {
    throw new Refusal(409, 'not_captured', `The charge is ${charge.status}.`, 'chargeId');
  }
  if (charge.currency !== currency) {
    throw new Refusal(400, 'invalid_currency', `The charge is in ${charge.currency}.`, 'currency');
  }
  return charge;
}

function newRefund(
  vendor: VendorCore,
  body: Readonly<Record<string, unknown>>,
  key: string,
  fingerprint: string,
): RefundRow {
  const refundId = needText(body, 'refundId', 100);
  const chargeId = needText(body, 'chargeId', 100);
  const currency = needText(body, 'currency', 3);
  const amount = needAmount(body);
  const charge = chargeOf(vendor, chargeId, currency);
  const before = vendor.state.refunds
    .filter((row) => row.charge === charge.id)
    .reduce((sum, row) => sum + row.amount, 0);
  if (before + amount > charge.captured) {
    throw new Refusal(409, 'too_much', 'More than was captured cannot go back.', 'amount');
  }
  return {
    id: vendor.nextId('re'),
    refundId,
    charge: charge.id,
    chargeId,
    amount,
    currency,
    status: 'refunded',
    key,
    fingerprint,
    createdAt: vendor.now(),
  };
}

async function createRefund(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, vendor.secret);
  const key = request.headers.get('idempotency-key') ?? '';
  if (key === '' || key.length > 255) {
    throw new Refusal(400, 'missing_key', 'The header Idempotency-Key is missing.');
  }
  const allowed = ['refundId', 'chargeId', 'amount', 'currency'];
  const { body, text } = await readObject(request, allowed);
  const fingerprint = await sha256(text);
  // From here on nothing waits: two equal requests at once cannot both find the key free.
  const before = vendor.state.refunds.find((row) => row.key === key);
  if (before !== undefined) {
    if (before.fingerprint !== fingerprint) {
      throw new Refusal(400, 'key_reused', 'This key was used with another body.');
    }
    return Response.json(showRefund(vendor, before));
  }
  const refundId = needText(body, 'refundId', 100);
  if (vendor.state.refunds.some((row) => row.refundId === refundId)) {
    throw new Refusal(409, 'refund_exists', 'This refund is already held.', 'refundId');
  }
  const refund = newRefund(vendor, body, key, fingerprint);
  vendor.state.refunds.push(refund);
  vendor.save();
  return Response.json(showRefund(vendor, refund), { status: 201 });
}

/** The merchant's routes for refunds. */
export function refundRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.post('/v1/refunds', (c) => createRefund(vendor, c.req.raw));
  routes.get('/v1/refunds', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const refundId = c.req.query('refundId') ?? '';
    if (refundId === '') {
      throw new Refusal(400, 'missing_field', 'Say which refundId.', 'refundId');
    }
    const found = vendor.state.refunds.filter((row) => row.refundId === refundId);
    return c.json({ refunds: found.map((row) => showRefund(vendor, row)) });
  });
  return routes;
}
