import { readFileSync } from 'node:fs';
import { createEngine, type Engine } from '../engine/engine.ts';
import { fail, isBillingError } from '../errors.ts';
import { parseCatalog } from '../operations/catalog-document.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/plugin.ts';
import { openStore } from './open-store.ts';
import type { ProviderOptions } from './options.ts';
import { machineChance } from './random.ts';
import { sealFor } from './sealing-keys.ts';
import { createSecrets } from './secrets.ts';
import { createSignIn, type SignInService } from './sign-in.ts';

/** An engine over its store, without listener and worker. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly signIn: SignInService;
  readonly clock: Clock;
  readonly log: Log;
  /** Closes the store. */
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
 * Opens the engine of a provider: store, secrets, sign-in, plugins, and the newest catalog.
 *
 * @param wake called after a commit that made work for a worker.
 * @throws BillingError `invalid_input` with every fault of the catalog, or for a short secret.
 */
export async function openEngine(
  options: ProviderOptions,
  wake?: () => void,
): Promise<OpenedEngine> {
  const log: Log = options.log ?? ((message) => process.stderr.write(`${message}\n`));
  const document: unknown =
    typeof options.catalog === 'string'
      ? JSON.parse(readFileSync(options.catalog, 'utf8'))
      : options.catalog;
  const catalog = parseCatalog(document);
  const clock = clockOf(options);
  await requireUsableKey(options);
  const { store, durable } = await openStore(options.database);
  if (!durable && options.plugins.some((plugin) => plugin.gateway?.live === true)) {
    log('WARNING: a live gateway on PGlite. A power cut may lose payments: use PostgreSQL.');
  }
  const signIn = createSignIn({
    db: store.signInConnection,
    baseUrl: options.publicUrl,
    basePath: `${options.base ?? ''}/auth`,
    secret: options.secret,
    trustedOrigins: options.allowedOrigins ?? [],
    findContact: (userId) => engine.principalOfUser(userId),
  });
  const secrets = createSecrets({ secret: options.secret, hashPassword: signIn.hashPassword });
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
      apiUrl: `${options.publicUrl}${options.base ?? ''}`,
      setPasswordUrl: options.publicUrl,
      ...options.settings,
    },
    log,
    fetch,
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
    ...(wake === undefined ? {} : { wake }),
  });
  await engine.refreshCatalog();
  for (const { name, key, scopes } of options.operatorKeys ?? []) {
    await engine.setOperatorKey({ name, key, scopes });
  }
  return { engine, signIn, clock, log, close: () => store.close() };
}

/** A key of the right form may still be none: that is better known now than by the first client. */
async function requireUsableKey({ settings }: ProviderOptions): Promise<void> {
  if (settings?.sealingKey === undefined) return;
  try {
    await sealFor(settings.sealingKey, '');
  } catch (error) {
    if (isBillingError(error)) throw error;
    fail('invalid_input', 'Nothing can be sealed with the sealing key. Copy it anew.', {
      field: 'settings.sealingKey',
    });
  }
}

/** Money that is moved for real cannot be moved in a time that is not. */
function clockOf({ timeMachine, now, plugins }: ProviderOptions): Clock {
  if (timeMachine === undefined) return { now: now ?? ((): Date => new Date()) };
  if (plugins.some((plugin) => plugin.gateway?.live === true)) {
    fail('invalid_input', 'A provider with a live gateway has no clock to move.', {
      field: 'timeMachine',
    });
  }
  return timeMachine;
}
