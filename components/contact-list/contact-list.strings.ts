import { msg, str } from '@lit/localize';

/** The texts of `rr-contact-list`. */
export const strings = {
  title: (): string => msg('Contacts'),
  loading: (): string => msg('Loading contacts'),
  failed: (): string => msg('Contacts could not be loaded'),
  none: (): string => msg('No contacts yet'),
  noneText: (): string => msg('Who is told by mail and may sign in shows here.'),
  add: (): string => msg('Add contact'),
  name: (): string => msg('Name'),
  email: (): string => msg('E-mail'),
  userName: (): string => msg('User name'),
  areas: (): string => msg('Areas'),
  actions: (): string => msg('Actions'),
  allAreas: (): string => msg('All areas'),
  noAreas: (): string => msg('No areas'),
  edit: (): string => msg('Edit contact info'),
  editOf: (name: string): string => msg(str`Edit contact info, ${name}`),
  accounts: (): string => msg('View/manage billing account'),
  accountsOf: (name: string): string => msg(str`View/manage billing account, ${name}`),
  makePrimary: (): string => msg('Make primary'),
  makePrimaryOf: (name: string): string => msg(str`Make primary, ${name}`),
  remove: (): string => msg('Remove'),
  removeOf: (name: string): string => msg(str`Remove, ${name}`),
  removeTitle: (name: string): string => msg(str`Remove ${name}?`),
  removeSignIn: (userName: string): string =>
    msg(str`The sign-in ${userName} and its open sessions end at once.`),
  removeMails: (email: string): string =>
    msg(str`Mails to ${email} end. Invoices and payments of the past stay as they are.`),
  removeAccounts: (): string => msg('Billing accounts of this contact go to the primary contact.'),
  removeAction: (): string => msg('Remove contact'),
  keep: (name: string): string => msg(str`Keep ${name}`),
  primaryTitle: (name: string): string => msg(str`Make ${name} the primary contact?`),
  primaryText: (name: string): string =>
    msg(str`${name} gets all areas and the mails that a primary contact must get.`),
  primaryTaxes: (): string =>
    msg('Coming invoices go to this name and address, which also decide their taxes.'),
  primaryBefore: (name: string): string =>
    msg(str`${name} keeps the same areas, and can be removed then.`),
  primaryAction: (): string => msg('Make primary'),
  keepPrimary: (name: string): string => msg(str`Keep ${name} as primary`),
  keepAsIs: (): string => msg('Keep it as it is'),
  removed: (name: string): string => msg(str`${name} is removed.`),
  madePrimary: (name: string): string => msg(str`${name} is the primary contact now.`),
  notRemoved: (name: string): string => msg(str`${name} was not removed`),
  notPrimary: (name: string): string => msg(str`${name} was not made primary`),
  stale: (): string => msg('The contact was changed meanwhile. Look at it, then try again.'),
};
