import { sql } from 'kysely';
import type { Gateway } from '../../src/ports/gateway.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import type { Handle } from '../../src/storage/database.ts';
import type { Universe } from './universe.ts';

/** What stands against charging or billing twice; a simulation without it must turn red. */
export type Guard = 'one-open-charge' | 'lookup' | 'period' | 'idempotency';

/** All guards. */
export const guards: readonly Guard[] = ['one-open-charge', 'lookup', 'period', 'idempotency'];

/** Whether a text names a guard. */
export function isGuard(text: string): text is Guard {
  return guards.some((guard) => guard === text);
}

/**
 * Takes a guard out of the database.
 *
 * Of an invoice at most one charge is open: that is a fact of the rows as well as an index, so
 * without it a new allocation never counts as open. A period is billed once by an index and by
 * `billed_through`: without them the index is gone and every third move is lost.
 */
export async function dropGuard(handle: Handle, without: Guard): Promise<void> {
  if (without === 'one-open-charge') {
    await sql`drop index one_open_charge`.execute(handle);
    await sql`create function never_open() returns trigger language plpgsql as $$
      begin new.open := false; return new; end $$`.execute(handle);
    await sql`create trigger never_open before insert on charge_allocations
      for each row execute function never_open()`.execute(handle);
  }
  if (without === 'period') {
    await sql`drop index one_standing_cycle_line`.execute(handle);
    await sql`create function lose_move() returns trigger language plpgsql as $$
      begin
        if old.billed_through is not null and new.billed_through > old.billed_through
          and extract(day from new.billed_through)::integer % 3 = 0
        then new.billed_through := old.billed_through; end if;
        return new;
      end $$`.execute(handle);
    await sql`create trigger lose_move before update on package_items
      for each row execute function lose_move()`.execute(handle);
  }
}

/** A plugin without the guard that this world lacks. */
export function unguarded(universe: Universe, plugin: Plugin): Plugin {
  const { gateway } = plugin;
  if (gateway === undefined || gateway.kind === 'manual') return plugin;
  if (universe.without === 'lookup') {
    const { resume: _gone, ...rest } = gateway;
    return { ...plugin, gateway: { ...rest, lookup: () => Promise.resolve(null) } };
  }
  if (universe.without === 'idempotency') return { ...plugin, gateway: forgetful(gateway) };
  return plugin;
}

/** Each attempt is a charge of its own, to the vendor. */
function forgetful(gateway: Gateway): Gateway {
  let attempts = 0;
  return {
    ...gateway,
    start: (input, context) => {
      attempts += 1;
      const chargeId = `${input.chargeId}-${attempts}`;
      return gateway.start({ ...input, chargeId }, { ...context, idempotencyKey: chargeId });
    },
  };
}
