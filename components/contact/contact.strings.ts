import { msg, str } from '@lit/localize';
import type { ContactMail, MailFormat } from '../../src/contract/contacts.ts';
import type { Area } from '../../src/contract/operation.ts';

/** The texts of `rr-contact`; `rr-contact-list` has some of them too. */
export const strings = {
  back: (): string => msg('Contacts'),
  titleNew: (): string => msg('Add contact'),
  primary: (): string => msg('Primary'),
  you: (): string => msg('You'),
  loading: (): string => msg('Loading the contact'),
  failed: (): string => msg('The contact could not be loaded'),
  needed: (): string => msg('All fields are needed unless marked optional'),
  person: (): string => msg('Person'),
  personText: (): string => msg('Mails go to the e-mail address.'),
  address: (): string => msg('Address'),
  addressPrimary: (): string =>
    msg('The address of the primary contact decides the taxes on coming invoices.'),
  phones: (): string => msg('Phone'),
  access: (): string => msg('Sign-in'),
  accessText: (): string => msg('Each contact signs in with a user name of its own.'),
  accessLocked: (): string =>
    msg('This contact has areas that you have not: its sign-in is not yours to change.'),
  mailing: (): string => msg('Mails'),
  areas: (): string => msg('Areas'),
  areasText: (): string => msg('The parts of the account that this contact sees and uses.'),
  company: (): string => msg('Company'),
  firstName: (): string => msg('First name'),
  lastName: (): string => msg('Last name'),
  email: (): string => msg('E-mail'),
  street: (): string => msg('Street address'),
  street2: (): string => msg('Address 2'),
  zip: (): string => msg('Zip'),
  city: (): string => msg('City'),
  phone: (): string => msg('Primary phone'),
  phone2: (): string => msg('Secondary phone'),
  fax: (): string => msg('Fax'),
  mobile: (): string => msg('Mobile phone'),
  userName: (): string => msg('User name'),
  password: (): string => msg('New password'),
  passwordNew: (): string =>
    msg('At least 10 characters. Left empty, a link to set one is mailed.'),
  passwordKept: (): string =>
    msg('At least 10 characters. Left empty, the password stays as it is.'),
  confirm: (): string => msg('Confirm password'),
  language: (): string => msg('Language'),
  mailFormat: (): string => msg('E-mail format'),
  mails: (): string => msg('E-mail actions'),
  mailsHint: (): string => msg('The mails that this contact gets.'),
  toggleAll: (): string => msg('Toggle all'),
  mailRequired: (): string => msg('The primary contact always gets it.'),
  areaPrimary: (): string => msg('The primary contact has all areas.'),
  areaSelf: (): string => msg('You cannot take this from yourself.'),
  areaLocked: (): string => msg('You do not have this area yourself.'),
  missing: (): string => msg('It is empty. Fill it in.'),
  stateMissing: (): string => msg('None is chosen. Choose one.'),
  emailWrong: (): string => msg('This is no mail address. Write it as name@example.com.'),
  passwordShort: (): string => msg('It is too short. Use 10 characters or more.'),
  differs: (): string => msg('The two passwords differ. Enter the same twice.'),
  save: (): string => msg('Save contact'),
  saving: (): string => msg('Saving'),
  discard: (): string => msg('Discard changes'),
  discarded: (): string => msg('Changes discarded.'),
  undo: (): string => msg('Undo'),
  saved: (name: string): string => msg(str`${name} is saved.`),
  added: (name: string): string => msg(str`${name} is added.`),
  addedLink: (name: string, email: string): string =>
    msg(str`${name} is added. A link to set a password goes to ${email}.`),
  conflict: (): string => msg('This contact was changed meanwhile'),
  conflictText: (): string =>
    msg('Nothing was saved. What you typed is still here until you load the contact again.'),
  conflictFields: (fields: string): string => msg(str`Changed by somebody else: ${fields}.`),
  loadAgain: (): string => msg('Load again'),
};

/** The word for an area (SPEC 3.3). */
export function areaWord(area: Area): string {
  switch (area) {
    case 'invoices':
      return msg('Invoices');
    case 'packages':
      return msg('Packages');
    case 'domains':
      return msg('Domains');
    case 'billing_accounts':
      return msg('Billing accounts');
    case 'contacts':
      return msg('Contacts');
  }
}

/** The word for a format of mails. */
export function formatWord(format: MailFormat): string {
  return format === 'html' ? msg('HTML') : msg('Plain text');
}

/** What a mail tells; one that is not known shows its name. */
export function mailWord(mail: ContactMail): string {
  switch (mail) {
    case 'order':
      return msg('Order received');
    case 'invoice':
      return msg('New invoice');
    case 'paid':
      return msg('Payment received');
    case 'welcome':
      return msg('Package is ready');
    case 'reminder':
      return msg('Reminder of an overdue invoice');
    case 'suspended':
      return msg('Package is suspended');
    case 'terminated':
      return msg('Package has ended');
    case 'declined':
      return msg('Payment did not go through');
    case 'price_raise':
      return msg('Price changes');
    default:
      return mail.replaceAll('_', ' ');
  }
}
