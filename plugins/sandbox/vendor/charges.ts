import { type Context, Hono } from 'hono';
import { isCurrency } from '../../../src/rules/currency.ts';
import { randomSecret, sha256 } from '../crypto.ts';
import {
  needAmount,
  needBearer,
  needFlag,
  needText,
  Refusal,
  readObject,
  type VendorCore,
} from './core.ts';
import type { ChargeRow, MethodRow, TokenRow } from './state.ts';

const challengeLife = 30 * 60_000;
const fields = [
  'chargeId',
  'amount',
  'currency',
  'description',
  'token',
  'method',
  'save',
  'onSession',
  'returnUrl',
];

/** A charge as the vendor shows it; paths are under the vendor's base. */
export function showCharge(
  vendor: VendorCore,
  charge: ChargeRow,
): Readonly<Record<string, unknown>> {
  const { id, chargeId, status, amount, captured, currency, code, brand, last4 } = charge;
  const kept = vendor.state.methods.find((method) => method.id === charge.methodId);
  return {
    id,
    chargeId,
    account: vendor.account,
    mode: 'test',
    status,
    amount,
    captured,
    currency,
    code,
    brand,
    last4,
    method:
      kept === undefined
        ? null
        : { id: kept.id, expiryMonth: kept.expiryMonth, expiryYear: kept.expiryYear },
    challenge: status === 'challenge' ? `/challenge/${id}?secret=${charge.challengeSecret}` : null,
    settlesAt: charge.settlesAt === null ? null : new Date(charge.settlesAt).toISOString(),
  };
}

/** Ends an open charge as its card says; the next `save` keeps it. */
export function settleCharge(vendor: VendorCore, charge: ChargeRow, declineCode?: string): void {
  charge.settlesAt = null;
  if (declineCode !== undefined) {
    charge.status = 'declined';
    charge.code = declineCode;
  } else {
    // A card that is kept by a charge of nothing has no half to take.
    const half = Math.min(charge.amount, Math.max(1, Math.floor(charge.amount / 2)));
    charge.status = 'captured';
    charge.captured = charge.behavior === 'partial' ? half : charge.amount;
    charge.code = charge.behavior === 'partial' ? '10' : '00';
    if (charge.save && charge.methodId === null) keepMethod(vendor, charge);
  }
  vendor.announce(charge);
}

function keepMethod(vendor: VendorCore, charge: ChargeRow): void {
  const { behavior, code, brand, last4, expiryMonth, expiryYear } = charge;
  const id = vendor.nextId('pm');
  vendor.state.methods.push({ id, behavior, code, brand, last4, expiryMonth, expiryYear });
  charge.methodId = id;
}

/** Settles what settles by itself, and ends challenges that nobody answered. */
export function settleDue(vendor: VendorCore): void {
  const now = vendor.now();
  let changed = false;
  for (const charge of vendor.state.charges) {
    const late = charge.status === 'pending' && (charge.settlesAt ?? now + 1) <= now;
    const left = charge.status === 'challenge' && charge.createdAt + challengeLife <= now;
    if (!late && !left) continue;
    settleCharge(vendor, charge, left ? 'expired' : undefined);
    changed = true;
  }
  if (changed) vendor.save();
}

function needReturnUrl(body: Readonly<Record<string, unknown>>): string {
  const text = needText(body, 'returnUrl', 2048);
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Refusal(400, 'invalid_field', 'The return URL is http or https.', 'returnUrl');
  }
  return text;
}

function takeToken(vendor: VendorCore, id: string): TokenRow {
  const token = vendor.state.tokens.find((row) => row.id === id);
  if (token === undefined) {
    throw new Refusal(400, 'token_unknown', 'There is no such token.', 'token');
  }
  if (token.used) throw new Refusal(400, 'token_used', 'The token was used before.', 'token');
  if (token.expiresAt <= vendor.now()) {
    throw new Refusal(400, 'token_expired', 'The token has expired.', 'token');
  }
  return token;
}

function takeSource(
  vendor: VendorCore,
  body: Readonly<Record<string, unknown>>,
): TokenRow | MethodRow {
  if (body['method'] === undefined) return takeToken(vendor, needText(body, 'token'));
  if (body['token'] !== undefined) {
    throw new Refusal(400, 'invalid_field', 'Give a token or a method, not both.', 'method');
  }
  const id = needText(body, 'method');
  const method = vendor.state.methods.find((row) => row.id === id);
  if (method === undefined) {
    throw new Refusal(400, 'method_unknown', 'There is no such method.', 'method');
  }
  return method;
}

/** A charge as it is asked for, with its first state; it is not held yet. */
export function newCharge(
  vendor: VendorCore,
  body: Readonly<Record<string, unknown>>,
  { key, fingerprint, amount }: Pick<ChargeRow, 'key' | 'fingerprint' | 'amount'>,
): ChargeRow {
  const chargeId = needText(body, 'chargeId', 100);
  const currency = needText(body, 'currency');
  if (!isCurrency(currency)) {
    throw new Refusal(400, 'invalid_currency', 'The currency is not of ISO 4217.', 'currency');
  }
  const save = needFlag(body, 'save');
  const onSession = needFlag(body, 'onSession');
  const description = needText(body, 'description');
  const returnUrl = needReturnUrl(body);
  const source = takeSource(vendor, body);
  if ('used' in source) source.used = true;
  const { behavior, code, brand, last4, expiryMonth, expiryYear } = source;
  const charge: ChargeRow = {
    id: vendor.nextId('ch'),
    chargeId,
    key,
    fingerprint,
    status: 'pending',
    behavior,
    amount,
    captured: 0,
    currency,
    description,
    code,
    brand,
    last4,
    expiryMonth,
    expiryYear,
    save,
    methodId: 'used' in source ? null : source.id,
    returnUrl,
    challengeSecret: randomSecret(),
    createdAt: vendor.now(),
    settlesAt: null,
  };
  if (behavior === 'late') charge.settlesAt = vendor.now() + vendor.settleAfterSeconds * 1000;
  else if (behavior === 'decline') settleCharge(vendor, charge, code);
  else if (behavior !== 'challenge') settleCharge(vendor, charge);
  else if (onSession) charge.status = 'challenge';
  else settleCharge(vendor, charge, 'authentication_required');
  return charge;
}

async function createCharge(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, vendor.secret);
  const key = request.headers.get('idempotency-key') ?? '';
  if (key === '' || key.length > 255) {
    throw new Refusal(400, 'missing_key', 'The header Idempotency-Key is missing.');
  }
  const { body, text } = await readObject(request, fields);
  const fingerprint = await sha256(text);
  // From here on nothing waits: two equal requests at once cannot both find the key free.
  const before = vendor.state.charges.find((row) => row.key === key);
  if (before !== undefined) {
    if (before.fingerprint !== fingerprint) {
      throw new Refusal(400, 'key_reused', 'This key was used with another body.');
    }
    return Response.json(showCharge(vendor, before));
  }
  const chargeId = needText(body, 'chargeId', 100);
  const held = vendor.state.charges.find((row) => row.chargeId === chargeId);
  if (held !== undefined) {
    throw new Refusal(409, 'charge_exists', 'This charge is already held.', 'chargeId', {
      charge: showCharge(vendor, held),
    });
  }
  const charge = newCharge(vendor, body, { key, fingerprint, amount: needAmount(body) });
  vendor.state.charges.push(charge);
  vendor.save();
  return Response.json(showCharge(vendor, charge), { status: 201 });
}

function findCharge(vendor: VendorCore, id: string): ChargeRow {
  const charge = vendor.state.charges.find((row) => row.id === id);
  if (charge === undefined) throw new Refusal(404, 'charge_unknown', 'There is no such charge.');
  return charge;
}

function voidCharge(vendor: VendorCore, charge: ChargeRow): Response {
  if (charge.status === 'captured') {
    throw new Refusal(409, 'already_captured', 'The charge is captured already.');
  }
  if (charge.status !== 'declined' && charge.status !== 'voided') {
    charge.status = 'voided';
    charge.settlesAt = null;
    vendor.announce(charge);
    vendor.save();
  }
  return Response.json(showCharge(vendor, charge));
}

/** Voids by the merchant's id, heard of or not: a request that comes later finds it void. */
async function voidByChargeId(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, vendor.secret);
  const { body } = await readObject(request, ['chargeId', 'currency']);
  const chargeId = needText(body, 'chargeId', 100);
  const currency = needText(body, 'currency', 3);
  const held = vendor.state.charges.find((row) => row.chargeId === chargeId);
  if (held !== undefined) return voidCharge(vendor, held);
  const barred: ChargeRow = {
    id: vendor.nextId('ch'),
    chargeId,
    key: '',
    fingerprint: '',
    status: 'voided',
    behavior: 'decline',
    amount: 0,
    captured: 0,
    currency,
    description: '',
    code: 'voided',
    brand: '',
    last4: '',
    expiryMonth: 1,
    expiryYear: 2000,
    save: false,
    methodId: null,
    returnUrl: '',
    challengeSecret: randomSecret(),
    createdAt: vendor.now(),
    settlesAt: null,
  };
  vendor.state.charges.push(barred);
  vendor.save();
  return Response.json(showCharge(vendor, barred), { status: 201 });
}

async function settleByHand(vendor: VendorCore, request: Request, id: string): Promise<Response> {
  needBearer(request, vendor.secret);
  const { body } = await readObject(request, ['decline']);
  const charge = findCharge(vendor, id);
  if (charge.status !== 'pending') {
    throw new Refusal(409, 'not_pending', `The charge is ${charge.status}, not pending.`);
  }
  const decline = body['decline'] === undefined ? undefined : needText(body, 'decline', 40);
  settleCharge(vendor, charge, decline);
  vendor.save();
  return Response.json(showCharge(vendor, charge));
}

/** The merchant's routes for charges. */
export function chargeRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.post('/v1/charges', (c: Context) => createCharge(vendor, c.req.raw));
  routes.post('/v1/voids', (c: Context) => voidByChargeId(vendor, c.req.raw));
  routes.get('/v1/charges', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const chargeId = c.req.query('chargeId') ?? '';
    if (chargeId === '') {
      throw new Refusal(400, 'missing_field', 'Say which chargeId.', 'chargeId');
    }
    const found = vendor.state.charges.filter((row) => row.chargeId === chargeId);
    return c.json({ charges: found.map((row) => showCharge(vendor, row)) });
  });
  routes.get('/v1/charges/:id', (c) => {
    needBearer(c.req.raw, vendor.secret);
    return c.json(showCharge(vendor, findCharge(vendor, c.req.param('id'))));
  });
  routes.post('/v1/charges/:id/void', (c) => {
    needBearer(c.req.raw, vendor.secret);
    return voidCharge(vendor, findCharge(vendor, c.req.param('id')));
  });
  routes.post('/admin/settle/:id', (c) => settleByHand(vendor, c.req.raw, c.req.param('id')));
  return routes;
}
