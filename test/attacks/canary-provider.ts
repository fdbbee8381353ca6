import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collected, manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { scopes } from '../../src/contract/operation.ts';
import { createProvider, openStore, type Provider } from '../../src/node/index.ts';
import type { Mail } from '../../src/ports/mailer.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { createHandler, type Handler } from '../../src/server/index.ts';
import { type ListeningVendor, startSandboxVendor } from '../fakes/sandbox-vendor.ts';
import { collection, sealingKeys } from '../support/sealed.ts';
import { everyRow } from './http.ts';

/** Values that stand nowhere else, by what they are. */
export const secretsOfProvider = {
  operatorKey: 'canary-operator-key-5e1f0c7d9b3a4826',
  gatewaySecret: 'sk_canary_gateway_7c41d0a9b2e85f36',
  webhookSecret: 'whsec_canary_d8f2640b97ce13a5d8f2640b97ce13a5',
  providerSecret: 'canary-provider-secret-94b07e2d6c1f8a53',
} as const;

/** A text that came out of the provider, and where. */
export interface Seen {
  readonly where: string;
  readonly text: string;
}

/** A provider on the disk with a real sign-in, and everything that comes out of it. */
export interface CanaryProvider {
  readonly provider: Provider;
  readonly vendor: ListeningVendor;
  readonly mails: readonly Mail[];
  /** Everything that left: answers with their header fields, logs and mails. */
  readonly seen: Seen[];
  /** Sends a request, and notes its answer under a name. */
  ask(request: Request, where: string): Promise<Answered>;
  /** The same without limits of requests, from the engine's own server. */
  sweep(request: Request, where: string): Promise<Answered>;
  /** Closes it and reads what it leaves: all rows as text, then all files byte by byte. */
  end(): Promise<{ readonly rows: readonly Seen[]; readonly files: ReadonlyMap<string, Buffer> }>;
}

/** An answer that was noted. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly cookie: string;
}

function mailbox(mails: Mail[]): Plugin {
  return {
    id: 'mailbox',
    mailer: {
      send: (mail) => {
        mails.push(mail);
        return Promise.resolve({ status: 'done', reference: mail.messageId, value: null });
      },
      lookup: () => Promise.resolve('unknown'),
    },
  };
}

const much = { requests: 1_000_000, seconds: 1 };
const unlimited = {
  read: much,
  write: much,
  order: much,
  payment: much,
  promotion: much,
  password: much,
  signIn: much,
  token: much,
  plugin: much,
};

/** The catalog of the example, with bank accounts that a file collects from. */
async function collectingCatalog(): Promise<object> {
  const file = new URL('../../examples/provider/catalog.json', import.meta.url);
  const catalog = JSON.parse(await readFile(file, 'utf8')) as {
    readonly provider: { readonly payments: { readonly methods: object[] } };
  };
  const bank = { id: 'bank', plugin: 'bank-account', label: 'Bank account' };
  catalog.provider.payments.methods.push(bank);
  return catalog;
}

/** Starts one in a new folder. */
export async function startCanaryProvider(): Promise<CanaryProvider> {
  const { publicKey } = await sealingKeys();
  const folder = await mkdtemp(join(tmpdir(), 'rackrate-canaries-'));
  const mails: Mail[] = [];
  const seen: Seen[] = [];
  const { operatorKey, gatewaySecret: secret, webhookSecret, providerSecret } = secretsOfProvider;
  const vendor = await startSandboxVendor({
    secret,
    webhookSecret,
    notify: async ({ body, headers }) => {
      const init = { method: 'POST', body, headers: { ...headers } };
      return provider.fetch(new Request('http://127.0.0.1:9/api/webhooks/sandbox', init));
    },
  });
  const log = (message: string, details?: unknown): void => {
    seen.push({ where: 'log', text: `${message} ${JSON.stringify(details ?? {})}` });
  };
  const provider = await createProvider({
    database: folder,
    catalog: await collectingCatalog(),
    plugins: [
      sandbox({ url: vendor.url, secret, webhookSecret }),
      manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
      mailbox(mails),
      collected({ from: ['iban', 'us_bank'] }),
    ],
    secret: providerSecret,
    publicUrl: 'http://127.0.0.1:9',
    base: '/api',
    operatorKeys: [{ name: 'canary', key: operatorKey, scopes }],
    settings: { callSeconds: 2, sealingKey: publicKey, collection },
    log,
  });
  const quick: Handler = createHandler({
    backend: provider.engine,
    base: '/api',
    allowedOrigins: [],
    clock: { now: () => new Date() },
    limits: unlimited,
    log,
  });
  const note = async (handler: Handler, request: Request, where: string): Promise<Answered> => {
    const answer = await handler.fetch(request);
    const text = await answer.text();
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    seen.push({ where, text: [text, ...headers].join('\n') });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { status: answer.status, text, cookie };
  };
  return {
    provider,
    vendor,
    mails,
    seen,
    ask: (request, where) => note(provider, request, where),
    sweep: (request, where) => note(quick, request, where),
    end: async () => {
      await provider.close();
      await vendor.close();
      for (const mail of mails) seen.push({ where: 'mail', text: JSON.stringify(mail) });
      const { store } = await openStore(folder);
      const tables = await everyRow({ read: (work) => store.transaction(work) });
      await store.close();
      const files = new Map<string, Buffer>();
      for (const path of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!path.isFile()) continue;
        const file = join(path.parentPath, path.name);
        files.set(file.slice(folder.length), await readFile(file));
      }
      await rm(folder, { recursive: true, force: true });
      const rows = [...tables].flatMap(([where, lines]) => lines.map((text) => ({ where, text })));
      return { rows, files };
    },
  };
}
