import { type PlainDate, todayIn } from '../../rules/plain-date.ts';
import type { EngineContext, Scope } from '../context.ts';

/** How the transactions of a run are made. */
export interface RunMode {
  readonly context: EngineContext;
  readonly actor: string;
  /** The one today of the run (SPEC 6.1). */
  readonly today: PlainDate;
  /** Whether everything is taken back again (SPEC 16.7). */
  readonly preview: boolean;
}

/** Carries the answer of a transaction out of it, while the database forgets it. */
class Forgotten<Value> extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('A preview is taken back.');
    this.value = value;
  }
}

/** Runs `work` in one transaction; that of a preview is done in full and then taken back. */
export async function attempt<Value>(
  mode: RunMode,
  work: (scope: Scope) => Promise<Value>,
): Promise<Value> {
  const { context, actor, today, preview } = mode;
  const now = context.clock.now();
  try {
    return await context.store.transaction(async (handle) => {
      const value = await work({ context, handle, now, today, actor });
      if (preview) throw new Forgotten(value);
      return value;
    });
  } catch (error) {
    if (error instanceof Forgotten) return error.value as Value;
    throw error;
  }
}

/** Today in the provider's zone. */
export function todayOf(context: EngineContext): PlainDate {
  return todayIn(context.catalog.provider.timeZone, context.clock.now());
}
