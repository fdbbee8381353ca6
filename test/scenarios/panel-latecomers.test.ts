import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Panel } from '../../src/ports/panel.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { expectSoundBooks } from '../support/books.ts';
import { change, changeAndPay, changeCatalog, invoiceOf, running } from '../support/changes.ts';
import { buy, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: changeCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

type Status = 'suspended' | 'active' | 'canceled';

async function setStatus(packageId: string, status: Status): Promise<void> {
  const input = { commandId: world.newId(), packageId, status, reason: 'By hand' };
  await world.engine.execute(world.operator, 'packages.changeStatus', input);
}

async function wait(...pauses: readonly number[]): Promise<void> {
  for (const seconds of pauses) {
    world.clock.advance(seconds);
    await world.settle();
  }
}

/** A package that is paid and not set up yet. */
async function paid(): Promise<Placed> {
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payCard(world, placed, 'good');
  return placed;
}

const accounts = () => world.vendor.state().accounts;

/** A worker that stands still before its call of a panel, for longer than its task is its own. */
interface Sleeper {
  /** Lets it call, with what it read before; its process dies before it can say so. */
  wakeAndDie(): Promise<void>;
}

/** Lets a worker fall asleep at what is due now; another engine goes on. */
async function fallAsleep(method: 'create' | 'suspend' | 'changePlan'): Promise<Sleeper> {
  let wake = (): void => undefined;
  let called = (): void => undefined;
  const awake = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const calling = new Promise<void>((resolve) => {
    called = resolve;
  });
  const sleepy = (plugin: Plugin): Plugin => {
    const { panel } = plugin;
    if (panel === undefined) return plugin;
    const slow = async (...args: readonly [never, never]): Promise<unknown> => {
      called();
      await awake;
      return panel[method](...args);
    };
    return { ...plugin, panel: { ...panel, [method]: slow } as Panel };
  };
  let dead = false;
  await world.restart({
    plugins: (list) => list.map(sleepy),
    store: (store) => ({
      ...store,
      transaction: (work) =>
        dead ? Promise.reject(new Error('The process is dead.')) : store.transaction(work),
    }),
  });
  const working = world.settle();
  await calling;
  await world.restart();
  // The call's own minute, and what a lease has beyond it.
  world.clock.advance(91);
  return {
    wakeAndDie: async () => {
      dead = true;
      wake();
      await expect(working).rejects.toThrow('The process is dead.');
    },
  };
}

describe('a worker that calls hours after its task was taken over, and dies', () => {
  it('[5.4, 16.5] does not leave suspended what is active', async () => {
    const { packageId } = await running(world, 'silver');
    await setStatus(packageId, 'suspended');
    const sleeper = await fallAsleep('suspend');
    await world.settle();
    await setStatus(packageId, 'active');
    await world.settle();
    expect(accounts()).toMatchObject([{ status: 'active' }]);
    world.clock.advance(5 * 3600);
    await sleeper.wakeAndDie();
    expect(accounts()).toMatchObject([{ status: 'suspended' }]);
    await wait(8 * 3600);
    expect(accounts()).toMatchObject([{ status: 'active' }]);
  });

  it('[5.22, 16.5] does not leave the plan of an older change', async () => {
    const placed = await running(world, 'silver');
    const upgrade = await change(world, placed, { planId: 'gold' });
    await payCard(world, invoiceOf(placed, upgrade), 'good');
    const sleeper = await fallAsleep('changePlan');
    await world.settle();
    await changeAndPay(world, placed, { planId: 'platinum' });
    expect(accounts()).toMatchObject([{ plan: 'platinum' }]);
    // What will be said once more is no change that waits.
    const shown = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(shown.waitsForPanel).toBe(false);
    world.clock.advance(5 * 3600);
    await sleeper.wakeAndDie();
    expect(accounts()).toMatchObject([{ plan: 'gold' }]);
    await wait(8 * 3600);
    expect(accounts()).toMatchObject([{ plan: 'platinum' }]);
  });

  it('[4.7, 5.4] leaves no account behind a package that ended', async () => {
    const placed = await paid();
    const sleeper = await fallAsleep('create');
    await world.settle();
    expect(accounts()).toMatchObject([{ status: 'active' }]);
    await setStatus(placed.packageId, 'canceled');
    await world.settle();
    expect(accounts()).toEqual([]);
    world.clock.advance(5 * 3600);
    await sleeper.wakeAndDie();
    expect(accounts()).toHaveLength(1);
    await wait(8 * 3600);
    expect(accounts()).toEqual([]);
  });
});

it('[5.4, 5.7] a suspension that is tried again after a move says what the new owner has', async () => {
  const { packageId } = await running(world, 'silver');
  const receiver = await buy(world, 'jeanne', [item('web', 'silver', 'monthly')]);
  await world.fault('account_change', 'fail');
  await setStatus(packageId, 'suspended');
  await world.settle();
  const { clientId } = receiver.client;
  const moved = await world.engine.execute(world.operator, 'packages.move', {
    commandId: world.newId(),
    packageId,
    toClientId: clientId,
    reason: 'Sold',
  });
  await setStatus(moved.packageId, 'active');
  await wait(0, 60, 300, 1800);
  expect(accounts()).toMatchObject([{ status: 'active' }]);
});

it('[4.7, 5.4] a silent panel of a canceled package is told of, until it has answered', async () => {
  const placed = await paid();
  await world.fault('account', 'lose-answer');
  await world.settle();
  await world.fault('account_lookup', 'fail', 5);
  await setStatus(placed.packageId, 'canceled');
  const told = async (): Promise<readonly string[]> => {
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    return rows.map(({ kind }) => kind);
  };
  await wait(60, 300, 1800, 7200);
  expect([accounts().length, await told()]).toEqual([1, ['panel_out_of_step']]);
  await wait(6 * 3600, 6 * 3600);
  expect([accounts().length, await told()]).toEqual([0, []]);
});
