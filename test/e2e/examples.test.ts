import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget, type RunningProvider, startBrowser, startProvider } from './provider.ts';
import { type Ordered, placeOverHttp } from './shopper.ts';

let provider: RunningProvider;
let browser: Browser;
let order: Ordered;

beforeAll(async () => {
  provider = await startProvider();
  browser = await startBrowser();
  // The panel's session endpoint takes the first client of the books.
  order = await placeOverHttp(provider, { userName: 'examples', total: '103.55' });
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await forget(provider);
});

interface Opened {
  readonly page: Page;
  /** Violations of the policy, errors, and what the console called one. */
  readonly wrongs: string[];
}

/** Opens a page, and keeps what goes wrong on it. */
async function open(address: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => {
    const favicon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !favicon) wrongs.push(message.text());
  });
  page.on('pageerror', (error) => wrongs.push(error.message));
  await page.exposeFunction('keepViolation', (text: string) => wrongs.push(text));
  await page.addInitScript(() => {
    const { keepViolation } = globalThis as unknown as { keepViolation(text: string): void };
    document.addEventListener('securitypolicyviolation', (event) => {
      // The browser asks for an icon of its own accord.
      if (event.blockedURI.endsWith('/favicon.ico')) return;
      keepViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(address);
  return { page, wrongs };
}

const openExample = (name: string): Promise<Opened> => open(`${provider.panel}/examples/${name}/`);

/** Waits for the client's invoice in a list, and opens it. */
async function openInvoice(page: Page, list = 'rr-invoice-list'): Promise<void> {
  await page.locator(list).getByText(order.invoiceNumber).first().waitFor();
  await page.locator(list).getByRole('button', { name: order.invoiceNumber }).first().click();
}

/** A page on the panel's origin, which may open sessions, with HTML of the test's own. */
async function openOwn(html: string): Promise<Opened> {
  const opened = await open(`${provider.panel}/examples`, { bypassCSP: true });
  await opened.page.setContent(`<!doctype html><html lang="en"><title>Own</title>${html}</html>`);
  return opened;
}

describe('the examples of embedding', () => {
  it('[19.7] are all reached from one page', async () => {
    const { page, wrongs } = await open(`${provider.panel}/examples`);
    const links = await page
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => one.textContent));
    expect(links.length).toBe(7);
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  it.each(['plain', 'strict-csp', 'php'])(
    '[19.7, S132] %s: the client’s invoices, and one of them opened',
    async (name) => {
      const { page, wrongs } = await openExample(name);
      await openInvoice(page);
      await page.locator('rr-invoice').getByText('103.55').first().waitFor();
      expect(wrongs).toEqual([]);
      await page.context().close();
    },
  );

  it('[19.7] the strict policy lets a language in', async () => {
    const { page, wrongs } = await openExample('strict-csp');
    await page.locator('rr-provider').evaluate((one) => one.setAttribute('locale', 'de'));
    await page.getByRole('heading', { name: 'Rechnungen' }).first().waitFor();
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  it('[19.7] the strict policy is in force: what it does not name is refused', async () => {
    const { page, wrongs } = await openExample('strict-csp');
    await page.locator('rr-invoice-list').getByText(order.invoiceNumber).first().waitFor();
    expect(wrongs).toEqual([]);
    const answer = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>no</b>';
        return 'taken';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(answer).toBe('TypeError');
    expect(wrongs.join()).toContain('TrustedHTML');
    await page.context().close();
  });

  it.each(['react', 'vue'])('[19.7] %s: events arrive, and properties go in', async (name) => {
    const { page, wrongs } = await openExample(name);
    await page.locator('rr-invoice-list').getByText(order.invoiceNumber).first().waitFor();
    expect(await page.locator('rr-invoice').count()).toBe(0);
    await openInvoice(page);
    const invoice = page.locator('rr-invoice');
    await invoice.getByText('103.55').first().waitFor();
    expect(await invoice.getByRole('heading', { level: 3 }).count()).toBeGreaterThan(0);
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  it('[19.7] server-rendered: titles before any script, then the widgets', async () => {
    const without = await open(`${provider.panel}/examples/server-rendered/`, {
      javaScriptEnabled: false,
    });
    const list = without.page.locator('rr-invoice-list');
    expect(await list.getByRole('heading', { name: 'Invoices' }).isVisible()).toBe(true);
    expect(await list.locator('.rr-skeleton').count()).toBeGreaterThan(2);
    await without.page.context().close();
    const { page, wrongs } = await openExample('server-rendered');
    await page.locator('rr-invoice-list').getByText(order.invoiceNumber).first().waitFor();
    expect(await page.locator('rr-invoice-list').getByRole('heading', { level: 2 }).count()).toBe(
      1,
    );
    expect(await page.locator('rr-invoice-list .rr-skeleton').count()).toBe(0);
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  it('[3.6] the PHP endpoint asks for what the API takes', async () => {
    const text = readFileSync('examples/php/session.php', 'utf8');
    const [, sent = ''] = /json_encode\(\[([\s\S]*?)\n {4}\]\)/.exec(text) ?? [];
    const keys = [...sent.matchAll(/^\s+'(\w+)' =>/gm)].map(([, key]) => key);
    const [, areas = ''] = /'areas' => \[([^\]]*)\]/.exec(sent) ?? [];
    const values: Readonly<Record<string, unknown>> = {
      commandId: randomUUID(),
      clientId: order.clientId,
      areas: areas.split(', ').map((area) => area.replaceAll("'", '')),
      origin: provider.panel,
    };
    expect(keys).toEqual(Object.keys(values));
    const [, path = ''] = /curl_init\("\$api(\/[\w-]+)"\)/.exec(text) ?? [];
    const secrets = JSON.parse(readFileSync(`${provider.folder}/secrets.json`, 'utf8')) as {
      panelKey: string;
    };
    const answer = await fetch(`${provider.shop}/api${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secrets.panelKey}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(values),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      token: expect.any(String),
      expiresAt: expect.any(String),
    });
  });
});

describe('several scripts on one page', () => {
  const tags = (prefix: string, ...names: readonly string[]): string =>
    names.map((name) => `<${prefix}-${name}></${prefix}-${name}>`).join('');
  const inProvider = (prefix: string, inside: string): string =>
    `<${prefix}-provider base="${provider.shop}/api" session-url="/billing-session">
      ${inside}
    </${prefix}-provider>`;

  it('[19.7] two versions do not break each other', async () => {
    const api = `${provider.shop}/api`;
    const { page, wrongs } = await openOwn(`
      <script type="module" src="${api}/rackrate.js"></script>
      <script type="module" src="${api}/rackrate.js?version=2"></script>
      <script type="module" src="${api}/rackrate.lazy.js?version=3"></script>
      ${inProvider('rr', tags('rr', 'invoice-list', 'invoice', 'outlook'))}`);
    await openInvoice(page);
    await page.locator('rr-invoice').getByText('103.55').first().waitFor();
    // The third version's, in the first version's provider.
    await page.locator('rr-outlook').getByRole('heading').nth(1).waitFor();
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  it('[19.7] another prefix holds in composed widgets, and stands beside the first', async () => {
    const { page, wrongs } = await openOwn(`
      <script type="module">
        import { define } from '${provider.shop}/api/rackrate.js';
        define('acme');
      </script>
      ${inProvider('acme', tags('acme', 'account', 'invoice-list', 'invoice'))}
      ${inProvider('rr', tags('rr', 'invoice-list', 'invoice'))}`);
    await openInvoice(page, 'acme-invoice-list');
    await page.locator('acme-invoice').getByText('103.55').first().waitFor();
    expect(await page.locator('rr-invoice').getByText('103.55').count()).toBe(0);
    await openInvoice(page);
    await page.locator('rr-invoice').getByText('103.55').first().waitFor();
    expect(wrongs).toEqual([]);
    await page.context().close();
  });
});
