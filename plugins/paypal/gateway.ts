import type { Gateway } from '../../src/ports/gateway.ts';
import type { PayPalAccess } from './api.ts';
import { createKeyring } from './certificate.ts';
import * as charge from './charge.ts';
import { movements } from './movements.ts';
import { notify } from './notify.ts';
import { lookupRefund, refund } from './refund.ts';
import { lookupSetup, removeMethod, setup } from './setup.ts';

/** What the gateway over PayPal needs to know. */
export interface PayPalGatewayOptions extends PayPalAccess {
  readonly webhookId: string;
  readonly currencies: readonly string[];
}

/** PayPal's own page, and accounts that it keeps for us. */
export function payPalGateway(options: PayPalGatewayOptions): Gateway {
  const keyOf = createKeyring();
  return {
    kind: 'redirect',
    publicConfig: {},
    canSave: true,
    offSession: true,
    live: options.live,
    idempotency: 'key',
    refundsParts: true,
    currencies: options.currencies,
    start: (input, context) => charge.start(options, input, context),
    resume: (input, context) => charge.resume(options, input, context),
    lookup: (input, context) => charge.lookup(options, input, context),
    void: (input, context) => charge.giveUp(options, input, context),
    refund: (input, context) => refund(options, input, context),
    lookupRefund: (input, context) => lookupRefund(options, input, context),
    setup: (input, context) => setup(options, input, context),
    lookupSetup: (input, context) => lookupSetup(options, input, context),
    removeMethod: (input, context) => removeMethod(options, input.methodReference, context),
    movements: (query, context) => movements(options, query, context),
    notify: (request, context) => notify({ ...options, keyOf }, request, context),
  };
}
