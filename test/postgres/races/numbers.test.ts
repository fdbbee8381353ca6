import { afterEach, expect, it } from 'vitest';
import { change, changeCatalog } from '../../support/changes.ts';
import { buy, codeOf, item, type Placed, payCard } from '../../support/shop.ts';
import type { World } from '../../support/world.ts';
import { type Arena, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

const bronze = [item('web', 'bronze', 'monthly')];

/** The numbers of all documents as one statement sees them, by series. */
async function numbersBySeries(world: World): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await world.read((handle) =>
    handle.selectFrom('invoices').select('number').orderBy('number').execute(),
  );
  const series = new Map<string, number[]>();
  for (const { number } of rows) {
    const name = number.slice(0, -6);
    const list = series.get(name) ?? [];
    list.push(Number(number.slice(-6)));
    series.set(name, list);
  }
  return series;
}

/** At each moment the numbers that are there go from 1 up: none is given before one below it. */
async function watchNumbers(world: World, ended: () => boolean): Promise<number> {
  let looks = 0;
  do {
    for (const [name, numbers] of await numbersBySeries(world)) {
      expect([name, numbers]).toEqual([name, times(numbers.length).map((n) => n + 1)]);
    }
    looks += 1;
  } while (!ended());
  return looks;
}

it('[7.5] orders, runs, changes and credit notes at once: no gap, at no moment', async () => {
  const changes = { upgrade: 'now-with-credit', downgrade: 'now-with-credit' } as const;
  arena = await openArena(changeCatalog({ changes }));
  const { world } = arena;
  const first = await Promise.all(times(8).map((n) => buy(world, `first${n}`, bronze)));
  for (const one of first) await payCard(world, one, 'good');
  await world.settle();
  const [one, two] = await arena.engines(2);
  let older: readonly Placed[] = first.slice(0, 4);
  await arena.rounds(async (round) => {
    // Each round is a month later; what was bought in the last round is changed or canceled.
    world.clock.set(new Date(Date.UTC(2026, 11 + round, 17, 10)).toISOString());
    let ended = false;
    const looks = watchNumbers(world, () => ended);
    const orders = times(6).map((n) => buy(world, `client${round}x${n}`, bronze));
    const ends = await Promise.all([
      ...orders.map(codeOf),
      codeOf(buy(world, 'first0', bronze)),
      ...older.slice(0, 2).map((placed) => codeOf(change(world, placed, { planId: 'gold' }))),
      ...older.slice(2).map(({ invoiceId }) =>
        codeOf(
          world.engine.execute(world.operator, 'invoices.cancel', {
            commandId: world.newId(),
            invoiceId,
            reason: 'At once.',
          }),
        ),
      ),
      one?.run({ batchSize: 2 }).then(({ state }) => state),
      two?.run({ batchSize: 3 }).then(({ state }) => state),
    ]);
    ended = true;
    expect(await looks).toBeGreaterThan(1);
    // The renewal of what is changed may be issued between its quote and its order.
    expect(new Set(ends.filter((code) => code !== 'quote_changed'))).toEqual(
      new Set(['none', 'user_name_taken', 'done']),
    );
    older = await Promise.all(orders);
    for (const placed of older.slice(0, 2)) await payCard(world, placed, 'good');
  });
  const series = [...(await numbersBySeries(world)).keys()];
  expect(series).toEqual(expect.arrayContaining(['HL-2026-', 'HL-2026-C', 'HL-2027-']));
});
