import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReadingInput } from '../../src/contract/usage.ts';
import type { Product } from '../../src/rules/catalog.ts';
import type { Meter } from '../../src/rules/meter-model.ts';
import { addDays } from '../../src/rules/plain-date.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const disk: Meter = {
  resource: 'disk',
  unit: 'GB',
  included: '10',
  mode: 'sampled',
  over: 'charged',
  model: 'flat',
  tiers: [{ upTo: null, prices: [{ currency: 'EUR', amount: '1' }] }],
};
const traffic: Meter = { ...disk, resource: 'traffic', included: '100', mode: 'summed' };
const mailboxes: Meter = { ...disk, resource: 'mailboxes', unit: 'mailbox', over: 'refused' };

const metered = (product: Product): Product => ({
  ...product,
  plans: product.plans.map((plan) =>
    plan.id === 'silver' ? { ...plan, meters: [disk, traffic, mailboxes] } : plan,
  ),
});

let world: World;
let placed: Placed;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog({ products: metered }),
    store: await emptyStore(),
  });
  placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const record = (readings: readonly ReadingInput[]) =>
  world.engine.execute(world.operator, 'usage.record', {
    commandId: world.newId(),
    packageId: placed.packageId,
    readings,
  });

/** The same reading for so many days. */
function each(from: string, count: number, resource: string, value: string): ReadingInput[] {
  return Array.from({ length: count }, (_, index) => ({
    day: addDays(from, index),
    resource,
    value,
  }));
}

async function runOn(day: string) {
  world.clock.set(`${day}T10:00:00Z`);
  const run = await world.engine.execute(world.operator, 'runs.start', {
    commandId: world.newId(),
    until: day,
  });
  await world.settle();
  return run.counts.usageInvoices;
}

async function usageLines() {
  const { rows } = await world.engine.execute(placed.client, 'invoices.list', {});
  const views = await Promise.all(
    rows.map(({ invoiceId }) => world.engine.execute(placed.client, 'invoices.get', { invoiceId })),
  );
  return views
    .flatMap(({ lines }) => lines)
    .filter(({ explanation }) => explanation.rule.startsWith('usage'));
}

describe('use by the month', () => {
  it('[12.3] is invoiced on the 1st, one line per meter, by the days of the package', async () => {
    world.clock.set('2026-11-30T20:00:00Z');
    // Active since 22 November: 9 days of 30. Sampled 16 GB: 6 above each day, 6 × 9 / 30 = 1.80.
    await record(each('2026-11-22', 9, 'disk', '16'));
    // Summed: 9 × 12 = 108, 8 above the allowance.
    await record(each('2026-11-22', 9, 'traffic', '12'));
    await record([{ day: '2026-11-30', resource: 'mailboxes', value: '99' }]);
    expect(await runOn('2026-11-30')).toBe(0);
    expect(await runOn('2026-12-01')).toBe(1);
    const lines = await usageLines();
    expect(lines.map(({ description, net }) => [description, ...amounts([net])])).toEqual([
      ['Silver: disk above the allowance', '1.80'],
      ['Silver: traffic above the allowance', '8.00'],
    ]);
    expect(lines.map(({ periodStart, periodEnd }) => [periodStart, periodEnd])).toEqual([
      ['2026-11-01', '2026-12-01'],
      ['2026-11-01', '2026-12-01'],
    ]);
    const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
      filter: 'outstanding',
    });
    // 9.80 and 20 % VAT.
    expect(rows.map(({ total, due }) => [...amounts([total]), due])).toEqual([
      ['11.76', '2026-12-15'],
    ]);
    const todos = await world.engine.execute(placed.client, 'todos.list', {});
    expect(todos.rows.map(({ kind }) => kind)).toEqual(['usage_unpaid']);
    expect(await runOn('2026-12-01')).toBe(0);
  });

  it('[12.4] a month without readings carries the last sample, and says that it is estimated', async () => {
    await record([{ day: '2026-11-22', resource: 'disk', value: '13' }]);
    // 3 GB above the allowance on 9 days, eight of them estimated: 27 / 30.
    expect(await runOn('2026-12-01')).toBe(1);
    // A whole month of 3 GB. The server slept over the new year.
    expect(await runOn('2027-01-05')).toBe(1);
    const lines = await usageLines();
    expect(lines.map(({ net, periodStart }) => [periodStart, ...amounts([net])]).sort()).toEqual([
      ['2026-11-01', '0.90'],
      ['2026-12-01', '3.00'],
    ]);
    const december = lines.find(({ periodStart }) => periodStart === '2026-12-01');
    expect(december?.explanation.steps.map(({ label }) => label)).toContain('Days estimated: 31');
  });

  it('[12.1] a reading that is repeated counts once, and the last one counts', async () => {
    const day = '2026-11-22';
    expect(await record([{ day, resource: 'disk', value: '40' }])).toMatchObject({
      added: 1,
      replaced: 0,
    });
    expect(await record([{ day, resource: 'disk', value: '13000', unit: 'MB' }])).toMatchObject({
      added: 0,
      replaced: 1,
    });
    expect(await runOn('2026-12-01')).toBe(1);
    expect((await usageLines()).map(({ net }) => amounts([net])[0])).toEqual(['0.90']);
  });

  it('[12.3] nothing above the allowance is no invoice, and the month goes on', async () => {
    await record([{ day: '2026-11-22', resource: 'disk', value: '10' }]);
    expect(await runOn('2026-12-01')).toBe(0);
    const row = await world.read((handle) =>
      handle.selectFrom('packages').select('next_usage_on').executeTakeFirstOrThrow(),
    );
    expect(row.next_usage_on).toBe('2027-01-01');
  });

  it('[12.3] days after the end count 0, and then nothing more is invoiced', async () => {
    await record([{ day: '2026-11-22', resource: 'disk', value: '16' }]);
    world.clock.set('2026-11-27T10:00:00Z');
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'canceled',
      reason: 'Moved away.',
    });
    // Five days, 22 to 26 November: 6 × 5 / 30.
    expect(await runOn('2026-12-01')).toBe(1);
    expect((await usageLines()).map(({ net }) => amounts([net])[0])).toEqual(['1.00']);
    expect(await runOn('2027-01-01')).toBe(0);
  });

  it('[12.1] refuses what is not metered, to come, from before the package or invoiced', async () => {
    const refused = (reading: Partial<ReadingInput>) =>
      codeOf(record([{ day: '2026-11-22', resource: 'disk', value: '1', ...reading }]));
    expect(await refused({ resource: 'cpu' })).toBe('invalid_input');
    expect(await refused({ day: '2026-11-23' })).toBe('invalid_input');
    expect(await refused({ day: '2026-11-21' })).toBe('invalid_input');
    expect(await refused({ unit: 'mailbox' })).toBe('invalid_input');
    expect(await refused({})).toBe('none');
    await runOn('2026-12-01');
    expect(await refused({ day: '2026-11-30' })).toBe('invalid_input');
    expect(await refused({ day: '2026-12-01' })).toBe('none');
  });
});
