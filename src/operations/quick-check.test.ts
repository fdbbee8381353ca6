import { assert, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operationNames } from '../contract/operations.ts';
import { InvariantError } from '../errors.ts';
import { email, money, out } from './fields.ts';
import { assertOutput, operationSchemas } from './index.ts';
import { quickCheckOf } from './quick-check.ts';

/** A value that a schema allows, with something in every list and every place that may be null. */
function sampleOf(schema: z.core.$ZodType): unknown {
  if (schema === money) return { amount: 1250n, currency: 'EUR' };
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return true;
    case 'number':
      return 3;
    case 'enum':
      return Object.values(def.entries)[0];
    case 'literal':
      return def.values[0];
    case 'nullable':
    case 'optional':
      return sampleOf(def.innerType);
    case 'array':
      return [sampleOf(def.element)];
    case 'union':
      return def.options[0] === undefined ? null : sampleOf(def.options[0]);
    case 'record':
      return { a: 'text' };
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([key, member]) => [key, sampleOf(member)]),
      );
    default:
      throw new Error(`No sample of ${def.type}.`);
  }
}

const others = [undefined, null, 1, 1.5, 2 ** 53, Number.NaN, '', 'x', 12n, true, [], {}, [[]]];
const amounts = [
  { amount: 10n ** 18n, currency: 'EUR' },
  { amount: 10n ** 18n + 1n, currency: 'EUR' },
  { amount: -(10n ** 18n) - 1n, currency: 'EUR' },
  { amount: 1n, currency: 'XXX' },
  { amount: '1.00', currency: 'EUR' },
  { amount: 1n, currency: 'EUR', cents: 1 },
];

/** The value with each of its parts in turn left out, added to or replaced by another. */
function* variants(value: unknown): Generator<unknown> {
  yield* others;
  yield* amounts;
  if (Array.isArray(value)) {
    yield [...value, undefined];
    yield new Array(1);
    for (const one of variants(value[0])) yield [value[0], one];
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, passwordHash: 'x' };
    yield Object.assign(Object.create({ passwordHash: 'x' }) as object, value);
    for (const [key, member] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const one of variants(member)) yield { ...value, [key]: one };
    }
  }
}

describe('quick check', () => {
  it.each(operationNames)('[3.7] of %s lets nothing through that the schema refuses', (name) => {
    const schema = operationSchemas[name].output;
    const check = quickCheckOf(schema);
    assert(check !== null, 'Every part of the schema is known.');
    const sample = sampleOf(schema);
    expect(schema.safeParse(sample).success).toBe(true);
    expect(check(sample)).toBe(true);
    const missed = [...variants(sample)].filter(
      (one) => check(one) && !schema.safeParse(one).success,
    );
    expect(missed).toEqual([]);
  });

  it('[3.7] is none where a schema has a rule that it does not know', () => {
    const known = z.strictObject({ a: out });
    expect(quickCheckOf(known)).not.toBeNull();
    for (const other of [
      z.object({ a: out }),
      z.looseObject({ a: out }),
      z.strictObject({ a: email }),
      z.strictObject({ a: out.optional() }),
      z.strictObject({ a: z.string().min(1) }),
      z.strictObject({ a: z.uuid() }),
      z.strictObject({ a: z.number() }),
      z.strictObject({ a: z.int().min(1) }),
      z.array(out).max(1),
      z.union([out, z.date()]),
      known.refine(() => false),
      z.record(out, z.number()),
      z.record(z.uuid(), out),
    ]) {
      expect(quickCheckOf(other)).toBeNull();
    }
  });

  it.each(operationNames)('[3.7] lets nothing out of %s that its schema does not name', (name) => {
    const sample = sampleOf(operationSchemas[name].output) as object;
    expect(() => assertOutput(name, sample)).not.toThrow();
    expect(() => assertOutput(name, { ...sample, passwordHash: 'x' })).toThrow(InvariantError);
  });
});
