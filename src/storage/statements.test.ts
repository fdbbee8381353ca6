import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvariantError } from '../errors.ts';
import type { Store } from './database.ts';
import { openPglite } from './pglite.ts';
import { statement } from './statements.ts';

describe('statement', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openPglite();
    await store.transaction((handle) =>
      handle
        .insertInto('number_series')
        .values([
          { series: 'A-', last: 1 },
          { series: 'B-', last: 2 },
        ])
        .execute(),
    );
  });
  afterAll(() => store.close());

  it('answers each use by its own values from one text', async () => {
    let written = 0;
    const lastOf = statement((handle, series: string, least: number) => {
      written += 1;
      return handle
        .selectFrom('number_series')
        .select('last')
        .where('series', '=', series)
        .where('last', '>=', least);
    });
    const ask = (series: string, least: number): Promise<readonly { last: number }[]> =>
      store.read((handle) => lastOf(handle, series, least));
    expect(await ask('A-', 1)).toEqual([{ last: 1 }]);
    expect(await ask('B-', 1)).toEqual([{ last: 2 }]);
    expect(await ask('A-', 2)).toEqual([]);
    expect(written).toBe(1);
  });

  it('refuses a query that holds another value than those it is given', async () => {
    const wrong = statement((handle, series: string) =>
      handle
        .selectFrom('number_series')
        .select('last')
        .where('series', '=', series)
        .where('last', '>=', 1),
    );
    await expect(store.read((handle) => wrong(handle, 'A-'))).rejects.toThrow(InvariantError);
  });
});
