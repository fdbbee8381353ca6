import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { accountRoutes } from './accounts.ts';
import { challengeRoutes } from './challenge-page.ts';
import { chargeRoutes, settleDue } from './charges.ts';
import { Refusal, type VendorCore } from './core.ts';
import { movementRoutes } from './movements.ts';
import { panelRoutes } from './panel-pages.ts';
import { refundRoutes } from './refunds.ts';
import { setupRoutes } from './setups.ts';
import { emptyState, type VendorState, type VendorStore } from './state.ts';
import { adminRoutes, withSwitches } from './switches.ts';
import { tokenRoutes } from './tokens.ts';
import { vatRoutes } from './vat-numbers.ts';
import { deliverDue, newEvent, type SandboxNotify } from './webhooks.ts';

export { fitsLuhn, type SandboxCard, sandboxCards } from './cards.ts';
export { memoryStore, type VendorState, type VendorStore } from './state.ts';
export type { SandboxDelivery, SandboxNotify } from './webhooks.ts';

/** What a sandbox vendor is made of. */
export interface SandboxVendorOptions {
  readonly store: VendorStore;
  /** The merchant's API key. */
  readonly secret: string;
  /** Signs the webhooks; at least 32 characters. */
  readonly webhookSecret: string;
  readonly now: () => Date;
  /** Brings webhooks to the merchant; without it none is sent. */
  readonly notify?: SandboxNotify;
  /** The name of the merchant's account; by default `sandbox`. */
  readonly account?: string;
  /** After how long a late charge settles by itself; by default 30. */
  readonly settleAfterSeconds?: number;
  /** The plans of the panel; by default every name is one. */
  readonly plans?: readonly string[];
}

/** A payment gateway and hosting panel that moves no money and hosts nothing. */
export interface SandboxVendor {
  /** Answers as the vendor's HTTP server does; `@hono/node-server` can listen with it. */
  fetch(request: Request): Promise<Response>;
  /** Settles what is due and sends the webhooks that are due; to be called every second. */
  tick(): Promise<void>;
  /** What the vendor holds now, for tests; a copy. */
  state(): VendorState;
}

const maximumLog = 500;

function createCore(options: SandboxVendorOptions): VendorCore {
  // A state that an older vendor saved lacks the lists that came later.
  const state = { ...emptyState(), ...options.store.load() };
  const core: VendorCore = {
    state,
    secret: options.secret,
    account: options.account ?? 'sandbox',
    settleAfterSeconds: options.settleAfterSeconds ?? 30,
    plans: options.plans ?? null,
    now: () => options.now().getTime(),
    save: () => options.store.save(state),
    nextId: (prefix) => {
      state.sequence += 1;
      return `${prefix}_${String(state.sequence).padStart(6, '0')}`;
    },
    announce: (charge, type) => {
      if (options.notify !== undefined) state.events.push(newEvent(core, charge, type));
    },
  };
  return core;
}

function createRoutes(core: VendorCore): Hono {
  const app = new Hono();
  app.use('/v1/*', secureHeaders({ crossOriginResourcePolicy: false }));
  const merchant = [
    tokenRoutes,
    chargeRoutes,
    setupRoutes,
    refundRoutes,
    movementRoutes,
    accountRoutes,
  ];
  for (const routes of [...merchant, adminRoutes]) {
    app.route('/', routes(core));
  }
  app.route('/', vatRoutes(core));
  app.route('/', challengeRoutes(core));
  app.route('/', panelRoutes(core));
  app.notFound(() => new Refusal(404, 'no_such_route', 'There is no such address.').toResponse());
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    return new Refusal(500, 'internal', 'The sandbox failed.').toResponse();
  });
  return app;
}

/**
 * The sandbox vendor: a gateway with test cards ({@link sandboxCards}) and a panel, over HTTP.
 *
 * Every change is in the store before it is answered, so that a crash at any point can be tried:
 * stop the process, start another on the same store.
 *
 * @throws Error when the webhook secret is shorter than 32 characters.
 */
export function createSandboxVendor(options: SandboxVendorOptions): SandboxVendor {
  if (options.webhookSecret.length < 32 || options.secret.length < 8) {
    throw new Error('The vendor needs a secret of 8 and a webhook secret of 32 characters.');
  }
  const core = createCore(options);
  const app = createRoutes(core);
  let line: Promise<void> = Promise.resolve();
  const tick = (): Promise<void> => {
    line = line.then(async () => {
      settleDue(core);
      const { notify } = options;
      if (notify !== undefined) await deliverDue(core, options.webhookSecret, notify);
    });
    return line;
  };
  return {
    tick,
    state: () => structuredClone(core.state),
    fetch: async (request) => {
      settleDue(core);
      const { pathname } = new URL(request.url);
      const response = await withSwitches(core, request, async (asked) => app.fetch(asked));
      const { log } = core.state;
      const entry = { at: core.now(), method: request.method, path: pathname };
      log.push({ ...entry, status: response.status });
      log.splice(0, Math.max(0, log.length - maximumLog));
      return response;
    },
  };
}
