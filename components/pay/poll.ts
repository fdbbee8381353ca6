import type { ChargeView } from '../../src/contract/payments.ts';
import type { RackrateElement } from '../internal/element.ts';
import { Poll } from '../internal/poll.ts';

/** States that change without the client. */
const changing = new Set(['created', 'sent', 'pending', 'unknown']);

/** Asks now and then where a charge stands, as long as its widget is in a page that is seen. */
export class ChargePoll extends Poll<ChargeView> {
  constructor(host: RackrateElement, took: (charge: ChargeView) => void) {
    super(host, {
      ask: (chargeId) => host.billing?.payments.get({ chargeId }),
      idOf: ({ chargeId }) => chargeId,
      waits: ({ state, action }) => changing.has(state) && action?.kind !== 'instructions',
      took,
    });
  }
}
