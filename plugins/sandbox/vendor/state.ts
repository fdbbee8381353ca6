import type { CardBehavior } from './cards.ts';

/** A card's stand-in, made for the browser; it can be used once within 15 minutes. */
export interface TokenRow {
  id: string;
  behavior: CardBehavior;
  code: string;
  brand: string;
  last4: string;
  expiryMonth: number;
  expiryYear: number;
  expiresAt: number;
  used: boolean;
}

/** A card that is kept for later charges. */
export interface MethodRow {
  id: string;
  behavior: CardBehavior;
  code: string;
  brand: string;
  last4: string;
  expiryMonth: number;
  expiryYear: number;
}

/** Where a charge stands at the vendor. */
export type ChargeStatus = 'challenge' | 'pending' | 'captured' | 'declined' | 'voided';

/** A charge; `amount` and `captured` are minor units. */
export interface ChargeRow {
  id: string;
  chargeId: string;
  key: string;
  fingerprint: string;
  status: ChargeStatus;
  behavior: CardBehavior;
  amount: number;
  captured: number;
  currency: string;
  description: string;
  code: string;
  brand: string;
  last4: string;
  expiryMonth: number;
  expiryYear: number;
  save: boolean;
  methodId: string | null;
  returnUrl: string;
  challengeSecret: string;
  createdAt: number;
  settlesAt: number | null;
}

/** Money that went back; `amount` is minor units. */
export interface RefundRow {
  id: string;
  refundId: string;
  /** The vendor's charge, and the merchant's id of it. */
  charge: string;
  chargeId: string;
  amount: number;
  currency: string;
  status: 'refunded';
  key: string;
  fingerprint: string;
  createdAt: number;
}

/** A charge that the card's owner disputes; `amount` is minor units. */
export interface DisputeRow {
  id: string;
  charge: string;
  chargeId: string;
  amount: number;
  currency: string;
  status: 'open' | 'won' | 'lost';
  createdAt: number;
}

/** A hosting account at the vendor's panel. */
export interface AccountRow {
  id: string;
  externalId: string;
  status: 'active' | 'suspended';
  plan: string;
  domain: string | null;
  email: string;
  name: string;
  userName: string;
  salt: string;
  passwordHash: string | null;
  addOns: { addOnId: string; quantity: number }[];
  reason: string;
}

/** A sign-in: a link that works once, or the cookie that came of it. Only hashes are kept. */
export interface SessionRow {
  hash: string;
  kind: 'link' | 'cookie';
  accountId: string;
  expiresAt: number;
}

/** What a webhook tells: a charge's new state, or money that moved of it later. */
export type EventType = 'charge.updated' | 'charge.moved';

/** A webhook that is sent until it is answered with 2xx, at most eight times. */
export interface EventRow {
  id: string;
  chargeId: string;
  body: string;
  attempts: number;
  nextAt: number | null;
}

/** What goes wrong on purpose, and how often still. */
export interface SwitchRow {
  target: SwitchTarget;
  mode: SwitchMode;
  times: number;
}

/** Which requests a switch meets. */
export type SwitchTarget =
  | 'token'
  | 'charge'
  | 'charge_lookup'
  | 'void'
  | 'refund'
  | 'refund_lookup'
  | 'setup'
  | 'setup_lookup'
  | 'method_delete'
  | 'account'
  | 'account_lookup'
  | 'account_change'
  | 'account_delete'
  | 'session'
  | 'vat';

/**
 * What a switch does: `fail` answers 503 and does nothing, `lie` does it and answers 500, `hang`
 * never answers, `late` never answers and does it after the caller gave up, `lose-answer` does it
 * and breaks the connection, `answer-twice` does it twice at once as a network's resend would,
 * `refuse` answers with a coded refusal.
 */
export type SwitchMode =
  | 'fail'
  | 'lie'
  | 'hang'
  | 'late'
  | 'lose-answer'
  | 'answer-twice'
  | 'refuse';

/** All that the vendor knows. It never holds a card number. */
export interface VendorState {
  sequence: number;
  tokens: TokenRow[];
  methods: MethodRow[];
  charges: ChargeRow[];
  refunds: RefundRow[];
  disputes: DisputeRow[];
  accounts: AccountRow[];
  sessions: SessionRow[];
  events: EventRow[];
  switches: SwitchRow[];
  log: { at: number; method: string; path: string; status: number }[];
}

/** Where the vendor keeps its state over restarts. */
export interface VendorStore {
  /** What was saved last, or null at the first start. */
  load(): VendorState | null;
  /** Keeps the state; when it returns, a crash no longer loses it. */
  save(state: VendorState): void;
}

/** A vendor that has seen nothing yet. */
export function emptyState(): VendorState {
  return {
    sequence: 0,
    tokens: [],
    methods: [],
    charges: [],
    refunds: [],
    disputes: [],
    accounts: [],
    sessions: [],
    events: [],
    switches: [],
    log: [],
  };
}

/** Keeps the state for as long as the store object lives, so that a vendor can be restarted. */
export function memoryStore(): VendorStore {
  let saved: string | null = null;
  return {
    load: () => (saved === null ? null : (JSON.parse(saved) as VendorState)),
    save: (state) => {
      saved = JSON.stringify(state);
    },
  };
}
