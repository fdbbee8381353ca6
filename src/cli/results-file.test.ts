import { expect, it } from 'vitest';
import { readResults } from './results-file.ts';

it.each([
  ['commas', 'C0000000001,paid\nC0000000002,returned,AM04\n'],
  [
    'semicolons and names',
    'end-to-end id;result;code\r\nC0000000001;paid;\r\nC0000000002;returned;AM04',
  ],
  ['quotes and tabs', '\ufeff"C0000000001"\t"paid"\n\n"C0000000002"\treturned\t"AM04"\n'],
])('[8.9] results are read with %s', (_how, text) => {
  expect(readResults(text).map(({ line: _line, ...result }) => result)).toEqual([
    { collectionId: 'C0000000001', result: 'paid', reason: null },
    { collectionId: 'C0000000002', result: 'returned', reason: 'AM04' },
  ]);
});

it.each([
  ['C0000000001,paid\nC2,paid', 'Line 2 does not begin with an end-to-end id such as C0000000012.'],
  ['C0000000001,Paid', 'Line 1 says neither paid nor returned.'],
  ['C0000000001,returned', 'Line 1 has no code of the return, such as AM04 or R01.'],
])('[8.9] a line at fault is named, case %#', (text, message) => {
  expect(() => readResults(text)).toThrow(message);
});
