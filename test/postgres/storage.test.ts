import { expect, inject, it } from 'vitest';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { storageLaws } from '../support/storage-laws.ts';

const open = async () => openPostgres({ url: await createDatabase(inject('postgresUrl')) });

storageLaws(open);

it('of two who change one version of a row, one is told', async () => {
  const store = await open();
  await store.transaction((handle) =>
    handle.insertInto('promotion_totals').values({ promotion: 'P', used: 0 }).execute(),
  );
  const add = () =>
    store.transaction((handle) =>
      handle
        .updateTable('promotion_totals')
        .set({ used: 1 })
        .where('promotion', '=', 'P')
        .where('used', '=', 0)
        .returning('used')
        .executeTakeFirst(),
    );
  const ends = await Promise.all([add(), add(), add()]);
  expect(ends.filter((end) => end !== undefined)).toEqual([{ used: 1 }]);
  await store.close();
});
