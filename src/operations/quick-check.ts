import type * as z from 'zod';
import { isOutputMoney, money } from './fields.ts';

/** Whether a value is as a schema allows it. */
export type QuickCheck = (value: unknown) => boolean;

/**
 * A check that is as strict as a schema's own and several times faster, since it copies nothing and
 * does not say what is wrong; null for a schema with a part that it does not know.
 */
export function quickCheckOf(schema: z.core.$ZodType): QuickCheck | null {
  if (schema === money) return isOutputMoney;
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  if (def.checks !== undefined && def.checks.length > 0) return null;
  switch (def.type) {
    case 'string':
      return hasOwnRules(def) ? null : (value) => typeof value === 'string';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'number':
      return (def as z.core.$ZodNumberFormatDef).format === 'safeint' ? Number.isSafeInteger : null;
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'literal':
      return oneOf(def.values);
    case 'nullable':
      return nullable(def.innerType);
    case 'array':
      return listOf(def.element);
    case 'union':
      return anyOf(def.options);
    case 'record':
      return recordOf(def);
    case 'object':
      return closedObject(def);
    default:
      return null;
  }
}

/** An e-mail address or an UUID is a text with a rule of its own. */
function hasOwnRules(def: z.core.$ZodStringDef): boolean {
  return 'check' in def || 'format' in def;
}

function oneOf(values: readonly unknown[]): QuickCheck {
  const known = new Set(values);
  return (value) => known.has(value);
}

function nullable(inner: z.core.$ZodType): QuickCheck | null {
  const check = quickCheckOf(inner);
  return check === null ? null : (value) => value === null || check(value);
}

function listOf(element: z.core.$ZodType): QuickCheck | null {
  const check = quickCheckOf(element);
  if (check === null) return null;
  return (value) => {
    if (!Array.isArray(value)) return false;
    // Not by `every`, which passes over the gaps of a list.
    for (let index = 0; index < value.length; index += 1) if (!check(value[index])) return false;
    return true;
  };
}

function anyOf(options: readonly z.core.$ZodType[]): QuickCheck | null {
  const checks = options.map(quickCheckOf);
  const all = checks.filter((check) => check !== null);
  if (all.length < checks.length) return null;
  return (value) => all.some((check) => check(value));
}

/** Names that nobody laid down, each with a value of one kind. */
function recordOf({ keyType, valueType }: z.core.$ZodRecordDef): QuickCheck | null {
  const key = quickCheckOf(keyType);
  const check = quickCheckOf(valueType);
  if (key === null || check === null) return null;
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    // What it inherits is not copied by the schema, so that it may not have any.
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    return Reflect.ownKeys(value).every(
      (name) => key(name) && check((value as Record<PropertyKey, unknown>)[name]),
    );
  };
}

/** Every member is known, and every known one is there that must be (Law 12). */
function closedObject({ shape, catchall }: z.core.$ZodObjectDef): QuickCheck | null {
  if (catchall?._zod.def.type !== 'never') return null;
  const checks = new Map<string, QuickCheck>();
  const needed = new Set<string>();
  for (const [key, member] of Object.entries(shape)) {
    const { def } = member._zod as z.core.$ZodTypes['_zod'];
    const mayMiss = def.type === 'optional' && member._zod.traits.has('$ZodExactOptional');
    const check = quickCheckOf(mayMiss ? def.innerType : member);
    if (check === null) return null;
    checks.set(key, check);
    if (!mayMiss) needed.add(key);
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let seen = 0;
    for (const key in value) {
      const check = checks.get(key);
      if (check === undefined || !check((value as Record<string, unknown>)[key])) return false;
      if (needed.has(key)) seen += 1;
    }
    return seen === needed.size;
  };
}
