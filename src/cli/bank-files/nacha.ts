import type { CollectionFile } from '../../contract/collections.ts';
import { fail } from '../../errors.ts';
import type { AchOriginator } from '../../rules/collection-settings.ts';
import {
  allFrom,
  bankText,
  type CollectionFrom,
  groupsOf,
  type OpenedCollection,
} from './opened.ts';

type Collection = CollectionFrom<'us_bank'>;

/** A record's length, and how many records are a block. */
const width = 94;
const inBlock = 10;

/** Debits alone. */
const serviceClass = '225';

/** A debit of a checking, and of a savings account. */
const transactionCodes = { checking: '27', savings: '37' } as const;

/**
 * A file of ACH debits as Nacha's rules lay it out: records of 94 characters, a batch for each day,
 * blocks of ten filled up with nines. The same file gives the same bytes.
 *
 * @throws BillingError `invalid_input` without an originator, for an account of another kind, or
 *   where a number does not fit its field.
 */
export function nacha(file: CollectionFile, opened: readonly OpenedCollection[]): string {
  const { ach } = file;
  if (ach === null) fail('invalid_input', 'The setting collection.ach does not say who collects.');
  const collections = allFrom('us_bank', opened);
  const groups = groupsOf(collections, ({ collectOn }) => collectOn);
  let entries = 0;
  const batches = groups.flatMap((group, index) => {
    const first = entries + 1;
    entries += group.length;
    return batch(ach, file, { number: index + 1, first, group });
  });
  const count = batches.length + 2;
  const blocks = Math.ceil(count / inBlock);
  const control = [
    '9',
    digits(groups.length, 6),
    digits(blocks, 6),
    ...totals(collections, 8),
    ' '.repeat(39),
  ].join('');
  const filling = Array.from({ length: blocks * inBlock - count }, () => '9'.repeat(width));
  const records = [fileHeader(ach, file), ...batches, control, ...filling];
  if (records.some(({ length }) => length !== width)) {
    fail('invalid_input', 'A setting of collection.ach does not fit its field.');
  }
  return `${records.join('\n')}\n`;
}

function fileHeader({ destination, origin }: AchOriginator, file: CollectionFile): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return [
    '101',
    destination.routingNumber.padStart(10),
    origin.id.padStart(10),
    shortDay(file.createdAt),
    file.createdAt.slice(11, 16).replace(':', ''),
    // Tells apart the files of one day.
    letters[file.number % letters.length],
    '094101',
    words(destination.name, 23),
    words(origin.name, 23),
    ' '.repeat(8),
  ].join('');
}

function batch(
  ach: AchOriginator,
  file: CollectionFile,
  made: {
    readonly number: number;
    /** The place of its first entry among all. */
    readonly first: number;
    readonly group: readonly Collection[];
  },
): readonly string[] {
  const { number, first, group } = made;
  const entryClass = ach.entryClass ?? 'WEB';
  const bank = ach.destination.routingNumber.slice(0, 8);
  const header = [
    `5${serviceClass}`,
    words(ach.company.name, 16),
    ' '.repeat(20),
    ach.company.id.padEnd(10),
    entryClass,
    words(ach.description, 10),
    shortDay(file.madeOn),
    shortDay(group[0]?.collectOn ?? file.madeOn),
    '   1',
    bank,
    digits(number, 7),
  ].join('');
  const control = [
    `8${serviceClass}`,
    ...totals(group, 6),
    ach.company.id.padEnd(10),
    ' '.repeat(25),
    bank,
    digits(number, 7),
  ].join('');
  const entries = group.map((collection, index) =>
    entry(collection, entryClass, `${bank}${digits(first + index, 7)}`),
  );
  return [header, ...entries, control];
}

function entry({ account, amount, collectionId }: Collection, entryClass: string, trace: string) {
  return [
    '6',
    transactionCodes[account.accountType],
    account.routingNumber,
    account.accountNumber.padEnd(17),
    digits(amount.amount, 10),
    collectionId.padEnd(15),
    words(account.holder, 22),
    // Of what was agreed to in a browser: it recurs.
    entryClass === 'WEB' ? 'R ' : '  ',
    '0',
    trace,
  ].join('');
}

/** How many entries, the hash of their banks, and what they debit and credit. */
function totals(group: readonly Collection[], places: number): readonly string[] {
  const hash = group.reduce(
    (total, { account }) => total + BigInt(account.routingNumber.slice(0, 8)),
    0n,
  );
  const debit = group.reduce((total, { amount }) => total + amount.amount, 0n);
  return [
    digits(group.length, places),
    String(hash).slice(-10).padStart(10, '0'),
    digits(debit, 12),
    digits(0, 12),
  ];
}

function digits(value: number | bigint, places: number): string {
  const text = String(value).padStart(places, '0');
  if (text.length > places) fail('invalid_input', `${text} has more than ${places} digits.`);
  return text;
}

const words = (text: string, places: number): string => bankText(text, places).padEnd(places);

/** `261122` for a date or an instant of it. */
const shortDay = (day: string): string => day.slice(2, 10).replaceAll('-', '');
