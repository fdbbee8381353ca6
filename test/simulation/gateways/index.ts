import type { GatewayWorld, SimulatedGateway } from './gateway.ts';
import { simulatedPayPal } from './paypal.ts';
import { simulatedStripe } from './stripe.ts';
import { simulatedTwoCheckout } from './twocheckout.ts';

export type { HeldCharge, HeldRefund, SimulatedGateway, VendorEvent } from './gateway.ts';

/** A gateway that a life can be lived with, in the place of the sandbox's. */
export type GatewayName = 'stripe' | 'paypal' | 'twocheckout';

const makers: Readonly<
  Record<GatewayName, (world: GatewayWorld, seed: number) => SimulatedGateway>
> = { stripe: simulatedStripe, paypal: simulatedPayPal, twocheckout: simulatedTwoCheckout };

/** All of them. */
export const gatewayNames: readonly GatewayName[] = Object.keys(makers) as GatewayName[];

/** Whether a text names one. */
export function isGatewayName(text: string): text is GatewayName {
  return gatewayNames.includes(text as GatewayName);
}

/** A gateway with an empty account at its vendor. */
export function simulatedGateway(
  name: GatewayName,
  world: GatewayWorld,
  seed: number,
): SimulatedGateway {
  return makers[name](world, seed);
}
