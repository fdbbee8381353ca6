import type { TaskKindName } from '../../src/engine/tasks.ts';
import type { Plugin } from '../../src/ports/plugin.ts';

/** The moment at which a process dies, as seen from the outer effect of a task. */
export type Moment = 'before' | 'after';

type Capability = 'gateway' | 'panel' | 'mailer';

/** The plugin's method that has a kind's outer effect; null for a date to act on. */
export type Effect = { readonly capability: Capability; readonly method: string } | null;

/** Every kind of task and its outer effect; a kind without a row fails a test. */
export const effects: { readonly [Kind in TaskKindName]: Effect } = {
  'charge.start': { capability: 'gateway', method: 'start' },
  'charge.check': { capability: 'gateway', method: 'resume' },
  'charge.void': { capability: 'gateway', method: 'void' },
  'charge.refund': { capability: 'gateway', method: 'refund' },
  // A question: nothing changes at the gateway.
  'charge.movements': null,
  'gateway.reconcile': null,
  'account.setup': { capability: 'gateway', method: 'setup' },
  'account.remove': { capability: 'gateway', method: 'removeMethod' },
  'panel.create': { capability: 'panel', method: 'create' },
  'panel.suspend': { capability: 'panel', method: 'suspend' },
  'panel.unsuspend': { capability: 'panel', method: 'unsuspend' },
  'panel.terminate': { capability: 'panel', method: 'terminate' },
  'panel.changePlan': { capability: 'panel', method: 'changePlan' },
  'change.apply': null,
  'mail.send': { capability: 'mailer', method: 'send' },
  'order.lapse': null,
  // A question: nothing changes at the register.
  'vat.check': null,
};

/** The kinds that reach out of the process. */
export const outerKinds: readonly TaskKindName[] = (Object.keys(effects) as TaskKindName[]).filter(
  (kind) => effects[kind] !== null,
);

type Method = (...input: readonly unknown[]) => Promise<unknown>;

/** Wraps plugins so that `die` is called at the first effect of a kind, before or after it. */
export function dyingPlugins(
  plugins: readonly Plugin[],
  at: { readonly kind: TaskKindName; readonly moment: Moment },
  die: () => Promise<never>,
): readonly Plugin[] {
  const effect = effects[at.kind];
  if (effect === null) return plugins;
  let died = false;
  return plugins.map((plugin) => {
    // The manual gateway asks nobody: the effect in question is the vendor's.
    const capability = plugin.id === 'manual' ? undefined : plugin[effect.capability];
    if (capability === undefined) return plugin;
    const method = Reflect.get(capability, effect.method) as Method | undefined;
    if (method === undefined) return plugin;
    const dying: Method = async (...input) => {
      if (died) return method(...input);
      died = true;
      if (at.moment === 'before') return die();
      await method(...input);
      return die();
    };
    return { ...plugin, [effect.capability]: { ...capability, [effect.method]: dying } };
  });
}
