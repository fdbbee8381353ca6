import { expect } from '@open-wc/testing';
import { Formatter, isLocale } from './format.ts';

const british = new Formatter('en-GB');

describe('Formatter', () => {
  it('[1.3] writes an amount with all decimals of its currency', () => {
    expect(british.money({ amount: 1250n, currency: 'EUR' })).to.equal('€12.50');
    expect(british.money({ amount: 1280n, currency: 'JPY' })).to.equal('JP¥1,280');
    expect(british.money({ amount: 1500n, currency: 'KWD' })).to.match(/1\.500$/);
  });

  it('[1.3] writes an amount that no float can hold', () => {
    const amount = { amount: 900_719_925_474_099_391n, currency: 'EUR' };
    expect(british.money(amount)).to.equal('€9,007,199,254,740,993.91');
  });

  it('writes a minus as U+2212', () => {
    expect(british.money({ amount: -5n, currency: 'EUR' })).to.equal('−€0.05');
    expect(british.number(-1)).to.equal('−1');
  });

  it('writes the same date in every time zone', () => {
    expect(british.date('2026-01-01')).to.equal('1 Jan 2026');
  });

  it('uses the numerals of one locale for dates and money', () => {
    const egyptian = new Formatter('ar-EG');
    expect(egyptian.date('2026-11-26')).to.contain('٢٠٢٦');
    expect(egyptian.money({ amount: 1250n, currency: 'EUR' })).to.contain('١٢٫٥٠');
  });

  it('tells a locale from another text', () => {
    expect(isLocale('de-DE')).to.equal(true);
    expect(isLocale('not a locale')).to.equal(false);
  });
});
