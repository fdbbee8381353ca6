import { fail } from '../errors.ts';
import type { PackageStatus } from '../rules/package.ts';
import type { PackageRecord } from '../storage/tables/packages.ts';
import type { Scope } from './context.ts';
import { takeTurn } from './turn.ts';

/** What of a package says which stock it holds: that of its product and that of its plan. */
export type StockHolder = Pick<PackageRecord, 'product_id' | 'plan_id'>;

/** The key under which a plan's own stock is counted; that of a product is the product's id. */
export function planStock(productId: string, planId: string): string {
  return `${productId}/${planId}`;
}

/** What is taken of a stock, and what the buyer is told when nothing is left. */
export interface StockToTake {
  readonly key: string;
  readonly limit: number;
  /** The plan's. */
  readonly name: string;
  readonly field: string;
}

/**
 * Takes one by a guarded update, so that the last one is sold once (Law 10).
 *
 * @throws BillingError `out_of_stock`.
 */
export async function takeStock(scope: Scope, wanted: StockToTake): Promise<void> {
  const { key, limit, name, field } = wanted;
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
    .where('taken', '<', limit)
    .returning('taken')
    .executeTakeFirst();
  if (taken === undefined) fail('out_of_stock', `${name} is out of stock.`, { field });
}

/** Gives one of each back, where it was counted. */
export async function giveStockBack(scope: Scope, ...keys: readonly string[]): Promise<void> {
  if (!(await isCounted(scope, keys))) return;
  await takeTurn(scope);
  await scope.handle
    .updateTable('stock')
    .set((row) => ({ taken: row('taken', '-', 1) }))
    .where('item', 'in', keys)
    .where('taken', '>', 0)
    .execute();
}

/** Counts one of each that is held after all, where it is counted, be it sold out or not. */
export async function countStock(scope: Scope, ...keys: readonly string[]): Promise<void> {
  if (!(await isCounted(scope, keys))) return;
  await takeTurn(scope);
  await scope.handle
    .updateTable('stock')
    .set((row) => ({ taken: row('taken', '+', 1) }))
    .where('item', 'in', keys)
    .execute();
}

/** What was never limited is not counted, and nobody has to wait for it. */
async function isCounted({ handle }: Scope, keys: readonly string[]): Promise<boolean> {
  const row = await handle
    .selectFrom('stock')
    .select('item')
    .where('item', 'in', keys)
    .executeTakeFirst();
  return row !== undefined;
}

/** The stocks of which a package holds one each. */
export function stockOf(row: StockHolder): readonly [string, string] {
  return [row.product_id, planStock(row.product_id, row.plan_id)];
}

/**
 * Whether a package that comes to a final status leaves its place to another (SPEC 5.2). A service
 * that was delivered is sold for good; what runs at the panel stands as evidence of a fraud (5.4).
 */
export function leavesStock(
  row: Pick<PackageRecord, 'activated_on' | 'panel_reference'>,
  to: PackageStatus,
): boolean {
  if (to === 'canceled' || to === 'transferred') return true;
  return to === 'fraudulent' && row.activated_on === null && row.panel_reference === null;
}
