import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import { applyRate, parseRate } from './rate.ts';

describe('rate', () => {
  it.each([
    ['9.975', 9975n, 100000n],
    ['20', 20n, 100n],
    ['6.25', 625n, 10000n],
    ['0', 0n, 100n],
  ])('reads %s percent exactly', (text, numerator, denominator) => {
    expect(parseRate(text)).toEqual({ numerator, denominator });
  });

  it.each(['-5', '+5', '5%', '', ' 5', '1e2', '05', '.5', '5.', '5,5', '1.1234567', '12345'])(
    'refuses %j',
    (text) => {
      expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    },
  );

  it('applies a rate and rounds once', () => {
    expect(applyRate(money(11223n, 'EUR'), parseRate('20')).amount).toBe(2245n);
    expect(applyRate(money(10000n, 'CAD'), parseRate('9.975')).amount).toBe(998n);
    expect(applyRate(money(10000n, 'CAD'), parseRate('9.975'), 'down').amount).toBe(997n);
    expect(applyRate(money(-10000n, 'CAD'), parseRate('9.975')).amount).toBe(-998n);
  });

  it('is within half a unit of the exact value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.integer({ min: 0, max: 999_999 }),
        (amount, thousandths) => {
          const fraction = String(thousandths % 1000).padStart(3, '0');
          const text = `${Math.floor(thousandths / 1000)}.${fraction}`;
          const tax = applyRate(money(amount, 'EUR'), parseRate(text)).amount;
          const off = tax * 100_000n - amount * BigInt(thousandths);
          expect((off < 0n ? -off : off) * 2n <= 100_000n).toBe(true);
        },
      ),
    );
  });
});
