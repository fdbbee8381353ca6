import { afterEach, expect, it } from 'vitest';
import { price } from '../../../src/rules/catalog.fixture.ts';
import type { Plan, Product, Promotion } from '../../../src/rules/catalog.ts';
import { parseMoney } from '../../../src/rules/money.ts';
import { scenarioCatalog } from '../../support/scenario-catalog.ts';
import { buy, item } from '../../support/shop.ts';
import { type Arena, codesOf, connections, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

/** As many as the most rounds that are asked for. */
const most = 200;

function manyServers(product: Product): Product {
  if (product.id !== 'vps') return product;
  const { stock: _, ...without } = product;
  const plans = times(most).map((n): Plan => {
    const prices = [price('EUR', 'monthly', '19.00', '10.00')];
    return { id: `vps-${n}`, name: `VPS ${n}`, features: [], hidden: false, prices, stock: 1 };
  });
  return { ...without, plans };
}

it('[2.1] the last one in stock, ordered by twenty at once, is sold once', async () => {
  arena = await openArena(scenarioCatalog({ products: manyServers }));
  await arena.rounds(async (round) => {
    const wanted = [item('vps', `vps-${round}`, 'monthly')];
    const orders = times(connections).map((n) => buy(arena.world, `client${round}x${n}`, wanted));
    expect(await codesOf(orders)).toEqual({ none: 1, out_of_stock: connections - 1 });
  });
});

it('[2.6] a promotion’s last use by twenty at once', async () => {
  const last = times(most).map(
    (n): Promotion => ({
      code: `LAST${n}`,
      fixed: [parseMoney('1.00', 'EUR')],
      appliesTo: 'both',
      periods: 1,
      newClientsOnly: false,
      maximumUses: 1,
    }),
  );
  const catalog = scenarioCatalog();
  arena = await openArena({ ...catalog, promotions: [...catalog.promotions, ...last] });
  const wanted = [item('web', 'silver', 'annual')];
  await arena.rounds(async (round) => {
    const code = { promotionCode: `LAST${round}` };
    const orders = times(connections).map((n) =>
      buy(arena.world, `client${round}x${n}`, wanted, code),
    );
    expect(await codesOf(orders)).toEqual({ none: 1, promotion_not_valid: connections - 1 });
  });
});
