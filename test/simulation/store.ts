import type { Store } from '../../src/storage/database.ts';
import type { StoreFault } from './faults.ts';
import { die, InjectedFault, note, pass, type Universe } from './universe.ts';

/** The store as one engine sees it: each transaction may fail in each way (F1, F9). */
export function faultyStore(universe: Universe): Store {
  const { store, scheduler, trace } = universe;
  return {
    ...store,
    read: async (work) => {
      await pass(universe, 'read');
      return store.read(work);
    },
    transaction: async (work) => {
      if (universe.inTransaction) {
        universe.violations.push('A transaction was begun inside a transaction (Law 7).');
      }
      await pass(universe, 'begin');
      const fault = universe.faults.store();
      if (fault !== 'none') {
        note(universe, `FAULT ${fault}`);
        trace.count(`transaction: ${fault}`);
      }
      const actor = scheduler.current();
      universe.inTransaction = true;
      let tries = 0;
      try {
        const value = await store.transaction(async (handle) => {
          tries += 1;
          const result = await work(handle);
          beforeCommit(fault, tries);
          return result;
        });
        return await afterCommit(universe, fault, value);
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        universe.inTransaction = false;
        return await die(universe, 'commit');
      } finally {
        universe.inTransaction = false;
        if (fault === 'none') {
          actor.calling = null;
          actor.capturing = false;
        }
      }
    },
  };
}

/** As `pg` says it, which gives no code. */
const connectionLost = 'Connection terminated unexpectedly';

class Died extends Error {}

function beforeCommit(fault: StoreFault, tries: number): void {
  if (fault === 'crash-before-commit') throw new Died();
  if (fault === 'drop') throw new InjectedFault(connectionLost);
  if (fault === 'serialize' && tries === 1) {
    throw Object.assign(new Error('could not serialize access'), { code: '40001' });
  }
}

async function afterCommit<Value>(
  universe: Universe,
  fault: StoreFault,
  value: Value,
): Promise<Value> {
  universe.inTransaction = false;
  if (fault === 'crash-after-commit') return die(universe, 'committed');
  if (fault === 'unknown') throw new InjectedFault(connectionLost);
  return value;
}
