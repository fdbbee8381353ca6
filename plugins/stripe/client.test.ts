import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gateway, GatewayCharge } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { type ListeningStripe, listenStripe } from '../../test/fakes/stripe/node.ts';
import { stripe } from './index.ts';

const shopPage = `<!doctype html><html lang="en"><title>Shop</title><div id="box"></div>
<script src="/client.js"></script></html>`;

let bundle: string;
let browser: Browser;
let fake: ListeningStripe;
let gateway: Gateway;
let shop: Server;
let page: Page;
let shopUrl: string;
let faults: string[];

/** The policy that the plugin names for its page, and no more. */
function policy(): string {
  const own: Record<string, string> = { 'script-src': "'self'" };
  const sources = Object.entries(gateway.page?.sources ?? {}).map(
    ([name, list]) => `${name} ${[own[name] ?? '', ...list].join(' ')}`,
  );
  return ["default-src 'none'", "style-src 'none'", "base-uri 'none'", ...sources].join('; ');
}

async function startShop(): Promise<void> {
  shop = createServer((request, response) => {
    const script = request.url === '/client.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', policy());
    response.end(script ? bundle : shopPage);
  });
  await new Promise<void>((resolve) => {
    shop.listen(0, '127.0.0.1', resolve);
  });
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

interface Globals {
  readonly client: {
    mount(options: unknown): Promise<unknown>;
    proceed(options: unknown): Promise<string>;
  };
  readonly fields: {
    confirm(): Promise<{ confirmationToken: string }>;
    update(about: unknown): void;
    unmount(): void;
  };
  readonly states: readonly unknown[];
}

async function mount(save = false): Promise<FrameLocator> {
  await page.evaluate(
    async ([publicConfig, keep]) => {
      const { client } = globalThis as unknown as Globals;
      const states: unknown[] = [];
      const fields = await client.mount({
        container: document.getElementById('box'),
        publicConfig,
        locale: 'de-AT',
        amount: { amount: 1250n, currency: 'EUR' },
        save: keep,
        onChange: (state: unknown) => states.push(state),
      });
      Object.assign(globalThis, { fields, states });
    },
    [gateway.publicConfig, save] as const,
  );
  return page.frameLocator('iframe[title="Secure payment input frame"]');
}

async function fill(frame: FrameLocator, number: string): Promise<void> {
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiration').fill('12/39');
  await frame.getByLabel('Security code').fill('123');
}

function confirm(): Promise<unknown> {
  return page.evaluate(() =>
    (globalThis as unknown as Globals).fields
      .confirm()
      .catch((error: Error) => ({ error: error.message })),
  );
}

const context = (key: string): PluginContext => contextOf({ fetch, now: () => new Date() }, key);

function charge(chargeId: string, change: Partial<GatewayCharge>): GatewayCharge {
  return {
    chargeId,
    amount: { amount: 1250n, currency: 'EUR' },
    description: 'HL-2026-000001',
    client: { clientId: 'client-1', email: 'ada@example.com', name: 'Ada' },
    data: {},
    save: false,
    onSession: true,
    returnUrl: shopUrl,
    notifyUrl: 'https://shop.example/api/webhooks/stripe',
    ...change,
  };
}

/** Takes the step of a record, while the test answers the bank. */
function proceed(data: Readonly<Record<string, string>>): Promise<string> {
  return page.evaluate(
    ([publicConfig, given]) => {
      const { client } = globalThis as unknown as Globals;
      const container = document.getElementById('box');
      const returnUrl = location.href;
      return client.proceed({ container, publicConfig, locale: 'en', data: given, returnUrl });
    },
    [gateway.publicConfig, data] as const,
  );
}

beforeAll(async () => {
  const built = await build({
    entryPoints: [new URL('./client.ts', import.meta.url).pathname],
    bundle: true,
    format: 'iife',
    globalName: 'half',
    write: false,
  });
  bundle = `${built.outputFiles[0]?.text}globalThis.client = half.default;`;
  const finder = new URL('../../scripts/browser.mjs', import.meta.url).href;
  const { findBrowser } = (await import(finder)) as {
    findBrowser(): Promise<{ readonly path: string; readonly flags: string[] }>;
  };
  const { path, flags } = await findBrowser();
  browser = await chromium.launch({ executablePath: path, args: flags });
});
afterAll(() => browser.close());

beforeEach(async () => {
  fake = await listenStripe();
  const { publishableKey, secretKey, webhookSecret } = fake.stripe;
  const scriptUrl = `${fake.url}/endive/stripe.js`;
  const keys = { publishableKey, secretKey, webhookSecret };
  const made = stripe({ ...keys, apiUrl: fake.url, scriptUrl }).gateway;
  if (made === undefined) throw new Error('The capability is missing.');
  gateway = made;
  await startShop();
  page = await browser.newPage();
  faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  await page.goto(shopUrl);
});
afterEach(async () => {
  await page.close();
  shop.closeAllConnections();
  shop.close();
  await fake.close();
});

async function startChallenged(): Promise<Readonly<Record<string, string>>> {
  const frame = await mount();
  await fill(frame, '4000 0027 6000 3184');
  const data = (await confirm()) as Record<string, string>;
  const record = await gateway.start(charge('charge-3ds', { data }), context('charge-3ds'));
  if (record.status !== 'pending' || record.action?.kind !== 'client') {
    throw new Error(`No step for the client: ${JSON.stringify(record)}`);
  }
  return record.action.data;
}

describe('the browser half of Stripe', () => {
  it('[8.1] gives a token of the fields in the vendor frame, under a strict policy', async () => {
    const frame = await mount(true);
    await fill(frame, '4242 4242 4242 4242');
    const states = (): Promise<unknown> =>
      page.evaluate(() => (globalThis as unknown as Globals).states.at(-1));
    await expect.poll(states).toEqual({ complete: true, error: null });
    const data = (await confirm()) as Record<string, string>;
    expect(data).toEqual({ confirmationToken: expect.stringMatching(/^ctoken_/) });
    const paid = await gateway.start(charge('charge-1', { data, save: true }), context('1'));
    expect(paid).toMatchObject({ status: 'done', value: { label: 'Visa •••• 4242' } });
    expect(paid.status === 'done' && paid.value.saved?.customerReference).toMatch(/^cus_/);
    expect(faults).toEqual([]);
  });

  it('[8.1] what the wish to keep becomes is in the token', async () => {
    const frame = await mount(false);
    await page.evaluate(() => {
      const about = { amount: { amount: 1250n, currency: 'EUR' }, save: true };
      (globalThis as unknown as Globals).fields.update(about);
    });
    await fill(frame, '4242424242424242');
    const data = (await confirm()) as Record<string, string>;
    const paid = await gateway.start(charge('charge-1', { data, save: true }), context('1'));
    expect(paid).toMatchObject({ status: 'done', value: { saved: { last4: '4242' } } });
  });

  it('[8.1] a wrong number is told, and the fields get the focus', async () => {
    const frame = await mount();
    expect(await confirm()).toEqual({ error: 'Your card number is incomplete.' });
    await fill(frame, '4242 4242 4242 4241');
    expect(await confirm()).toEqual({ error: 'Your card number is incorrect.' });
    const number = frame.getByLabel('Card number');
    const hasFocus = (): Promise<boolean> =>
      number.evaluate((input) => input === document.activeElement);
    await expect.poll(hasFocus).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
    await page.evaluate(() => (globalThis as unknown as Globals).fields.unmount());
    expect(await page.locator('#box *').count()).toBe(0);
  });

  it('[8.1] refuses to mount inside a shadow root', async () => {
    const message = await page.evaluate(async () => {
      const host = document.createElement('div');
      const container = document.createElement('div');
      host.attachShadow({ mode: 'open' }).append(container);
      const { client } = globalThis as unknown as Globals;
      const options = { container, publicConfig: {}, locale: 'en', onChange: () => undefined };
      return client.mount(options).then(String, (error: Error) => error.message);
    });
    expect(message).toContain('light DOM');
  });

  for (const [button, status] of [
    ['Complete', 'done'],
    ['Fail', 'failed'],
  ] as const) {
    it(`[8.5] 3-D Secure: ${button} ends the step, and the payment is ${status}`, async () => {
      const data = await startChallenged();
      const step = proceed(data);
      const bank = page.frameLocator('iframe[title="3D Secure"]');
      await bank.getByRole('button', { name: button }).click();
      expect(await step).toBe('finished');
      const query = { chargeId: 'charge-3ds', amount: { amount: 1250n, currency: 'EUR' } };
      expect((await gateway.resume?.(query, context('charge-3ds')))?.status).toBe(status);
      expect(await page.locator('dialog').count()).toBe(0);
    });
  }

  it('[8.5] a 3-D Secure dialog that is closed is abandoned', async () => {
    const step = proceed(await startChallenged());
    await page
      .frameLocator('iframe[title="3D Secure"]')
      .getByRole('button', { name: 'Fail' })
      .waitFor();
    await page.locator('dialog').evaluate((dialog) => dialog.dispatchEvent(new Event('cancel')));
    expect(await step).toBe('abandoned');
  });

  it('[8.8] a charge declined off session is confirmed by the client later', async () => {
    await mount(true);
    const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
    await fill(frame, '4000002760003184');
    const data = (await confirm()) as Record<string, string>;
    const kept = await gateway.start(charge('first', { data, save: true }), context('first'));
    if (kept.status !== 'pending' || kept.action?.kind !== 'client') throw new Error('No step.');
    const step = proceed(kept.action.data);
    const bank = page.frameLocator('iframe[title="3D Secure"]');
    await bank.getByRole('button', { name: 'Complete' }).click();
    await step;
    const query = { chargeId: 'first', amount: { amount: 1250n, currency: 'EUR' } };
    const first = await gateway.lookup(query, context('first'));
    const saved = first?.status === 'done' ? first.value.saved : undefined;
    const methodReference = saved?.methodReference ?? '';
    const later = charge('later', { methodReference, onSession: false });
    const declined = await gateway.start(later, context('later'));
    expect(declined).toMatchObject({ status: 'failed', group: 'authentication' });
    const again = await gateway.resume?.({ ...query, chargeId: 'later' }, context('later'));
    if (again?.status !== 'pending' || again.action?.kind !== 'client') throw new Error('No step.');
    const second = proceed(again.action.data);
    await bank.getByRole('button', { name: 'Complete' }).click();
    expect(await second).toBe('finished');
    const paid = await gateway.lookup({ ...query, chargeId: 'later' }, context('later'));
    expect(paid).toMatchObject({
      status: 'done',
      reference: declined.status === 'failed' ? declined.reference : '',
    });
  });
});
