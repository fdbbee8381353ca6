import type { BankAccountKind } from '../rules/collection.ts';
import type { Money } from '../rules/money.ts';
import type { ChargeQuery, ChargeRecord, GatewayCharge } from './gateway-charge.ts';
import type { GatewayMovement, MovementQuery, Notification } from './gateway-notice.ts';
import type { GatewayPage } from './gateway-page.ts';
import type { GatewaySetup, SavedMethod, SetupQuery } from './gateway-setup.ts';
import type { Outcome, PluginContext } from './outcome.ts';

export type * from './gateway-charge.ts';
export type * from './gateway-notice.ts';
export type * from './gateway-page.ts';
export type * from './gateway-setup.ts';

/** Money to send back: a part of what a charge captured, or all of it (SPEC 8.10). */
export interface GatewayRefund {
  /** Ours; the gateway keeps it, and `lookupRefund` finds the refund by it. */
  readonly refundId: string;
  readonly chargeId: string;
  /** The gateway's own reference of the charge. */
  readonly reference: string;
  readonly amount: Money;
}

/** What the gateway holds for a refund. */
export type RefundRecord = Outcome<{ readonly refunded: Money }>;

/** A payment gateway. Amounts are in minor units. */
export interface Gateway {
  /** Fields in the page, a page of its own, or instructions. */
  readonly kind: 'embedded' | 'redirect' | 'manual';
  /** What the browser half may know. */
  readonly publicConfig: Readonly<Record<string, string>>;
  /** Path of the browser half under the server's base, such as `/plugins/sandbox/client.js`. */
  readonly clientModule?: string;
  /** Whether a method can be kept. */
  readonly canSave: boolean;
  /** Whether a kept method can be charged with no client at hand; as `canSave` unless told. */
  readonly offSession?: boolean;
  /**
   * Kinds of bank accounts from which a file for the bank collects (SPEC 8.9): their data is
   * sealed, and of the gateway's methods only `lookup` is called for them.
   */
  readonly collectsFrom?: readonly BankAccountKind[];
  /** ISO 4217 codes that it takes; all unless told. */
  readonly currencies?: readonly string[];
  /**
   * What keeps one charge from becoming two: the gateway's idempotency keys or its uniqueness of
   * our reference; with `none` a charge whose answer was lost is settled by reading alone, and
   * `start` is not called a second time. By default `key`.
   */
  readonly idempotency?: 'key' | 'none';
  /** Whether a part of a charge can go back; true unless told. */
  readonly refundsParts?: boolean;
  /** What a payment page loads and must allow for it (PCI DSS 6.4.3). */
  readonly page?: GatewayPage;
  /** Whether real money moves: a live gateway on PGlite warns at every start. */
  readonly live: boolean;
  start(input: GatewayCharge, context: PluginContext): Promise<ChargeRecord>;
  /** Goes on after the client took the step. */
  resume?(input: ChargeQuery, context: PluginContext): Promise<ChargeRecord>;
  /** What the gateway holds for the charge, or null when it never heard of it. */
  lookup(input: ChargeQuery, context: PluginContext): Promise<ChargeRecord | null>;
  /** Gives up a charge that is not captured; `done` when it can no longer be captured. */
  void?(input: ChargeQuery, context: PluginContext): Promise<Outcome<null>>;
  /** Sends money back to where it came from; a gateway that can also has `lookupRefund`. */
  refund?(input: GatewayRefund, context: PluginContext): Promise<RefundRecord>;
  /** What the gateway holds for the refund, or null when it never heard of it. */
  lookupRefund?(input: GatewayRefund, context: PluginContext): Promise<RefundRecord | null>;
  /** Keeps a method without a charge; a gateway that can also has `lookupSetup`. */
  setup?(input: GatewaySetup, context: PluginContext): Promise<Outcome<SavedMethod>>;
  /** What the gateway holds for the setup, or null when it never heard of it. */
  lookupSetup?(input: SetupQuery, context: PluginContext): Promise<Outcome<SavedMethod> | null>;
  /** Has the gateway forget a kept method; `done` too when it is gone already. */
  removeMethod?(
    input: { readonly methodReference: string; readonly customerReference?: string },
    context: PluginContext,
  ): Promise<Outcome<null>>;
  /** Money that moved, as the gateway has it; for refunds and disputes of its own making too. */
  movements?(input: MovementQuery, context: PluginContext): Promise<readonly GatewayMovement[]>;
  /** Verifies a raw notification over its raw bytes. */
  notify?(request: Request, context: PluginContext): Promise<Notification>;
}
