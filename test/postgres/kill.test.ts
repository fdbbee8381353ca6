import { expect, inject, it } from 'vitest';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { killAndSettle, killings } from '../crash/killing.ts';

it('[8.5] kill -9 at every outer effect on PostgreSQL: the next process finds one of each', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  await killAndSettle({ url }, () => openPostgres({ url }));
  expect(killings).toHaveLength(24);
}, 240_000);
