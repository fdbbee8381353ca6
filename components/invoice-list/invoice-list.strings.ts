import { msg, str } from '@lit/localize';
import type { InvoiceFilter } from '../../src/contract/invoices.ts';

/** The texts of `rr-invoice-list`. */
export const strings = {
  title: (): string => msg('Invoices'),
  loading: (): string => msg('Loading invoices'),
  failed: (): string => msg('Invoices could not be loaded'),
  outstanding: (sums: string, count: number, shown: string): string =>
    count === 1
      ? msg(str`Outstanding: ${sums} on 1 invoice`)
      : msg(str`Outstanding: ${sums} on ${shown} invoices`),
  payAll: (): string => msg('Pay all outstanding'),
  show: (): string => msg('Show'),
  search: (): string => msg('Find an invoice'),
  searchHint: (): string => msg('Part of the number'),
  invoice: (): string => msg('Invoice'),
  entered: (): string => msg('Entered'),
  due: (): string => msg('Due date'),
  dueShort: (): string => msg('Due'),
  status: (): string => msg('Status'),
  amount: (): string => msg('Amount'),
  balance: (): string => msg('Balance'),
  left: (amount: string): string => msg(str`${amount} left`),
  actions: (): string => msg('Actions'),
  details: (): string => msg('Details'),
  detailsOf: (number: string): string => msg(str`Details, ${number}`),
  pay: (): string => msg('Pay now'),
  payOf: (number: string): string => msg(str`Pay now, ${number}`),
  noMatch: (search: string): string => msg(str`No invoice matches “${search}”`),
  noneHere: (): string => msg('No invoice is in this group'),
  noMatchText: (): string => msg('Try another part of the number, or show all invoices.'),
  noneHereText: (): string => msg('Show all invoices to see the others.'),
  clear: (): string => msg('Show all invoices'),
  none: (): string => msg('No invoices yet'),
  noneText: (): string => msg('Your first invoice is entered when you order a package.'),
};

/** The word for a filter. */
export function filterWord(filter: InvoiceFilter): string {
  switch (filter) {
    case 'all':
      return msg('All');
    case 'outstanding':
      return msg('Outstanding');
    case 'paid':
      return msg('Paid');
    case 'other':
      return msg('Other');
  }
}
