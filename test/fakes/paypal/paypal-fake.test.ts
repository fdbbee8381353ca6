import { describe, expect, it } from 'vitest';
import { type ListeningPayPal, listenPayPal } from './node.ts';
import { readSchemas } from './schema.ts';
import { openShop, type PayPalShop, pageIn } from './shop.ts';

const base = 'https://paypal.example';

interface Raw {
  readonly status: number;
  readonly name: unknown;
  readonly issue: unknown;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks as any client would, with a good token unless told. */
async function ask(
  shop: PayPalShop,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Raw> {
  const { clientId, clientSecret } = shop.paypal;
  const given = await shop.fetch(`${base}/v1/oauth2/token`, {
    method: 'POST',
    body: 'grant_type=client_credentials',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  });
  const { access_token } = (await given.json()) as { readonly access_token: string };
  const response = await shop.fetch(`${base}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const reply = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  const [detail] = (reply['details'] ?? []) as readonly { readonly issue: string }[];
  return { status: response.status, name: reply['name'], issue: detail?.issue, body: reply };
}

const orders = '/v2/checkout/orders';
const amount = { currency_code: 'EUR', value: '12.50' };
const order = (unit: object = {}, more: object = {}): object => ({
  intent: 'CAPTURE',
  purchase_units: [{ amount, custom_id: 'c1', ...unit }],
  ...more,
});
const wallet = (paypal: object): object => ({ payment_source: { paypal } });
const pages = { return_url: 'https://shop.example/', cancel_url: 'https://shop.example/' };
const key = { 'paypal-request-id': 'k1' };

describe('a fake PayPal refuses', () => {
  const table: readonly (readonly [string, string, string, unknown, number, string])[] = [
    ['no JSON', 'POST', orders, '{', 400, 'MALFORMED_REQUEST_JSON'],
    ['a list for an order', 'POST', orders, '"x"', 400, 'MALFORMED_REQUEST_JSON'],
    ['no intent', 'POST', orders, { purchase_units: [] }, 400, 'INVALID_PARAMETER_VALUE'],
    ['no unit', 'POST', orders, { intent: 'CAPTURE' }, 400, 'MISSING_REQUIRED_PARAMETER'],
    ['an unknown field', 'POST', orders, order({}, { total: 1 }), 400, 'NOT_SUPPORTED'],
    ['an unknown field of a unit', 'POST', orders, order({ tax: 1 }), 400, 'NOT_SUPPORTED'],
    [
      'an amount that is a number',
      'POST',
      orders,
      order({ amount: { currency_code: 'EUR', value: 12.5 } }),
      400,
      'MISSING_REQUIRED_PARAMETER',
    ],
    [
      'an amount with a comma',
      'POST',
      orders,
      order({ amount: { currency_code: 'EUR', value: '12,50' } }),
      400,
      'INVALID_PARAMETER_SYNTAX',
    ],
    [
      'a currency that is not offered',
      'POST',
      orders,
      order({ amount: { currency_code: 'KWD', value: '1.250' } }),
      422,
      'INVALID_CURRENCY_CODE',
    ],
    [
      'three decimals',
      'POST',
      orders,
      order({ amount: { currency_code: 'EUR', value: '12.505' } }),
      422,
      'DECIMAL_PRECISION',
    ],
    [
      'decimals of yen',
      'POST',
      orders,
      order({ amount: { currency_code: 'JPY', value: '12.5' } }),
      422,
      'DECIMAL_PRECISION',
    ],
    [
      'nothing',
      'POST',
      orders,
      order({ amount: { currency_code: 'EUR', value: '0.00' } }),
      422,
      'CANNOT_BE_ZERO_OR_NEGATIVE',
    ],
    [
      'too much',
      'POST',
      orders,
      order({ amount: { currency_code: 'EUR', value: '1000000000000000.00' } }),
      422,
      'MAX_VALUE_EXCEEDED',
    ],
    [
      'a long custom id',
      'POST',
      orders,
      order({ custom_id: 'c'.repeat(128) }),
      400,
      'INVALID_STRING_LENGTH',
    ],
    [
      'a source without a request id',
      'POST',
      orders,
      order({}, wallet({ experience_context: pages })),
      400,
      'PAYPAL_REQUEST_ID_REQUIRED',
    ],
    ['an order that is none', 'GET', `${orders}/NEVER`, undefined, 404, 'INVALID_RESOURCE_ID'],
    ['a capture of none', 'POST', `${orders}/NEVER/capture`, {}, 404, 'INVALID_RESOURCE_ID'],
    [
      'a refund of none',
      'POST',
      '/v2/payments/captures/NEVER/refund',
      {},
      404,
      'INVALID_RESOURCE_ID',
    ],
    [
      'an unknown query',
      'GET',
      '/v1/notifications/webhooks-events?custom_id=c1',
      undefined,
      400,
      'INVALID_PARAMETER_VALUE',
    ],
    [
      'an instant with milliseconds',
      'GET',
      '/v1/notifications/webhooks-events?start_time=2026-11-23T10:00:00.000Z',
      undefined,
      400,
      'INVALID_PARAMETER_SYNTAX',
    ],
  ];
  for (const [what, method, path, body, status, issue] of table) {
    it(`[8.5] ${what}`, async () => {
      const shop = openShop();
      expect(await ask(shop, method, path, body)).toMatchObject({ status, issue });
      expect(shop.paypal.state.orders.size).toBe(0);
    });
  }

  it('[8.5] who has no token, an old one, or wrong keys', async () => {
    const shop = openShop();
    const bare = await shop.fetch(`${base}${orders}`, { method: 'POST', body: '{}' });
    expect([bare.status, bare.headers.get('paypal-debug-id')]).toEqual([401, expect.any(String)]);
    const headers = { authorization: 'Bearer never' };
    expect(await ask(shop, 'POST', orders, order(), headers)).toMatchObject({
      status: 401,
      name: 'AUTHENTICATION_FAILURE',
    });
    const wrong = await shop.fetch(`${base}/v1/oauth2/token`, {
      method: 'POST',
      body: 'grant_type=client_credentials',
      headers: { authorization: `Basic ${btoa('a:b')}` },
    });
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });

  it('[8.5] a page without addresses, and a kept account that is none', async () => {
    const shop = openShop();
    const page = order({}, wallet({ experience_context: { return_url: 'pay' } }));
    expect(await ask(shop, 'POST', orders, page, key)).toMatchObject({
      issue: 'INVALID_PARAMETER_SYNTAX',
    });
    const vault = order({}, wallet({ vault_id: 'never' }));
    expect(await ask(shop, 'POST', orders, vault, key)).toMatchObject({
      status: 422,
      issue: 'BILLING_AGREEMENT_NOT_FOUND',
    });
  });

  it('[8.5] what an order in its state cannot do', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const path = `${orders}/${record.reference}`;
    const capture = () => ask(shop, 'POST', `${path}/capture`, {});
    const field = (name: string) => `/purchase_units/@reference_id=='default'/${name}`;
    const patch = (at: string, value: unknown = 'x') =>
      ask(shop, 'PATCH', path, [{ op: 'replace', path: at, value }]);
    expect(await capture()).toMatchObject({ status: 422, issue: 'ORDER_NOT_APPROVED' });
    expect(await patch(field('custom_id'))).toMatchObject({ issue: 'NOT_PATCHABLE' });
    shop.paypal.approve(pageIn(record), 'declined');
    const declined = await capture();
    expect(declined).toMatchObject({ status: 422, issue: 'INSTRUMENT_DECLINED' });
    expect(declined.body['links']).toContainEqual(expect.objectContaining({ rel: 'redirect' }));
    for (const [at, issue] of [
      ['/custom_id', 'INVALID_JSON_POINTER_FORMAT'],
      ["/purchase_units/@reference_id=='other'/custom_id", 'REFERENCE_ID_NOT_FOUND'],
      [field('payments'), 'FIELD_NOT_PATCHABLE'],
    ] as const) {
      expect(await patch(at)).toMatchObject({ issue });
    }
    expect(await patch(field('description'))).toMatchObject({ status: 204 });
    shop.paypal.approve(pageIn(record), 'balance');
    expect(await capture()).toMatchObject({ status: 201 });
    expect(await capture()).toMatchObject({ issue: 'ORDER_ALREADY_CAPTURED' });
    expect(await patch(field('custom_id'))).toMatchObject({ issue: 'ORDER_ALREADY_COMPLETED' });
  });

  it('[8.5] a second payment of one invoice id', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const vault_id = shop.paypal.keep();
    const again = order({ invoice_id: 'c1' }, wallet({ vault_id }));
    expect(await ask(shop, 'POST', orders, again, key)).toMatchObject({
      status: 422,
      issue: 'DUPLICATE_INVOICE_ID',
    });
  });

  it('[9.6] a setup that is unfit, unapproved or used', async () => {
    const shop = openShop();
    const setups = '/v3/vault/setup-tokens';
    const tokens = '/v3/vault/payment-tokens';
    const source = (paypal: object) => ({ payment_source: { paypal } });
    expect(await ask(shop, 'POST', setups, source({}), key)).toMatchObject({ status: 400 });
    const bad = source({ usage_type: 'MERCHANT', description: '<b>', experience_context: pages });
    expect(await ask(shop, 'POST', setups, bad, key)).toMatchObject({
      issue: 'INVALID_PARAMETER_SYNTAX',
    });
    const good = source({ usage_type: 'MERCHANT', experience_context: pages });
    expect(await ask(shop, 'POST', setups, good)).toMatchObject({
      issue: 'PAYPAL_REQUEST_ID_REQUIRED',
    });
    const made = await ask(shop, 'POST', setups, good, key);
    const id = String(made.body['id']);
    const keep = (name: string) => {
      const body = { payment_source: { token: { id, type: 'SETUP_TOKEN' } } };
      return ask(shop, 'POST', tokens, body, { 'paypal-request-id': name });
    };
    expect(await keep('t1')).toMatchObject({ issue: 'TOKEN_NOT_APPROVED' });
    shop.paypal.approve(`${base}/agreements/approve?approval_session_id=${id}`);
    expect(await keep('t1')).toMatchObject({ status: 201 });
    expect(await keep('t1')).toMatchObject({ status: 200 });
    expect(await keep('t2')).toMatchObject({ issue: 'TOKEN_ALREADY_USED' });
  });
});

describe('a fake PayPal repeats', () => {
  it('[8.5] the answer of a request id, as things are now, for six hours', async () => {
    const shop = openShop();
    const body = order({}, wallet({ experience_context: pages }));
    const first = await ask(shop, 'POST', orders, body, key);
    expect(first.status).toBe(201);
    const id = String(first.body['id']);
    shop.paypal.approve(`${base}/checkoutnow?token=${id}`);
    const second = await ask(shop, 'POST', orders, body, key);
    expect(second).toMatchObject({ status: 200, body: { id, status: 'APPROVED' } });
    shop.pass(6 * 3600);
    const third = await ask(shop, 'POST', orders, body, key);
    expect(third.status).toBe(201);
    expect(third.body['id']).not.toBe(id);
  });
});

describe('the schemas of PayPal', () => {
  it('[8.5] find a wrong type, a wrong word and a stranger', () => {
    const schemas = readSchemas();
    const route = 'GET /v2/checkout/orders/:id';
    expect(schemas.knows(route, 200)).toBe(true);
    const problems = (reply: { readonly [field: string]: string | number }) =>
      schemas.exchange({ route, body: {}, status: 200, reply });
    expect(problems({ id: 'O1', status: 'CREATED' })).toEqual([]);
    expect(problems({ id: 1 })).not.toEqual([]);
    expect(problems({ status: 'PAID' })).not.toEqual([]);
    expect(problems({ charge: 'c1' })).toEqual([expect.stringMatching(/charge is in no schema/)]);
  });
});

describe('the pages of PayPal', () => {
  const submit = (shop: PayPalShop, url: string, fields: Readonly<Record<string, string>>) =>
    shop.fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

  it('[8.5] a payer approves, and comes back with the order', async () => {
    const shop = openShop();
    const record = await shop.start('c1', { description: 'HL <1>' });
    const url = pageIn(record);
    const html = await (await shop.fetch(url)).text();
    expect(html).toContain('12.50 EUR. HL &lt;1&gt;');
    const back = await submit(shop, url, { answer: 'approve', funding: 'review' });
    const token = record.reference;
    const to = `https://shop.example/pay?token=${token}&PayerID=QYR5Z8XDVJNXQ`;
    expect([back.status, back.headers.get('location')]).toEqual([303, to]);
    expect((await shop.resume('c1')).status).toBe('pending');
    expect((await shop.fetch(url)).status).toBe(404);
  });

  it('[8.5] a payer cancels, and nothing is approved', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const back = await submit(shop, pageIn(record), { answer: 'cancel' });
    const to = `https://shop.example/pay?token=${record.reference}`;
    expect(back.headers.get('location')).toBe(to);
    const { reference = '' } = record;
    expect(await shop.lookup('c1', { reference })).toEqual(record);
  });

  it('[9.6] a payer agrees to later payments', async () => {
    const shop = openShop();
    const { client, returnUrl } = {
      client: { clientId: 'c', email: 'a@b.c', name: 'A' },
      returnUrl: 'https://shop.example/',
    };
    const input = { setupId: 's1', client, data: {}, returnUrl };
    const record = await shop.gateway.setup?.(input, shop.context('s1'));
    const url = pageIn(record ?? { status: 'none' });
    expect(await (await shop.fetch(url)).text()).toContain('Reference s1');
    const back = await submit(shop, url, { answer: 'approve' });
    expect(back.headers.get('location')).toMatch(/^https:\/\/shop\.example\/\?approval_token_id=/);
    const query = { setupId: 's1', reference: record?.reference ?? '' };
    const kept = await shop.gateway.lookupSetup?.(query, shop.context('s1'));
    expect(kept?.status).toBe('done');
  });
});

describe('a fake PayPal on a port', () => {
  it('[8.7] serves the API and its certificate to a gateway', async () => {
    const listening: ListeningPayPal = await listenPayPal();
    try {
      const { paypal, url } = listening;
      const shop = openShop({}, { apiUrl: url });
      const { gateway } = shop;
      const world = { ...shop.context('c1'), fetch, now: () => new Date() };
      const input = {
        ...shop.query('c1'),
        description: 'x',
        client: { clientId: 'c', email: 'a@b.c', name: 'A' },
      };
      const record = await gateway.start(
        {
          ...input,
          data: {},
          save: false,
          onSession: true,
          returnUrl: 'https://shop.example/',
          notifyUrl: 'https://shop.example/',
        },
        world,
      );
      expect(pageIn(record)).toMatch(new RegExp(`^${url}/checkoutnow`));
      paypal.approve(pageIn(record));
      expect((await gateway.resume?.(shop.query('c1'), world))?.status).toBe('done');
      const heard = await gateway.notify?.(await paypal.webhook('c1'), world);
      expect(heard?.facts).toHaveLength(1);
    } finally {
      await listening.close();
    }
  });
});
