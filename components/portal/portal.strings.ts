import { msg, str } from '@lit/localize';
import type { View } from './routes.ts';

/** The texts of `rr-portal`. */
export const strings = {
  menu: (): string => msg('Account'),
  more: (): string => msg('More of your account'),
  loading: (): string => msg('Loading your account'),
  signOut: (): string => msg('Sign out'),
  signingOut: (): string => msg('Signing out'),
  signOutFailed: (): string => msg('You are still signed in'),
  signedOut: (): string => msg('You are signed out'),
  notFoundTitle: (): string => msg('There is no such page'),
  notFoundText: (path: string): string =>
    msg(str`Nothing of your account is at “${path}”. The link may be old, or was cut off.`),
  goHome: (): string => msg('Go to Home'),
};

/** What a view is called: in the menu, for the page's title, and aloud. */
export function viewName(view: View): string {
  switch (view) {
    case 'home':
      return msg('Home');
    case 'invoices':
      return msg('Invoices');
    case 'invoice':
      return msg('Invoice');
    case 'pay':
    case 'charge':
      return msg('Pay');
    case 'packages':
      return msg('Packages');
    case 'package':
      return msg('Package');
    case 'upgrade':
      return msg('Upgrade');
    case 'downgrade':
      return msg('Downgrade');
    case 'cancel':
      return msg('Cancel package');
    case 'billing-accounts':
      return msg('Billing accounts');
    case 'billing-account-new':
      return msg('New billing account');
    case 'billing-account':
      return msg('Billing account');
    case 'routing':
      return msg('Who pays what');
    case 'contacts':
      return msg('Contacts');
    case 'contact-new':
      return msg('New contact');
    case 'contact':
      return msg('Contact');
    case 'add-funds':
      return msg('Add funds');
    case 'report':
      return msg('Balance report');
    case 'outlook':
      return msg('What happens next');
    case 'affiliates':
      return msg('Affiliate programs');
    case 'todos':
      return msg('To-do items');
    case 'not-found':
      return msg('Not found');
  }
}
