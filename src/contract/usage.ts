import type { Command, Operation } from './operation.ts';

/** What was measured on a day: the last sample of the day, or the day's own sum (SPEC 12.1). */
export interface ReadingInput {
  readonly day: string;
  /** A resource that the plan meters, such as `disk`. */
  readonly resource: string;
  /** A decimal string, not below zero. */
  readonly value: string;
  /** Of the value, such as `MB`; the meter's own when left out. */
  readonly unit?: string;
}

/** Operations on use (SPEC 12.3, 12.4). */
export interface UsageOperations {
  'usage.record': {
    input: Command & {
      readonly packageId: string;
      readonly readings: readonly ReadingInput[];
    };
    /** How many readings were new, and how many replaced one of the same day. */
    output: { readonly packageId: string; readonly added: number; readonly replaced: number };
  };
}

/** Their table. */
export const usageOperations: { readonly [Name in keyof UsageOperations]: Operation } = {
  'usage.record': {
    kind: 'command',
    method: 'POST',
    path: '/usage/record',
    access: { operator: 'packages:write' },
    summary: 'Records what a package used, by day and resource; a repeated reading counts once.',
  },
};
