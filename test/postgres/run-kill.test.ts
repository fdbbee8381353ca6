import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { checksums, differences } from '../../bench/billing-run/checksums.ts';
import { runOurs, seed } from '../../bench/billing-run/provider.ts';
import { checkBooks } from '../../src/engine/books/check.ts';
import type { Store } from '../../src/storage/database.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';

const script = fileURLToPath(new URL('./run-process.ts', import.meta.url));

/** Due packages; `npm run deep` asks for 10,000. */
const packages = Number(process.env['RACKRATE_KILL_PACKAGES'] ?? 1000);
const batchSize = packages / 50;
const kills = 5;

/** Numbers from 0 to 1 that repeat themselves for a seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Makes a second database with the same rows. */
async function copyOf(url: string): Promise<string> {
  const copy = new URL(url);
  const name = copy.pathname.slice(1);
  copy.pathname = `/${name}_copy`;
  await query(inject('postgresUrl'), `create database ${name}_copy template ${name}`);
  return copy.href;
}

function startWorker(url: string): ChildProcess {
  return fork(script, [url, String(batchSize)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'rackrate-compile-cache') },
  });
}

/** Kills a worker after so many clients and milliseconds. Returns how it ended. */
async function killWorker(
  url: string,
  { clients, milliseconds }: { readonly clients: number; readonly milliseconds: number },
): Promise<NodeJS.Signals | null> {
  const worker = startWorker(url);
  const ended = once(worker, 'exit');
  const reached = new Promise<void>((resolve) => {
    worker.on('message', (done) => {
      if (Number(done) >= clients) resolve();
    });
  });
  await Promise.race([reached, ended]);
  await pause(milliseconds);
  worker.kill('SIGKILL');
  const [, signal] = await ended;
  return signal;
}

/** Waits until the server has noticed that the worker is gone, and taken back what it held. */
async function untilAlone(url: string): Promise<void> {
  const others = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  for (;;) {
    const [row] = await query(url, others);
    if (row?.['count'] === 0) return;
    await pause(10);
  }
}

/** How many invoices a run has left to issue. */
async function leftToDo(url: string): Promise<number> {
  const [row] = await query(url, 'select count(*)::int as count from invoices');
  return packages - Number(row?.['count']);
}

async function withStore<Value>(url: string, work: (store: Store) => Promise<Value>) {
  const store = await openPostgres({ url });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

it('[16.5] kill -9 in the middle of a run, five times: the books are those of one run', async () => {
  const disturbed = await createDatabase(inject('postgresUrl'));
  await withStore(disturbed, (store) => seed(store, packages));
  const quiet = await copyOf(disturbed);
  const random = randomOf(20_261_208);
  let before = packages;
  for (const kill of Array.from({ length: kills }, (_, n) => n)) {
    // Somewhere in the next sixth of the run, and then somewhere in a batch.
    const clients = Math.floor((random() * packages) / (kills + 1));
    expect(await killWorker(disturbed, { clients, milliseconds: random() * 20 })).toBe('SIGKILL');
    await untilAlone(disturbed);
    const left = await leftToDo(disturbed);
    expect([kill, left > 0, left <= before - clients]).toEqual([kill, true, true]);
    before = left;
  }
  const last = startWorker(disturbed);
  expect(await once(last, 'exit')).toEqual([0, null]);
  const ofOne = await withStore(quiet, async (store) => {
    expect((await runOurs(store, { batchSize })).counts.invoices).toBe(packages);
    return checksums(store);
  });
  await withStore(disturbed, async (store) => {
    expect(differences(await checksums(store), ofOne)).toEqual([]);
    expect((await store.read((handle) => checkBooks({ handle }))).violations).toEqual([]);
  });
}, 240_000);
