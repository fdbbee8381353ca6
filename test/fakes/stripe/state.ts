import type { TestMethod } from './test-methods.ts';

/** A value of JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** An object of the API as it is stored: other objects by their ids. */
export interface Row {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly [field: string]: Json;
}

/** What the API never tells: how a method behaves, what an intent waits for. */
export interface Hidden {
  /** Of a payment method or a confirmation token. */
  readonly behaviour?: TestMethod;
  /** Of a payment method that was set up with 3-D Secure: it needs none off session. */
  readonly authenticated?: boolean;
  /** Of an intent: whether 3-D Secure was passed, and when a debit settles. */
  readonly settlesAt?: number;
  readonly offSession?: boolean;
  readonly source?: string;
  /** Of a Checkout session: what its payment is to be. */
  readonly paymentData?: { readonly [key: string]: Json };
  /** Of a session: what its page says after a decline. */
  readonly notice?: string;
}

/** An event, and whether its receiver has it. */
export interface StoredEvent {
  readonly row: Row;
  readonly body: string;
}

/** An answer that a key repeats. */
export interface KeptAnswer {
  readonly path: string;
  readonly body: string;
  readonly at: number;
  readonly answer: { readonly status: number; readonly body: Json } | null;
}

/** All that the fake remembers. */
export interface State {
  readonly rows: Map<string, Row>;
  readonly hidden: Map<string, Hidden>;
  readonly keys: Map<string, KeptAnswer>;
  readonly events: StoredEvent[];
  serial: number;
}

/** What the parts of the fake share. */
export interface World {
  readonly state: State;
  readonly live: boolean;
  readonly publicUrl: string;
  readonly now: () => Date;
  /** A fresh id, such as `pi_…`. */
  readonly id: (prefix: string) => string;
  /** Seconds since 1970. */
  readonly seconds: () => number;
  readonly emit: (type: string, row: Row) => void;
}

/** An empty memory. */
export function emptyState(): State {
  return { rows: new Map(), hidden: new Map(), keys: new Map(), events: [], serial: 0 };
}

/** Stores a row, new or changed. */
export function put(world: World, row: Row): Row {
  world.state.rows.set(row.id, row);
  return row;
}

/** Changes fields of a row. */
export function change(world: World, row: Row, fields: { readonly [key: string]: Json }): Row {
  return put(world, { ...row, ...fields });
}

/** Remembers more of what the API never tells. */
export function hide(world: World, id: string, more: Hidden): void {
  world.state.hidden.set(id, { ...world.state.hidden.get(id), ...more });
}

/** What the API never tells of an object. */
export function hiddenOf(world: World, id: string): Hidden {
  return world.state.hidden.get(id) ?? {};
}

/** All of a kind, newest first as lists are. */
export function all(world: World, object: string): readonly Row[] {
  return [...world.state.rows.values()].filter((row) => row.object === object).reverse();
}

/** A text of a row, or null. */
export function text(row: { readonly [key: string]: Json } | null, field: string): string | null {
  const value = row?.[field];
  return typeof value === 'string' ? value : null;
}

/** A whole number of a row, 0 where it has none. */
export function whole(row: { readonly [key: string]: Json }, field: string): number {
  const value = row[field];
  return typeof value === 'number' ? value : 0;
}

/** A part of a row that is an object, or an empty one. */
export function part(
  row: { readonly [key: string]: Json },
  field: string,
): { readonly [key: string]: Json } {
  const value = row[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as { readonly [key: string]: Json };
}
