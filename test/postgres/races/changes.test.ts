import { afterEach, expect, it } from 'vitest';
import type { ChangeResult } from '../../../src/contract/changes.ts';
import { change, changeCatalog, invoiceOf, quoteOf, redeem } from '../../support/changes.ts';
import { buy, codeOf, item, type Placed, payCard } from '../../support/shop.ts';
import type { World } from '../../support/world.ts';
import { type Arena, codesOf, gatesFor, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

/** A package that runs, of a client of its own, paid by card today. */
async function running(world: World, name: string, planId: string): Promise<Placed> {
  const placed = await buy(world, name, [item('web', planId, 'monthly')]);
  await payCard(world, placed, 'good');
  return placed;
}

it('[5.12, 5.18] two upgrades of one package, and one of them twice: one is made', async () => {
  arena = await openArena(changeCatalog());
  const { world } = arena;
  await arena.rounds(async (round) => {
    const placed = await running(world, `client${round}`, 'bronze');
    await world.settle();
    const gold = await quoteOf(world, placed, { planId: 'gold' });
    const platinum = await quoteOf(world, placed, { planId: 'platinum' });
    const made: ChangeResult[] = [];
    const ends = await codesOf(
      times(6).map(async (n) => {
        made.push(await redeem(world, placed, n % 2 === 0 ? gold : platinum));
      }),
    );
    expect(ends).toEqual({ none: 3, invalid_transition: 3 });
    expect(new Set(made.map((one) => one.change.invoice?.invoiceId)).size).toBe(1);
    const [first] = made;
    if (first === undefined) throw new Error('None was made.');
    // Paid by two at once, the plan changes once.
    await Promise.all(times(2).map(() => codeOf(payCard(world, invoiceOf(placed, first), 'good'))));
    await world.settle();
    const wanted = { planName: first.change.planName, status: 'active' };
    expect(await world.engine.execute(placed.client, 'packages.get', placed)).toMatchObject(wanted);
  });
});

it('[5.13, 16.5] a scheduled change taken back on its day, while the run makes it', async () => {
  const changes = { upgrade: 'period-end', downgrade: 'period-end' } as const;
  arena = await openArena(changeCatalog({ changes }));
  const { world } = arena;
  const many = times(5);
  let takenBack = 0;
  let made = 0;
  await arena.rounds(async (round) => {
    world.clock.set(new Date(Date.UTC(2026, 11 + 2 * round, 1, 10)).toISOString());
    const placed = await Promise.all(
      many.map((n) => running(world, `client${round}x${n}`, 'gold')),
    );
    await world.settle();
    for (const one of placed) await change(world, one, { planId: 'silver' });
    world.clock.set(new Date(Date.UTC(2026, 12 + 2 * round, 1, 10)).toISOString());
    const { gates, open } = gatesFor(many.length);
    const backs = placed.map(async ({ client, packageId }, n) => {
      await gates[n];
      const commandId = world.newId();
      return codeOf(
        world.engine.execute(client, 'packages.takeBackChange', { commandId, packageId }),
      );
    });
    // Some begin with the run, each other when the run has come that far.
    open(2);
    const run = await world.engine.run({ onProgress: ({ done }) => open(2 + done) });
    open(many.length);
    const ends = await Promise.all(backs);
    expect(run).toMatchObject({ state: 'done', problems: [] });
    await world.settle();
    const rows = await world.read((handle) =>
      handle
        .selectFrom('package_changes')
        .innerJoin('packages', 'packages.id', 'package_changes.package_id')
        .select(['packages.id', 'plan_id', 'state'])
        .where(
          'packages.id',
          'in',
          placed.map(({ packageId }) => packageId),
        )
        .execute(),
    );
    expect(rows).toHaveLength(many.length);
    for (const [n, { packageId }] of placed.entries()) {
      const row = rows.find(({ id }) => id === packageId);
      const back = ends[n] === 'none';
      if (back) takenBack += 1;
      else made += 1;
      expect([ends[n], row?.state, row?.plan_id]).toEqual(
        back ? ['none', 'taken_back', 'gold'] : ['invalid_transition', 'applied', 'silver'],
      );
    }
  });
  expect(takenBack).toBeGreaterThan(0);
  expect(made).toBeGreaterThan(0);
});
