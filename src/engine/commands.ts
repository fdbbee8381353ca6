import type { Json } from '../contract/wire.ts';
import { encode } from '../contract/wire.ts';
import { fail } from '../errors.ts';
import { useNewest } from './catalog/catalogs.ts';
import type { Scope } from './context.ts';

/** What a repeated command finds: its earlier result, or that it is the first. */
export type Earlier =
  | { readonly found: true; readonly result: unknown }
  | { readonly found: false };

/**
 * Claims a command's id in the transaction that does its work (Law 11). A second one with the
 * same id waits here until the first has committed.
 *
 * @throws BillingError `conflict` when the id was used with other content.
 */
export async function claimCommand(
  scope: Scope,
  command: { principal: string; id: string; name: string; input: unknown },
): Promise<Earlier> {
  // Keyed, since the content may hold a password that a plain hash would let one guess.
  const content = canonical(encode(command.input));
  const hash = await scope.context.secrets.derive('command', content);
  const inserted = await scope.handle
    .insertInto('commands')
    .values({
      id: command.id,
      principal: command.principal,
      name: command.name,
      input_hash: hash,
      output: null,
      created_at: scope.now,
    })
    .onConflict((conflict) => conflict.columns(['principal', 'id']).doNothing())
    .returning((row) => [
      'id',
      row
        .selectFrom('catalogs')
        .select((catalog) => catalog.fn.max('number').as('newest'))
        .as('newest'),
    ])
    .executeTakeFirst();
  if (inserted !== undefined) {
    await useNewest(scope, inserted.newest);
    return { found: false };
  }
  const earlier = await scope.handle
    .selectFrom('commands')
    .selectAll()
    .where('principal', '=', command.principal)
    .where('id', '=', command.id)
    .executeTakeFirstOrThrow();
  if (earlier.name !== command.name || earlier.input_hash !== hash) {
    fail('conflict', 'This command id was used with other content. Make a new id.', {
      field: 'commandId',
    });
  }
  return { found: true, result: earlier.output };
}

/** Keeps what a command came to, in the same transaction. */
export async function keepResult(
  scope: Scope,
  command: { principal: string; id: string; result: unknown },
): Promise<void> {
  await scope.handle
    .updateTable('commands')
    .set({ output: JSON.stringify(encode(command.result)) })
    .where('principal', '=', command.principal)
    .where('id', '=', command.id)
    .execute();
}

/** JSON with sorted keys, so that equal content has equal text. */
function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)}}`;
}
