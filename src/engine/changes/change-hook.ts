import type { Scope } from '../context.ts';
import { enqueue } from '../tasks.ts';

/** An invoice that was paid may be that of a change, which is then made at once (SPEC 5.17). */
export async function changePaid(
  scope: Scope,
  invoice: { readonly id: string; readonly clientId: string },
): Promise<void> {
  const line = await scope.handle
    .selectFrom('invoice_lines')
    .innerJoin('package_changes', 'package_changes.id', 'invoice_lines.origin_id')
    .select('origin_id')
    .where('invoice_lines.invoice_id', '=', invoice.id)
    .where('origin', '=', 'change')
    .executeTakeFirst();
  if (line === undefined) return;
  // A task rather than a call: what stands against the change must not undo the payment.
  await enqueue(scope, {
    kind: 'change.apply',
    key: `change.apply:${line.origin_id}`,
    pluginId: 'rackrate',
    clientId: invoice.clientId,
    subjectId: line.origin_id,
  });
}
