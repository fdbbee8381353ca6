import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPglite } from '../../src/storage/pglite.ts';
import { killAndSettle, killings } from './killing.ts';

it('[8.5] kill -9 at every outer effect on PGlite: the next process finds one of each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rackrate-kill-'));
  try {
    await killAndSettle({ folder: join(folder, 'rows') }, () =>
      openPglite({ folder: join(folder, 'rows') }),
    );
    expect(killings).toHaveLength(24);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
