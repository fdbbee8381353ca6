import type { KyselyPlugin } from 'kysely';
import type { Store } from '../../src/storage/database.ts';

/** A store that counts the statements that go through it. */
export interface CountingStore extends Store {
  /** Statements since the last call. */
  take(): number;
}

/** Wraps a store so that each statement is counted, but `begin` and `commit` not. */
export function countingStore(store: Store): CountingStore {
  let count = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  return {
    ...store,
    transaction: (work) => store.transaction((handle) => work(handle.withPlugin(counter))),
    read: (work) => store.read((handle) => work(handle.withPlugin(counter))),
    take: () => {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}
