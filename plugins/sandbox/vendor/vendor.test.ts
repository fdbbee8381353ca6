import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { signBody } from '../crypto.ts';
import { fileStore } from './file-store.ts';
import {
  createSandboxVendor,
  fitsLuhn,
  memoryStore,
  type SandboxDelivery,
  type SandboxVendor,
  type SandboxVendorOptions,
  sandboxCards,
} from './index.ts';

const secret = 'sk_sandbox_for_tests';
const webhookSecret = 'whsec_0123456789abcdef0123456789abcdef';
let now = new Date('2026-11-22T12:00:00Z');
let vendor: SandboxVendor;

function create(change: Partial<SandboxVendorOptions> = {}): SandboxVendor {
  const store = memoryStore();
  return createSandboxVendor({ store, secret, webhookSecret, now: () => now, ...change });
}

interface Ask {
  readonly body?: unknown;
  readonly bearer?: string;
  readonly key?: string | null;
  readonly raw?: string;
}

function ask(method: string, path: string, { body, bearer, key, raw }: Ask = {}) {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://vendor.example${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer ?? secret}`,
      ...(key === null ? {} : { 'idempotency-key': key ?? 'key-1' }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  return vendor.fetch(request);
}

async function json(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

async function expectRefusal(
  response: Promise<Response>,
  status: number,
  code: string,
): Promise<void> {
  const answer = await response;
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  expect([answer.status, error.code]).toEqual([status, code]);
  expect(error.message).toMatch(/\w/);
}

const card = { number: '4242424242424242', expiry: '12/30', cvc: '123' };

async function token(number = card.number): Promise<string> {
  const body = { ...card, number };
  return String((await json(ask('POST', '/v1/tokens', { body, bearer: 'pk_sandbox' })))['token']);
}

async function chargeBody(change: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  return {
    chargeId: 'charge-1',
    amount: 1250,
    currency: 'EUR',
    description: 'HL-2026-000001',
    token: 'token' in change ? change['token'] : await token(),
    save: false,
    onSession: true,
    returnUrl: 'https://shop.example/pay?<b>',
    ...change,
  };
}

const account = {
  externalId: 'package-1',
  plan: 'silver',
  domain: 'example.com',
  email: 'ada@example.com',
  name: 'Ada',
  userName: 'ada',
  password: 'correct horse',
  addOns: [],
};

beforeEach(() => {
  now = new Date('2026-11-22T12:00:00Z');
  vendor = create({ plans: ['silver', 'gold'] });
});

describe('the sandbox vendor refuses', () => {
  for (const [title, change, code] of [
    ['an unknown field', { price: 1 }, 'unknown_field'],
    ['a currency that is none', { currency: 'EUX' }, 'invalid_currency'],
    ['an amount that is not whole', { amount: 12.5 }, 'invalid_amount'],
    ['an amount as text', { amount: '1250' }, 'invalid_amount'],
    ['an amount below nothing', { amount: -1 }, 'invalid_amount'],
    ['an amount of nothing', { amount: 0 }, 'invalid_amount'],
    ['an amount that is too large', { amount: 1e12 }, 'amount_too_large'],
    ['a charge without our id', { chargeId: '' }, 'missing_field'],
    ['a token that it never made', { token: 'tok_999999' }, 'token_unknown'],
    ['a method that it does not keep', { token: undefined, method: 'pm_1' }, 'method_unknown'],
    ['a token together with a method', { method: 'pm_1' }, 'invalid_field'],
    ['a return address that is a script', { returnUrl: 'javascript:1' }, 'invalid_field'],
    ['a flag that is a text', { save: 'yes' }, 'invalid_field'],
  ] as const) {
    it(`[8.5] ${title}`, async () => {
      await expectRefusal(
        ask('POST', '/v1/charges', { body: await chargeBody(change) }),
        400,
        code,
      );
      expect(vendor.state().charges).toEqual([]);
    });
  }

  it('[8.5] a bad bearer, on every route of the merchant', async () => {
    for (const [method, path] of [
      ['POST', '/v1/charges'],
      ['GET', '/v1/charges?chargeId=charge-1'],
      ['GET', '/v1/charges/ch_000001'],
      ['POST', '/v1/charges/ch_000001/void'],
      ['POST', '/v1/voids'],
      ['POST', '/v1/accounts'],
      ['GET', '/v1/accounts?externalId=package-1'],
      ['PATCH', '/v1/accounts/acct_000001'],
      ['DELETE', '/v1/accounts/acct_000001'],
      ['POST', '/v1/accounts/acct_000001/sessions'],
      ['POST', '/admin/settle/ch_000001'],
      ['POST', '/admin/switches'],
      ['GET', '/admin/state'],
    ] as const) {
      await expectRefusal(ask(method, path, { bearer: 'pk_sandbox' }), 401, 'unauthorized');
    }
    const body = card;
    await expectRefusal(ask('POST', '/v1/tokens', { body, bearer: secret }), 401, 'unauthorized');
  });

  it('[8.5] a charge without a key, or a key with another body', async () => {
    const body = await chargeBody();
    await expectRefusal(ask('POST', '/v1/charges', { body, key: null }), 400, 'missing_key');
    const first = await json(ask('POST', '/v1/charges', { body }));
    expect(await json(ask('POST', '/v1/charges', { body }))).toEqual(first);
    const other = { ...body, amount: 1251 };
    await expectRefusal(ask('POST', '/v1/charges', { body: other }), 400, 'key_reused');
    await expectRefusal(ask('POST', '/v1/charges', { body, key: 'key-2' }), 409, 'charge_exists');
    expect(vendor.state().charges).toHaveLength(1);
  });

  it('[8.5] a token that was used or has expired', async () => {
    const body = await chargeBody();
    await ask('POST', '/v1/charges', { body });
    const again = { ...body, chargeId: 'charge-2' };
    await expectRefusal(
      ask('POST', '/v1/charges', { body: again, key: 'key-2' }),
      400,
      'token_used',
    );
    const late = await chargeBody({ chargeId: 'charge-3' });
    now = new Date(now.getTime() + 15 * 60_000);
    await expectRefusal(
      ask('POST', '/v1/charges', { body: late, key: 'key-3' }),
      400,
      'token_expired',
    );
  });

  it('[8.5] an unknown charge, and a void after the capture', async () => {
    await expectRefusal(ask('GET', '/v1/charges/ch_9'), 404, 'charge_unknown');
    await expectRefusal(ask('GET', '/v1/charges'), 400, 'missing_field');
    const { id } = await json(ask('POST', '/v1/charges', { body: await chargeBody() }));
    await expectRefusal(ask('POST', `/v1/charges/${id}/void`), 409, 'already_captured');
    await expectRefusal(ask('POST', `/admin/settle/${id}`, { body: {} }), 409, 'not_pending');
  });

  it('[8.5] cards that are no test cards, expired, or written badly', async () => {
    for (const [change, code] of [
      [{ number: '4242424242424241' }, 'invalid_number'],
      [{ number: '4111111111111111' }, 'invalid_number'],
      [{ number: 'abc' }, 'invalid_number'],
      [{ expiry: '13/30' }, 'invalid_expiry'],
      [{ expiry: '10/26' }, 'expired'],
      [{ cvc: '1' }, 'invalid_cvc'],
      [{ pin: '1234' }, 'unknown_field'],
    ] as const) {
      const body = { ...card, ...change };
      await expectRefusal(ask('POST', '/v1/tokens', { body, bearer: 'pk_sandbox' }), 400, code);
    }
  });

  it('[4.7] accounts without an id or plan, with a taken name, or made twice', async () => {
    const post = (body: unknown) => ask('POST', '/v1/accounts', { body });
    await expectRefusal(post({ ...account, externalId: undefined }), 400, 'missing_field');
    await expectRefusal(post({ ...account, plan: undefined }), 400, 'missing_field');
    await expectRefusal(post({ ...account, plan: 'iron' }), 422, 'plan_unknown');
    await expectRefusal(post({ ...account, userName: 'a da' }), 400, 'invalid_field');
    expect((await post(account)).status).toBe(201);
    await expectRefusal(post(account), 409, 'already_exists');
    await expectRefusal(post({ ...account, externalId: 'package-2' }), 409, 'user_name_taken');
    await expectRefusal(ask('PATCH', '/v1/accounts/no', { body: {} }), 404, 'account_unknown');
    await expectRefusal(ask('DELETE', '/v1/accounts/no'), 404, 'account_unknown');
  });

  it('[8.5] bodies that are no JSON objects, too large, and addresses that are none', async () => {
    await expectRefusal(ask('POST', '/v1/charges', { raw: '{' }), 400, 'invalid_json');
    await expectRefusal(ask('POST', '/v1/charges', { raw: '[]' }), 400, 'invalid_json');
    const raw = JSON.stringify({ chargeId: 'x'.repeat(20_000) });
    await expectRefusal(ask('POST', '/v1/charges', { raw }), 413, 'too_large');
    await expectRefusal(ask('GET', '/v2/charges'), 404, 'no_such_route');
    const body = { target: 'charge', mode: 'explode' };
    await expectRefusal(ask('POST', '/admin/switches', { body }), 400, 'invalid_field');
    expect(() => create({ webhookSecret: 'short' })).toThrow(/32/);
  });
});

describe('the sandbox vendor', () => {
  it('[8.5] every test card fits Luhn, and no number is kept', async () => {
    for (const { number } of sandboxCards) {
      expect(fitsLuhn(number)).toBe(true);
      await token(number);
    }
    expect(JSON.stringify(vendor.state())).not.toMatch(/\d{13,}"/);
  });

  it('[8.5] a browser of any origin may ask for a token, and for nothing else', async () => {
    const preflight = (path: string) =>
      vendor.fetch(
        new Request(`http://vendor.example${path}`, {
          method: 'OPTIONS',
          headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
        }),
      );
    const headers = (await preflight('/v1/tokens')).headers;
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect((await preflight('/v1/charges')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('[8.5] what was answered is still there after a crash, on a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-vendor-'));
    const path = join(folder, 'deep', 'vendor.json');
    vendor = create({ store: fileStore(path) });
    const before = await json(ask('POST', '/v1/charges', { body: await chargeBody() }));
    vendor = create({ store: fileStore(path) });
    const { charges } = await json(ask('GET', '/v1/charges?chargeId=charge-1'));
    expect(charges).toEqual([before]);
    rmSync(folder, { recursive: true });
  });

  it('[8.5] the challenge page asks, lets nothing in, and tells its frame only', async () => {
    const body = await chargeBody({
      token: await token('4000000000003220'),
      description: '<img src=x>',
    });
    const { challenge } = await json(ask('POST', '/v1/charges', { body }));
    const page = await vendor.fetch(new Request(`http://vendor.example${challenge}`));
    const text = await page.text();
    expect(text).toContain('12.50 EUR');
    expect(text).not.toContain('<img');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('frame-ancestors https://shop.example');
    const form = new URLSearchParams({ answer: 'approve' });
    const request = new Request(`http://vendor.example${challenge}`, {
      method: 'POST',
      body: form,
    });
    const done = await (await vendor.fetch(request)).text();
    expect(done).toContain('"type":"sandbox-challenge"');
    expect(done).toContain('"https://shop.example"');
    expect(done).not.toContain('?<b>"');
    const forged = `${String(challenge).slice(0, -1)}_`;
    await expectRefusal(
      vendor.fetch(new Request(`http://vendor.example${forged}`)),
      404,
      'challenge_unknown',
    );
  });

  it('[8.5] a challenge that nobody answers ends after 30 minutes', async () => {
    const body = await chargeBody({ token: await token('4000000000003220') });
    await ask('POST', '/v1/charges', { body });
    now = new Date(now.getTime() + 30 * 60_000);
    const { charges } = await json(ask('GET', '/v1/charges?chargeId=charge-1'));
    expect(charges).toMatchObject([{ status: 'declined', code: 'expired', captured: 0 }]);
  });

  it('[8.7] [8.13] a late charge settles by itself; its webhook is signed and sent again', async () => {
    const sent: SandboxDelivery[] = [];
    vendor = create({
      settleAfterSeconds: 60,
      notify: async (delivery) => {
        sent.push(delivery);
        return new Response(null, { status: sent.length < 3 ? 500 : 204 });
      },
    });
    const body = await chargeBody({ token: await token('4000000000000077') });
    expect((await json(ask('POST', '/v1/charges', { body })))['status']).toBe('pending');
    await vendor.tick();
    expect(sent).toEqual([]);
    for (const seconds of [60, 1, 5, 600, 7200]) {
      now = new Date(now.getTime() + seconds * 1000);
      await vendor.tick();
    }
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((delivery) => delivery.body)).size).toBe(1);
    const match = /^t=(\d+),v1=(\w+)$/.exec(sent[0]?.headers['sandbox-signature'] ?? '');
    const bytes = new TextEncoder().encode(sent[0]?.body);
    expect(match?.[2]).toBe(await signBody(webhookSecret, Number(match?.[1]), bytes));
    expect(vendor.state().charges[0]).toMatchObject({ status: 'captured', captured: 1250 });
  });

  it('[5.9] a sign-in link works once within a minute; a password too; not when suspended', async () => {
    const { id } = await json(ask('POST', '/v1/accounts', { body: account }));
    const link = async () =>
      String((await json(ask('POST', `/v1/accounts/${id}/sessions`)))['path']);
    const get = (path: string, cookie = '') =>
      vendor.fetch(new Request(`http://vendor.example${path}`, { headers: { cookie } }));
    const path = await link();
    const entry = await get(path);
    expect(entry.status).toBe(303);
    const cookie = entry.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    const home = await (await get('/panel/home', cookie.split(';')[0])).text();
    for (const part of ['Signed in as ada', 'silver', 'example.com']) expect(home).toContain(part);
    expect((await get(path)).status).toBe(403);
    const old = await link();
    now = new Date(now.getTime() + 60_000);
    expect((await get(old)).status).toBe(403);
    const signIn = (password: string) => {
      const body = new URLSearchParams({ userName: 'ada', password });
      const url = 'http://vendor.example/panel/sign-in';
      return vendor.fetch(new Request(url, { method: 'POST', body }));
    };
    expect((await signIn('wrong')).status).toBe(401);
    expect((await signIn('correct horse')).status).toBe(303);
    const change = { status: 'suspended', reason: 'unpaid' };
    await ask('PATCH', `/v1/accounts/${id}`, { body: change });
    expect(await (await signIn('correct horse')).text()).toContain('suspended');
    expect((await get('/panel/home', cookie.split(';')[0])).status).toBe(403);
    await expectRefusal(ask('POST', `/v1/accounts/${id}/sessions`), 409, 'account_suspended');
    expect(JSON.stringify(await json(ask('GET', '/admin/state')))).not.toContain('correct horse');
  });
});
