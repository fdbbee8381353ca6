/**
 * A whole provider in one process: shop, client portal, a hosting panel that existed before, a
 * sandbox gateway and panel, a mail server that keeps what it gets, and a clock to move. Everything
 * is kept in the folder `.rackrate`, and is there again after a restart.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProvider, createTimeMachine, listen } from 'rackrate/node';
import { manual } from 'rackrate/plugins/manual';
import { sandbox } from 'rackrate/plugins/sandbox';
import { createSandboxVendor } from 'rackrate/plugins/sandbox/vendor';
import { fileStore, listenSandboxVendor } from 'rackrate/plugins/sandbox/vendor/node';
import { smtp } from 'rackrate/plugins/smtp';
import { offeredGateways } from '../gateways/plugins.ts';
import { readAssets } from './assets.ts';
import { startMailbox } from './mailbox.ts';
import { createPages } from './pages.ts';
import { createPanelServer } from './panel-server.ts';
import { readSecrets } from './secrets.ts';

const port = Number(process.env['PORT'] ?? 4000);
const folder = process.env['RACKRATE_FOLDER'] ?? '.rackrate';
const database = process.env['RACKRATE_DATABASE'] ?? folder;
const host = '127.0.0.1';
const shopUrl = `http://${host}:${port}`;
const panelUrl = `http://${host}:${port + 1}`;
const vendorUrl = `http://${host}:${port + 2}`;

mkdirSync(folder, { recursive: true });
const secrets = readSecrets(join(folder, 'secrets.json'));
const timeMachine = createTimeMachine({ file: join(folder, 'clock.json') });
/** The provider's clock. */
export const now: () => Date = timeMachine.now;
const gateways = offeredGateways(JSON.parse(process.env['GATEWAYS'] ?? '{}'));
const catalog = JSON.parse(readFileSync(new URL('catalog.json', import.meta.url), 'utf8'));
catalog.provider.payments.methods.push(...gateways.methods);
const mailbox = await startMailbox({ folder: join(folder, 'mails'), port: port + 3, now });

const vendor = createSandboxVendor({
  store: fileStore(join(folder, 'sandbox.json')),
  secret: secrets.sandbox,
  webhookSecret: secrets.webhook,
  now,
  settleAfterSeconds: Number(process.env['SETTLE_SECONDS'] ?? 30),
  notify: ({ body, headers }) =>
    fetch(`${shopUrl}/api/webhooks/sandbox`, { method: 'POST', body, headers: { ...headers } }),
});
const vendorListener = await listenSandboxVendor(vendor, port + 2, host);

const provider = await createProvider({
  database,
  catalog,
  publicUrl: shopUrl,
  base: '/api',
  secret: secrets.provider,
  timeMachine,
  // The same page by its other name.
  allowedOrigins: [panelUrl, `http://localhost:${port}`],
  operatorKeys: [
    {
      name: 'hosting-panel',
      key: secrets.panelKey,
      scopes: ['sessions:write', 'clients:read'],
    },
    {
      name: 'operator',
      key: secrets.operatorKey,
      scopes: [
        'clients:read',
        'clients:write',
        'orders:read',
        'invoices:read',
        'invoices:write',
        'payments:read',
        'packages:read',
        'packages:write',
        'todos:read',
        'todos:write',
        'runs:read',
        'runs:write',
        'books:read',
        'switches:read',
        'switches:write',
        'catalog:write',
        'affiliates:read',
        'affiliates:write',
      ],
    },
  ],
  plugins: [
    ...gateways.plugins,
    sandbox({ url: vendorUrl, secret: secrets.sandbox, webhookSecret: secrets.webhook }),
    manual({
      provider: 'Harbourlight Hosting',
      instructions: 'Transfer {amount} to {provider} with the reference {reference}.',
      payee: {
        name: 'Harbourlight Hosting',
        iban: 'DE02 1203 0000 0000 2020 51',
        bic: 'BYLADEM1001',
      },
      reference: 'creditor',
    }),
    smtp({
      host,
      port: port + 3,
      from: 'billing@harbourlight.example',
      fromName: 'Harbourlight Hosting',
    }),
  ],
  settings: {
    portalUrl: `${shopUrl}/portal`,
    setPasswordUrl: `${shopUrl}/set-password`,
    terms: { url: `${shopUrl}/terms`, version: '2026-11' },
    retryPausesSeconds: (process.env['RETRY_SECONDS'] ?? '60,300,1800,7200').split(',').map(Number),
    callSeconds: Number(process.env['CALL_SECONDS'] ?? 30),
  },
  assets: readAssets(gateways.clients),
});

const pages = createPages({ provider, mailbox, vendorUrl, sources: gateways.sources });
const shop = await listen(pages, { port, host });
const panel = await listen(
  createPanelServer({ apiUrl: `${shopUrl}/api`, key: secrets.panelKey, shopUrl, vendorUrl }),
  { port: port + 1, host },
);

process.stdout.write(`
Rackrate is running.

  shop            ${shopUrl}/shop
  client portal   ${shopUrl}/portal
  its widgets     ${shopUrl}/widgets      (the same account, widget by widget)
  hosting panel   ${panelUrl}/        (pages that existed before; /billing has the portal)
  examples        ${panelUrl}/examples      (each way of embedding: React, Vue and others)
  API docs        ${shopUrl}/api/docs
  mails           ${shopUrl}/mails
  operator's key  ${join(folder, 'secrets.json')}
  time machine    the bar on each page of the shop moves the provider's date

Cards: 4242 4242 4242 4242 is approved, 4000 0000 0000 0002 is declined,
4000 0000 0000 3220 asks for 3-D Secure and is declined when it is charged without the client,
4000 0000 0000 0077 settles late.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    const closing = [shop, panel, vendorListener, mailbox].map((part) => part.close());
    void Promise.allSettled(closing)
      .then(() => provider.close())
      .then(() => process.exit(0));
  });
}
