import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type OperationName } from '../../src/contract/operations.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { orderAs, payCard } from '../support/shop.ts';
import { type CountingStore, countingStore } from '../support/statements.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

/** Lists of the contract: their cost may not grow with what they show. */
const lists = (Object.keys(contract) as OperationName[]).filter((name) => name.endsWith('.list'));
/** Of these there is no list but a client's. */
const ofOneClient: ReadonlySet<OperationName> = new Set(['contacts.list', 'billingAccounts.list']);

let store: CountingStore;
let world: World;
let clientId: string;
beforeAll(async () => {
  store = countingStore(await emptyStore());
  world = await createWorld({ catalog: scenarioCatalog(), store });
  for (const name of ['camille', 'sota', 'ada']) {
    const placed = await orderAs(world, name);
    await payCard(world, placed, 'good');
    clientId = placed.client.clientId;
  }
  await world.settle();
});
afterAll(() => world.close());

describe('what a list asks of the database', () => {
  it('[7.1] is known for every list of the contract', () => {
    expect(lists.length).toBeGreaterThanOrEqual(4);
  });

  it.each(lists)('[7.1] %s makes at most two statements, whatever its length', async (name) => {
    const execute = world.engine.execute as (
      principal: World['operator'],
      operation: OperationName,
      input: object,
    ) => Promise<{ readonly rows?: readonly unknown[] }>;
    store.take();
    await execute(world.operator, name, ofOneClient.has(name) ? { clientId } : {});
    const count = store.take();
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(2);
  });
});
