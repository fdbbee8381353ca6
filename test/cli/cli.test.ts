import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { runCli } from '../../src/cli/cli.ts';
import type { CliIo } from '../../src/cli/io.ts';
import { scopes } from '../../src/contract/operation.ts';
import { createProvider, type Listener, listen, type Provider } from '../../src/node/provider.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import {
  type ListeningVendor,
  startSandboxVendor,
  vendorSecret,
  vendorWebhookSecret,
} from '../fakes/sandbox-vendor.ts';
import { frenchOrder } from '../support/world.ts';

const catalogFile = fileURLToPath(new URL('../../examples/provider/catalog.json', import.meta.url));
const key = 'operator-key-of-more-than-32-characters';
const secret = 'a secret of a provider, 32 characters or more';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command as a shell would. */
async function rackrate(
  args: readonly string[],
  environment: CliIo['environment'] = {},
): Promise<Ended> {
  let out = '';
  let error = '';
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    environment,
    isTerminal: false,
    stopped: () => Promise.resolve(),
  });
  return { code, out, error };
}

const mailbox: Plugin = {
  id: 'mailbox',
  mailer: {
    send: ({ messageId }) => Promise.resolve({ status: 'done', reference: messageId, value: null }),
    lookup: () => Promise.resolve('sent'),
  },
};

describe('over HTTP', () => {
  let vendor: ListeningVendor;
  let provider: Provider;
  let listener: Listener;
  let place: Readonly<Record<string, string>>;
  let invoiceId: string;
  let packageId: string;
  let clientId: string;

  /** One order of a client, not paid. */
  beforeAll(async () => {
    vendor = await startSandboxVendor();
    provider = await createProvider({
      database: 'memory',
      catalog: catalogFile,
      publicUrl: 'http://127.0.0.1',
      base: '/api',
      secret,
      operatorKeys: [{ name: 'cli', key, scopes }],
      plugins: [
        sandbox({ url: vendor.url, secret: vendorSecret, webhookSecret: vendorWebhookSecret }),
        manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
        mailbox,
      ],
      settings: { terms: { url: null, version: '1' } },
      log: () => undefined,
    });
    listener = await listen((request) => provider.fetch(request), { port: 0 });
    place = { RACKRATE_URL: `http://127.0.0.1:${listener.port}/api`, RACKRATE_KEY: key };
    const order = frenchOrder(crypto.randomUUID());
    const placed = await provider.engine.execute({ kind: 'public' }, 'orders.place', order);
    invoiceId = placed.order.invoiceId;
    packageId = placed.order.packageIds[0] ?? '';
    clientId = placed.order.clientId;
  });
  afterAll(async () => {
    await listener.close();
    await provider.close();
    await vendor.close();
  });

  const here = (...args: string[]): Promise<Ended> => rackrate(args, place);

  it('[18.1] shows an invoice by its number and marks it paid', async () => {
    const shown = await here('--json', 'invoice', 'show', invoiceId);
    const { number } = JSON.parse(shown.out);
    const paid = await here(
      ...['invoice', 'mark-paid', number, '--method', 'Bank transfer', '--reference', 'A 17'],
    );
    expect([paid.code, paid.error]).toEqual([0, '']);
    expect(paid.out).toMatch(/status\s+paid/);
    expect(paid.out).toMatch(/total\s+134\.68 EUR/);
    const again = await here(
      ...['invoice', 'mark-paid', number, '--method', 'Bank transfer', '--reference', 'A 17'],
    );
    expect(again.code).toBe(1);
    expect(again.error).toContain('(invoice_not_payable)');
  });

  it('[8.10, 18.1] credits a line and sends money back by hand', async () => {
    const credited = await here(
      ...['--json', 'invoice', 'credit', invoiceId, '--line', '1=10.00', '--reason', 'A day'],
    );
    expect([credited.code, credited.error]).toEqual([0, '']);
    expect(JSON.parse(credited.out)).toMatchObject({ status: 'paid' });
    const refund = ['invoice', 'refund', invoiceId, '--amount', '12.00', '--note', 'Asked for'];
    const by = [...refund, '--way', 'by_hand', '--reference', 'T 1', '--reason', 'credit_note'];
    const id = ['--command-id', crypto.randomUUID()];
    expect((await here(...id, ...by)).code).toBe(0);
    // The same command once more is no second refund.
    expect((await here(...id, ...by)).code).toBe(0);
    expect((await here(...by)).code).toBe(1);
    expect((await here(...refund, '--reason', 'because')).code).toBe(2);
  });

  it('[18.1] shows clients, packages, what comes and why', async () => {
    await expect
      .poll(async () => JSON.parse((await here('--json', 'package', 'show', packageId)).out).status)
      .toBe('active');
    expect((await here('client', 'show', '1001')).out).toContain('Camille Moreau');
    const { number } = JSON.parse((await here('--json', 'package', 'show', packageId)).out);
    const status = await here(
      ...['package', 'status', String(number), '--to', 'suspended', '--reason', 'Spam'],
    );
    expect(status.out).toMatch(/status\s+suspended/);
    const wrong = await here(
      ...['--json', 'package', 'status', packageId, '--to', 'pending', '--reason', 'x'],
    );
    expect([wrong.code, JSON.parse(wrong.error).code]).toEqual([1, 'invalid_transition']);
    await here('package', 'status', packageId, '--to', 'active', '--reason', 'Mended');
    const explained = await here('explain', packageId);
    expect(explained.out).toMatch(/will be invoiced\s+yes/);
    const outlook = await here('outlook', clientId);
    expect(outlook.out).toContain('invoice');
    const all = JSON.parse((await here('--json', 'client', 'export', clientId)).out);
    expect([all.invoices.length, all.packages.length]).toEqual([2, 1]);
    expect(all.account.map((row: { kind: string }) => row.kind)).toContain('refund');
  });

  it('[16.9] switches an effect off and on', async () => {
    const off = await here('switch', 'off', 'charging', '--plugin', 'sandbox');
    expect(off.out).toContain('operator:cli');
    expect((await here('switch', 'on', 'charging', '--plugin', 'sandbox')).out).toBe(
      'Everything is on.\n',
    );
    expect((await here('switch', 'off', 'everything')).code).toBe(2);
  });

  it('[2.7] checks and loads a catalog file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rackrate-catalog-'));
    const bad = join(folder, 'bad.json');
    const document = JSON.parse(readFileSync(catalogFile, 'utf8'));
    document.products[0].plans[0].prices[0].recurring = 'free';
    writeFileSync(bad, JSON.stringify(document));
    const checked = await here('catalog', 'check', bad);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('products.0.plans.0.prices.0.recurring: ');
    expect((await here('catalog', 'load', bad)).code).toBe(1);
    expect((await here('catalog', 'check', catalogFile)).code).toBe(0);
    expect((await here('catalog', 'load', catalogFile)).out).toContain('is in force');
    expect((await here('catalog', 'load', join(folder, 'none.json'))).code).toBe(2);
    rmSync(folder, { recursive: true });
  });

  it('[17.3, 17.4] checks the books and exports them', async () => {
    const checked = await here('check');
    expect([checked.code, checked.out]).toEqual([0, expect.stringMatching(/^All \d+ rules hold/)]);
    const { out } = await here('books', 'export', '--client', '1001');
    expect(out.split('\r\n')[0]).toMatch(/^date,entry,kind/);
    expect(out).toContain(',receivable,,134.68,EUR,');
  });

  it('[16.1, 16.7] a preview writes nothing', async () => {
    const preview = await here('--json', 'run', '--until', '2030-01-01', '--preview');
    expect([preview.code, preview.error]).toEqual([0, '']);
    expect(JSON.parse(preview.out)).toMatchObject({ kind: 'preview', runId: null });
  });

  it('[3.8] a wrong key is refused', async () => {
    const wrong = { ...place, RACKRATE_KEY: 'another-key-of-more-than-32-characters' };
    expect((await rackrate(['check'], wrong)).code).toBe(1);
  });
});

describe('on a database', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rackrate-cli-'));
    const options = {
      database: join(folder, 'data'),
      catalog: catalogFile,
      plugins: [],
      secret,
      publicUrl: 'http://127.0.0.1',
    };
    writeFileSync(join(folder, 'config.mjs'), `export default ${JSON.stringify(options)};\n`);
    writeFileSync(join(folder, 'empty.mjs'), 'export default {};\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('[18.1] migrates, runs and checks the same database', async () => {
    const config = ['--config', join(folder, 'config.mjs')];
    expect((await rackrate([...config, 'migrate'])).out).toBe('The schema is up to date.\n');
    const ran = await rackrate([...config, '--json', 'run']);
    expect([ran.code, JSON.parse(ran.out).state]).toEqual([0, 'done']);
    expect((await rackrate([...config, 'run'])).out).toMatch(/^Run until .*: done\n/);
    expect((await rackrate([...config, 'check'])).code).toBe(0);
    const served = await rackrate([...config, 'serve', '--port', '0']);
    expect(served.out).toMatch(/^Serving at http:\/\/127\.0\.0\.1:\d+\n$/);
  }, 120_000);
});

describe('usage', () => {
  it.each([
    [['check'], /Say where/],
    [['--url', 'nonsense', '--key', 'k', 'check'], /no address/],
    [['--url', 'http://127.0.0.1:9', 'check'], /Say --key/],
    [['--config', 'none.mjs', 'check'], /There is no file/],
    [['nonsense'], /unknown command/],
    [['run', '--until', 'tomorrow', '--url', 'http://127.0.0.1:9'], /no date/],
    [['invoice', 'refund', 'x'], /required option/],
    [['package', 'change', 'x'], /Say --plan/],
    [['serve', '--port', 'x'], /no port/],
  ])('[18.1] %j is wrong usage', async (args, message) => {
    const { code, error, out } = await rackrate(args);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(message);
  });

  it('[18.1] what cannot be reached is told apart', async () => {
    const { code, error } = await rackrate(['--url', 'http://127.0.0.1:9', '--key', 'k', 'check']);
    expect([code, error]).toEqual([3, expect.stringContaining('(offline)')]);
  });

  it('[18.1] help ends well and names every command', async () => {
    const { code, out } = await rackrate(['--help']);
    expect(code).toBe(0);
    for (const name of ['serve', 'worker', 'migrate', 'catalog', 'run', 'check', 'books']) {
      expect(out).toContain(`\n  ${name}`);
    }
  });
});
