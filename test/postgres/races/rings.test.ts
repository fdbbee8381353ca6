import { afterEach, expect, it } from 'vitest';
import type { Product } from '../../../src/rules/catalog.ts';
import { changeCatalog, quoteOf, redeem } from '../../support/changes.ts';
import { buy, item, payCard } from '../../support/shop.ts';
import { type Arena, codesOf, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

/** Plenty of everything, but counted. */
const counted = (product: Product): Product => ({
  ...product,
  plans: product.plans.map((plan) => ({ ...plan, stock: 100_000 })),
});

it('[2.1, 5.12, 7.5] orders and changes both ways of plans that are counted', async () => {
  const changes = { upgrade: 'now-with-credit', downgrade: 'now-with-credit' } as const;
  arena = await openArena(changeCatalog({ changes, products: counted }));
  const { world } = arena;
  const running = await Promise.all(
    times(6).map(async (n) => {
      const placed = await buy(world, `client${n}`, [
        item('web', n % 2 === 0 ? 'silver' : 'gold', 'monthly'),
      ]);
      await payCard(world, placed, 'good', { save: true });
      await world.engine.execute(world.operator, 'clients.credit', {
        commandId: world.newId(),
        clientId: placed.client.clientId,
        amount: { amount: 10_000_000n, currency: 'EUR' },
        reason: 'So that every change is made at once.',
      });
      return placed;
    }),
  );
  await world.settle();
  await arena.rounds(async (round) => {
    const quotes = await Promise.all(
      running.map(async (placed, n) => ({
        placed,
        quote: await quoteOf(world, placed, {
          planId: (n + round) % 2 === 0 ? 'gold' : 'silver',
        }),
      })),
    );
    const both = [item('web', 'gold', 'monthly'), item('web', 'silver', 'monthly')];
    const ends = await codesOf([
      ...quotes.map(({ placed, quote }) => redeem(world, placed, quote)),
      ...times(3).map((n) => buy(world, `to${round}x${n}`, both)),
      ...times(3).map((n) => buy(world, `fro${round}x${n}`, both.toReversed())),
    ]);
    expect(ends).toEqual({ none: 12 });
    // A day later, so that no change is taken back on its day.
    world.clock.advance(24 * 3600);
  });
});
