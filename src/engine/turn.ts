import { sql } from 'kysely';
import type { Scope } from './context.ts';

/** The key of the lock; that of migrations is 7262. */
const turnLock = 7263;

/**
 * Waits for the turn to number documents and to count stock, and keeps it until the transaction
 * ends. These rows belong to no client, and one transaction may need several of them, in an order
 * that follows from its work: without one turn for all, two transactions would wait for each other.
 */
export async function takeTurn(scope: Pick<Scope, 'handle'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${turnLock})`.execute(scope.handle);
}
