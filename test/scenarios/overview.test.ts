import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feature } from '../../src/contract/account.ts';
import type { Area, Principal } from '../../src/contract/operation.ts';
import type { AffiliateProgram } from '../../src/rules/affiliate-model.ts';
import type { Product } from '../../src/rules/catalog.ts';
import type { Meter } from '../../src/rules/meter-model.ts';
import { formatAmount, parseMoney } from '../../src/rules/money.ts';
import { addDays } from '../../src/rules/plain-date.ts';
import { createTestBilling } from '../../src/testing/billing.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, codeOf, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const disk: Meter = {
  resource: 'disk',
  unit: 'GB',
  included: '10',
  mode: 'summed',
  over: 'charged',
  model: 'flat',
  tiers: [{ upTo: null, prices: [{ currency: 'EUR', amount: '1' }] }],
};

const memory: Meter = { ...disk, resource: 'memory', mode: 'sampled' };

const program: AffiliateProgram = {
  id: 'partners',
  name: 'Partners',
  percent: '10',
  recurring: false,
  waitDays: 30,
  minimumPayout: [parseMoney('20.00', 'EUR')],
  cookieDays: 90,
};

const metered = (product: Product): Product => ({
  ...product,
  plans: product.plans.map((plan) =>
    plan.id === 'silver' ? { ...plan, meters: [disk, memory] } : plan,
  ),
});

let world: World;
beforeEach(async () => {
  const catalog = { ...scenarioCatalog({ products: metered }), affiliates: [program] };
  world = await createWorld({ catalog, store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function sold(userName: string, planId = 'silver'): Promise<Placed> {
  const placed = await buy(world, userName, [item('web', planId, 'annual')]);
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

const overview = (who: Principal, clientId?: string) =>
  world.engine.execute(who, 'account.overview', clientId === undefined ? {} : { clientId });

const within = ({ client }: Placed, areas: readonly Area[]): Principal => ({ ...client, areas });

describe('the account at a glance', () => {
  it('[13.1] has open invoices, to-dos, affiliate programs and packages', async () => {
    const placed = await sold('camille');
    const { client } = placed;
    for (let count = 0; count < 6; count += 1) {
      await buy(world, client, [item('web', 'silver', 'annual')]);
    }
    const view = await overview(client);
    const all = await world.engine.execute(client, 'invoices.list', { filter: 'outstanding' });
    expect(all.rows).toHaveLength(6);
    expect(view.invoices).toEqual({
      outstanding: all.outstanding,
      matching: 6,
      rows: all.rows.slice(0, 5),
    });
    expect(view.todos).toHaveLength(5);
    expect(view.todos.every(({ kind }) => kind === 'invoice_unpaid')).toBe(true);
    expect(view.programs?.map(({ programId, affiliate }) => [programId, affiliate])).toEqual([
      ['partners', null],
    ]);
    expect(view.packages?.matching).toBe(7);
    expect(view.packages?.rows.map(({ status }) => status)).toEqual([
      'active',
      ...Array.from({ length: 6 }, () => 'pending'),
    ]);
  });

  it('[13.1] shows the credit that the provider holds', async () => {
    const { client } = await sold('camille');
    const credit = async () => (await overview(client)).credit;
    expect(formatAmount((await credit()) ?? parseMoney('9.00', 'EUR'))).toBe('0.00');
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId: client.clientId,
      amount: parseMoney('5.00', 'EUR'),
      reason: 'A day without service.',
    });
    expect(await credit()).toEqual(parseMoney('5.00', 'EUR'));
  });

  it('[13.1, 12.3] what the use of this month has come to so far, up to today', async () => {
    const placed = await sold('camille');
    const charge = async () =>
      amounts([(await overview(placed.client)).usageCharge].flatMap((one) => one ?? []));
    expect(await charge()).toEqual(['0.00']);
    const readings = Array.from({ length: 4 }, (_, index) => ({
      day: addDays('2026-11-22', index),
      resource: 'disk',
      value: '12',
    }));
    await world.engine.execute(world.operator, 'usage.record', {
      commandId: world.newId(),
      packageId: placed.packageId,
      readings: readings.slice(0, 1),
    });
    expect(await charge()).toEqual(['2.00']);
    world.clock.set('2026-11-24T10:00:00Z');
    await world.engine.execute(world.operator, 'usage.record', {
      commandId: world.newId(),
      packageId: placed.packageId,
      readings: readings.slice(1, 3),
    });
    expect(await charge()).toEqual(['26.00']);
    const other = await sold('other', 'gold');
    expect((await overview(other.client)).usageCharge).toBeNull();
  });

  it('[13.1, 12.4] days that are still to come cost nothing yet', async () => {
    const placed = await sold('camille');
    await world.engine.execute(world.operator, 'usage.record', {
      commandId: world.newId(),
      packageId: placed.packageId,
      readings: [{ day: '2026-11-22', resource: 'memory', value: '40' }],
    });
    // Thirty above the allowance, on one day of thirty, and then on three.
    const charge = async () => (await overview(placed.client)).usageCharge;
    expect(await charge()).toEqual(parseMoney('1.00', 'EUR'));
    world.clock.set('2026-11-24T10:00:00Z');
    expect(await charge()).toEqual(parseMoney('3.00', 'EUR'));
  });

  it('[3.3, 13.1] leaves out what the areas of the contact leave out', async () => {
    const placed = await sold('camille');
    expect(await overview(within(placed, []))).toEqual({
      clientId: placed.client.clientId,
      credit: null,
      usageCharge: null,
      invoices: null,
      todos: [],
      programs: null,
      packages: null,
    });
    const invoices = await overview(within(placed, ['invoices']));
    expect(invoices).toMatchObject({ packages: null, usageCharge: null });
    expect([invoices.invoices, invoices.credit, invoices.programs]).not.toContain(null);
    const packages = await overview(within(placed, ['packages']));
    expect(packages).toMatchObject({ invoices: null, credit: null, programs: null });
    expect(packages.packages?.matching).toBe(1);
  });

  it('[3.7] is the client’s own; an operator names one and sees what his scopes say', async () => {
    const placed = await sold('camille');
    const other = await sold('other', 'gold');
    const { clientId } = placed.client;
    expect(await codeOf(overview(other.client, clientId))).toBe('not_found');
    expect(await codeOf(overview(world.operator))).toBe('invalid_input');
    expect(await codeOf(overview(world.operator, 'none'))).toBe('not_found');
    const seen = await overview(world.operator, clientId);
    expect(seen).toEqual(await overview(placed.client));
    const reader: Principal = { kind: 'operator', name: 'reader', scopes: ['clients:read'] };
    expect(await overview(reader, clientId)).toMatchObject({ invoices: null, packages: null });
  });
});

describe('features', () => {
  const featuresOf = async (who: Principal): Promise<readonly Feature[]> =>
    (await world.engine.execute(who, 'account.features', {})).features;

  it('[19.8] are what is configured, within the areas of whoever asks', async () => {
    const placed = await sold('camille');
    expect(await featuresOf({ kind: 'public' })).toEqual(['order']);
    expect(await featuresOf(placed.client)).toEqual([
      'order',
      'invoices',
      'pay',
      'packages',
      'change_plan',
      'panel_login',
      'billing_accounts',
      'contacts',
      'affiliates',
      'usage',
    ]);
    expect(await featuresOf(within(placed, ['contacts']))).toEqual(['contacts']);
    expect(await featuresOf(within(placed, ['invoices']))).toEqual([
      'invoices',
      'pay',
      'affiliates',
    ]);
  });

  it('[19.8] what is not configured is missing', async () => {
    const { provider, products, affiliates: _, ...rest } = scenarioCatalog();
    const bare = products.map((product) => ({ ...product, addOns: [], plans: [] }));
    const catalog = { ...rest, products: bare, provider: { ...provider, paymentMethods: [] } };
    const client: Principal = {
      kind: 'client',
      clientId: 'c',
      contactId: 'k',
      areas: ['invoices', 'packages', 'contacts'],
    };
    const { engine } = await createTestBilling({
      catalog,
      plugins: [],
      store: await emptyStore(),
      settings: { features: ['sign-in'] },
    });
    const { features } = await engine.execute(client, 'account.features', {});
    expect(features).toEqual(['sign_in', 'invoices', 'packages', 'contacts']);
  });
});
