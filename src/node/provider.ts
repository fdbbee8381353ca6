import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Engine } from '../engine/engine.ts';
import type { PlainDate } from '../rules/plain-date.ts';
import { type Asset, createHandler } from '../server/index.ts';
import { startLivingWorker } from './living-worker.ts';
import { openEngine } from './open-engine.ts';
import type { ProviderOptions } from './options.ts';
import { paymentPage } from './payment-page.ts';
import type { OnDay } from './time-machine.ts';

/** A provider's server: engine, worker and handler. */
export interface Provider {
  readonly engine: Engine;
  /** Answers requests below `base`. */
  fetch(request: Request): Promise<Response>;
  /**
   * Moves the clock to a later date of the provider, day by day, doing each day's billing run and
   * tasks (SPEC 19.3); a second call waits for the first. The worker rests meanwhile.
   *
   * @throws BillingError `invalid_input` without a time machine, or for a day that has gone.
   */
  advanceTo(date: PlainDate, options?: { readonly onDay?: OnDay }): Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts a provider together: store, engine, plugins, sign-in, worker and HTTP handler.
 *
 * @throws BillingError `invalid_input` with every fault of the catalog, or for a short secret.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const opened = await openEngine(options, () => worker.wake());
  const { engine, signIn, clock, log } = opened;
  const { timeMachine } = options;
  const worker = startLivingWorker({ engine, log, timeMachine });
  const { origin, protocol } = new URL(options.publicUrl);
  const handler = createHandler({
    backend: engine,
    base: options.base ?? '',
    // Behind a proxy that ends TLS a request's own address is not what the browser sees.
    ...(protocol === 'https:' ? { origin } : {}),
    allowedOrigins: options.allowedOrigins ?? [],
    signIn,
    clock,
    log,
    address: (request) => addresses.get(request) ?? null,
    ...(options.country === undefined ? {} : { country: options.country }),
    assets: assetsOf(options),
  });
  return {
    engine,
    fetch: (request) => handler.fetch(request),
    advanceTo: async (date, how) => worker.advanceTo(date, how),
    async close(): Promise<void> {
      await worker.stop();
      await opened.close();
    },
  };
}

/** What the provider serves as it is, and the inventory of what a payment page loads of it. */
function assetsOf(options: ProviderOptions): ReadonlyMap<string, Asset> {
  const { assets = new Map<string, Asset>(), base = '', plugins, publicUrl } = options;
  const inventory = paymentPage(`${publicUrl.replace(/\/$/, '')}${base}`, plugins, assets);
  const body = JSON.stringify(inventory, null, 2);
  return new Map([...assets, ['/payment-page.json', { type: 'application/json', body }]]);
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
