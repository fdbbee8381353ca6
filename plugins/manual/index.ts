export { type CollectedOptions, collected } from './collected.ts';
export type { Payee } from './payee.ts';

import { fail } from '../../src/errors.ts';
import type { GatewayCharge } from '../../src/ports/gateway.ts';
import type { PluginAction } from '../../src/ports/outcome.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { printReference } from '../../src/rules/creditor-reference.ts';
import { formatAmount } from '../../src/rules/money.ts';
import { transferCode } from './code.ts';
import { checkPayee, detailsOf, type Payee } from './payee.ts';
import { creditorReference } from './reference.ts';

/** How the client pays by hand. */
export interface ManualOptions {
  /**
   * Plain text with `{amount}`, `{reference}` and `{provider}`, such as
   * `Transfer {amount} to {provider}, IBAN …, with the reference {reference}.`
   */
  readonly instructions: string;
  /** What stands for `{provider}`. */
  readonly provider?: string;
  /** By default `manual`; another one for a second way, such as `cheque` or `western-union`. */
  readonly id?: string;
  /** Shown as single facts to copy; for euros to an IBAN there is a code to scan as well. */
  readonly payee?: Payee;
  /**
   * The reference is the number of what is paid, or a creditor reference (ISO 11649) that a bank
   * checks. By default the number.
   */
  readonly reference?: 'number' | 'creditor';
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
 * @throws BillingError `invalid_input` when the instructions name a value that does not exist, the
 *   id is not lower case, or a number of the payee is none.
 */
export function manual(options: ManualOptions): Plugin {
  const { instructions, id = 'manual' } = options;
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
  const { payee } = options;
  const given = payee === undefined ? options : { ...options, payee: checkPayee(payee) };
  return {
    id,
    gateway: {
      kind: 'manual',
      publicConfig: {},
      canSave: false,
      live: false,
      start: async (charge) => startOf(given, charge),
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

function startOf(
  options: ManualOptions,
  charge: GatewayCharge,
): { readonly status: 'pending'; readonly reference: string; readonly action: PluginAction } {
  const { amount, chargeId, description } = charge;
  const { instructions, payee, provider = '' } = options;
  const isNumber = options.reference !== 'creditor';
  const reference = isNumber ? description : creditorReference(description, chargeId);
  const shown = isNumber ? reference : printReference(reference);
  const written = `${formatAmount(amount)} ${amount.currency}`;
  const text = fill(instructions, { amount: written, reference: shown, provider });
  if (payee === undefined) {
    return { status: 'pending', reference, action: { kind: 'instructions', text, reference } };
  }
  const code = transferCode(payee, amount, reference);
  const action = {
    kind: 'instructions',
    text,
    reference,
    details: detailsOf(payee, { amount: written, reference: shown }),
    ...(code === null ? {} : { code }),
  } as const;
  return { status: 'pending', reference, action };
}
