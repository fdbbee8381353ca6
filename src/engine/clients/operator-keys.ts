import type { Scope as OperatorScope } from '../../contract/operation.ts';
import { fail } from '../../errors.ts';
import { type EngineContext, inScope } from '../context.ts';

/** An operator's key to register. */
export interface NewOperatorKey {
  readonly name: string;
  readonly key: string;
  readonly scopes: readonly OperatorScope[];
}

/**
 * Registers a key under its name; a new key of that name ends the old one.
 *
 * @throws BillingError `invalid_input` for a key that could be guessed.
 */
export async function setOperatorKey(context: EngineContext, key: NewOperatorKey): Promise<void> {
  if (key.key.length < 32) {
    fail('invalid_input', `The key "${key.name}" has fewer than 32 characters.`, { field: 'key' });
  }
  const hash = await context.secrets.sha256(key.key);
  await inScope(context, 'configuration', async ({ handle, now }) => {
    const row = { hash, scopes: [...key.scopes], revoked_at: null };
    await handle
      .insertInto('operator_keys')
      .values({ ...row, name: key.name, created_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
  });
}
