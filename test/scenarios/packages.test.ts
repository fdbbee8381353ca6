import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMoney } from '../../src/rules/money.ts';
import type { PackageStatus } from '../../src/rules/package.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, codeOf, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function paid(): Promise<Placed> {
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  return placed;
}

async function active(): Promise<Placed> {
  const placed = await paid();
  await world.settle();
  await world.events();
  return placed;
}

const rowsOf = async ({ client }: Placed) =>
  (await world.engine.execute(client, 'packages.list', {})).rows;

const packageOf = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.get', { packageId });

async function change(placed: Placed, status: PackageStatus) {
  const { packageId } = placed;
  const input = { commandId: world.newId(), packageId, status, reason: 'By hand' };
  await world.engine.execute(world.operator, 'packages.changeStatus', input);
  await world.settle();
}

const accounts = () => world.vendor.state().accounts.map(({ status }) => status);

describe('a package that cannot be set up', () => {
  for (const mode of ['refuse', 'fail']) {
    it(`[4.7] ${mode}: tried with growing pauses, then Failed with an operator's to-do`, async () => {
      const placed = await paid();
      await world.fault('account', mode, 5);
      const tries = () =>
        world.vendor.state().log.filter(({ method, path }) => {
          return method === 'POST' && path === '/v1/accounts';
        }).length;
      const seen: number[] = [];
      for (const seconds of [0, 59, 1, 299, 1, 1799, 1, 7199, 1]) {
        world.clock.advance(seconds);
        await world.settle();
        seen.push(tries());
      }
      expect(seen).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5]);
      const failed = await packageOf(placed);
      expect(failed.status).toBe('failed');
      expect(failed.statusNote).toMatch(/could not be set up yet/);
      expect(failed.statusNote).not.toMatch(/refuse|vendor|panel|active|ready/i);
      const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
      expect(rows).toMatchObject([{ kind: 'provisioning_failed', packageId: placed.packageId }]);
      expect(world.mails.filter(({ subject }) => /ready|prêt/i.test(subject))).toEqual([]);
      // The money is where it was booked, and the invoice says what it paid.
      expect(await bookSums(world)).toMatchObject({ 'gateway sandbox': 13468n, receivable: 0n });
      const { transactions } = await world.engine.execute(placed.client, 'invoices.get', placed);
      expect(transactions).toMatchObject([{ status: 'settled' }]);

      const input = { commandId: world.newId(), packageId: placed.packageId };
      await world.engine.execute(world.operator, 'packages.retry', input);
      await world.settle();
      expect((await packageOf(placed)).status).toBe('active');
      expect(accounts()).toEqual(['active']);
      const left = await world.engine.execute(world.operator, 'todos.list', {});
      expect(left.rows).toEqual([]);
      const again = { commandId: world.newId(), packageId: placed.packageId };
      const call = world.engine.execute(world.operator, 'packages.retry', again);
      expect(await codeOf(call)).toBe('invalid_transition');
    });
  }

  it('[4.7, 5.4] canceled after it failed: an account that was made after all is taken back', async () => {
    const placed = await paid();
    await world.fault('account', 'lie', 1);
    await world.fault('account_lookup', 'fail', 4);
    for (const seconds of [0, 60, 300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect((await packageOf(placed)).status).toBe('failed');
    expect(accounts()).toEqual(['active']);
    const input = { commandId: world.newId(), invoiceId: placed.invoiceId, reason: 'No panel.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    await world.settle();
    expect(accounts()).toEqual([]);
    expect((await bookSums(world))['credit']).toBe(-13468n);
  });

  it('[4.7, 5.4] canceled, and the panel is silent for a day: it is asked until it answers', async () => {
    const placed = await paid();
    await world.fault('account', 'lie', 1);
    await world.fault('account_lookup', 'fail', 12);
    const wait = async (...pauses: readonly number[]): Promise<void> => {
      for (const seconds of pauses) {
        world.clock.advance(seconds);
        await world.settle();
      }
    };
    await wait(0, 60, 300, 1800, 7200);
    const input = { commandId: world.newId(), invoiceId: placed.invoiceId, reason: 'No panel.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    await wait(0, 60, 300, 1800, 7200);
    expect(accounts()).toEqual(['active']);
    await wait(...[1, 2, 3, 4].map(() => 6 * 3600));
    expect(accounts()).toEqual([]);
  });
});

describe('a status changed by the operator', () => {
  it('[5.4] suspends, brings back and terminates at the panel', async () => {
    const placed = await active();
    await change(placed, 'suspended');
    expect(accounts()).toEqual(['suspended']);
    expect(await packageOf(placed)).toMatchObject({ status: 'suspended', canSignIn: false });
    expect(await rowsOf(placed)).toMatchObject([{ status: 'suspended', canSignIn: false }]);
    await change(placed, 'active');
    expect(await rowsOf(placed)).toMatchObject([{ status: 'active', canSignIn: true }]);
    expect(accounts()).toEqual(['active']);
    await change(placed, 'suspended');
    await change(placed, 'canceled');
    expect(accounts()).toEqual([]);
    expect(await world.events()).toEqual([
      'package.suspended',
      'panel.suspended',
      'package.active',
      'panel.unsuspended',
      'package.suspended',
      'panel.suspended',
      'package.canceled',
      'panel.terminated',
    ]);
  });

  it('[5.4] no other way: what the machine does not know is refused', async () => {
    const placed = await active();
    expect(await codeOf(change(placed, 'expired'))).toBe('invalid_transition');
    await change(placed, 'active');
    expect(await world.events()).toEqual([]);
    await change(placed, 'canceled');
    expect(await codeOf(change(placed, 'active'))).toBe('invalid_transition');
  });

  it('[5.4] a panel that does not answer is asked again; then the operator is told', async () => {
    const placed = await active();
    await world.fault('account_change', 'fail', 2);
    await change(placed, 'suspended');
    expect(accounts()).toEqual(['active']);
    for (const seconds of [60, 300]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    expect(accounts()).toEqual(['suspended']);
    await world.fault('account_change', 'fail', 5);
    await change(placed, 'active');
    for (const seconds of [60, 300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['panel_out_of_step']);
  });
});

describe('Panel Login', () => {
  it('[5.9] gives an address that signs in once', async () => {
    const placed = await active();
    const { url } = await world.engine.execute(placed.client, 'packages.signIn', {
      commandId: world.newId(),
      packageId: placed.packageId,
    });
    const { pathname, search } = new URL(url);
    const enter = () => world.vendorFetch(`${pathname}${search}`, { redirect: 'manual' });
    expect((await enter()).status).toBe(303);
    expect((await enter()).status).not.toBe(303);
  });

  it('[5.9] is not offered where there is nothing to sign in to', async () => {
    const placed = await active();
    const signIn = () =>
      world.engine.execute(placed.client, 'packages.signIn', {
        commandId: world.newId(),
        packageId: placed.packageId,
      });
    await world.fault('session', 'fail');
    expect(await codeOf(signIn())).toBe('unavailable');
    await change(placed, 'suspended');
    expect(await codeOf(signIn())).toBe('not_supported');
  });
});

it('[5.1] the list sorts, filters and searches', async () => {
  const { client } = await active();
  await buy(world, client, [item('web', 'gold', 'annual')]);
  await buy(world, client, [item('support', 'free', 'one-time')]);
  await world.settle();
  const list = (query: Parameters<typeof world.engine.execute<'packages.list'>>[2]) =>
    world.engine.execute(client, 'packages.list', query);
  const names = async (query: Parameters<typeof list>[0]) =>
    (await list(query)).rows.map(({ name }) => name.split(' ')[0]);
  const ascending = { direction: 'ascending' } as const;
  expect(await names({ sort: 'number', ...ascending })).toEqual(['Silver', 'Gold', 'Free']);
  expect(await names({ sort: 'name', ...ascending })).toEqual(['Free', 'Gold', 'Silver']);
  expect(await names({ sort: 'price', direction: 'descending' })).toEqual([
    'Gold',
    'Silver',
    'Free',
  ]);
  expect(await names({ sort: 'renewal', ...ascending })).toHaveLength(3);
  expect((await names({ sort: 'renewal', ...ascending }))[0]).toBe('Silver');
  expect(await names({ filter: 'active' })).toEqual(['Silver']);
  expect(await names({ search: 'LUMIERE' })).toEqual(['Silver']);
  expect((await list({})).counts).toEqual({ all: 3, active: 1, pending: 2, other: 0 });
});

it('[5.1, 5.8] what is bought once shows what it cost', async () => {
  const { client } = await active();
  await buy(world, client, [item('support', 'hour', 'one-time')]);
  const { rows } = await world.engine.execute(client, 'packages.list', { sort: 'number' });
  const hour = rows.find(({ cycle }) => cycle === 'one-time');
  expect(hour?.price).toEqual(parseMoney('79.00', 'EUR'));
  const view = await world.engine.execute(client, 'packages.get', {
    packageId: hour?.packageId ?? '',
  });
  expect(view.price).toEqual(parseMoney('79.00', 'EUR'));
});
