import { describe, expect, it } from 'vitest';
import { compactReference, printReference } from './creditor-reference.ts';
import { type EpcTransfer, epcCode, epcFault } from './epc-code.ts';
import { money, parseMoney } from './money.ts';

const transfer: EpcTransfer = {
  name: 'Host & Co',
  iban: 'DE02120300000000202051',
  amount: parseMoney('103.50', 'EUR'),
};

describe('a code for a transfer', () => {
  it('[8.1] has its lines in order; what has no value at its end is left out', () => {
    expect(epcCode({ ...transfer, bic: 'BYLADEM1001', reference: 'RF18539007547034' })).toBe(
      [
        'BCD',
        '002',
        '1',
        'SCT',
        'BYLADEM1001',
        'Host & Co',
        'DE02120300000000202051',
        'EUR103.5',
        '',
        'RF18539007547034',
      ].join('\n'),
    );
    expect(epcCode(transfer)?.split('\n').at(-1)).toBe('EUR103.5');
    expect(epcCode({ ...transfer, amount: parseMoney('100.00', 'EUR') })).toMatch(/EUR100$/);
  });

  it('[8.1] asks for euros alone, and for what its lines can hold', () => {
    const wrong: readonly (readonly [string, Partial<EpcTransfer>])[] = [
      ['amount', { amount: money(0n, 'EUR') }],
      ['amount', { amount: money(-1n, 'EUR') }],
      ['amount', { amount: money(100_000_000_000n, 'EUR') }],
      ['amount', { amount: money(100n, 'USD') }],
      ['name', { name: '' }],
      ['name', { name: 'x'.repeat(71) }],
      ['IBAN', { iban: 'DE02 1203' }],
      ['BIC', { bic: 'BYLADEM100' }],
      ['reference', { reference: 'HL-2026-000001' }],
      ['reference', { text: 'x'.repeat(141) }],
      ['reference', { reference: 'RF18539007547034', text: 'and a text' }],
    ];
    for (const [fault, change] of wrong) {
      expect(epcFault({ ...transfer, ...change })).toBe(fault);
      expect(epcCode({ ...transfer, ...change })).toBeNull();
    }
  });
});

describe('a creditor reference', () => {
  it('[8.11] is compared without spaces and printed in groups of four', () => {
    expect(compactReference(' rf18 5390 0754 7034')).toBe('RF18539007547034');
    expect(printReference('RF18539007547034')).toBe('RF18 5390 0754 7034');
    expect(printReference('RF02RLPTC78WPBRBZFWSU')).toBe('RF02 RLPT C78W PBRB ZFWS U');
  });
});
