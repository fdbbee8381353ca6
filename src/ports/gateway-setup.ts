/** A way to pay that the gateway keeps for us. */
export interface SavedMethod {
  /** The gateway's, and opaque to all but its plugin. */
  readonly methodReference: string;
  /** The gateway's reference of the client, to be given with later charges. */
  readonly customerReference?: string;
  /** By default a card. */
  readonly type?: 'card' | 'bank_account' | 'wallet';
  /** Such as `Visa`, `SEPA` or `PayPal`. */
  readonly brand: string;
  /** Empty where the method has no number. */
  readonly last4: string;
  readonly expiryMonth?: number;
  readonly expiryYear?: number;
  /** What allows charges with no client at hand (SPEC 9.10). */
  readonly mandate?: Mandate;
}

/** The evidence that a client agreed to later charges (SPEC 9.10). */
export interface Mandate {
  /** The gateway's or the scheme's reference. */
  readonly reference: string;
  /** Such as `network transaction id`, `sepa_debit` or `vault`. */
  readonly method: string;
  readonly scope: 'off_session' | 'recurring';
}

/** A method that is to be kept without a charge. */
export interface GatewaySetup {
  /** Ours; the gateway keeps it, and `lookupSetup` finds the setup by it. */
  readonly setupId: string;
  readonly client: { readonly clientId: string; readonly email: string; readonly name: string };
  readonly customerReference?: string;
  /** What the browser half gave, such as a token; never a card number. */
  readonly data: Readonly<Record<string, string>>;
  readonly returnUrl: string;
}

/** Which setup. */
export interface SetupQuery {
  readonly setupId: string;
  readonly reference?: string;
}
