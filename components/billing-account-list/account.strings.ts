import { msg, str } from '@lit/localize';
import type {
  BillablePackage,
  BillingAccountRow,
  BillingAccountType,
} from '../../src/contract/billing-accounts.ts';

/** What kind of account it is, in a word (SPEC 9.2 to 9.4). */
export function typeWord(type: BillingAccountType): string {
  const words: { readonly [Type in BillingAccountType]: string } = {
    card: msg('Card'),
    bank_account: msg('Bank account'),
    wallet: msg('Wallet'),
    manual: msg('Manual payment'),
    third_party: msg('Third-party gateway'),
  };
  return words[type] ?? '';
}

/** Texts that all widgets of billing accounts share. */
export const accountWords = {
  default: (): string => msg('Default'),
  expiresSoon: (): string => msg('Expires soon'),
  expired: (): string => msg('Expired'),
  stale: (): string => msg('The account was changed meanwhile. Look at it, then try again.'),
};

/** What a package is told by: its domain, else its name and number. */
export function packageName({ domainName, name, number }: BillablePackage): string {
  return domainName ?? msg(str`${name} #${number}`);
}

/** Month and year of a card's end, `04/2027`; null where it has none. */
export function expiryMonth({
  expiryMonth: month,
  expiryYear: year,
}: Pick<BillingAccountRow, 'expiryMonth' | 'expiryYear'>): string | null {
  return month === null || year === null ? null : `${String(month).padStart(2, '0')}/${year}`;
}

/** The last day on which a card can be charged, `YYYY-MM-DD`: the last one of its month. */
export function lastChargeDay({
  expiryMonth: month,
  expiryYear: year,
}: Pick<BillingAccountRow, 'expiryMonth' | 'expiryYear'>): string | null {
  if (month === null || year === null) return null;
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
