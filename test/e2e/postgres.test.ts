import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from '../../src/testing/postgres.ts';
import { forget, type RunningProvider, startBrowser, startProvider, until } from './provider.ts';
import { payByCard, placeOverHttp, signIn } from './shopper.ts';

let postgres: RunningPostgres;
let provider: RunningProvider;
let browser: Browser;

beforeAll(async () => {
  postgres = await startPostgres();
  provider = await startProvider({ env: { RACKRATE_DATABASE: postgres.url } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await postgres?.stop();
  await forget(provider);
});

it('[4.5, 8.1] the same sale on PostgreSQL, and it is there after a kill', async () => {
  const order = await placeOverHttp(provider, { userName: 'postgres', total: '103.55' });
  const page = await signIn(browser, provider, order);
  await payByCard(page, provider, order.invoiceId, '4242424242424242');
  await page.getByRole('heading', { name: 'Paid €103.55' }).waitFor();
  await until('the package', async () => {
    const { body } = await provider.operator('GET', `/packages/${order.packageId}`);
    return body['status'] === 'active';
  });
  await page.context().close();
  await provider.stop('SIGKILL');
  const { folder } = provider;
  provider = await startProvider({ folder, env: { RACKRATE_DATABASE: postgres.url } });
  const { body } = await provider.operator('GET', `/invoices/${order.invoiceId}`);
  expect(body).toMatchObject({ status: 'paid', balance: { amount: '0.00', currency: 'EUR' } });
});
