import { type Fraction, parseDecimal } from '../../src/rules/fraction.ts';
import { type Money, parseMoney } from '../../src/rules/money.ts';
import { isPlainDate, type PlainDate } from '../../src/rules/plain-date.ts';

/** What a case gives, or expects, as it stands in its file. */
export type Given = Readonly<Record<string, unknown>>;

/** A case whose fields are not of the form that its convention has here: it is skipped. */
export class Unreadable extends Error {}

/** Whether a field is there and not null. */
export function has(given: Given, key: string): boolean {
  return given[key] !== undefined && given[key] !== null;
}

/** A text, or a number as a text. */
export function text(given: Given, key: string): string {
  const value = given[key];
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new Unreadable(`"${key}" is no text or number`);
}

/** A whole number, such as an amount of minor units. */
export function whole(given: Given, key: string): bigint {
  const written = text(given, key);
  if (!/^-?\d+$/.test(written)) throw new Unreadable(`"${key}" is no whole number`);
  return BigInt(written);
}

/** A whole number, small enough to count with; some are below zero, such as months back. */
export function count(given: Given, key: string): number {
  return Number(whole(given, key));
}

/** How many of something; never below none. */
export function times(given: Given, key: string): number {
  const many = count(given, key);
  if (many < 0) throw new Unreadable(`"${key}" is below zero`);
  return many;
}

/** A decimal, exactly. */
export function decimal(given: Given, key: string): Fraction {
  return decimalOf(text(given, key), key);
}

/** A decimal text, exactly. */
export function decimalOf(written: string, key: string): Fraction {
  if (!/^-?\d+(\.\d+)?$/.test(written)) throw new Unreadable(`"${key}" is no decimal`);
  return parseDecimal(written);
}

/** An amount of money; one that is finer than its currency cannot be read. */
export function amount(given: Given, key: string, currency: string): Money {
  const written = text(given, key)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  try {
    return parseMoney(written, currency);
  } catch (error) {
    throw new Unreadable(`"${key}": ${error instanceof Error ? error.message : 'no amount'}`);
  }
}

/** A calendar date. */
export function date(given: Given, key: string): PlainDate {
  const written = text(given, key);
  if (!isPlainDate(written)) throw new Unreadable(`"${key}" is no date`);
  return written;
}

/** A record. */
export function record(given: Given, key: string): Given {
  const value = given[key];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Given;
  throw new Unreadable(`"${key}" is no record`);
}

/** A list of records. */
export function records(given: Given, key: string): readonly Given[] {
  return list(given, key).map((value) => record({ value }, 'value'));
}

/** A list of texts or numbers, as texts. */
export function texts(given: Given, key: string): readonly string[] {
  return list(given, key).map((value) => text({ value }, 'value'));
}

function list(given: Given, key: string): readonly unknown[] {
  const value = given[key];
  if (Array.isArray(value)) return value;
  throw new Unreadable(`"${key}" is no list`);
}

/** What a name of the source means here. */
export function meaning<Value>(names: ReadonlyMap<string, Value>, name: string): Value {
  const found = names.get(name);
  if (found === undefined) throw new Unreadable(`"${name}" has no counterpart here`);
  return found;
}

/** The first of some fields that is there; sources name the same thing differently. */
export function firstOf(given: Given, keys: readonly string[]): string {
  const key = keys.find((one) => has(given, one));
  if (key === undefined) throw new Unreadable(`none of ${keys.join(', ')} is given`);
  return key;
}
