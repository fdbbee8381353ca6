import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRoutingNumber } from './routing-number.ts';

it.each(['021000021', '011401533', '091000019', '121000358'])('[9.3] %s is one', (number) => {
  expect(isRoutingNumber(number)).toBe(true);
});

it.each(['', '000000000', '021000022', '02100002', '0210000211', '02100002a', ' 21000021'])(
  '[9.3] %j is none',
  (text) => {
    expect(isRoutingNumber(text)).toBe(false);
  },
);

it('[9.3] a wrong digit is always found', () => {
  const place = fc.integer({ min: 0, max: 8 });
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: 9 }), (at, more) => {
      const digits = [...'021000021'].map(Number);
      digits[at] = ((digits[at] ?? 0) + more) % 10;
      expect(isRoutingNumber(digits.join(''))).toBe(false);
    }),
  );
});
