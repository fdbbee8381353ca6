import type { Money } from '../rules/money.ts';
import type { ExplanationView, TaxLineView } from './invoices.ts';
import type { Command, Operation } from './operation.ts';

/** One thing to order. */
export interface OrderItem {
  readonly productId: string;
  readonly planId: string;
  /** A cycle id such as `annual`. */
  readonly cycle: string;
  readonly addOns: readonly { readonly addOnId: string; readonly quantity: number }[];
  /** The domain name that the hosting is for. */
  readonly domainName?: string;
}

/** Where tax is decided, before there is a client. */
export interface TaxAddress {
  /** ISO 3166 two letters. */
  readonly country: string;
  readonly state?: string;
  readonly county?: string;
  readonly city?: string;
  readonly vatNumber?: string;
}

/** What to quote. For a signed-in client its own currency and tax data are used. */
export interface OrderInput {
  readonly currency: string;
  readonly items: readonly OrderItem[];
  readonly promotionCode?: string;
  readonly taxAddress?: TaxAddress;
}

/** A line of a quote. */
export interface QuoteLineView {
  /** Index into the order's items. */
  readonly item: number;
  readonly addOnId: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly periodStart: string | null;
  /** Exclusive. */
  readonly periodEnd: string | null;
  readonly explanation: ExplanationView;
}

/** The price of today and of the next period, taxes included (SPEC 4.1). */
export interface OrderQuote {
  readonly currency: string;
  readonly lines: readonly QuoteLineView[];
  readonly gross: Money;
  readonly discount: Money;
  readonly net: Money;
  readonly taxes: readonly TaxLineView[];
  readonly total: Money;
  /** What falls due at each first renewal date, taxes included. */
  readonly next: readonly { readonly on: string; readonly cycle: string; readonly total: Money }[];
  readonly promotion: { readonly code: string | null; readonly description: string } | null;
}

/** A new client's data in an order (SPEC 4.1, 3.2). */
export interface NewClient {
  readonly company?: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly street: string;
  readonly street2?: string;
  readonly city: string;
  readonly state?: string;
  readonly county?: string;
  readonly zip: string;
  readonly country: string;
  readonly phone: string;
  readonly vatNumber?: string;
  readonly language?: string;
  readonly userName: string;
  /** Left out: the welcome mail has a link to set one (SPEC 4.6). */
  readonly password?: string;
}

/** An order to place. The client pays `confirmedTotal`, or gets `quote_changed`. */
export interface PlaceOrder extends Command {
  readonly currency: string;
  readonly items: readonly OrderItem[];
  readonly promotionCode?: string;
  readonly confirmedTotal: Money;
  /** The version of the terms that the client accepted. */
  readonly termsVersion: string;
  /** Of the referral link by which a new client came; one that nobody has is passed over. */
  readonly referralCode?: string;
  /** Needed unless signed in. */
  readonly client?: NewClient;
}

/** A bearer token for a client's own operations (SPEC 3.6). */
export interface SessionToken {
  readonly sessionId: string;
  readonly token: string;
  /** Instant, ISO 8601. */
  readonly expiresAt: string;
}

/** An order. */
export interface OrderView {
  readonly orderId: string;
  readonly number: number;
  readonly clientId: string;
  /** A held one waits for the provider's review: it cannot be paid yet (SPEC 4.10). */
  readonly status: 'held' | 'unpaid' | 'paid' | 'lapsed' | 'canceled' | 'fraudulent';
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly total: Money;
  readonly balance: Money;
  readonly packageIds: readonly string[];
  /** The day on which it lapses when unpaid (SPEC 4.8). */
  readonly lapsesOn: string | null;
}

/** What an operator decides of an order, and why. */
export interface ReviewOrder extends Command {
  readonly orderId: string;
  readonly reason: string;
}

/** Operations on orders. */
export interface OrderOperations {
  'orders.quote': { input: OrderInput; output: OrderQuote };
  'orders.place': {
    input: PlaceOrder;
    /** The session is there only for a new client. */
    output: { readonly order: OrderView; readonly session: SessionToken | null };
  };
  'orders.get': { input: { readonly orderId: string }; output: OrderView };
  'orders.hold': { input: ReviewOrder; output: OrderView };
  'orders.accept': { input: ReviewOrder; output: OrderView };
  'orders.markFraudulent': { input: ReviewOrder; output: OrderView };
}

/** Their table. */
export const orderOperations: { readonly [Name in keyof OrderOperations]: Operation } = {
  'orders.quote': {
    kind: 'query',
    method: 'POST',
    path: '/orders/quote',
    access: { public: true, client: 'any' },
    summary: 'What an order costs today and at the next renewal, taxes included.',
  },
  'orders.place': {
    kind: 'command',
    method: 'POST',
    path: '/orders',
    access: { public: true, client: 'packages' },
    summary: 'Places an order: client, packages and first invoice, at once or not at all.',
  },
  'orders.get': {
    kind: 'query',
    method: 'GET',
    path: '/orders/{orderId}',
    access: { client: 'packages', operator: 'orders:read' },
    summary: 'An order and where it stands.',
  },
  'orders.hold': {
    kind: 'command',
    method: 'POST',
    path: '/orders/{orderId}/hold',
    access: { operator: 'orders:write' },
    summary: 'Holds an unpaid order for review: nothing is charged or set up.',
  },
  'orders.accept': {
    kind: 'command',
    method: 'POST',
    path: '/orders/{orderId}/accept',
    access: { operator: 'orders:write' },
    summary: 'Accepts an order that was held: the client is asked to pay, and it goes on.',
  },
  'orders.markFraudulent': {
    kind: 'command',
    method: 'POST',
    path: '/orders/{orderId}/mark-fraudulent',
    access: { operator: 'orders:write' },
    summary: 'Marks an order and its packages Fraudulent; what is unpaid is credited.',
  },
};
