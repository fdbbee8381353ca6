import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListeningStripe, listenStripe } from '../../fakes/stripe/node.ts';
import { placeOverHttp } from '../shopper.ts';
import { deliver, type GatewayStage, openGateways } from './stage.ts';

let stage: GatewayStage;
let stripe: ListeningStripe;

beforeAll(async () => {
  stripe = await listenStripe({
    deliver: (request) => deliver(stage.provider, 'stripe', request),
  });
  stage = await openGateways({ stripe: stripe.url });
});
afterAll(async () => {
  await stage?.close();
  await stripe?.close();
});

interface Inventory {
  readonly scripts: readonly {
    readonly url: string;
    readonly purpose: string;
    readonly servedBy: string;
    readonly integrity: string | null;
  }[];
}

describe('a page that takes cards', () => {
  it('[8.1, 9.6] loads what its inventory names, as it names it, and nothing else', async () => {
    const { provider, browser } = stage;
    const order = await placeOverHttp(provider, { userName: 'cardholder', total: '103.55' });
    const answer = await fetch(`${provider.shop}/api/payment-page.json`);
    const { scripts } = (await answer.json()) as Inventory;
    for (const { purpose } of scripts) expect(purpose).toMatch(/^[A-Z].*\.$/);

    const page = await browser.newPage({ locale: 'en-GB' });
    const loaded = new Set<string>();
    const refused: string[] = [];
    page.on('request', (request) => {
      // What the vendor's own frames load is the vendor's.
      const isOurs = request.frame() === page.mainFrame();
      if (isOurs && request.resourceType() === 'script') loaded.add(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await page.goto(`${provider.panel}/examples/cardholder/`);
    await page.getByRole('radio', { name: /^Card by Stripe/ }).check();
    const fields = page.frameLocator('iframe[title="Secure payment input frame"]');
    await fields.getByLabel('Card number or IBAN').fill('4242 4242 4242 4242');
    await fields.getByLabel('Expiration date').fill('12 / 34');
    await fields.getByLabel('Security code').fill('123');
    await page.getByRole('button', { name: /^Confirm payment of/ }).click();
    await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
    await stage.paid(order);
    expect(refused.filter((text) => !text.includes('favicon'))).toEqual([]);

    const named = new Map(scripts.map((script) => [script.url, script]));
    expect([...loaded].filter((url) => !named.has(url))).toEqual([]);
    expect([...loaded].some((url) => url.startsWith(stripe.url))).toBe(true);
    for (const url of loaded) {
      const { integrity = null } = named.get(url) ?? {};
      if (integrity === null) continue;
      const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
      expect(`sha384-${createHash('sha384').update(body).digest('base64')}`).toBe(integrity);
    }
    await page.context().close();
  });

  it('[9.6] the script of the widgets knows nothing of card numbers', async () => {
    const { provider } = stage;
    const text = await (await fetch(`${provider.shop}/api/rackrate.js`)).text();
    expect(text).not.toMatch(/cc-number|cc-csc|cardNumber|card_number/);
  });
});
