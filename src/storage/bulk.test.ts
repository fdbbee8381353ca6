import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedStore } from '../../test/support/embedded-store.ts';
import { arrayLiteral, insertMany, rowsFrom } from './bulk.ts';
import type { Store } from './database.ts';

let store: Store;
beforeAll(async () => {
  store = await openEmbeddedStore();
});
afterAll(() => store.close());

/** Text that an array literal could take for something else. */
const hostile = [
  'plain',
  'null',
  'NULL',
  '',
  ' ',
  'a,b',
  '{}',
  '"quoted"',
  'back\\slash',
  '\\"',
  "it's",
  'Zoë · 名前',
  'two\nlines',
  '__proto__',
];

describe('an array as text', () => {
  it('comes back from the database as it was, whatever its elements say', async () => {
    const { rows } = await store.transaction((handle) =>
      sql<{ list: string[] }>`select ${arrayLiteral([...hostile, null])}::text[] as list`.execute(
        handle,
      ),
    );
    expect(rows[0]?.list).toEqual([...hostile, null]);
  });

  it('holds amounts, dates, instants and truths', async () => {
    const row = { big: 9_007_199_254_740_993n, day: '2028-02-29', at: new Date(0), yes: false };
    const columns = { big: 'bigint', day: 'date', at: 'timestamptz', yes: 'boolean' } as const;
    const { rows } = await store.transaction((handle) =>
      sql`select * from ${rowsFrom(columns, [row])}`.execute(handle),
    );
    expect(rows).toEqual([row]);
  });
});

describe('many rows', () => {
  it('are written by one statement, with JSON and nulls, in their order', async () => {
    const columns = {
      name: 'text',
      subject_id: 'text',
      client_id: 'text',
      happened_at: 'timestamptz',
    } as const;
    const rows = hostile.map((name) => ({ name, subject_id: 's', happened_at: new Date(0) }));
    await store.transaction((handle) => insertMany(handle, 'events', columns, rows));
    const kept = await store.transaction((handle) =>
      handle.selectFrom('events').select(['name', 'client_id']).orderBy('number').execute(),
    );
    expect(kept).toEqual(hostile.map((name) => ({ name, client_id: null })));
    const documents = [{ document: '{"a":"\\"1\\", \\\\"}' }, { document: null }];
    const read = await store.transaction((handle) =>
      sql`select * from ${rowsFrom({ document: 'jsonb' }, documents)}`.execute(handle),
    );
    expect(read.rows).toEqual([{ document: { a: '"1", \\' } }, { document: null }]);
  });

  it('may be none', async () => {
    await store.transaction((handle) => insertMany(handle, 'events', { name: 'text' }, []));
  });
});
