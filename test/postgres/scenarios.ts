import { inject } from 'vitest';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createDatabase } from '../../src/testing/postgres.ts';
import { openStoresBy } from '../support/embedded-store.ts';

// The scenarios that the project `postgres` includes run on PostgreSQL, a database for each file.
openStoresBy(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  // One connection, so that the tasks of a moment end in the order in which they began.
  return openPostgres({ url, connections: 1 });
});
