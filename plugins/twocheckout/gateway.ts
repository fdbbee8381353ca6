import type { Gateway } from '../../src/ports/gateway.ts';
import type { TwoCheckoutAccess } from './api.ts';
import { lookup, start } from './charge.ts';
import { movements } from './movements.ts';
import { notify } from './notify.ts';
import { lookupRefund, refund } from './refund.ts';

/** What the gateway over 2Checkout needs to know. */
export interface TwoCheckoutGatewayOptions extends TwoCheckoutAccess {
  readonly currencies: readonly string[] | undefined;
}

/**
 * 2Checkout's own payment page. A page that was opened cannot be closed, so nothing is voided; and
 * methods are kept only for its own subscriptions, so none is.
 */
export function twoCheckoutGateway(access: TwoCheckoutGatewayOptions): Gateway {
  const { currencies } = access;
  return {
    kind: 'redirect',
    publicConfig: {},
    canSave: false,
    offSession: false,
    idempotency: 'none',
    refundsParts: true,
    live: access.live,
    ...(currencies === undefined ? {} : { currencies }),
    start: (input, context) => start(access, input, context),
    resume: async (input, context) => {
      const record = await lookup(access, input, context);
      if (record !== null) return record;
      return { status: 'failed', code: 'not_found', message: 'The payment was never started.' };
    },
    lookup: (input, context) => lookup(access, input, context),
    refund: (input, context) => refund(access, input, context),
    lookupRefund: (input, context) => lookupRefund(access, input, context),
    movements: (query, context) => movements(access, query, context),
    notify: (request, context) => notify(access, request, context),
  };
}
