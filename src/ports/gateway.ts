import type { Money } from '../rules/money.ts';
import type { Outcome, PluginContext } from './outcome.ts';

/** A charge as a gateway hears of it. */
export interface GatewayCharge {
  /** Ours; the gateway keeps it, and `lookup` finds the charge by it. */
  readonly chargeId: string;
  readonly amount: Money;
  /** For the client's statement, such as `HL-2026-000001`. */
  readonly description: string;
  readonly client: { readonly clientId: string; readonly email: string; readonly name: string };
  /** What the browser half gave, such as a token; never a card number. */
  readonly data: Readonly<Record<string, string>>;
  /** A kept method's reference; then `data` is empty. */
  readonly methodReference?: string;
  /** Keep the method for later. */
  readonly save: boolean;
  /** Whether the client is there to answer a challenge. */
  readonly onSession: boolean;
  /** Where the client comes back to after a redirect or challenge. */
  readonly returnUrl: string;
}

/** What was taken. */
export interface Settlement {
  /** What was really captured; may be less than asked. */
  readonly captured: Money;
  /** The gateway's status code, such as `00`. */
  readonly statusCode: string;
  /** What is shown as the method, such as `Visa •••• 4242`. */
  readonly label: string;
  /** The kept method, where `save` was asked and the gateway keeps it. */
  readonly saved?: SavedMethod;
}

/** A way to pay that the gateway keeps for us. */
export interface SavedMethod {
  readonly methodReference: string;
  readonly brand: string;
  readonly last4: string;
  readonly expiryMonth?: number;
  readonly expiryYear?: number;
}

/** What the gateway holds for a charge. */
export type ChargeRecord = Outcome<Settlement>;

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

/** A fact of a notification: a hint which charge to look up (Law 9). */
export interface NotificationFact {
  /** The gateway's id of the event; repeated ones are dropped. */
  readonly eventId: string;
  /** Our charge id. */
  readonly chargeId: string;
}

/** A gateway's answer to a raw notification. */
export interface Notification {
  readonly reply: Response;
  /** Empty when the signature does not fit, or the event is not for us. */
  readonly facts: readonly NotificationFact[];
}

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
  /** Verifies a raw notification over its raw bytes. */
  notify?(request: Request, context: PluginContext): Promise<Notification>;
}

/** Which charge. */
export interface ChargeQuery {
  readonly chargeId: string;
  readonly reference?: string;
  readonly amount: Money;
}
