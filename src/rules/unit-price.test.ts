import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFractions, formatFraction, fraction, parseDecimal, plus } from './fraction.ts';
import {
  inUnit,
  priceUnits,
  startedBlocks,
  tiersOfBlocks,
  type UnitPricing,
  unitsOver,
} from './unit-price.ts';

const tiers = [
  { upTo: parseDecimal('10'), price: parseDecimal('1.5') },
  { upTo: parseDecimal('110'), price: parseDecimal('1') },
  { upTo: null, price: parseDecimal('0.5') },
];
const cost = (units: string, pricing: UnitPricing): string =>
  formatFraction(priceUnits(parseDecimal(units), pricing).amount, 6);

describe('prices by use', () => {
  it('[2.3] graduated fills tier by tier', () => {
    expect(cost('111', { model: 'graduated', tiers })).toBe('115.5');
    expect(cost('10', { model: 'graduated', tiers })).toBe('15');
    expect(cost('10.5', { model: 'graduated', tiers })).toBe('15.5');
    expect(priceUnits(parseDecimal('111'), { model: 'graduated', tiers }).parts).toHaveLength(3);
  });

  it('[2.3] volume takes the one tier reached for all', () => {
    expect(cost('111', { model: 'volume', tiers })).toBe('55.5');
    expect(cost('10', { model: 'volume', tiers })).toBe('15');
    expect(cost('10.01', { model: 'volume', tiers })).toBe('10.01');
    const placed = priceUnits(parseDecimal('10'), { model: 'volume', tiers }, parseDecimal('200'));
    expect(formatFraction(placed.amount, 6)).toBe('5');
  });

  it('[2.3] above the last tier its price goes on', () => {
    const ended = tiers.slice(0, 2);
    expect(cost('210', { model: 'graduated', tiers: ended })).toBe('215');
    expect(cost('210', { model: 'volume', tiers: ended })).toBe('210');
  });

  it('[2.3] a fee is charged with each tier reached, with the first even for nothing', () => {
    const fees = tiers.map((tier) => ({ ...tier, fee: parseDecimal('2') }));
    expect(cost('0', { model: 'graduated', tiers: fees })).toBe('2');
    expect(cost('11', { model: 'graduated', tiers: fees })).toBe('20');
    expect(cost('11', { model: 'volume', tiers: fees })).toBe('13');
  });

  it('[2.3] a started block is charged whole', () => {
    const hundred = { block: parseDecimal('100'), count: parseDecimal('10'), price: fraction(1n) };
    const thousand = { block: parseDecimal('1000'), count: null, price: fraction(1n) };
    const blocks = tiersOfBlocks([hundred, thousand]);
    expect(cost('5325', { model: 'graduated', tiers: blocks })).toBe('15');
    expect(cost('1', { model: 'graduated', tiers: blocks })).toBe('1');
    expect(formatFraction(startedBlocks(parseDecimal('10.1'), parseDecimal('5')), 2)).toBe('15');
    expect(formatFraction(startedBlocks(parseDecimal('10'), parseDecimal('5')), 2)).toBe('10');
  });

  it('[12.4] 1 GB is 1000 MB, 1 GiB is 1024 MiB', () => {
    expect(formatFraction(inUnit(parseDecimal('600'), 'MB', 'GB'), 6)).toBe('0.6');
    expect(formatFraction(inUnit(parseDecimal('1'), 'GiB', 'MiB'), 6)).toBe('1024');
    expect(formatFraction(inUnit(parseDecimal('1'), 'GiB', 'MB'), 6)).toBe('1073.741824');
    expect(formatFraction(inUnit(parseDecimal('3'), 'site', 'site'), 6)).toBe('3');
    expect(() => inUnit(parseDecimal('3'), 'site', 'GB')).toThrow('cannot be counted');
  });

  it('[2.3] refuses what cannot be priced', () => {
    expect(() => cost('-1', { model: 'volume', tiers })).toThrow('below zero');
    expect(() => cost('1', { model: 'volume', tiers: [] })).toThrow('at least one tier');
    expect(formatFraction(unitsOver(parseDecimal('1'), parseDecimal('2')), 2)).toBe('0');
  });

  it('[2.3] graduated never falls with use, and its parts sum to the whole', () => {
    const units = fc.nat(1_000_000).map((n) => fraction(BigInt(n), 1000n));
    fc.assert(
      fc.property(units, units, (a, b) => {
        const [low, high] = compareFractions(a, b) <= 0 ? [a, b] : [b, a];
        const pricing = { model: 'graduated', tiers } as const;
        const { amount, parts } = priceUnits(high, pricing);
        expect(compareFractions(priceUnits(low, pricing).amount, amount)).toBeLessThanOrEqual(0);
        const all = parts.reduce((sum, part) => plus(sum, part.units), fraction(0n));
        expect(compareFractions(all, high)).toBe(0);
      }),
    );
  });
});
