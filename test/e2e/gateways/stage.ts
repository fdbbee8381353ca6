import type { Browser, Page } from 'playwright-core';
import {
  type Answer,
  forget,
  type RunningProvider,
  startBrowser,
  startProvider,
  until,
} from '../provider.ts';
import { type Ordered, placeOverHttp, signIn } from '../shopper.ts';

/** A provider with gateways at stand-ins, and a browser. */
export interface GatewayStage {
  readonly provider: RunningProvider;
  readonly browser: Browser;
  /** A client with an unpaid invoice of 103.55 euros, at the page that pays it. */
  arrive(
    userName: string,
    method: string,
  ): Promise<{ readonly page: Page; readonly order: Ordered }>;
  statusOf(order: Pick<Ordered, 'invoiceId'>): Promise<unknown>;
  paid(order: Pick<Ordered, 'invoiceId'>): Promise<void>;
  /** What the books say that the gateways hold of a client, in euros. */
  booked(order: Pick<Ordered, 'invoiceId'>): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts a provider whose gateways listen at these addresses. */
export async function openGateways(
  addresses: Readonly<Record<string, string>>,
): Promise<GatewayStage> {
  const provider = await startProvider({
    env: { RETRY_SECONDS: '1,1', GATEWAYS: JSON.stringify(addresses) },
  });
  const browser = await startBrowser();
  const invoice = async ({ invoiceId }: Pick<Ordered, 'invoiceId'>): Promise<Answer['body']> =>
    (await provider.operator('GET', `/invoices/${invoiceId}`)).body;
  return {
    provider,
    browser,
    arrive: async (userName, method) => {
      const order = await placeOverHttp(provider, { userName, total: '103.55' });
      const page = await signIn(browser, provider, order);
      await page.goto(`${provider.shop}/portal#/pay/${order.invoiceId}`);
      await page.getByRole('radio', { name: new RegExp(`^${method}`) }).check();
      return { page, order };
    },
    statusOf: async (order) => (await invoice(order))['status'],
    paid: (order) =>
      until('the invoice to be paid', async () => (await invoice(order))['status'] === 'paid'),
    booked: async (order) => {
      const { transactions } = (await invoice(order)) as {
        transactions: readonly { kind: string; status: string; amount: { amount: string } }[];
      };
      return transactions
        .filter(({ status }) => status !== 'declined')
        .map(({ kind, status, amount }) => `${kind} ${status} ${amount.amount}`);
    },
    close: async () => {
      await browser.close();
      await provider.stop();
      await forget(provider);
    },
  };
}

/** Hands a gateway's notification to the provider, over the network. */
export async function deliver(
  provider: RunningProvider,
  plugin: string,
  request: Request,
): Promise<Response> {
  const { headers, method } = request;
  const body = await request.arrayBuffer();
  return fetch(`${provider.shop}/api/webhooks/${plugin}`, { method, headers, body });
}
