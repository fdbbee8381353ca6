import type { Chance, Clock } from '../ports/clock.ts';
import type { PublicKey, Secrets } from '../ports/crypto.ts';
import type { Log, Plugin } from '../ports/plugin.ts';
import type { Catalog } from '../rules/catalog.ts';
import type { CollectionSettings } from '../rules/collection-settings.ts';
import { type PlainDate, todayIn } from '../rules/plain-date.ts';
import type { Handle, Store } from '../storage/database.ts';
import type { CatalogHolder } from './catalog/catalog-holder.ts';
import type { SessionCache } from './clients/session-cache.ts';

/** Settings that are the installation's rather than the catalog's. */
export interface EngineSettings {
  /** Where clients sign in; goes into mails. */
  readonly portalUrl: string;
  /** The API's base as others reach it, for the addresses that gateways send notifications to. */
  readonly apiUrl: string;
  /** The page with `rr-set-password`; the token is appended as `#token=`. */
  readonly setPasswordUrl: string;
  /** Address and version of the terms that an order accepts. */
  readonly terms: { readonly url: string | null; readonly version: string };
  /** Pauses in seconds between tries of a task; after the last it fails (SPEC 4.7). */
  readonly retryPausesSeconds: readonly number[];
  /** Seconds that one plugin call may take. */
  readonly callSeconds: number;
  /** Minutes that a client has for a challenge. */
  readonly challengeMinutes: number;
  /** Features of this backend beyond the operations, such as `sign-in`. */
  readonly features: readonly string[];
  /**
   * The public key that seals bank accounts, a JWK as `rackrate keys create` shows it (SPEC 9.7).
   * Without it no account is offered that is collected from by a file.
   */
  readonly sealingKey?: PublicKey;
  /** How bank accounts are collected from by a file, and for whom (SPEC 8.9). */
  readonly collection?: CollectionSettings;
}

/** What an engine is made of. */
export interface EngineOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly secrets: Secrets;
  readonly catalog: Catalog;
  readonly plugins: readonly Plugin[];
  readonly settings: EngineSettings;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** A signal that aborts after so many milliseconds. */
  readonly deadline: (milliseconds: number) => AbortSignal;
  /** Called after a commit that made work for a worker. */
  readonly wake?: () => void;
}

/** The engine's world, with its plugins by id. */
export interface EngineContext extends EngineOptions {
  /** The catalog in force; `catalog` reads it anew each time. */
  readonly catalogs: CatalogHolder;
  readonly pluginById: ReadonlyMap<string, Plugin>;
  /** Sessions that were read a moment ago. */
  readonly sessions: SessionCache;
  /** Does one task now, for a caller who waits; else a worker does it later. */
  readonly performKey: (key: string) => Promise<void>;
}

/** One transaction: its handle and its one *now*, asked once (Law 4). */
export interface Scope {
  readonly context: EngineContext;
  readonly handle: Handle;
  readonly now: Date;
  /** The date in the provider's zone. */
  readonly today: PlainDate;
  /** Who acts, for the books. */
  readonly actor: string;
}

/** Runs `work` in one transaction. */
export function inScope<Value>(
  context: EngineContext,
  actor: string,
  work: (scope: Scope) => Promise<Value>,
): Promise<Value> {
  const at = atOnce(context, actor);
  return context.store.transaction((handle) => work({ ...at, handle }));
}

/** Runs `work`, which only reads. */
export function inReading<Value>(
  context: EngineContext,
  actor: string,
  work: (scope: Scope) => Promise<Value>,
): Promise<Value> {
  const at = atOnce(context, actor);
  return context.store.read((handle) => work({ ...at, handle }));
}

/** A scope but for its handle; the clock is asked here, once (Law 4). */
function atOnce(context: EngineContext, actor: string): Omit<Scope, 'handle'> {
  const now = context.clock.now();
  return { context, now, today: todayIn(context.catalog.provider.timeZone, now), actor };
}

/** Notes that something happened, for histories and tests that name the events. */
export async function emit(
  scope: Scope,
  name: string,
  subjectId: string,
  clientId: string | null,
): Promise<void> {
  await scope.handle
    .insertInto('events')
    .values({ name, subject_id: subjectId, client_id: clientId, happened_at: scope.now })
    .execute();
}
