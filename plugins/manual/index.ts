export { type CollectedOptions, collected } from './collected.ts';

import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { formatAmount } from '../../src/rules/money.ts';

/** How the client pays by hand. */
export interface ManualOptions {
  /**
   * Plain text with `{amount}`, `{reference}` and `{provider}`, such as
   * `Transfer {amount} to {provider}, IBAN …, with the reference {reference}.`
   */
  readonly instructions: string;
  /** What stands for `{provider}`. */
  readonly provider?: string;
  /** By default `manual`; another one for a second way, such as `cheque`. */
  readonly id?: string;
}

/** Replaces in one pass, so that a value with braces in it stays text. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/**
 * Payment by hand, such as a bank transfer: the client gets instructions, and the charge stays
 * pending until the operator says that the money came (SPEC 8.1, 8.11). It never captures.
 *
 * It keeps no state: a lookup answers `pending`, without the instructions, whatever it is asked.
 *
 * @throws BillingError `invalid_input` when the instructions name a value that does not exist, or
 *   the id is not lower case.
 */
export function manual(options: ManualOptions): Plugin {
  const { instructions, provider = '', id = 'manual' } = options;
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(id)) {
    fail('invalid_input', `"${id}" is not an id; write lower-case letters.`, { field: 'id' });
  }
  if (instructions.trim() === '') {
    fail('invalid_input', 'Say how the client pays by hand.', { field: 'instructions' });
  }
  for (const [, name] of instructions.matchAll(/\{(\w+)\}/g)) {
    if (name === 'amount' || name === 'reference' || name === 'provider') continue;
    fail('invalid_input', `The instructions name {${name}}; there is no such value.`, {
      field: 'instructions',
    });
  }
  return {
    id,
    gateway: {
      kind: 'manual',
      publicConfig: {},
      canSave: false,
      live: false,
      start: async ({ amount, description }) => {
        const written = `${formatAmount(amount)} ${amount.currency}`;
        const values = { amount: written, reference: description, provider };
        const text = fill(instructions, values);
        const action = { kind: 'instructions', text, reference: description } as const;
        return { status: 'pending', reference: description, action };
      },
      lookup: async ({ reference, chargeId }) => ({
        status: 'pending',
        reference: reference ?? chargeId,
      }),
      void: async ({ reference, chargeId }) => ({
        status: 'done',
        reference: reference ?? chargeId,
        value: null,
      }),
    },
  };
}
