import { describe, expect, it } from 'vitest';
import { type ListeningTwoCheckout, listenTwoCheckout } from './node.ts';
import { openShop, pageIn, type TwoCheckoutShop } from './shop.ts';
import { signed } from './sign.ts';

const base = 'https://twocheckout.example';

interface Change {
  readonly code?: string;
  readonly date?: string;
  readonly key?: string;
  readonly algorithm?: string | null;
}

/** A header as any client would write it, good unless told. */
function headerOf(shop: TwoCheckoutShop, change: Change = {}): string {
  const { algorithm = 'sha256', code = shop.vendor.merchantCode } = change;
  const { date = '2026-11-23 10:00:00', key = shop.vendor.secretKey } = change;
  const hash = signed(algorithm === 'sha3-256' ? 'sha3-256' : 'sha256', key, [code, date]);
  const named = algorithm === null ? '' : ` algo="${algorithm}"`;
  return `code="${code}" date="${date}" hash="${hash}"${named}`;
}

async function ask(
  shop: TwoCheckoutShop,
  method: string,
  path: string,
  body?: unknown,
  header: string = headerOf(shop),
): Promise<{ status: number; body: unknown }> {
  const response = await shop.fetch(`${base}/rest/6.0/${path}`, {
    method,
    headers: { 'x-avangate-authentication': header, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const refund = (change: object = {}): object => ({
  amount: 4.5,
  comment: 'Refund r1',
  reason: 'Other',
  items: [{ LineItemReference: 'x', Quantity: 1, Amount: 4.5 }],
  ...change,
});

describe('a fake 2Checkout refuses', () => {
  const headers: readonly (readonly [string, Change | string, string])[] = [
    ['no header', '', 'Authentication needed for this resource.'],
    ['another scheme', 'Bearer x', 'Authentication needed for this resource.'],
    ['MD5', { algorithm: null }, 'The algorithm is old.'],
    ['another merchant', { code: 'OTHER1' }, 'The merchant is unknown.'],
    ['another key', { key: 'x' }, 'The hash is not valid.'],
    ['a date that is none', { date: 'now' }, 'The date is not valid.'],
    ['an old date', { date: '2026-11-23 09:54:59' }, 'The date is too far from now.'],
    ['a date to come', { date: '2026-11-23 10:05:01' }, 'The date is too far from now.'],
  ];
  for (const [what, change, message] of headers) {
    it(`[8.5] ${what}`, async () => {
      const shop = openShop();
      const header = typeof change === 'string' ? change : headerOf(shop, change);
      expect(await ask(shop, 'GET', 'orders/', undefined, header)).toEqual({
        status: 401,
        body: { error_code: 'AUTHENTICATION_ERROR', message },
      });
    });
  }

  const table: readonly (readonly [string, string, string, unknown, number, string])[] = [
    ['an order that is none', 'GET', 'orders/1/', undefined, 404, 'ORDER_NOT_FOUND'],
    ['a path that is none', 'GET', 'order/', undefined, 404, 'NOT_FOUND'],
    ['another method', 'DELETE', 'orders/', undefined, 404, 'NOT_FOUND'],
    ['an unknown filter', 'GET', 'orders/?Ref=1', undefined, 400, 'INVALID_PARAMETER'],
    ['too long a page', 'GET', 'orders/?Limit=101', undefined, 400, 'INVALID_PARAMETER'],
    ['a page of none', 'GET', 'orders/?Page=0', undefined, 400, 'INVALID_PARAMETER'],
    ['a date with a time', 'GET', 'orders/?StartDate=now', undefined, 400, 'INVALID_PARAMETER'],
    ['a refund of none', 'POST', 'orders/1/refund/', refund(), 404, 'ORDER_NOT_FOUND'],
  ];
  for (const [what, method, path, body, status, error_code] of table) {
    it(`[8.5] ${what}`, async () => {
      const reply = await ask(openShop(), method, path, body);
      expect(reply).toMatchObject({ status, body: { error_code } });
    });
  }

  const refunds: readonly (readonly [string, unknown, string])[] = [
    ['no JSON', '{', 'The body is no JSON.'],
    ['an unknown field', refund({ currency: 'EUR' }), 'currency is unknown.'],
    ['an amount that is a text', refund({ amount: '4.50' }), 'ORDER_AMOUNT missing'],
    ['three decimals', refund({ amount: 4.505 }), 'ORDER_AMOUNT missing'],
    ['nothing', refund({ amount: 0 }), 'ORDER_AMOUNT missing'],
    ['no comment', refund({ comment: '' }), 'The comment is missing.'],
    ['no items', refund({ items: [] }), 'PRODUCTS_CODES missing'],
    ['another sum of items', refund({ amount: 4 }), 'Invalid PRODUCTS_QTY'],
    ['a reason that is none', refund({ reason: 'Why not' }), 'not one of the account'],
  ];
  for (const [what, body, message] of refunds) {
    it(`[8.10] a refund with ${what}`, async () => {
      const shop = openShop();
      const { refNo } = shop.vendor.pay(pageIn(await shop.start('c1')));
      expect(await ask(shop, 'POST', `orders/${refNo}/refund/`, body)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(message) },
      });
      expect(shop.vendor.orders('c1')[0]?.refunds).toEqual([]);
    });
  }

  it('[8.10] a refund of an order that is not complete, over its sum, or beside another', async () => {
    const shop = openShop({ approvesRefunds: false });
    const { refNo } = shop.vendor.pay(pageIn(await shop.start('c1')), 'wire');
    const path = `orders/${refNo}/refund/`;
    const says = async (body: unknown) => (await ask(shop, 'POST', path, body)).body;
    expect(await says(refund())).toMatchObject({
      message: expect.stringMatching(/current status/),
    });
    shop.vendor.settle('c1');
    const much = refund({ amount: 12.51, items: [{ Quantity: 1, Amount: 12.51 }] });
    expect(await says(much)).toMatchObject({ message: expect.stringMatching(/maximum/) });
    expect(await says(refund())).toBe(true);
    expect(await says(refund())).toMatchObject({ message: expect.stringMatching(/pending/) });
  });
});

describe('the page of a fake 2Checkout', () => {
  const changes: readonly (readonly [string, Readonly<Record<string, string | null>>, string])[] = [
    ['a signature of other values', { price: '1.00' }, 'The signature is not valid.'],
    ['no signature', { signature: null }, 'The parameter signature is missing.'],
    ['another merchant', { merchant: 'OTHER1' }, 'The merchant is unknown.'],
    ['an unknown parameter', { total: '1' }, 'The parameter total is unknown.'],
    ['no product', { prod: null }, 'The parameter prod is missing.'],
    ['three decimals', { price: '1.001' }, 'The parameter price is not valid.'],
    ['two items', { prod: 'a;b' }, 'The parameter prod is not valid.'],
    ['a currency in small letters', { currency: 'eur' }, 'The parameter currency is not valid.'],
  ];
  for (const [what, change, message] of changes) {
    it(`[8.5] refuses ${what}`, async () => {
      const shop = openShop();
      const url = new URL(pageIn(await shop.start('c1')));
      for (const [name, value] of Object.entries(change)) {
        if (value === null) url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      }
      const response = await shop.fetch(url);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(message);
    });
  }

  it('[8.1] makes one order of a cart, however often it is sent, and goes back', async () => {
    const shop = openShop();
    const html = await (await shop.fetch(pageIn(await shop.start('c1')))).text();
    expect(html).toContain('Ada Zoë &lt;b&gt;');
    expect(html).toContain('This is a test order');
    const cart = /name="cart" value="(\d+)"/.exec(html)?.[1] ?? '';
    const send = (number: string, holder = 'John Doe') =>
      shop.fetch(`${base}/checkout/order`, {
        method: 'POST',
        body: new URLSearchParams({ cart, number, holder, method: 'CC' }),
        redirect: 'manual',
      });
    expect(await (await send('1234')).text()).toContain('The card number is not valid.');
    expect(shop.vendor.orders('c1')).toEqual([]);
    const card = '4111 1111 1111 1111';
    expect(await (await send(card, 'Mike Doe')).text()).toContain('insufficient funds');
    const replies = [await send(card), await send(card)];
    const [order, ...others] = shop.vendor.orders('c1');
    expect(others).toEqual([]);
    for (const reply of replies) {
      expect(reply.status).toBe(303);
      const back = new URL(reply.headers.get('location') ?? '');
      expect(`${back.origin}${back.pathname}`).toBe('https://shop.example/pay');
      expect(Object.fromEntries(back.searchParams)).toMatchObject({
        refno: order?.refNo,
        'order-ext-ref': 'c1',
        total: '12.50',
        currency: 'EUR',
        signature: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
    expect((await shop.fetch(`${base}/checkout/order`, { method: 'POST' })).status).toBe(404);
  });

  it('[8.7] signs links for who asks with the merchant’s token alone', async () => {
    const shop = openShop();
    const response = await shop.fetch(`${base}/checkout/api/encrypt/generate/signature`, {
      method: 'POST',
      body: '{}',
      headers: { 'merchant-token': 'a.b.c' },
    });
    expect(response.status).toBe(401);
  });
});

describe('a fake 2Checkout on a port', () => {
  it('[8.7] serves its page and its API, and sends its IPNs', async () => {
    const told: Request[] = [];
    let listening: ListeningTwoCheckout | null = null;
    try {
      listening = await listenTwoCheckout({
        deliver: async (request) => {
          told.push(request);
          return new Response(null, { status: 503 });
        },
      });
      const { twoCheckout: vendor, url } = listening;
      const shop = openShop({}, { pageUrl: url });
      const link = pageIn(await shop.start('c1'));
      expect((await fetch(link)).status).toBe(400);
      expect((await fetch(`${url}/rest/6.0/orders/`)).status).toBe(401);
      const fresh = new URL(link);
      fresh.searchParams.set('expiration', '4102444800');
      expect(() => vendor.pay(fresh.href)).toThrow(/signature/);
      expect(told).toEqual([]);
    } finally {
      await listening?.close();
    }
  });
});
