import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayMovement } from '../../src/ports/gateway-notice.ts';
import { inPlace } from '../support/accounts.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;
/** What the gateway says in the place of what it holds. */
let lie: ((truth: readonly GatewayMovement[]) => readonly GatewayMovement[]) | null;
beforeEach(async () => {
  lie = null;
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    plugins: (list) =>
      inPlace(list, ({ movements }) => ({
        movements: async (query, context) => {
          const truth = (await movements?.(query, context)) ?? [];
          return lie?.(truth) ?? truth;
        },
      })),
  });
  placed = await orderAs(world, 'camille');
});
afterEach(() => world.close());

const compare = (more: object = {}) =>
  world.engine.execute(world.operator, 'books.reconcile', {
    commandId: world.newId(),
    pluginId: 'sandbox',
    from: '2026-11-20',
    until: '2026-11-25',
    ...more,
  });
const exceptions = async () =>
  (await world.engine.execute(world.operator, 'todos.list', {})).rows.filter(
    ({ kind }) => kind === 'books_differ',
  );

describe('reconciliation', () => {
  it('[8.5, 17.4] agrees on what was paid, refunded and disputed', async () => {
    const { chargeId } = await payCard(world, placed, 'good');
    const other = await orderAs(world, 'sota');
    await payCard(world, other, 'good');
    await world.atVendor('disputes', { chargeId, to: 'open' });
    await world.atVendor('refunds', { chargeId, amount: 50 });
    const { compared, differences } = await compare();
    expect(compared).toBe(4);
    expect(differences).toEqual([]);
    expect(await exceptions()).toEqual([]);
  });

  it('[8.5, 17.4] makes an exception of each difference, once', async () => {
    await payCard(world, placed, 'good');
    lie = (truth) => [
      ...truth.map((one) => ({ ...one, amount: { ...one.amount, amount: 1n } })),
      ...truth.map((one) => ({ ...one, reference: 'ch_unknown' })),
    ];
    const { differences } = await compare();
    expect(differences).toMatchObject([
      { kind: 'payment', held: { amount: 1n }, booked: { amount: 13468n } },
      { kind: 'payment', reference: 'ch_unknown', booked: null },
    ]);
    await compare();
    expect(await exceptions()).toHaveLength(2);
  });

  it('[8.5, 17.4] what the gateway lost is an exception as well, found by the run of a day', async () => {
    await payCard(world, placed, 'good');
    lie = () => [];
    await world.advanceTo('2026-11-26');
    const [exception, ...others] = await exceptions();
    expect(others).toEqual([]);
    expect(exception?.text).toContain('nothing there');
  });

  it('[8.5] refuses a gateway that is none, one that cannot say, and a span that is none', async () => {
    expect(await codeOf(compare({ pluginId: 'gold' }))).toBe('not_found');
    expect(await codeOf(compare({ pluginId: 'manual' }))).toBe('not_supported');
    expect(await codeOf(compare({ until: '2026-11-01' }))).toBe('invalid_input');
  });
});
