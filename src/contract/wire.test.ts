import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { decode, encode, type Json } from './wire.ts';

const money = fc.record({
  // Fifteen digits, as many as an amount without decimals may have.
  amount: fc.bigInt({ min: 1n - 10n ** 15n, max: 10n ** 15n - 1n }),
  currency: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD'),
});
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    money,
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('wire form', () => {
  it('[Law 3] what is encoded, sent as JSON and decoded is the same', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(JSON.parse(JSON.stringify(encode(given))) as Json)).toEqual(given);
      }),
    );
  });

  it('[Law 3] an amount is a decimal string with the decimals of its currency', () => {
    expect(encode({ amount: 1250n, currency: 'EUR' })).toEqual({
      amount: '12.50',
      currency: 'EUR',
    });
    expect(encode({ amount: 1250n, currency: 'JPY' })).toEqual({ amount: '1250', currency: 'JPY' });
  });

  it('[Law 3] an amount that is not canonical is refused', () => {
    for (const amount of ['12.505', '012.50', '+1.00', '1e3', ' 1.00', '1,00', '']) {
      const refused = (): unknown => decode({ amount, currency: 'EUR' });
      expect(refused, amount).toThrow();
      try {
        refused();
      } catch (error) {
        expect(isBillingError(error)).toBe(true);
      }
    }
  });

  it('[Law 12] a member called __proto__ is read as a member and is nobody’s prototype', () => {
    const read = decode(JSON.parse('{"__proto__":{"admin":{"a":1}}}') as Json) as object;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect('admin' in read).toBe(false);
  });

  it('[Law 3] undefined members are left out, and what JSON cannot hold is refused', () => {
    expect(encode({ a: undefined, b: 1 })).toEqual({ b: 1 });
    expect(() => encode({ a: 5n })).toThrow(TypeError);
  });
});
