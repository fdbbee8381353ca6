import type { ChargeQuery, Gateway, GatewayCharge } from '../../ports/gateway.ts';
import type { PluginAction, PluginContext } from '../../ports/plugin.ts';
import type { Money } from '../../rules/money.ts';
import { contextOf, deepFreeze, type VendorFault, type WorldParts } from './context.ts';

/** What the browser half would give for a kind of card; made anew for each charge. */
export type MakeData = () => Promise<Readonly<Record<string, string>>>;

/** A gateway with its vendor, for one test. */
export interface GatewayHarness extends WorldParts {
  readonly gateway: Gateway;
  readonly approve: MakeData;
  readonly decline: MakeData;
  /** How many charges the vendor holds for our id, and what they captured in minor units. */
  readonly held: (
    chargeId: string,
  ) => Promise<{ readonly count: number; readonly captured: bigint }>;
  /** Makes the vendor go wrong at the next request of a kind. */
  readonly disturb: (
    target: 'charge' | 'lookup' | 'void' | 'refund' | 'refund_lookup',
    fault: VendorFault,
  ) => Promise<void>;
  /** How many refunds the vendor holds for our charge, and their sum in minor units. */
  readonly refunded?: (
    chargeId: string,
  ) => Promise<{ readonly count: number; readonly amount: bigint }>;
  readonly challenge?: MakeData;
  readonly answerChallenge?: (url: string, approve: boolean) => Promise<void>;
  readonly late?: MakeData;
  readonly settle?: (chargeId: string) => Promise<void>;
  readonly partial?: MakeData;
  /** A genuine notification about a charge, as raw parts to be falsified. */
  readonly notification?: (
    chargeId: string,
  ) => Promise<{ readonly body: string; readonly headers: Readonly<Record<string, string>> }>;
  /** Plays the client at the gateway's page, frame or browser half. */
  readonly finish?: (action: PluginAction, how: 'approve' | 'decline') => Promise<void>;
  /** Genuine notifications that the vendor has sent since the last call, oldest first. */
  readonly sent?: () => Promise<readonly Request[]>;
  /** A genuine notification with something wrong: each must be refused. */
  readonly forged?: (
    chargeId: string,
    how: 'signature' | 'age' | 'mode' | 'account',
  ) => Promise<Request | null>;
  /** Has the vendor hold something else than we asked for. */
  readonly falsify?: (
    chargeId: string,
    what: 'amount' | 'currency' | 'mode' | 'account',
  ) => Promise<void>;
  /** The provider refunds in the vendor's dashboard. */
  readonly refundThere?: (chargeId: string, amount: bigint) => Promise<void>;
  /** A refund that was done comes back. */
  readonly returnRefund?: (refundId: string) => Promise<void>;
  /** The client's bank takes the money back, and the dispute is won or lost. */
  readonly dispute?: (chargeId: string, to: 'open' | 'won' | 'lost') => Promise<void>;
  /** The method is taken away at the gateway, or its mandate is. */
  readonly removeThere?: (methodReference: string) => Promise<void>;
  /** Amounts that must be captured exactly; those of the suite unless told. */
  readonly amounts?: readonly Money[];
  readonly close?: () => Promise<void>;
}

const euros: Money = { amount: 1250n, currency: 'EUR' };
let serial = 0;

/** One test's gateway and vendor, with what makes charges and contexts. */
export interface GatewayScene {
  readonly harness: GatewayHarness;
  readonly gateway: Gateway;
  charge(data: MakeData, change?: Partial<GatewayCharge>): Promise<GatewayCharge>;
  context(charge: GatewayCharge, patience?: number): PluginContext;
}

/** Which charge to ask for. */
export function queryOf(charge: GatewayCharge): ChargeQuery {
  return deepFreeze({ chargeId: charge.chargeId, amount: charge.amount });
}

/** A part that the suite names. @throws Error when the harness lacks it. */
export function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The harness lacks a part that its suite names.');
  return value;
}

/** A test's scene over a harness. */
export function createScene(harness: GatewayHarness): GatewayScene {
  return {
    harness,
    gateway: harness.gateway,
    charge: async (data, change = {}) => {
      serial += 1;
      return deepFreeze({
        chargeId: `charge-${serial}`,
        amount: euros,
        description: `HL-2026-${String(serial).padStart(6, '0')}`,
        client: { clientId: 'client-1', email: 'ada@example.com', name: 'Ada Zoë <b>' },
        data: await data(),
        save: false,
        onSession: true,
        returnUrl: 'https://shop.example/pay',
        notifyUrl: 'https://shop.example/api/webhooks/gateway',
        ...change,
      });
    },
    context: (charge, patience) => contextOf(harness, `key-${charge.chargeId}`, patience),
  };
}

/** Declares one test of the suite. */
export type PlayGateway = (title: string, run: (scene: GatewayScene) => Promise<void>) => void;
