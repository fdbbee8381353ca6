import { Hono } from 'hono';
import { sha256 } from '../crypto.ts';
import { newCharge, showCharge } from './charges.ts';
import { needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';

/** The vendor's own name of a setup among its charges: a card is kept by a charge of nothing. */
function nameOf(setupId: string): string {
  return `setup:${setupId}`;
}

async function createSetup(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, vendor.secret);
  const key = request.headers.get('idempotency-key') ?? '';
  if (key === '' || key.length > 255) {
    throw new Refusal(400, 'missing_key', 'The header Idempotency-Key is missing.');
  }
  const { body, text } = await readObject(request, ['setupId', 'token', 'returnUrl']);
  const fingerprint = await sha256(text);
  const setupId = needText(body, 'setupId', 90);
  const before = vendor.state.charges.find((row) => row.chargeId === nameOf(setupId));
  if (before !== undefined) {
    if (before.key !== key || before.fingerprint !== fingerprint) {
      throw new Refusal(409, 'setup_exists', 'This setup is already held.', 'setupId');
    }
    return Response.json(showCharge(vendor, before));
  }
  const wish = {
    ...body,
    chargeId: nameOf(setupId),
    currency: 'EUR',
    description: 'Keep this card',
    save: true,
    onSession: true,
  };
  const charge = newCharge(vendor, wish, { key, fingerprint, amount: 0 });
  vendor.state.charges.push(charge);
  vendor.save();
  return Response.json(showCharge(vendor, charge), { status: 201 });
}

/** The merchant's routes for cards that are kept without a charge. */
export function setupRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.post('/v1/setups', (c) => createSetup(vendor, c.req.raw));
  routes.get('/v1/setups', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const setupId = c.req.query('setupId') ?? '';
    if (setupId === '') throw new Refusal(400, 'missing_field', 'Say which setupId.', 'setupId');
    const found = vendor.state.charges.filter(({ chargeId }) => chargeId === nameOf(setupId));
    return c.json({ setups: found.map((row) => showCharge(vendor, row)) });
  });
  routes.delete('/v1/methods/:id', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const { methods } = vendor.state;
    const found = methods.find(({ id }) => id === c.req.param('id'));
    if (found === undefined) throw new Refusal(404, 'method_unknown', 'There is no such method.');
    methods.splice(methods.indexOf(found), 1);
    vendor.save();
    return c.body(null, 204);
  });
  return routes;
}
