import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Browser, Page } from 'playwright-core';
import type { RunningProvider } from './provider.ts';

/** What a client of the tests has ordered. */
export interface Ordered {
  readonly userName: string;
  readonly password: string;
  readonly clientId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly packageId: string;
}

/** What differs between the orders of the tests. */
export interface OrderOptions {
  readonly userName: string;
  readonly currency?: string;
  readonly product?: string;
  readonly plan?: string;
  /** Annual when left out. */
  readonly cycle?: string;
  readonly total: string;
  readonly code?: string;
  readonly ips?: number;
}

const password = 'une longue phrase secrète';

/** One thing of an order of several. */
export interface Wish {
  readonly product?: string;
  readonly plan: string;
  /** Annual when left out. */
  readonly cycle?: string;
}

/** An order of several things. */
export interface OrderedMany {
  readonly userName: string;
  readonly password: string;
  readonly clientId: string;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  /** As the API writes it, `103.55`. */
  readonly total: string;
  readonly packageIds: readonly string[];
}

function newClient(userName: string): object {
  return {
    firstName: 'Camille',
    lastName: 'Moreau',
    email: `${userName}@atelier.example`,
    street: '12 rue des Lilas',
    city: 'Lyon',
    zip: '69003',
    country: 'FR',
    phone: '+33 4 72 00 00 00',
    userName,
    password,
  };
}

/**
 * Places an order of several things over HTTP, at the price of its quote.
 *
 * @param session of a page in which a client has signed in; without one there is a new client.
 */
export async function orderMany(
  provider: RunningProvider,
  userName: string,
  wishes: readonly Wish[],
  session?: APIRequestContext,
): Promise<OrderedMany> {
  const input = {
    currency: 'EUR',
    items: wishes.map(({ product = 'web', plan, cycle = 'annual' }) => {
      return { productId: product, planId: plan, cycle, addOns: [] };
    }),
  };
  const taxAddress = { country: 'FR' };
  const quote = await post(provider, '/orders/quote', { ...input, taxAddress });
  const { total } = quote as { total: { amount: string } };
  const client = session === undefined ? { client: newClient(userName) } : {};
  const confirmed = { confirmedTotal: total, termsVersion: '2026-11', ...client };
  const content = { commandId: randomUUID(), ...input, ...confirmed };
  const placed = await post(provider, '/orders', content, session);
  const { order } = placed as { order: Omit<OrderedMany, 'userName' | 'password' | 'total'> };
  return { ...order, userName, password, total: total.amount };
}

async function post(
  provider: RunningProvider,
  path: string,
  data: object,
  session?: APIRequestContext,
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', origin: provider.shop };
  const url = `${provider.shop}/api${path}`;
  const body = JSON.stringify(data);
  const answer = session
    ? await session.post(url, { headers, data })
    : await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  const ok = typeof answer.ok === 'boolean' ? answer.ok : answer.ok();
  if (!ok) throw new Error(`${path} was refused: ${text}`);
  return JSON.parse(text);
}

/** Places an order over HTTP, for flows that begin with its invoice. */
export async function placeOverHttp(
  provider: RunningProvider,
  options: OrderOptions,
): Promise<Ordered> {
  const currency = options.currency ?? 'EUR';
  const response = await fetch(`${provider.shop}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: provider.shop },
    body: JSON.stringify({
      commandId: randomUUID(),
      currency,
      items: [
        {
          productId: options.product ?? 'web',
          planId: options.plan ?? 'silver',
          cycle: options.cycle ?? 'annual',
          addOns: [],
        },
      ],
      confirmedTotal: { amount: options.total, currency },
      termsVersion: '2026-11',
      client: newClient(options.userName),
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The order was refused: ${text}`);
  const { order } = JSON.parse(text) as {
    order: { clientId: string; invoiceId: string; invoiceNumber: string; packageIds: string[] };
  };
  const { clientId, invoiceId, invoiceNumber, packageIds } = order;
  const packageId = packageIds[0] ?? '';
  return { userName: options.userName, password, clientId, invoiceId, invoiceNumber, packageId };
}

/** A page of its own browser context in which a client has signed in at the portal. */
export async function signIn(
  browser: Browser,
  provider: RunningProvider,
  { userName, password: typed }: Pick<Ordered, 'userName' | 'password'>,
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${provider.shop}/portal#/packages`);
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Packages' }).waitFor();
  return page;
}

/** Goes to the payment of an invoice and fills the gateway's card fields. */
export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/30');
  await page.getByLabel('Security code').fill('123');
}

/** Pays an invoice in the portal with a card, up to the confirmation. */
export async function payByCard(
  page: Page,
  provider: RunningProvider,
  invoiceId: string,
  number: string,
): Promise<void> {
  await page.goto(`${provider.shop}/portal#/pay/${invoiceId}`);
  await fillCard(page, number);
  await page.getByRole('button', { name: /^Confirm payment of/ }).click();
}
