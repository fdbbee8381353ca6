import { fail } from '../../errors.ts';
import type { Plan } from '../../rules/catalog-model.ts';
import type { Scope } from '../context.ts';
import { takeTurn } from '../turn.ts';

/**
 * Takes one of a plan's own stock by a guarded update (Law 10); that of its product is untouched,
 * since the package stays one of it.
 *
 * @throws BillingError `out_of_stock`.
 */
export async function takeStock(
  scope: Scope,
  key: string,
  { name, stock }: Pick<Plan, 'name' | 'stock'>,
): Promise<void> {
  await takeTurn(scope);
  await scope.handle
    .insertInto('stock')
    .values({ item: key, taken: 0 })
    .onConflict((conflict) => conflict.column('item').doNothing())
    .execute();
  const taken = await scope.handle
    .updateTable('stock')
    .set((row) => ({ taken: row('taken', '+', 1) }))
    .where('item', '=', key)
    .where('taken', '<', stock ?? 0)
    .returning('taken')
    .executeTakeFirst();
  if (taken === undefined) fail('out_of_stock', `${name} is out of stock.`, { field: 'planId' });
}

/** Gives one of a plan's stock back, where it was counted. */
export async function giveStockBack(scope: Scope, key: string): Promise<void> {
  await takeTurn(scope);
  await scope.handle
    .updateTable('stock')
    .set((row) => ({ taken: row('taken', '-', 1) }))
    .where('item', '=', key)
    .where('taken', '>', 0)
    .execute();
}

/** Counts one again that was given back and is held after all, be the stock sold out or not. */
export async function countStock(scope: Scope, key: string): Promise<void> {
  await takeTurn(scope);
  await scope.handle
    .updateTable('stock')
    .set((row) => ({ taken: row('taken', '+', 1) }))
    .where('item', '=', key)
    .execute();
}
