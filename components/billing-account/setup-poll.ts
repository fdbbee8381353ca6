import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import type { RackrateElement } from '../internal/element.ts';
import { Poll } from '../internal/poll.ts';

/** States that change without the client. */
const changing = new Set(['created', 'sent', 'pending', 'unknown']);

/** Asks now and then how far the keeping of a method has come (SPEC 9.6). */
export class SetupPoll extends Poll<BillingAccountSetup> {
  constructor(host: RackrateElement, took: (setup: BillingAccountSetup) => void) {
    super(host, {
      ask: (setupId) => host.billing?.billingAccounts.setup({ setupId }),
      idOf: ({ setupId }) => setupId,
      waits: ({ state }) => changing.has(state),
      took,
    });
  }
}
