import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ListeningVendor, startSandboxVendor } from '../../test/fakes/sandbox-vendor.ts';

/** The shop's page, as strict as a provider's may be. */
const pageOf = (vendorUrl: string): string => `default-src 'none'; script-src 'self'; \
connect-src ${vendorUrl}; frame-src ${vendorUrl}; style-src 'none'; base-uri 'none'`;

const shopPage = `<!doctype html><html lang="en"><title>Shop</title><div id="box"></div>
<script src="/client.js"></script></html>`;

let bundle: string;
let browser: Browser;
let vendor: ListeningVendor;
let shop: Server;
let page: Page;
let shopUrl: string;
let faults: string[];

async function startShop(): Promise<void> {
  shop = createServer((request, response) => {
    const script = request.url === '/client.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', pageOf(vendor.url));
    response.end(script ? bundle : shopPage);
  });
  await new Promise<void>((resolve) => {
    shop.listen(0, '127.0.0.1', resolve);
  });
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

/** Mounts the fields; `globalThis.fields` and `states` are then there for the test. */
async function mount(): Promise<void> {
  await page.evaluate(async (vendorUrl) => {
    const { client } = globalThis as unknown as {
      client: { mount(options: unknown): Promise<unknown> };
    };
    const states: unknown[] = [];
    const fields = await client.mount({
      container: document.getElementById('box'),
      publicConfig: { publishableKey: 'pk_sandbox', vendorUrl },
      locale: 'en',
      onChange: (state: unknown) => states.push(state),
    });
    Object.assign(globalThis, { fields, states });
  }, vendor.url);
}

function confirm(): Promise<unknown> {
  return page.evaluate(() =>
    (globalThis as unknown as { fields: { confirm(): Promise<unknown> } }).fields
      .confirm()
      .catch((error: Error) => error.message),
  );
}

async function fill(number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/39');
  await page.getByLabel('Security code').fill('123');
}

beforeAll(async () => {
  const built = await build({
    entryPoints: [new URL('./client.ts', import.meta.url).pathname],
    bundle: true,
    format: 'iife',
    globalName: 'sandbox',
    write: false,
  });
  bundle = `${built.outputFiles[0]?.text}globalThis.client = sandbox.default;`;
  const finder = new URL('../../scripts/browser.mjs', import.meta.url).href;
  const { findBrowser } = (await import(finder)) as {
    findBrowser(): Promise<{ readonly path: string; readonly flags: string[] }>;
  };
  const { path, flags } = await findBrowser();
  browser = await chromium.launch({ executablePath: path, args: flags });
});
afterAll(() => browser.close());

beforeEach(async () => {
  vendor = await startSandboxVendor();
  await startShop();
  page = await browser.newPage();
  faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(shopUrl);
  await mount();
});
afterEach(async () => {
  await page.close();
  shop.closeAllConnections();
  shop.close();
  await vendor.close();
});

describe('the browser half of the sandbox', () => {
  it('[8.1] has labelled fields for autofill, and works under a strict policy', async () => {
    const number = page.getByLabel('Card number');
    expect(await number.getAttribute('autocomplete')).toBe('cc-number');
    expect(await number.getAttribute('inputmode')).toBe('numeric');
    expect(await page.getByLabel('Expiry').getAttribute('autocomplete')).toBe('cc-exp');
    expect(await page.getByLabel('Security code').getAttribute('autocomplete')).toBe('cc-csc');
    await fill('4242 4242 4242 4242');
    expect(await confirm()).toEqual({ token: 'tok_000001', brand: 'Visa', last4: '4242' });
    const states = await page.evaluate(
      () => (globalThis as unknown as { states: unknown[] }).states,
    );
    expect(states.at(-1)).toEqual({ complete: true, error: null });
    expect(faults).toEqual([]);
    expect(await page.locator('[style]').count()).toBe(0);
  });

  it('[8.1] a wrong number is told at its field, which gets the focus', async () => {
    await fill('4242424242424241');
    expect(await confirm()).toContain('not right');
    const number = page.getByLabel('Card number');
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await number.evaluate((input) => input === document.activeElement)).toBe(true);
    await fill('4111111111111111');
    expect(await confirm()).toContain('test card');
    expect(vendor.vendor.state().tokens).toEqual([]);
  });

  it('[8.1] refuses to mount inside a shadow root', async () => {
    const message = await page.evaluate(async () => {
      const host = document.createElement('div');
      const container = document.createElement('div');
      host.attachShadow({ mode: 'open' }).append(container);
      const { client } = globalThis as unknown as {
        client: { mount(options: unknown): Promise<unknown> };
      };
      const options = { container, publicConfig: {}, locale: 'en', onChange: () => undefined };
      return client.mount(options).then(String, (error: Error) => error.message);
    });
    expect(message).toContain('light DOM');
  });

  it('[8.5] a challenge ends when the bank says so, not when another says so', async () => {
    const answer = await vendor.challenge(await vendor.token('4000000000003220'), shopUrl);
    await page.evaluate((url) => {
      const { client } = globalThis as unknown as {
        client: { challenge(options: unknown): Promise<string> };
      };
      const container = document.getElementById('box');
      const result = { value: 'open' };
      Object.assign(globalThis, { result });
      void client.challenge({ container, url }).then((value) => {
        result.value = value;
      });
      globalThis.postMessage({ type: 'sandbox-challenge', state: 'answered' }, '*');
    }, answer);
    const result = (): Promise<string> =>
      page.evaluate(() => (globalThis as unknown as { result: { value: string } }).result.value);
    const frame = page.frameLocator('iframe[title="Confirm the payment at your bank"]');
    await frame.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await result()).toBe('open');
    await frame.getByRole('button', { name: 'Approve' }).click();
    await expect.poll(result).toBe('finished');
    expect(await page.locator('iframe').count()).toBe(0);
    expect(vendor.vendor.state().charges[0]?.status).toBe('captured');
  });

  it('[8.5] a challenge that is canceled is abandoned', async () => {
    const answer = await vendor.challenge(await vendor.token('4000000000003220'), shopUrl);
    const result = page.evaluate((url) => {
      const { client } = globalThis as unknown as {
        client: { challenge(options: unknown): Promise<string> };
      };
      return client.challenge({ container: document.getElementById('box'), url });
    }, answer);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await result).toBe('abandoned');
  });
});
