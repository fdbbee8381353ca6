import type { Period } from '../../rules/cycle.ts';
import type { Scope } from '../context.ts';

/** An item of a package. */
export interface ItemOfPackage {
  readonly packageId: string;
  readonly itemId: string;
}

/** Keeps days that an item is never billed for, with the rule that excuses them (SPEC 6.8). */
export async function excuseDays(
  scope: Scope,
  { packageId, itemId }: ItemOfPackage,
  { start, end }: Period,
  rule: string,
): Promise<void> {
  await scope.handle
    .insertInto('excused_spans')
    .values({
      id: scope.context.chance.uuid(),
      package_id: packageId,
      item_id: itemId,
      span_start: start,
      span_end: end,
      rule,
      made_on: scope.today,
    })
    .execute();
}
