import { describe, expect, it } from 'vitest';
import { asksAgain, conflictsOfPlace, needsVatCheck } from './vat-evidence.ts';

describe('a VAT number', () => {
  it('[7.12] is checked where it changes a tax: across a border within the EU', () => {
    const home = { country: 'DE' };
    const vatNumber = 'FR12345678901';
    expect(needsVatCheck(home, { country: 'FR', vatNumber })).toBe(true);
    expect(needsVatCheck(home, { country: 'DE', vatNumber: 'DE123456788' })).toBe(false);
    expect(needsVatCheck(home, { country: 'CH', vatNumber: 'CHE123' })).toBe(false);
    expect(needsVatCheck({ country: 'US' }, { country: 'FR', vatNumber })).toBe(false);
    expect(needsVatCheck(home, { country: 'FR' })).toBe(false);
    expect(needsVatCheck(home, { country: 'FR', vatNumber, exempt: true })).toBe(false);
  });

  it('[7.12] is asked for again for 30 days from the order', () => {
    expect(asksAgain('2026-11-22', '2026-12-21')).toBe(true);
    expect(asksAgain('2026-11-22', '2026-12-22')).toBe(false);
  });
});

describe('the evidence of place', () => {
  it.each([
    ['FR', null, null, false],
    ['FR', 'FR', null, false],
    ['FR', 'DE', 'FR', false],
    ['FR', 'DE', null, true],
    ['FR', 'US', 'US', true],
    ['US', null, 'DE', true],
    ['US', 'CA', null, false],
  ] as const)(
    '[7.12] billing %s, network %s, payment %s: conflict %s',
    (billing, network, payment, conflict) => {
      expect(conflictsOfPlace({ billing, network, payment })).toBe(conflict);
    },
  );
});
