import { msg, str } from '@lit/localize';
import type { PackageFilter } from '../../src/contract/packages.ts';

/** The texts of `rr-package-list`. */
export const strings = {
  title: (): string => msg('Packages'),
  loading: (): string => msg('Loading packages'),
  failed: (): string => msg('Packages could not be loaded'),
  show: (): string => msg('Show'),
  search: (): string => msg('Find a package'),
  searchHint: (): string => msg('Name or domain'),
  number: (): string => msg('Package ID'),
  name: (): string => msg('Package'),
  price: (): string => msg('Price'),
  cycle: (): string => msg('Billing cycle'),
  beforeTax: (): string => msg('Prices before tax, with add-ons.'),
  renewal: (): string => msg('Next renewal'),
  renews: (): string => msg('Renews'),
  noRenewal: (): string => msg('Does not renew'),
  status: (): string => msg('Status'),
  actions: (): string => msg('Actions'),
  details: (): string => msg('Details'),
  detailsOf: (name: string): string => msg(str`Details, ${name}`),
  noMatch: (search: string): string => msg(str`No package matches “${search}”`),
  noneHere: (): string => msg('No package is in this group'),
  noMatchText: (): string => msg('Try another word, or show all packages.'),
  noneHereText: (): string => msg('Show all packages to see the others.'),
  clear: (): string => msg('Show all packages'),
  none: (): string => msg('No packages yet'),
  noneText: (): string => msg('What you order shows here, with its price and next renewal.'),
};

/** The word for a filter. */
export function filterWord(filter: PackageFilter): string {
  switch (filter) {
    case 'all':
      return msg('All');
    case 'active':
      return msg('Active');
    case 'pending':
      return msg('Pending');
    case 'other':
      return msg('Other');
  }
}
