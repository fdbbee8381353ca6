import { Hono } from 'hono';
import { needAmount, needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';
import type { ChargeRow, DisputeRow } from './state.ts';

/** Money that moved, as the vendor lists it. */
interface Movement {
  readonly kind: 'payment' | 'refund' | 'dispute';
  readonly id: string;
  readonly charge: string;
  readonly chargeId: string;
  readonly refundId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly createdAt: number;
}

function movementsOf({ state }: VendorCore): readonly Movement[] {
  const payments = state.charges
    .filter(({ captured }) => captured > 0)
    .map((row): Movement => {
      const { id, chargeId, captured: amount, currency, createdAt } = row;
      const shared = { kind: 'payment', refundId: null, status: 'captured' } as const;
      return { ...shared, id, charge: id, chargeId, amount, currency, createdAt };
    });
  const refunds = state.refunds.map((row): Movement => {
    const { id, charge, chargeId, refundId, amount, currency, status, createdAt } = row;
    const named = refundId === '' ? null : refundId;
    const shared = { kind: 'refund', refundId: named, status } as const;
    return { ...shared, id, charge, chargeId, amount, currency, createdAt };
  });
  const disputes = state.disputes.map((row): Movement => {
    return { ...row, kind: 'dispute', refundId: null };
  });
  return [...payments, ...refunds, ...disputes];
}

function listed(vendor: VendorCore, request: Request): Response {
  needBearer(request, vendor.secret);
  const { searchParams } = new URL(request.url);
  const chargeId = searchParams.get('chargeId');
  const all = movementsOf(vendor);
  if (chargeId !== null) {
    return Response.json({ movements: all.filter((row) => row.chargeId === chargeId) });
  }
  const from = Date.parse(searchParams.get('from') ?? '');
  const until = Date.parse(searchParams.get('until') ?? '');
  if (!(from < until)) {
    throw new Refusal(400, 'missing_field', 'Say which chargeId, or from and until.', 'chargeId');
  }
  const movements = all.filter(({ createdAt }) => createdAt >= from && createdAt < until);
  return Response.json({ movements });
}

function capturedCharge({ state }: VendorCore, chargeId: string): ChargeRow {
  const charge = state.charges.find((row) => row.chargeId === chargeId && row.captured > 0);
  if (charge !== undefined) return charge;
  throw new Refusal(404, 'charge_unknown', 'Nothing was captured of such a charge.', 'chargeId');
}

/** A refund that the merchant made in the vendor's dashboard. */
async function refundByHand(vendor: VendorCore, request: Request): Promise<Response> {
  const { body } = await readObject(request, ['chargeId', 'amount']);
  const charge = capturedCharge(vendor, needText(body, 'chargeId', 100));
  const refund = {
    id: vendor.nextId('re'),
    refundId: '',
    charge: charge.id,
    chargeId: charge.chargeId,
    amount: needAmount(body),
    currency: charge.currency,
    status: 'refunded',
    key: '',
    fingerprint: '',
    createdAt: vendor.now(),
  } as const;
  vendor.state.refunds.push({ ...refund });
  vendor.announce(charge, 'charge.moved');
  vendor.save();
  return Response.json({ refund: refund.id }, { status: 201 });
}

const outcomes: readonly DisputeRow['status'][] = ['open', 'won', 'lost'];

/** The card's owner disputes a charge at the bank, or the bank decides. */
async function dispute(vendor: VendorCore, request: Request): Promise<Response> {
  const { body } = await readObject(request, ['chargeId', 'to']);
  const charge = capturedCharge(vendor, needText(body, 'chargeId', 100));
  const to = outcomes.find((status) => status === body['to']);
  if (to === undefined) throw new Refusal(400, 'invalid_field', 'To open, won or lost.', 'to');
  const known = vendor.state.disputes.find(({ chargeId }) => chargeId === charge.chargeId);
  if (known !== undefined) known.status = to;
  else {
    vendor.state.disputes.push({
      id: vendor.nextId('dp'),
      charge: charge.id,
      chargeId: charge.chargeId,
      amount: charge.captured,
      currency: charge.currency,
      status: to,
      createdAt: vendor.now(),
    });
  }
  vendor.announce(charge, 'charge.moved');
  vendor.save();
  return Response.json({ dispute: to });
}

/** What moved, and the switches that move it without the merchant. */
export function movementRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.get('/v1/movements', (c) => listed(vendor, c.req.raw));
  routes.post('/admin/refunds', (c) => {
    needBearer(c.req.raw, vendor.secret);
    return refundByHand(vendor, c.req.raw);
  });
  routes.post('/admin/disputes', (c) => {
    needBearer(c.req.raw, vendor.secret);
    return dispute(vendor, c.req.raw);
  });
  return routes;
}
