import { describe, expect, it } from 'vitest';
import { contract, operationNames } from '../contract/operations.ts';
import { InvariantError } from '../errors.ts';
import { createFixture, fixtureClient } from './handler.fixture.ts';

const commandId = '7b0c9c3e-58b0-4d5a-9f0e-0c4f1c3b2a10';
const at = (path: string): string => `https://billing.example${path}`;

function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(at(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function codeOf(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return ((await answer.json()) as { code: unknown }).code;
}

describe('operations', () => {
  it('[3.6] a bearer token says who asks, and money leaves as decimal strings', async () => {
    const { handler, calls } = createFixture();
    const answer = await handler.fetch(
      new Request(at('/invoices?filter=outstanding'), {
        headers: { authorization: 'Bearer good' },
      }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const page = (await answer.json()) as { outstanding: unknown };
    expect(page.outstanding).toEqual([{ amount: '12.50', currency: 'EUR' }]);
    expect(calls).toMatchObject([
      {
        principal: fixtureClient,
        input: { filter: 'outstanding' },
        facts: { address: '192.0.2.1' },
      },
    ]);
  });

  it('[3.6] a token that is nobody’s, or of another origin, answers session_ended', async () => {
    const { handler } = createFixture();
    const ask = (token: string, origin?: string): Promise<Response> =>
      handler.fetch(
        new Request(at('/todos'), {
          headers: { authorization: `Bearer ${token}`, ...(origin ? { origin } : {}) },
        }),
      );
    const answer = await ask('bad');
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('session_ended');
    expect((await ask('bound')).status).toBe(401);
    expect((await ask('bound', 'https://evil.example')).status).toBe(401);
    expect((await ask('bound', 'https://panel.example')).status).toBe(200);
  });

  it('[3.6] a GET from the own origin carries no Origin, and is still bound to it', async () => {
    const { handler } = createFixture();
    const ask = (site: string): Promise<Response> =>
      handler.fetch(
        new Request('https://panel.example/todos', {
          headers: { authorization: 'Bearer bound', 'sec-fetch-site': site },
        }),
      );
    expect((await ask('same-origin')).status).toBe(200);
    expect((await ask('cross-site')).status).toBe(401);
  });

  it('[3.7] nobody gets a client’s list, and nothing is asked of the backend', async () => {
    const { handler, calls } = createFixture();
    expect(await codeOf(await handler.fetch(new Request(at('/invoices'))))).toBe('unauthenticated');
    expect(calls).toEqual([]);
  });

  it('[3.8] a client cannot call an operator’s operation', async () => {
    const { handler, calls } = createFixture();
    const answer = await handler.fetch(
      new Request(at('/clients'), { headers: { authorization: 'Bearer good' } }),
    );
    expect(answer.status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('members of the path come from the path alone', async () => {
    const { handler, calls } = createFixture();
    const bearer = { authorization: 'Bearer good' };
    expect((await handler.fetch(post('/packages/p-1/sign-in', { commandId }, bearer))).status).toBe(
      200,
    );
    expect(calls[0]?.input).toEqual({ commandId, packageId: 'p-1' });
    const twice = post('/packages/p-1/sign-in', { commandId, packageId: 'p-2' }, bearer);
    expect(await codeOf(await handler.fetch(twice))).toBe('unknown_field');
  });

  it('works below any base, and nowhere else', async () => {
    const { handler } = createFixture({ base: '/x/y/' });
    expect((await handler.fetch(new Request(at('/x/y/catalog')))).status).toBe(200);
    expect((await handler.fetch(new Request(at('/x/y/health')))).status).toBe(200);
    expect((await handler.fetch(new Request(at('/catalog')))).status).toBe(404);
  });
});

describe('header fields', () => {
  it.each([
    ['GET', {}],
    ['HEAD', {}],
    ['GET', { origin: 'https://panel.example' }],
    ['GET', { origin: 'https://other.example' }],
  ])('[3.7] a %s that succeeds has the same as one that fails, %j', async (method, from) => {
    const { handler } = createFixture({ origin: 'https://billing.example' });
    const ask = async (authorization: string): Promise<Map<string, string>> => {
      const headers = { authorization, ...from };
      const answer = await handler.fetch(new Request(at('/invoices'), { method, headers }));
      const apart = ['content-type', 'www-authenticate', 'ratelimit', 'ratelimit-policy'];
      return new Map([...answer.headers].filter(([name]) => !apart.includes(name)));
    };
    const good = await ask('Bearer good');
    expect(good.get('content-security-policy')).toContain("default-src 'none'");
    expect(good.get('strict-transport-security')).toBe('max-age=31536000');
    expect(good.get('vary')).toBe('Origin');
    expect(good).toEqual(await ask('Bearer bad'));
  });
});

describe('what comes in', () => {
  const quote = (amount: unknown): unknown => ({ amount: { amount, currency: 'EUR' } });

  it('[Law 3] a JSON number is no amount', async () => {
    const { handler, calls } = createFixture();
    expect((await handler.fetch(post('/payments/methods', quote('12.50')))).status).toBe(200);
    expect(calls[0]?.input).toEqual({ amount: { amount: 1250n, currency: 'EUR' } });
    const answer = await handler.fetch(post('/payments/methods', quote(12.5)));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_input', field: 'amount.amount' });
  });

  it('[Law 12] an unknown field is named', async () => {
    const { handler } = createFixture();
    const body = { ...(quote('1.00') as object), discount: '100' };
    const answer = await handler.fetch(post('/payments/methods', body));
    expect(await answer.json()).toMatchObject({ code: 'unknown_field', field: 'discount' });
  });

  it.each([
    ['text that is no JSON', '{', 'invalid_input'],
    ['a list', '[]', 'invalid_input'],
    ['a prototype', '{"__proto__":{"a":1}}', 'unknown_field'],
    ['a prototype inside', '{"amount":{"__proto__":{}}}', 'unknown_field'],
    ['deep nesting', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'invalid_input'],
  ])('%s is refused', async (_what, body, code) => {
    const { handler, calls } = createFixture();
    expect(await codeOf(await handler.fetch(post('/payments/methods', body)))).toBe(code);
    expect(calls).toEqual([]);
  });

  it('a body of another type is 415, one above 64 kB is 413', async () => {
    const { handler } = createFixture();
    const form = post('/payments/methods', 'a=1', { 'content-type': 'text/plain' });
    expect((await handler.fetch(form)).status).toBe(415);
    const long = post('/payments/methods', { a: 'x'.repeat(70_000) });
    expect((await handler.fetch(long)).status).toBe(413);
  });

  it('a parameter given twice is refused, and a query has no place in a write', async () => {
    const { handler } = createFixture();
    const twice = new Request(at('/invoices?filter=paid&filter=all'), {
      headers: { authorization: 'Bearer good' },
    });
    expect(await codeOf(await handler.fetch(twice))).toBe('invalid_input');
    const stray = post('/payments/methods?country=DE', quote('1.00'));
    expect(await codeOf(await handler.fetch(stray))).toBe('unknown_field');
  });

  it.each([
    '//catalog',
    '/catalog/',
    '/catalog.',
    '/Catalog',
    '/catalog;x=1',
    '/%2fcatalog',
    '/invoices%2f1',
    '/invoices/%2e%2e%2fcatalog',
    '/invoices/%5cx',
    '/invoices/%',
    '/nothing',
  ])('[ATK-019] %s is not found', async (path) => {
    const { handler, calls } = createFixture();
    const bearer = { authorization: 'Bearer good' };
    const answer = await handler.fetch(new Request(at(path), { headers: bearer }));
    expect(answer.status).toBe(404);
    expect(calls).toEqual([]);
  });

  it('[ATK-019] dots lead to the canonical path and its permissions', async () => {
    const { handler } = createFixture();
    expect((await handler.fetch(new Request(at('/x/../clients')))).status).toBe(401);
    expect((await handler.fetch(new Request(at('/./clients')))).status).toBe(401);
  });

  it('another method is 405 and told which there are', async () => {
    const { handler } = createFixture();
    const answer = await handler.fetch(new Request(at('/provider'), { method: 'DELETE' }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    const got = await handler.fetch(new Request(at('/orders')));
    expect(got.headers.get('allow')).toBe('POST');
  });
});

describe('faults of ours', () => {
  it('answer 500 with a reference and tell nothing', async () => {
    const { handler, logged } = createFixture({
      execute: () => Promise.reject(new InvariantError('secret sums')),
    });
    const answer = await handler.fetch(new Request(at('/catalog')));
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toContain('secret sums');
    const { reference } = JSON.parse(text) as { reference: string };
    expect(logged.join()).toContain(reference);
    expect(logged.join()).toContain('secret sums');
  });

  it('[Law 12] an output with a field too many does not leave', async () => {
    const { handler } = createFixture({
      execute: () => Promise.resolve({ products: [], margin: '40' }),
    });
    const answer = await handler.fetch(new Request(at('/catalog')));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('margin');
  });
});

describe('origins', () => {
  const signIn = {
    handler: async () => new Response('{}', { headers: { 'set-cookie': 's=1' } }),
    principal: async () => fixtureClient,
  };

  it('[3.6] an allowed origin gets CORS headers, a foreign one none', async () => {
    const { handler } = createFixture();
    const ask = (origin: string, method = 'GET'): Promise<Response> =>
      handler.fetch(
        new Request(at('/catalog'), {
          method,
          headers: { origin, 'access-control-request-method': 'GET' },
        }),
      );
    const allowed = await ask('https://panel.example', 'OPTIONS');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://panel.example');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    for (const origin of ['https://evil.example', 'null', 'https://panel.example.evil.example']) {
      for (const method of ['OPTIONS', 'GET']) {
        const { headers } = await ask(origin, method);
        expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(headers.get('vary')).toBe('Origin');
      }
    }
  });

  it.each([
    ['no origin', {}, 403],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['the own origin', { origin: 'https://billing.example' }, 200],
    ['an allowed origin', { origin: 'https://panel.example' }, 200],
    ['the same site by the browser’s word', { 'sec-fetch-site': 'same-origin' }, 200],
  ])('[3.4] a write by cookie from %s', async (_what, headers, status) => {
    const { handler, calls } = createFixture({ signIn });
    const given = { cookie: 's=1', ...headers } as Record<string, string>;
    const answer = await handler.fetch(post('/packages/p/sign-in', { commandId }, given));
    expect(answer.status).toBe(status);
    expect(calls.length).toBe(status === 200 ? 1 : 0);
  });

  it('[3.4] sign-in is reached below /auth, by JSON and from allowed pages only', async () => {
    const { handler } = createFixture({ signIn, base: '/api' });
    const sign = (headers: Record<string, string>): Promise<Response> =>
      handler.fetch(post('/api/auth/sign-in/username', { username: 'a', password: 'b' }, headers));
    const answer = await sign({ origin: 'https://panel.example' });
    expect(answer.headers.get('set-cookie')).toBe('s=1');
    expect((await sign({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await sign({ 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('limits', () => {
  it('[4.12] orders and passwords are throttled tightly, and flow back', async () => {
    const { handler, clock } = createFixture({
      limits: { password: { requests: 2, seconds: 60 } },
    });
    const set = (): Promise<Response> =>
      handler.fetch(post('/passwords/set', { commandId, token: 't', password: 'a long password' }));
    expect([(await set()).status, (await set()).status]).toEqual([200, 200]);
    const answer = await set();
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('30');
    clock.set('2026-11-22T10:00:31Z');
    expect((await set()).status).toBe(200);
  });

  it('wrong tokens are counted by address', async () => {
    const { handler } = createFixture({ limits: { token: { requests: 1, seconds: 60 } } });
    const ask = (token: string): Promise<Response> =>
      handler.fetch(new Request(at('/todos'), { headers: { authorization: `Bearer ${token}` } }));
    expect((await ask('bad')).status).toBe(401);
    expect((await ask('bad')).status).toBe(429);
  });
});

describe('plugins, assets and pages', () => {
  it('[8.7] a notification reaches its plugin byte for byte', async () => {
    const { handler, received } = createFixture({ base: '/api' });
    const answer = await handler.fetch(
      new Request(at('/api/webhooks/sandbox?a=1'), { method: 'POST', body: '{ "a":  1}\n' }),
    );
    expect(answer.status).toBe(202);
    const url = at('/api/webhooks/sandbox?a=1');
    expect(received).toEqual([{ pluginId: 'sandbox', text: '{ "a":  1}\n', url }]);
    const back = await handler.fetch(new Request(at('/api/returns/sandbox?charge=1')));
    expect(back.status).toBe(202);
    const long = new Request(at('/api/webhooks/sandbox'), {
      method: 'POST',
      body: 'x'.repeat(1_100_000),
    });
    expect((await handler.fetch(long)).status).toBe(413);
  });

  it('an asset is given with its type, for pages of other origins', async () => {
    const assets = new Map([['/rackrate.js', { type: 'text/javascript', body: 'export {};' }]]);
    const { handler } = createFixture({ assets });
    const answer = await handler.fetch(new Request(at('/rackrate.js')));
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('content-type')).toBe('text/javascript');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('the OpenAPI document has every operation with its access', async () => {
    const { handler } = createFixture({ base: '/api' });
    const answer = await handler.fetch(new Request(at('/api/openapi.json')));
    const document = (await answer.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; description: string }>>;
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(document.openapi).toMatch(/^3\.1/);
    for (const name of operationNames) {
      const { path, method } = contract[name];
      const operation = document.paths[path]?.[method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(operation?.description).not.toBe('');
    }
    expect(document.components.schemas['Money']?.properties).toMatchObject({
      amount: { type: 'string' },
    });
    expect(JSON.stringify(document)).not.toContain('"override"');
  });

  it('the API page names every operation and runs nothing', async () => {
    const { handler } = createFixture();
    const answer = await handler.fetch(new Request(at('/docs')));
    const html = await answer.text();
    for (const name of operationNames) expect(html).toContain(`<h3 id="${name}">`);
    const nonce = /<style nonce="([^"]+)">/.exec(html)?.[1];
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('[object Object]');
  });
});
