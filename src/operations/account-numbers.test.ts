import { describe, expect, it } from 'vitest';
import type { OperationName } from '../contract/operations.ts';
import { isBillingError } from '../errors.ts';
import { hasAccountNumber, isCardForPhone } from './account-numbers.ts';
import { parseInput } from './index.ts';
import { sampleInputs } from './samples.fixture.ts';

describe('the number of an account in a text', () => {
  it.each([
    '4242424242424242',
    'paid with 4242 4242 4242 4242, thanks',
    '5555-5555-5555-4444',
    '2223003122003222',
    '(378282246310005)',
    '30569309025904',
    '3530111333300000',
    '6011111111111117',
    '6200000000000005',
    'DE89370400440532013000',
    'my IBAN: GB29 NWBK 6016 1331 9268 19.',
    'NO93 8601 1117 947',
    'fr1420041010050500013m02606',
  ])('[9.6] %j holds one', (value) => expect(hasAccountNumber(value)).toBe(true));

  it.each([
    '4242424242424241',
    'TRN4242424242424242',
    '9999999999999995',
    'tok_4242424242424242',
    'DE88370400440532013000',
    'DE8937040044053201300',
    'No12 building three, fourth floor',
    'RF18 5390 0754 7034',
    'HL-2026-000001',
    '+49 30 1234567',
    '12 rue des Lilas',
  ])('[9.6] %j holds none', (value) => expect(hasAccountNumber(value)).toBe(false));

  it.each([
    ['4242 4242 4242 4242', true],
    ['+4242424242424242', true],
    ['378282246310005', true],
    ['+49 1511 2345678', false],
    ['4000000000006', false],
    ['0049 1511 2345678', false],
  ])('[3.2] %s as a phone number: %s', (value, isCard) => {
    expect(isCardForPhone(value)).toBe(isCard);
  });
});

/** Every text of an input, by its path. */
function textsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, [...path, key]));
}

function withText(input: unknown, path: readonly string[], value: string): unknown {
  const copy: unknown = structuredClone(input);
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(parent), last, value);
  return copy;
}

/** Members that name something that there is, or is only looked for: nothing of them is kept. */
const namesOnly = /(?:Ids?|cursor|search|token|document|password|Code|Version|cycle|origin)$/;
const places = Object.entries(sampleInputs).flatMap(([name, input]) =>
  textsIn(input)
    .filter((path) => !path.some((key) => namesOnly.test(key)))
    .map((path) => [name as OperationName, path.join('.')] as const),
);

it.each(places)('[9.6] %s keeps no card number and no IBAN in %s', (name, path) => {
  for (const value of ['4242 4242 4242 4242', 'DE89370400440532013000']) {
    const refused = ((): unknown => {
      try {
        parseInput(name, withText(sampleInputs[name], path.split('.'), value));
        return null;
      } catch (error) {
        return error;
      }
    })();
    if (!isBillingError(refused)) throw new Error(`${name} takes ${value} as ${path}.`);
    expect(JSON.stringify([refused.message, refused.faults])).not.toMatch(/4242|3704/);
  }
});
