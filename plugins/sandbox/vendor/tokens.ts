import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { fitsLuhn, sandboxCards } from './cards.ts';
import { needBearer, needText, Refusal, readObject, type VendorCore } from './core.ts';
import type { TokenRow } from './state.ts';

const tokenLife = 15 * 60_000;

function readExpiry(vendor: VendorCore, text: string): { month: number; year: number } {
  const match = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(text);
  if (match === null) {
    throw new Refusal(400, 'invalid_expiry', 'Write the expiry as MM/YY.', 'expiry');
  }
  const month = Number(match[1]);
  const year = 2000 + Number(match[2]);
  if (Date.UTC(year, month, 1) <= vendor.now()) {
    throw new Refusal(400, 'expired', 'The card has expired.', 'expiry');
  }
  return { month, year };
}

async function createToken(vendor: VendorCore, request: Request): Promise<Response> {
  needBearer(request, `pk_${vendor.account}`);
  const { body } = await readObject(request, ['number', 'expiry', 'cvc']);
  const number = needText(body, 'number').replaceAll(/[ -]/g, '');
  const found = sandboxCards.find((known) => known.number === number);
  if (!/^\d{12,19}$/.test(number) || !fitsLuhn(number) || found === undefined) {
    throw new Refusal(400, 'invalid_number', 'This is not the number of a test card.', 'number');
  }
  const { month, year } = readExpiry(vendor, needText(body, 'expiry'));
  if (!/^\d{3,4}$/.test(needText(body, 'cvc'))) {
    throw new Refusal(400, 'invalid_cvc', 'The CVC has 3 digits.', 'cvc');
  }
  const token: TokenRow = {
    id: vendor.nextId('tok'),
    behavior: found.behavior,
    code: found.code,
    brand: found.brand,
    last4: number.slice(-4),
    expiryMonth: month,
    expiryYear: year,
    expiresAt: vendor.now() + tokenLife,
    used: false,
  };
  vendor.state.tokens.push(token);
  vendor.save();
  return Response.json(
    { token: token.id, brand: token.brand, last4: token.last4 },
    { status: 201 },
  );
}

/** The one route for browsers: turns a card into a token. */
export function tokenRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.use(
    '/v1/tokens',
    cors({
      origin: '*',
      allowMethods: ['POST'],
      allowHeaders: ['authorization', 'content-type'],
    }),
  );
  routes.post('/v1/tokens', (c: Context) => createToken(vendor, c.req.raw));
  return routes;
}
