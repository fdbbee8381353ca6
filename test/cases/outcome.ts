import { compareFractions, parseDecimal } from '../../src/rules/fraction.ts';
import type { Given } from './given.ts';

/** One value that a case expects, and what came out. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Where our rule and another system's own arithmetic come to different ends. */
export interface Divergence {
  readonly what: string;
  readonly theirs: string;
  readonly ours: string;
  readonly reason: string;
}

/** What a mapper made of a case. */
export interface Outcome {
  /** The rule function that was used. */
  readonly rule: string;
  readonly checks: readonly Check[];
  readonly divergences?: readonly Divergence[];
}

/** From a case to calls of rules; it holds no arithmetic. */
export type Mapper = (given: Given, expect: Given, whole: Given) => Outcome;

/** A case that its mapper passes over, with the reason. */
export class Skipped extends Error {}

/** A value of a case beside ours; texts and numbers are compared as texts. */
export function check(what: string, expected: unknown, actual: unknown): Check {
  return { what, expected: written(expected), actual: written(actual) };
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

const number = /^-?\d+(\.\d+)?$/;

/** Whether both are the same; decimals by their value, so that 15.0 is 15. */
export function holds({ expected, actual }: Check): boolean {
  if (expected === actual) return true;
  const parts = [expected.split(', '), actual.split(', ')] as const;
  return (
    parts[0].length === parts[1].length &&
    parts[0].every((part, index) => sameNumber(part, parts[1][index] ?? ''))
  );
}

function sameNumber(a: string, b: string): boolean {
  if (a === b) return true;
  return (
    number.test(a) && number.test(b) && compareFractions(parseDecimal(a), parseDecimal(b)) === 0
  );
}
