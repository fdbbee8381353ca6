import { describe, expect, it } from 'vitest';
import { isCurrency, minorUnits } from './currency.ts';

describe('currency', () => {
  it('knows the decimals of ISO 4217', () => {
    const codes = ['EUR', 'USD', 'JPY', 'KWD', 'CLF', 'KRW', 'TND', 'UYW', 'ZAR'];
    expect(codes.map(minorUnits)).toEqual([2, 2, 0, 3, 4, 0, 3, 4, 2]);
  });

  it.each(['eur', 'XAU', 'XXX', 'EURO', '', 'E R', 'ZZZ'])('refuses %j', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => minorUnits(code)).toThrow('ISO 4217');
  });

  it('agrees with the runtime on which codes exist, but for those it has retired', () => {
    const runtime = new Set(Intl.supportedValuesOf('currency'));
    const ours = [...runtime].filter(isCurrency);
    expect(ours.length).toBeGreaterThan(150);
    const two = ours.filter((code) => minorUnits(code) === 2);
    expect(two).toContain('EUR');
    expect(two).not.toContain('BHD');
  });
});
