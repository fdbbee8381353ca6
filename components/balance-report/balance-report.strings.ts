import { msg, str } from '@lit/localize';
import type { EntryKind } from '../../src/rules/ledger.ts';
import type { Preset } from './period.ts';

/** The texts of `rr-balance-report`. */
export const strings = {
  title: (): string => msg('Balance report'),
  loading: (): string => msg('Loading the balance report'),
  failed: (): string => msg('The balance report could not be loaded'),
  explained: (): string =>
    msg(
      'An amount with a minus lowers what is owed. The balance is what is owed less account credit.',
    ),
  none: (): string => msg('Nothing has moved yet'),
  noneText: (): string => msg('Invoices, payments, credits and refunds show here.'),
  noneHere: (): string => msg('Nothing moved on these days'),
  noneHereText: (): string => msg('Choose other days, or show all.'),
  showAll: (): string => msg('Show all days'),
  days: (): string => msg('Days'),
  from: (): string => msg('From'),
  until: (): string => msg('Until'),
  apply: (): string => msg('Show these days'),
  notADate: (): string => msg('This is no date. Give day, month and year.'),
  turned: (): string => msg('The last day is before the first. Choose a later one.'),
  date: (): string => msg('Date'),
  what: (): string => msg('Description'),
  amount: (): string => msg('Amount'),
  credit: (): string => msg('Account credit'),
  balance: (): string => msg('Balance'),
  youOwe: (): string => msg('You owe'),
  weHold: (): string => msg('We hold for you'),
  clientOwes: (): string => msg('The client owes'),
  heldForClient: (): string => msg('Held for the client'),
  settled: (): string => msg('Settled'),
  before: (day: string): string => msg(str`Balance before ${day}`),
  after: (day: string): string => msg(str`Balance after ${day}`),
  more: (): string => msg('Show more'),
  shown: (count: number, shown: string): string =>
    count === 1 ? msg('1 movement') : msg(str`${shown} movements`),
  soFar: (shown: string): string => msg(str`The first ${shown} movements`),
  moreFailed: (): string => msg('More could not be loaded.'),
  added: (count: string): string => msg(str`${count} more movements are shown.`),
  download: (): string => msg('Download CSV'),
  downloading: (): string => msg('Preparing CSV'),
  downloaded: (): string => msg('The CSV file is ready.'),
  downloadFailed: (): string => msg('The CSV file could not be made.'),
  tooMany: (): string => msg('There are too many movements for one file. Choose fewer days.'),
  period: (from: string, until: string): string => msg(str`${from} – ${until}`),
  since: (from: string): string => msg(str`From ${from}`),
  upTo: (until: string): string => msg(str`Until ${until}`),
  allDays: (): string => msg('All days'),
};

/** The word for a choice of days. */
export function presetWord(preset: Preset): string {
  switch (preset) {
    case 'months':
      return msg('Last 12 months');
    case 'year':
      return msg('This year');
    case 'all':
      return msg('All');
  }
}

/** The word for a movement. */
export function kindWord(kind: EntryKind): string {
  const words: { readonly [Kind in EntryKind]: string } = {
    invoice: msg('Invoice'),
    credit_note: msg('Credit note'),
    payment: msg('Payment'),
    credit_applied: msg('Account credit used'),
    refund: msg('Refund'),
    refund_paid: msg('Refund paid out'),
    refund_failed: msg('Refund failed'),
    refund_returned: msg('Refund sent back'),
    dispute: msg('Payment disputed'),
    dispute_won: msg('Dispute won'),
    goodwill: msg('Goodwill credit'),
    commission_paid: msg('Commission'),
  };
  return words[kind];
}
