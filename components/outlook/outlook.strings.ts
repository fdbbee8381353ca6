import { msg, str } from '@lit/localize';
import type { OutlookEvent } from '../../src/rules/outlook.ts';

/** Which events show. */
export type OutlookFilter = 'all' | 'payments' | 'changes' | 'unpaid';

/** How they show. */
export type OutlookLook = 'list' | 'timeline';

/** The texts of `rr-outlook`. */
export const strings = {
  title: (): string => msg('What happens next'),
  loading: (): string => msg('Loading what happens next'),
  failed: (): string => msg('What happens next could not be loaded'),
  noClientTitle: (): string => msg('No client is chosen'),
  noClientText: (): string => msg('Choose the client whose coming 12 months are to be shown.'),
  none: (): string => msg('Nothing comes in the next 12 months'),
  noneText: (): string => msg('Invoices show here once there is a package that is invoiced.'),
  noneHere: (): string => msg('Nothing of this kind comes in the next 12 months.'),
  basis: (from: string, until: string): string =>
    msg(str`${from} – ${until}, by the rules in force today. Tax included.`),
  expected: (sums: string, count: number, shown: string): string =>
    count === 1
      ? msg(str`1 invoice will be issued, for ${sums}`)
      : msg(str`${shown} invoices will be issued, for ${sums}`),
  allOncePaid: (count: number): string =>
    count === 1
      ? msg('It comes once the order that it belongs to is paid.')
      : msg('They come once the order that they belong to is paid.'),
  ofThemOncePaid: (count: number, shown: string): string =>
    count === 1
      ? msg('1 of them comes once the order that it belongs to is paid.')
      : msg(str`${shown} of them come once the order that they belong to is paid.`),
  noInvoice: (): string => msg('No invoice will be issued in the next 12 months.'),
  months: (): string => msg('12 months'),
  view: (): string => msg('View'),
  list: (): string => msg('List'),
  timeline: (): string => msg('Timeline'),
  show: (): string => msg('Show'),
  ifUnpaid: (): string => msg('If unpaid'),
  oncePaid: (): string => msg('Once the order is paid'),
  dueOn: (date: string): string => msg(str`Due ${date}`),
  eachMonth: (month: string): string => msg(str`And each month until ${month}`),
  asEachMonth: (): string => msg('Only what comes each month'),
  more: (count: string): string => msg(str`and ${count} more`),
  onePackage: (): string => msg('Package'),
  invoiceOf: (number: string): string => msg(str`Invoice ${number}`),
  openInvoice: (): string => msg('Open invoice'),
  moreMonths: (count: number, shown: string): string =>
    count === 1 ? msg('Show 1 more month') : msg(str`Show ${shown} more months`),
  ofMonths: (shown: string, all: string): string => msg(str`${shown} of ${all} months`),
  plotName: (from: string, until: string): string =>
    msg(str`What is invoiced in each month from ${from} to ${until}, and what comes on which day.`),
  invoicedAxis: (currency: string): string => msg(str`Invoiced, ${currency}`),
  today: (): string => msg('Today'),
  lanes: {
    invoices: (): string => msg('Invoices'),
    payments: (): string => msg('Payments'),
    changes: (): string => msg('Changes'),
    unpaid: (): string => msg('If unpaid'),
  },
};

/** The word for a filter. */
export function filterWord(filter: OutlookFilter): string {
  switch (filter) {
    case 'all':
      return msg('All');
    case 'payments':
      return msg('Payments');
    case 'changes':
      return msg('Changes');
    case 'unpaid':
      return strings.ifUnpaid();
  }
}

/** The word for what happens. */
export function eventWord(kind: OutlookEvent['kind']): string {
  const words: { readonly [Kind in OutlookEvent['kind']]: string } = {
    invoice: msg('Invoice'),
    due: msg('Payment is due'),
    charge: msg('Charge to the billing account'),
    reminder: msg('Reminder'),
    late_fee: msg('Late fee'),
    suspension: msg('Suspension'),
    termination: msg('Termination'),
    order_lapse: msg('The order lapses, and its invoice is canceled'),
    change_lapse: msg('The change lapses, and its invoice is credited'),
    change: msg('Plan change takes effect'),
    trial_end: msg('Trial ends'),
    cancelation: msg('Cancellation takes effect'),
    end: msg('Package ends'),
  };
  return words[kind];
}
