/** A value of JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How a shopper of the fake pays; each is a name of a holder on its page, or a bank transfer. */
export type Payer = 'approved' | 'declined' | 'fraud' | 'review' | 'wire';

/** What a buy link asks for. */
export interface Cart {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The order that came of it. */
  refNo: string | null;
}

/** A refund of an order, as it was asked for or made in the control panel. */
export interface Refund {
  readonly reference: string;
  /** In hundredths. */
  readonly amount: bigint;
  readonly comment: string;
  readonly reason: string;
  readonly at: number;
  status: 'PENDING' | 'APPROVED' | 'REJECTED';
}

/** An order. */
export interface Order {
  readonly refNo: string;
  readonly externalReference: string;
  readonly customerReference: string;
  readonly product: string;
  readonly line: string;
  readonly name: string;
  readonly email: string;
  readonly placedAt: number;
  readonly method: 'CC' | 'WIRE';
  status: 'PENDING' | 'AUTHRECEIVED' | 'COMPLETE' | 'REFUND' | 'REVERSED' | 'CANCELED';
  approve: 'WAITING' | 'OK' | 'REJECTED';
  /** In hundredths. */
  amount: bigint;
  currency: string;
  merchantCode: string;
  test: boolean;
  finishedAt: number | null;
  errors: { readonly [code: string]: string } | null;
  chargeback: 'NONE' | 'OPEN' | 'WON' | 'LOST' | 'ACCEPTED';
  readonly refunds: Refund[];
}

/** An IPN as it was made: its fields in their order, without signatures. */
export interface Notice {
  readonly externalReference: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** All that the fake remembers. */
export interface State {
  readonly carts: Map<string, Cart>;
  readonly orders: Map<string, Order>;
  readonly notices: Notice[];
  serial: number;
}

/** The account that the fake keeps. */
export interface Account {
  readonly merchantCode: string;
  readonly secretKey: string;
  readonly buyLinkSecretWord: string;
  /** Whether the shop takes real orders; else those of tests alone. */
  readonly live: boolean;
}

/** What the parts of the fake share. */
export interface World {
  readonly account: Account;
  readonly state: State;
  /** Whether 2Checkout approves refunds by itself, as soon as their order is looked at. */
  readonly approvesRefunds: boolean;
  readonly time: () => number;
  readonly chance: () => string;
  /** A fresh number. */
  readonly number: () => string;
  /** Tells of an order, as it is now. */
  readonly emit: (order: Order, status: string, more?: Readonly<Record<string, string>>) => void;
}

/** Hundredths as a decimal. */
export function decimal(hundredths: bigint): string {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const text = size.toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}
