import { msg, str } from '@lit/localize';

/** The texts of `rr-add-funds`. */
export const strings = {
  title: (): string => msg('Add funds'),
  lead: (): string =>
    msg('What you add becomes account credit, and pays your next invoices first.'),
  amount: (currency: string): string => msg(str`Amount in ${currency}`),
  range: (least: string, most: string): string => msg(str`From ${least} to ${most}`),
  outside: (least: string, most: string): string =>
    msg(str`Enter an amount from ${least} to ${most}.`),
  credit: (): string => msg('Account credit balance'),
  after: (): string => msg('Credit afterwards'),
  confirm: (sum: string): string => msg(str`Add ${sum}`),
  fullTitle: (): string => msg('No more can be added'),
  fullText: (credit: string): string =>
    msg(str`Your account credit is ${credit}. It is used first on your next invoice.`),
};
