import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, type RunningProvider, startBrowser, startProvider } from './provider.ts';
import { type Ordered, placeOverHttp, signIn } from './shopper.ts';

let provider: RunningProvider;
let browser: Browser;
let order: Ordered;

beforeAll(async () => {
  provider = await startProvider();
  browser = await startBrowser();
  order = await placeOverHttp(provider, { userName: 'twice', total: '103.55' });
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

/** A page of the provider's with other content, and what went wrong in it. */
async function pageOf(content: string): Promise<{ page: Page; faults: string[] }> {
  const page = await signIn(browser, provider, order);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
  const body = `<!doctype html><html lang="en"><title>Two</title>${content}</html>`;
  await page.route('**/two', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${provider.shop}/two`);
  return { page, faults };
}

const script = (name: string): string => `<script type="module" src="/api/${name}"></script>`;

describe('scripts on a page of someone else', () => {
  const orders = [
    ['rackrate.js', 'rackrate.lazy.js'],
    ['rackrate.lazy.js', 'rackrate.js'],
  ];
  it.each(orders)('[Law 15] %s and then %s work together, in one language', async (one, other) => {
    const { page, faults } = await pageOf(`${script(one)}${script(other)}
      <rr-provider base="/api" locale="de">
        <rr-invoice-list></rr-invoice-list><rr-invoice></rr-invoice><rr-outlook></rr-outlook>
      </rr-provider>`);
    await page.getByRole('heading', { name: 'Rechnungen' }).waitFor();
    await page.getByRole('heading', { name: 'Was als Nächstes geschieht' }).waitFor();
    // The outlook is of the lazy copy, whichever the list is of; both know the same client.
    await page.locator('rr-outlook').getByText('Silver').first().waitFor();
    const details = page.locator('rr-invoice-list').getByText('Details').first();
    await details.click();
    await page.locator('rr-invoice').getByText(order.invoiceNumber).first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('[Law 15] under another prefix every widget that a widget shows has that prefix', async () => {
    const { page, faults } = await pageOf(`<script type="module">
        import { defineLazily } from '/api/rackrate.lazy.js';
        defineLazily('acme');
      </script>
      <acme-provider base="/api"><acme-portal routing="hash"></acme-portal></acme-provider>`);
    const menu = page.getByRole('navigation', { name: 'Account', exact: true });
    for (const name of ['Invoices', 'Packages', 'Contacts']) {
      await menu.getByRole('link', { name }).click();
      await page.getByRole('heading', { name, exact: true }).first().waitFor();
    }
    const tags = await page.evaluate(() => {
      const found = new Set<string>();
      const look = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName.includes('-')) found.add(element.localName);
          if (element.shadowRoot !== null) look(element.shadowRoot);
        }
      };
      look(document);
      return [...found].toSorted();
    });
    expect(tags).toEqual(['acme-contact-list', 'acme-portal', 'acme-provider']);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
