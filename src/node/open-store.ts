import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, isBillingError } from '../errors.ts';
import type { Store } from '../storage/database.ts';
import { openPglite } from '../storage/pglite.ts';
import { openPostgres } from '../storage/postgres.ts';

/** A store, and whether it may hold real money. */
export interface OpenedStore {
  readonly store: Store;
  /** False on PGlite, whose writes a power cut may lose. */
  readonly durable: boolean;
}

/**
 * Opens what `RACKRATE_DATABASE` names: a `postgres://` address, `memory`, or a folder.
 *
 * @throws BillingError `unavailable` when another process has the folder open.
 */
export async function openStore(address: string): Promise<OpenedStore> {
  if (/^postgres(ql)?:\/\//.test(address)) {
    return { store: await openPostgres({ url: address }), durable: true };
  }
  if (address === 'memory') return { store: await openPglite(), durable: false };
  const folder = resolve(address);
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  try {
    const store = await openPglite({ folder: join(folder, 'pglite') });
    const close = async (): Promise<void> => {
      await store.close();
      unlock();
    };
    return { store: { ...store, close }, durable: false };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** PGlite does not refuse a second process on one folder, which would ruin the rows. */
function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock');
  for (const attempt of [1, 2]) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (isBillingError(error) || !isThere(error)) throw error;
      const owner = Number(readFileSync(path, 'utf8'));
      if (attempt === 2 || isRunning(owner)) {
        fail('unavailable', `${folder} is open in process ${owner}. Stop that one first.`);
      }
      // Its process was killed: the lock is nobody's.
      rmSync(path, { force: true });
    }
  }
  fail('unavailable', `${folder} cannot be locked.`);
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
