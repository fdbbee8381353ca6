/** A value of JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** An object of JSON. */
export type JsonObject = { readonly [key: string]: Json };

/** How what a payer pays with behaves. */
export type Funding =
  /** Pays at once. */
  | 'balance'
  /** Is declined when it is captured. */
  | 'declined'
  /** Is held back for a review. */
  | 'review'
  /** Pays at once; its refunds take days. */
  | 'bank'
  /** Asks for the payer when it is charged without them. */
  | 'asks';

/** An amount as the API writes it. */
export interface Amount {
  readonly currency_code: string;
  readonly value: string;
}

/** An order with its one purchase unit. */
export interface Order {
  readonly id: string;
  status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  amount: Amount;
  customId: string | null;
  invoiceId: string | null;
  description: string | null;
  payee: string;
  readonly source: 'none' | 'page' | 'vault';
  readonly returnUrl: string | null;
  readonly cancelUrl: string | null;
  readonly save: boolean;
  readonly customerId: string | null;
  funding: Funding | null;
  tokenId: string | null;
  captureId: string | null;
  readonly created: number;
  updated: number;
}

/** A captured payment. */
export interface Capture {
  readonly id: string;
  readonly orderId: string;
  status: 'COMPLETED' | 'PENDING' | 'DECLINED';
  readonly funding: Funding;
  readonly refundIds: string[];
  readonly created: number;
  updated: number;
}

/** Money sent back. */
export interface Refund {
  readonly id: string;
  readonly captureId: string;
  readonly amount: Amount;
  readonly customId: string | null;
  readonly invoiceId: string | null;
  status: 'COMPLETED' | 'PENDING' | 'FAILED';
  readonly created: number;
  updated: number;
}

/** An account that is about to be kept. */
export interface SetupToken {
  readonly id: string;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'VAULTED';
  readonly description: string | null;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly customerId: string;
  funding: Funding;
  tokenId: string | null;
  readonly created: number;
}

/** A kept account. */
export interface PaymentToken {
  readonly id: string;
  readonly customerId: string;
  readonly description: string | null;
  readonly orderId: string | null;
  funding: Funding;
  removed: boolean;
}

/** Money that a payer wants back. */
export interface Dispute {
  readonly id: string;
  readonly captureId: string;
  status: 'WAITING_FOR_SELLER_RESPONSE' | 'RESOLVED';
  outcome: 'RESOLVED_BUYER_FAVOUR' | 'RESOLVED_SELLER_FAVOUR' | null;
  readonly created: number;
  updated: number;
}

/** An event, as it was told. */
export interface StoredEvent {
  readonly row: JsonObject;
  readonly body: string;
}

/** What a request id repeats; null while the first request is under way. */
export interface KeptAnswer {
  readonly at: number;
  readonly view: (() => Json) | null;
}

/** All that the fake remembers. */
export interface State {
  readonly orders: Map<string, Order>;
  readonly captures: Map<string, Capture>;
  readonly refunds: Map<string, Refund>;
  readonly setups: Map<string, SetupToken>;
  readonly tokens: Map<string, PaymentToken>;
  readonly disputes: Map<string, Dispute>;
  readonly events: StoredEvent[];
  readonly keys: Map<string, KeptAnswer>;
  /** Orders that the API no longer gives, though they were paid. */
  readonly forgotten: Set<string>;
  /** Access tokens and when they end, in milliseconds. */
  readonly access: Map<string, number>;
  serial: number;
}

/** What the parts of the fake share. */
export interface World {
  readonly state: State;
  readonly publicUrl: string;
  readonly merchantId: string;
  /** Milliseconds since 1970. */
  readonly time: () => number;
  /** A fresh id of 17 letters and digits. */
  readonly id: () => string;
  readonly chance: () => string;
  readonly emit: (type: string, resourceType: string, resource: JsonObject) => void;
}

/** An empty memory. */
export function emptyState(): State {
  return {
    orders: new Map(),
    captures: new Map(),
    refunds: new Map(),
    setups: new Map(),
    tokens: new Map(),
    disputes: new Map(),
    events: [],
    keys: new Map(),
    forgotten: new Set(),
    access: new Map(),
    serial: 0,
  };
}

/** An instant as the API writes it. */
export function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A value as an object, an empty one where it is none. */
export function asObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as JsonObject;
}

/** The object at the end of a path of fields. */
export function part(value: Json | undefined, ...path: readonly string[]): JsonObject {
  return path.reduce((object, field) => asObject(object[field]), asObject(value));
}

/** A field's text, or null. */
export function text(value: JsonObject, field: string): string | null {
  const found = value[field];
  return typeof found === 'string' ? found : null;
}
