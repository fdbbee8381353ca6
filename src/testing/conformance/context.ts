import { expect } from 'vitest';
import type { PluginContext } from '../../ports/plugin.ts';

/** How a vendor goes wrong for one request. */
export type VendorFault =
  /** A coded error, and nothing done. */
  | 'fail'
  /** An error, though it was done. */
  | 'lie'
  /** No answer, and nothing done. */
  | 'hang'
  /** No answer, and done after the caller gave up. */
  | 'late'
  /** Done, and the answer lost. */
  | 'lose-answer'
  /** Done twice, as by a network that sends again. */
  | 'answer-twice'
  /** A coded no. */
  | 'refuse';

/** What a suite needs of the world to call a plugin. */
export interface WorldParts {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
}

/** A plugin's context as the engine would give it; `patience` are milliseconds. */
export function contextOf(
  world: WorldParts,
  idempotencyKey: string,
  patience = 5000,
): PluginContext {
  return {
    fetch: world.fetch,
    now: world.now,
    log: () => undefined,
    idempotencyKey,
    signal: AbortSignal.timeout(patience),
  };
}

/** Freezes an input to its depths, so that a plugin that changes it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** Expects that a call threw: then the engine takes it as unknown and looks it up (Law 8). */
export async function expectUnknown(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toBeDefined();
}
