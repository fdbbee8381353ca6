import type { Money } from '../rules/money.ts';
import type { SavedMethod } from './gateway-setup.ts';
import type { Outcome } from './outcome.ts';

/** Who pays, as far as a gateway asks. */
export interface GatewayClientData {
  readonly clientId: string;
  readonly email: string;
  readonly name: string;
  /** The billing address; lines and places may be empty. */
  readonly address?: {
    readonly lines: readonly string[];
    readonly city: string;
    readonly postalCode: string;
    readonly region: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
  };
}

/** A charge as a gateway hears of it. */
export interface GatewayCharge {
  /** Ours; the gateway keeps it, and `lookup` finds the charge by it. */
  readonly chargeId: string;
  readonly amount: Money;
  /** For the client's statement, such as `HL-2026-000001`. */
  readonly description: string;
  readonly client: GatewayClientData;
  /** What the browser half gave, such as a token; never a card number. */
  readonly data: Readonly<Record<string, string>>;
  /** A kept method's reference; then `data` is empty. */
  readonly methodReference?: string;
  /** The gateway's reference of the client, from a method that it keeps. */
  readonly customerReference?: string;
  /** Keep the method for later. */
  readonly save: boolean;
  /** Whether the client is there to answer a challenge. */
  readonly onSession: boolean;
  /** Where the client comes back to after a redirect or challenge. */
  readonly returnUrl: string;
  /** Where the gateway sends its notifications, for those that are told with each charge. */
  readonly notifyUrl: string;
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
  /** What the gateway kept for itself, where it says so. */
  readonly fee?: Money;
}

/** What the gateway holds for a charge. */
export type ChargeRecord = Outcome<Settlement>;

/** Which charge. */
export interface ChargeQuery {
  readonly chargeId: string;
  readonly reference?: string;
  readonly amount: Money;
}
