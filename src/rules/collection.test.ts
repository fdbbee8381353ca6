import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collectionDay,
  collectionIdOf,
  collectionNumberOf,
  dayInFile,
  lastDigitsOf,
  meaningOfReturn,
  weekdayFrom,
} from './collection.ts';

describe('ids', () => {
  it('[8.9] go from end to end: there and back, and in no more than 15 characters', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_999_999_999n }), (number) => {
        const id = collectionIdOf(number);
        expect(id).toMatch(/^C\d{10}$/);
        expect(collectionNumberOf(id)).toBe(number);
      }),
    );
  });

  it.each(['', 'C1', 'c0000000001', 'C00000000011', ' C0000000001'])('[8.9] %j is none', (text) => {
    expect(collectionNumberOf(text)).toBeNull();
  });
});

describe('days', () => {
  it('[8.9] are weekdays, and never before the notice has run', () => {
    // A Friday, and the days to Monday.
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(weekdayFrom)).toEqual([
      '2026-11-20',
      '2026-11-23',
      '2026-11-23',
      '2026-11-23',
    ]);
    expect(collectionDay('2026-11-22', 14)).toBe('2026-12-07');
    expect(collectionDay('2026-11-23', 14)).toBe('2026-12-07');
  });

  it('[8.9] in a file are what the client was told, or the next weekday', () => {
    expect(dayInFile('2026-12-07', '2026-12-01')).toBe('2026-12-07');
    expect(dayInFile('2026-12-07', '2026-12-07')).toBe('2026-12-08');
    expect(dayInFile('2026-12-07', '2026-12-11')).toBe('2026-12-14');
  });
});

it('[9.6] a short account number is shown less of', () => {
  expect(['1234', '1234567', '12345678'].map(lastDigitsOf)).toEqual(['34', '67', '5678']);
});

it.each([
  ['AM04', 'insufficient_funds', false],
  ['R01', 'insufficient_funds', false],
  ['AC04', 'do_not_try_again', true],
  ['MD01', 'do_not_try_again', true],
  ['R07', 'do_not_try_again', true],
  ['MD06', 'do_not_try_again', false],
  ['MS03', 'do_not_try_again', false],
  ['ZZ99', 'do_not_try_again', false],
])('[8.8] %s means %s; it ends the account: %s', (code, group, endsAccount) => {
  expect(meaningOfReturn(code)).toEqual({ group, endsAccount });
});
