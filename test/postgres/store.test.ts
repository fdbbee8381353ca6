import { expect, inject, it } from 'vitest';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';

it('two processes that open one empty database bring its schema up to date once', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const [first, second] = await Promise.all([openPostgres({ url }), openPostgres({ url })]);
  const rows = await second.transaction((handle) =>
    handle
      .insertInto('promotion_totals')
      .values({ promotion: 'WELCOME20', used: 1 })
      .returning('used')
      .execute(),
  );
  expect(rows).toEqual([{ used: 1 }]);
  await first.close();
  await second.close();
});
