import type { ClientAction } from '../../../src/contract/payments.ts';
import type { Plugin } from '../../../src/ports/plugin.ts';

/** What a vendor holds of a charge of ours, in minor units. */
export interface HeldCharge {
  readonly chargeId: string;
  readonly amount: bigint;
  readonly captured: bigint;
  readonly currency: string;
}

/** Money that a vendor sent back, in minor units. */
export interface HeldRefund {
  readonly currency: string;
  readonly amount: bigint;
}

/** What the world gives a gateway. */
export interface GatewayWorld {
  readonly now: () => number;
  /** Lets something happen after so many milliseconds. */
  readonly later: (milliseconds: number, name: string, run: () => Promise<void>) => void;
  /** Takes an event that the vendor sends; `sign` makes the request anew for each try. */
  readonly carry: (event: VendorEvent) => void;
}

/** An event of a vendor, as it travels. */
export interface VendorEvent {
  readonly pluginId: string;
  readonly body: string;
  /** The vendor repeats it until it has our receipt: it may be late, and is not lost. */
  readonly untilHeard?: boolean;
  /** The request as it is signed at a time, in milliseconds. */
  readonly sign: (at: number) => Promise<Request>;
}

/** A gateway's plugin with its vendor's stand-in, in the place of the sandbox's cards. */
export interface SimulatedGateway {
  readonly id: string;
  /** Made anew for each engine: what a process knows ends with it. */
  plugin(): Plugin;
  isAt(address: URL): boolean;
  /** One request; all events that it caused have been handed over when it resolves. */
  fetch(request: Request): Promise<Response>;
  /** What a request asks for: `charge`, `charge_lookup`, `void`, `refund`, `refund_lookup` … */
  targetOf(method: string, path: string): string;
  /** An answer of the vendor with this status that says nothing of the charge. */
  trouble(status: 429 | 500 | 503): Response;
  /** What a page gives for one of the test cards. */
  data(card: string, save: boolean): Readonly<Record<string, string>>;
  /** The client takes a step, or the bank says no; one that has ended does nothing. */
  answer(action: ClientAction, approve: boolean): Promise<void>;
  charges(): readonly HeldCharge[];
  refunds(): readonly HeldRefund[];
}

/** Fresh hex for a stand-in, the same in each life of a seed. */
export function hexOf(seed: number): () => string {
  let serial = seed;
  return () => {
    serial += 1;
    return (serial * 2_654_435_761).toString(16).padStart(16, '0').slice(-16);
  };
}
