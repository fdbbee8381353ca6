import { describe, expect, it } from 'vitest';
import { BillingError, isBillingError } from '../errors.ts';
import { createFixture, fixtureClient, fixturePage } from '../server/handler.fixture.ts';
import { problemResponse } from '../server/problem.ts';
import { createEmbeddedAdapter } from './embedded.ts';
import { createHttpAdapter, type HttpAdapterOptions } from './http.ts';

const base = 'https://billing.example/api';
const commandId = '7b0c9c3e-58b0-4d5a-9f0e-0c4f1c3b2a10';

function over(
  fetch: (request: Request) => Promise<Response>,
  more: Partial<HttpAdapterOptions> = {},
) {
  return createHttpAdapter({ base, fetch, ...more });
}

async function errorOf(promise: Promise<unknown>): Promise<BillingError> {
  try {
    await promise;
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

describe('HTTP adapter on the server', () => {
  it('[3.6] answers as the embedded adapter does', async () => {
    const { handler, calls } = createFixture({ base: '/api' });
    const adapter = over(handler.fetch);
    adapter.useToken?.('good', later(10));
    expect(await adapter.execute('invoices.list', { filter: 'paid', search: 'a&b=c' })).toEqual(
      fixturePage,
    );
    expect(calls[0]?.input).toEqual({ filter: 'paid', search: 'a&b=c' });
    await adapter.execute('packages.signIn', { commandId, packageId: 'ü 1' });
    expect(calls[1]?.input).toEqual({ commandId, packageId: 'ü 1' });
    const embedded = createEmbeddedAdapter({
      backend: {
        execute: async () => fixturePage as never,
        receive: async () => new Response(),
        authenticate: async () => null,
      },
      principal: fixtureClient,
    });
    expect(await embedded.execute('invoices.list', {})).toEqual(fixturePage);
    expect(embedded.signIn).toBeUndefined();
  });

  it('[Law 12] brings the field and faults of a problem', async () => {
    const { handler } = createFixture({ base: '/api' });
    const amount = { amount: 100n, currency: 'EUR' };
    const input = { amount, country: 'Germany' };
    const error = await errorOf(over(handler.fetch).execute('payments.methods', input));
    expect(error).toMatchObject({ code: 'invalid_input', field: 'country' });
    expect(error.faults.every(({ field }) => field === 'country')).toBe(true);
    expect(error.faults).not.toEqual([]);
  });

  it('[5.18, Law 12] brings the reason and the invoice of a problem, and no invoice without an id', async () => {
    const told = {
      reason: 'invoice_overdue',
      invoice: { invoiceId: 'i1', number: 'HL-1' },
    } as const;
    const refused = new BillingError('invalid_transition', 'x', told);
    const error = await errorOf(
      over(async () => problemResponse(refused)).execute('account.features', {}),
    );
    expect(error).toMatchObject({ code: 'invalid_transition', ...told });
    const body = { code: 'invalid_transition', reason: 7, invoice: { number: 'HL-1' } };
    const odd = await errorOf(
      over(async () => Response.json(body, { status: 409 })).execute('account.features', {}),
    );
    expect([odd.code, odd.reason, odd.invoice]).toEqual([
      'invalid_transition',
      undefined,
      undefined,
    ]);
  });

  it('[3.6] resolves addresses below the base', () => {
    const { handler } = createFixture();
    expect(over(handler.fetch).resolve?.('/plugins/sandbox/client.js')).toBe(
      `${base}/plugins/sandbox/client.js`,
    );
  });

  it('[3.4] signs in and out with cookies', async () => {
    const seen: string[] = [];
    const { handler } = createFixture({
      base: '/api',
      signIn: {
        handler: async (request) => {
          seen.push(`${new URL(request.url).pathname} ${await request.text()}`);
          return Response.json({});
        },
        principal: async () => null,
      },
    });
    const modes: string[] = [];
    const adapter = over((request) => {
      modes.push(request.credentials);
      return handler.fetch(request);
    });
    await adapter.signIn?.signIn('ada', 'secret');
    await adapter.signIn?.signOut();
    expect(seen).toEqual([
      '/api/auth/sign-in/username {"username":"ada","password":"secret"}',
      '/api/auth/sign-out {}',
    ]);
    expect(modes).toEqual(['include', 'include']);
  });
});

describe('tokens', () => {
  it('[3.6] one renewal serves all calls, shortly before the end', async () => {
    const { handler } = createFixture({ base: '/api' });
    let asked = 0;
    const adapter = over(handler.fetch, {
      getToken: async () => {
        asked += 1;
        return { token: 'good', expiresAt: later(asked === 1 ? 0.4 : 10) };
      },
    });
    const both = () => Promise.all([1, 2].map(() => adapter.execute('todos.list', {})));
    await both();
    expect(asked).toBe(1);
    await both();
    expect(asked).toBe(2);
    await both();
    expect(asked).toBe(2);
  });

  it('[3.6] a session that ended is renewed once, not for ever', async () => {
    const { handler } = createFixture({ base: '/api' });
    const tokens = ['bad', 'good'];
    const adapter = over(handler.fetch, {
      getToken: async () => ({ token: tokens.shift() ?? 'bad', expiresAt: later(10) }),
    });
    expect(await adapter.execute('todos.list', {})).toEqual({ rows: [] });
    expect(tokens).toEqual([]);
    const hopeless = over(handler.fetch, {
      getToken: async () => ({ token: 'bad', expiresAt: later(10) }),
    });
    expect((await errorOf(hopeless.execute('todos.list', {}))).code).toBe('session_ended');
  });

  it('[3.6] a token without renewal is forgotten when it ended', async () => {
    const { handler } = createFixture({ base: '/api' });
    const adapter = over(handler.fetch);
    adapter.useToken?.('bad', later(10));
    expect((await errorOf(adapter.execute('catalog.get', {}))).code).toBe('session_ended');
    expect(await adapter.execute('catalog.get', {})).toEqual({ products: [] });
  });
});

describe('a bad line', () => {
  const failing = (times: number, failure: () => Response | never) => {
    const { handler, calls } = createFixture({ base: '/api' });
    const ids: string[] = [];
    const fetch = async (request: Request): Promise<Response> => {
      ids.push(await request.clone().text());
      return ids.length <= times ? failure() : handler.fetch(request);
    };
    return { fetch, ids, calls };
  };
  const broken = (): never => {
    throw new TypeError('fetch failed');
  };

  it('[4.4] a command is sent again with the same id', async () => {
    const { fetch, ids } = failing(1, broken);
    const input = { commandId, token: 't', password: 'long enough pass' };
    expect(await over(fetch).execute('passwords.set', input)).toEqual({ userName: 'ada' });
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('a pause that the server asks for is kept, and a long one is the caller’s', async () => {
    const busy = (seconds: string) => (): Response =>
      new Response('', { status: 503, headers: { 'retry-after': seconds } });
    const short = failing(1, busy('1'));
    const before = Date.now();
    await over(short.fetch).execute('catalog.get', {});
    expect(Date.now() - before).toBeGreaterThanOrEqual(900);
    const long = failing(9, busy('60'));
    const error = await errorOf(over(long.fetch).execute('catalog.get', {}));
    expect(error).toMatchObject({ code: 'unavailable', retryAfterSeconds: 60 });
    expect(long.ids).toHaveLength(1);
  });

  it('a network that stays away is offline, after three tries', async () => {
    const { fetch, ids } = failing(9, broken);
    expect((await errorOf(over(fetch).execute('catalog.get', {}))).code).toBe('offline');
    expect(ids).toHaveLength(3);
  });

  it('a body that is none of ours is unavailable', async () => {
    const page = async (): Promise<Response> => new Response('<h1>Proxy</h1>', { status: 200 });
    expect((await errorOf(over(page).execute('catalog.get', {}))).code).toBe('unavailable');
    const down = async (): Promise<Response> => new Response('<h1>Bad</h1>', { status: 502 });
    expect((await errorOf(over(down).execute('catalog.get', {}))).code).toBe('unavailable');
  });

  /** A refusal whose text never comes: it ends with what the caller does to it. */
  const refusal = (end: (body: ReadableStreamDefaultController) => void): Response =>
    new Response(new ReadableStream({ start: end }), { status: 401 });

  it('[Law 12] a refusal whose text breaks off is told by its status', async () => {
    const fetch = async (): Promise<Response> => refusal((body) => body.error(new Error('reset')));
    const call = over(fetch).execute('catalog.get', {});
    expect((await errorOf(call)).code).toBe('unauthenticated');
  });

  it('a call that is aborted within a refusal ends with the signal’s reason', async () => {
    const controller = new AbortController();
    const fetch = async ({ signal }: Request): Promise<Response> =>
      refusal((body) => signal.addEventListener('abort', () => body.error(signal.reason)));
    const { signal } = controller;
    const call = over(fetch).execute('catalog.get', {}, { signal });
    setTimeout(() => controller.abort(), 50);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('an aborted call ends with the signal’s reason', async () => {
    const controller = new AbortController();
    const hanging = (request: Request): Promise<Response> =>
      new Promise((_resolve, reject) => {
        const abort = (): void => reject(request.signal.reason);
        if (request.signal.aborted) abort();
        request.signal.addEventListener('abort', abort);
      });
    const call = over(hanging).execute('catalog.get', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
