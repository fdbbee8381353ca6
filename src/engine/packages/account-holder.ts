import type { Scope } from '../context.ts';
import { lockPackage, type PackageRecord } from './provisioning.ts';

/**
 * The package whose account at the panel is that of this one, locked: itself, or after moves to
 * other clients the last copy, which alone says what the account is to be (SPEC 5.7).
 */
export async function lockHolder(scope: Scope, packageId: string): Promise<PackageRecord> {
  let holder = await lockPackage(scope, packageId);
  while (holder.status === 'transferred') {
    const copy = await scope.handle
      .selectFrom('packages')
      .selectAll()
      .where('transferred_from', '=', holder.id)
      .forUpdate()
      .executeTakeFirst();
    if (copy === undefined) break;
    holder = copy;
  }
  return holder;
}
