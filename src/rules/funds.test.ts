import { describe, expect, it } from 'vitest';
import { fundsRange, inRange } from './funds.ts';
import { money, parseMoney } from './money.ts';

const eur = (text: string) => parseMoney(text, 'EUR');
const settings = {
  minimum: [eur('10.00'), money(1000n, 'JPY')],
  maximum: [eur('500.00'), money(50_000n, 'JPY')],
  balance: [eur('600.00'), money(60_000n, 'JPY')],
};

describe('funds', () => {
  it('[8.4] are bounded at once, and by what is held', () => {
    expect(fundsRange(settings, eur('0.00'))).toEqual({
      minimum: eur('10.00'),
      maximum: eur('500.00'),
    });
    expect(fundsRange(settings, eur('150.00'))?.maximum).toEqual(eur('450.00'));
    expect(fundsRange(settings, eur('590.00'))?.maximum).toEqual(eur('10.00'));
    expect(fundsRange(settings, money(0n, 'JPY'))?.maximum).toEqual(money(50_000n, 'JPY'));
  });

  it('[8.4] cannot be added to a full account, in another currency, or where none are taken', () => {
    expect(fundsRange(settings, eur('590.01'))).toBeNull();
    expect(fundsRange(settings, eur('1000.00'))).toBeNull();
    expect(fundsRange(settings, money(0n, 'USD'))).toBeNull();
    expect(fundsRange(undefined, eur('0.00'))).toBeNull();
  });

  it('[8.4] both bounds may be added', () => {
    const range = { minimum: eur('10.00'), maximum: eur('20.00') };
    const tried = ['9.99', '10.00', '20.00', '20.01'].map((text) => inRange(eur(text), range));
    expect(tried).toEqual([false, true, true, false]);
  });
});
