import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import type { BankAccountKind } from '../../src/rules/collection.ts';

/** Which bank accounts are collected from by a file. */
export interface CollectedOptions {
  /** `iban` for SEPA direct debit, `us_bank` for ACH; a client sees that of its currency. */
  readonly from: readonly BankAccountKind[];
  /** By default `bank-account`; the catalog's payment method names it as its plugin. */
  readonly id?: string;
}

/**
 * Bank accounts that clients give, kept sealed, and collected from by files that the operator takes
 * to the bank (SPEC 8.9, 9.7): `rackrate billing-accounts export` writes them. It moves no money
 * by itself, and its clients pay nothing with it at once.
 *
 * @throws BillingError `invalid_input` for no kind of account, or an id that is not lower case.
 */
export function collected({ from, id = 'bank-account' }: CollectedOptions): Plugin {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(id)) {
    fail('invalid_input', `"${id}" is not an id; write lower-case letters.`, { field: 'id' });
  }
  if (from.length === 0) {
    fail('invalid_input', 'Say which accounts are collected from.', { field: 'from' });
  }
  return {
    id,
    gateway: {
      kind: 'manual',
      publicConfig: {},
      canSave: false,
      offSession: true,
      collectsFrom: from,
      live: false,
      start: async () => ({
        status: 'failed',
        code: 'invalid_input',
        message: 'A bank account is collected from by a file.',
      }),
      // Only the bank knows; its results are entered or imported.
      lookup: async ({ reference, chargeId }) => ({
        status: 'pending',
        reference: reference ?? chargeId,
      }),
    },
  };
}
