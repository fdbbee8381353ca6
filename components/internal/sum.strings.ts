import { msg, str } from '@lit/localize';

/** Texts about how a sum comes about. Each is a function, so that it follows the page's locale. */
export const sumWords = {
  why: (): string => msg('Why this amount'),
  discount: (): string => msg('Discount'),
  sumBeforeTax: (): string => msg('Sum before tax'),
  taxOn: (name: string, rate: string, base: string): string =>
    msg(str`${name} ${rate}% on ${base}`),
  amount: (): string => msg('Amount'),
};
