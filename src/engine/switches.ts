import { type RawBuilder, sql } from 'kysely';
import type { SwitchEffect, SwitchList } from '../contract/switches.ts';
import { fail, quoted } from '../errors.ts';
import { emit, type Scope } from './context.ts';
import type { Command, Query } from './use-case.ts';

/** Whether an operator has switched an effect off, for all plugins or this one (SPEC 16.9). */
export async function isOff(
  scope: Scope,
  effect: SwitchEffect,
  pluginId: string = '',
): Promise<boolean> {
  const row = await scope.handle
    .selectFrom('switches')
    .select('effect')
    .where('effect', '=', effect)
    .where('plugin_id', 'in', ['', pluginId])
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Refuses what an operator has switched off.
 *
 * @throws BillingError `unavailable`.
 */
export async function refuseOff(
  scope: Scope,
  effect: SwitchEffect,
  pluginId: string = '',
): Promise<void> {
  if (!(await isOff(scope, effect, pluginId))) return;
  fail('unavailable', 'The provider has paused this for now. Try again later.');
}

/** The effect of each kind of task; a kind that is not named cannot be switched off. */
export const effectOfTask: Readonly<Record<string, SwitchEffect>> = {
  'charge.start': 'charging',
  'charge.refund': 'charging',
  'panel.create': 'provisioning',
  'panel.unsuspend': 'provisioning',
  'panel.changePlan': 'provisioning',
  'panel.suspend': 'destroying',
  'panel.terminate': 'destroying',
};

/** Whether a task's effect is on: one that is off stays due until it is on again. */
export function taskIsOn(): RawBuilder<boolean> {
  const kinds = Object.entries(effectOfTask).map(
    ([kind, effect]) => sql`when ${sql.lit(kind)} then ${sql.lit(effect)}`,
  );
  return sql<boolean>`not exists (select from switches
    where switches.plugin_id in ('', tasks.plugin_id)
      and switches.effect = case tasks.kind ${sql.join(kinds, sql` `)} end)`;
}

async function switchesOff(scope: Scope): Promise<SwitchList> {
  const rows = await scope.handle
    .selectFrom('switches')
    .selectAll()
    .orderBy('effect')
    .orderBy('plugin_id')
    .execute();
  return {
    off: rows.map((row) => ({
      effect: row.effect,
      pluginId: row.plugin_id === '' ? null : row.plugin_id,
      actor: row.actor,
      offSince: row.off_since.toISOString(),
    })),
  };
}

/** `switches.list`. */
export const listSwitches: Query<'switches.list'> = { kind: 'query', run: switchesOff };

/** `switches.set` (SPEC 16.9). Asking for what is so already changes nothing. */
export const setSwitch: Command<'switches.set', null> = {
  kind: 'command',
  async run(scope, _caller, { effect, pluginId, on }): Promise<null> {
    if (pluginId !== undefined && !scope.context.pluginById.has(pluginId)) {
      fail('not_found', `There is no plugin ${quoted(pluginId)}.`, { field: 'pluginId' });
    }
    const plugin_id = pluginId ?? '';
    const changed = on
      ? await scope.handle
          .deleteFrom('switches')
          .where('effect', '=', effect)
          .where('plugin_id', '=', plugin_id)
          .returning('effect')
          .executeTakeFirst()
      : await scope.handle
          .insertInto('switches')
          .values({ effect, plugin_id, actor: scope.actor, off_since: scope.now })
          .onConflict((conflict) => conflict.columns(['effect', 'plugin_id']).doNothing())
          .returning('effect')
          .executeTakeFirst();
    const subject = pluginId === undefined ? effect : `${effect}:${pluginId}`;
    if (changed !== undefined) await emit(scope, `switch.${on ? 'on' : 'off'}`, subject, null);
    return null;
  },
  view: switchesOff,
};
