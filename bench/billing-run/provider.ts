import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { encode } from '../../src/contract/wire.ts';
import { createCatalogHolder } from '../../src/engine/catalog/catalog-holder.ts';
import { createSessionCache } from '../../src/engine/clients/session-cache.ts';
import type { EngineContext } from '../../src/engine/context.ts';
import type { RunOptions, RunReport } from '../../src/engine/run/options.ts';
import { runBilling } from '../../src/engine/run/run.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import type { Promotion } from '../../src/rules/catalog.ts';
import type { Store } from '../../src/storage/database.ts';
import { scenarioCatalog } from '../../test/support/scenario-catalog.ts';

const now = '2026-12-08T09:00:00.000Z';

/** Taken off every line, for ever. */
const promotion: Promotion = {
  code: 'FOREVER10',
  percent: '10',
  appliesTo: 'recurring',
  periods: null,
  newClientsOnly: false,
};

const mailbox: Plugin = {
  id: 'mailbox',
  mailer: { send: () => Promise.resolve({ status: 'done', reference: '', value: null }) },
};

/** Seeds so many clients whose packages are due. */
export function seed(store: Store, count: number): Promise<void> {
  return runScript(store, 'seed.sql', {
    count: String(count),
    promotion: `'${JSON.stringify(encode(promotion))}'`,
  });
}

/** Does the work of the run by the committed SQL, in one transaction. */
export function runBaseline(store: Store): Promise<void> {
  return runScript(store, 'baseline.sql', { now: `timestamptz '${now}'` });
}

async function runScript(
  store: Store,
  file: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const script = readFileSync(new URL(file, import.meta.url), 'utf8');
  const filled = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value),
    script,
  );
  await store.transaction(async (handle) => {
    for (const statement of filled.split(/;\n/)) {
      if (statement.trim() !== '') await sql.raw(statement).execute(handle);
    }
  });
}

/** Does the same by the engine. */
export function runOurs(store: Store, options: RunOptions = {}): Promise<RunReport> {
  const catalog = scenarioCatalog();
  const context: EngineContext = {
    store,
    clock: { now: () => new Date(now) },
    chance: { uuid: () => crypto.randomUUID(), secret: () => '' },
    secrets: {} as EngineContext['secrets'],
    catalog,
    catalogs: createCatalogHolder(catalog),
    plugins: [mailbox],
    pluginById: new Map([[mailbox.id, mailbox]]),
    sessions: createSessionCache(),
    performKey: () => Promise.resolve(),
    settings: {} as EngineContext['settings'],
    log: () => undefined,
    fetch,
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
  };
  return runBilling(context, options);
}
