import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Scope } from '../contract/operation.ts';
import type { EngineSettings } from '../engine/context.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { parseCatalog } from '../operations/catalog-document.ts';
import type { Log, Plugin } from '../ports/plugin.ts';
import { createHandler } from '../server/index.ts';
import { openStore } from './open-store.ts';
import { machineChance } from './random.ts';
import { createSecrets } from './secrets.ts';
import { createSignIn } from './sign-in.ts';
import { startWorker } from './worker.ts';

/** An operator's API key, as the provider's configuration names it. */
export interface OperatorKey {
  readonly name: string;
  /** At least 32 characters; kept as its hash. */
  readonly key: string;
  readonly scopes: readonly Scope[];
}

/** A file that the server hands out, such as the widgets' script. */
export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** What a provider's server is made of. */
export interface ProviderOptions {
  /** A folder, `memory`, or a `postgres://` address. */
  readonly database: string;
  /** The catalog's file, or its parsed content. */
  readonly catalog: string | object;
  readonly plugins: readonly Plugin[];
  /** At least 32 characters; signs cookies and derives tokens. Never in the database. */
  readonly secret: string;
  /** Where the server is reached, `https://billing.example`. */
  readonly publicUrl: string;
  /** Path below which the API lies, such as `/api`; empty for none. */
  readonly base?: string;
  /** Origins of other pages that may ask, such as the hosting panel's. */
  readonly allowedOrigins?: readonly string[];
  readonly operatorKeys?: readonly OperatorKey[];
  readonly assets?: ReadonlyMap<string, Asset>;
  readonly settings?: Partial<EngineSettings>;
  readonly log?: Log;
  /** For simulations; the machine's clock unless told. */
  readonly now?: () => Date;
}

/** A provider's server: engine, worker and handler. */
export interface Provider {
  readonly engine: Engine;
  /** Answers requests below `base`. */
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

const defaults = {
  terms: { url: null, version: '1' },
  retryPausesSeconds: [60, 300, 1800, 7200, 21_600],
  callSeconds: 30,
  challengeMinutes: 15,
  features: ['sign-in', 'order'],
} as const;

/**
 * Puts a provider together: store, engine, plugins, sign-in, worker and HTTP handler.
 *
 * @throws BillingError `invalid_input` with every fault of the catalog, or for a short secret.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const log: Log = options.log ?? ((message) => process.stderr.write(`${message}\n`));
  const document: unknown =
    typeof options.catalog === 'string'
      ? JSON.parse(readFileSync(options.catalog, 'utf8'))
      : options.catalog;
  const catalog = parseCatalog(document);
  const { store, durable } = await openStore(options.database);
  if (!durable && options.plugins.some((plugin) => plugin.gateway?.live === true)) {
    log('WARNING: a live gateway on PGlite. A power cut may lose payments: use PostgreSQL.');
  }
  const clock = { now: options.now ?? ((): Date => new Date()) };
  const base = options.base ?? '';
  const signIn = createSignIn({
    db: store.signInConnection,
    baseUrl: options.publicUrl,
    basePath: `${base}/auth`,
    secret: options.secret,
    trustedOrigins: options.allowedOrigins ?? [],
    findContact: (userId) => engine.principalOfUser(userId),
  });
  const secrets = createSecrets({ secret: options.secret, hashPassword: signIn.hashPassword });
  const worker = startWorker({ engine: () => engine, log });
  const engine = createEngine({
    store,
    clock,
    chance: machineChance,
    secrets,
    catalog,
    plugins: options.plugins,
    settings: {
      ...defaults,
      portalUrl: options.publicUrl,
      setPasswordUrl: options.publicUrl,
      ...options.settings,
    },
    log,
    fetch,
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
    wake: worker.wake,
  });
  for (const { name, key, scopes } of options.operatorKeys ?? []) {
    await engine.setOperatorKey({ name, key, scopes });
  }
  const { origin, protocol } = new URL(options.publicUrl);
  const handler = createHandler({
    backend: engine,
    base,
    // Behind a proxy that ends TLS a request's own address is not what the browser sees.
    ...(protocol === 'https:' ? { origin } : {}),
    allowedOrigins: options.allowedOrigins ?? [],
    signIn,
    clock,
    log,
    address: (request) => addresses.get(request) ?? null,
    ...(options.assets === undefined ? {} : { assets: options.assets }),
  });
  return {
    engine,
    fetch: (request) => handler.fetch(request),
    async close(): Promise<void> {
      await worker.stop();
      await store.close();
    },
  };
}

/** A server that listens. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Where each request came from; the standard request does not say. */
const addresses = new WeakMap<Request, string>();

/** Listens on a port of a host with a fetch-style function; port 0 takes a free one. */
export function listen(
  handle: (request: Request) => Response | Promise<Response>,
  options: { readonly port: number; readonly host?: string },
): Promise<Listener> {
  const server = createServer(
    getRequestListener((request, environment) => {
      const { incoming } = environment as { incoming?: IncomingMessage };
      const address = incoming?.socket.remoteAddress;
      if (address !== undefined) addresses.set(request, address);
      return handle(request);
    }),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve(listenerOf(server)));
  });
}

function listenerOf(server: Server): Listener {
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
