import { msg, str } from '@lit/localize';
import type { BillingError, ErrorCode, Refusal } from '../../src/errors.ts';
import { describe, words } from './strings.ts';

type Words = () => string;

const outdated: Words = () => msg('This page is out of date. Reload it and try again.');
const gone: Words = () => msg('This is not offered any more. Choose again.');
const askProvider: Words = () => msg('Only your provider can do this. Ask for it there.');
const check: Words = () => msg('This entry cannot be used. Check it.');

const byReason: { readonly [Reason in Refusal]: Words } = {
  invoice_overdue: () => msg('An invoice of this package is overdue. Pay it first.'),
  change_unpaid: () => msg('Another change waits for its payment. Pay it or take it back first.'),
  no_change: () => msg('No change of this package waits any more.'),
  nothing_changes: () => msg('Nothing would change. Choose a plan, a cycle or add-ons.'),
  two_steps: () => msg('Raise and lower add-ons in two steps.'),
  package_not_active: () => msg('This package does not run now, so it cannot be changed.'),
  package_ending: () => msg('This package is to be canceled. Undo that first.'),
  package_not_ending: () => msg('This package is not to be canceled any more.'),
  no_period: () => msg('This package has no period that ends.'),
  cancel_now: () => msg('This package does not run now. Cancel it at once instead.'),
  delivered_once: () => msg('What was delivered once cannot be given back.'),
  provider_only: askProvider,
  no_panel: () => msg('There is no panel to sign in to for this package now.'),
  payment_over: () => msg('This payment no longer waits for you.'),
  account_closed: () => msg('This account is closed and can only be read. Ask your provider.'),
  primary_areas: () => msg('The primary contact has all areas.'),
  primary_mails: () => msg('The primary contact always gets the mails that are required.'),
  primary_stays: () => msg('Make another contact the primary one first.'),
  own_contact: () => msg('You cannot do this to yourself. Ask the primary contact.'),
  foreign_areas: () => msg('This is about areas that you do not have yourself.'),
  terms_changed: () => msg('The terms have changed. Read and accept them anew.'),
};

/** Codes for which {@link describe} has words are left out. */
const byCode: { readonly [Code in ErrorCode]?: Words } = {
  invalid_input: check,
  unknown_field: outdated,
  unknown_operation: outdated,
  method_not_allowed: outdated,
  unsupported_media_type: outdated,
  unauthenticated: words.signedOutText,
  session_ended: words.signedOutText,
  conflict: () => msg('This was sent before with other content. Reload the page and try again.'),
  in_progress: () => msg('This is still being done. Wait a moment and try again.'),
  stale_version: () => msg('It was changed meanwhile. Reload it and try again.'),
  quote_changed: () => msg('The price has changed. Look at the new sum and confirm it.'),
  amount_changed: () => msg('The sum to pay has changed. Look at it and confirm it anew.'),
  invalid_transition: () => msg('This is not possible any more as things stand. Reload the page.'),
  charge_open: () => msg('A payment of this invoice is on its way. Wait for its end.'),
  invoice_not_payable: () => msg('There is nothing left to pay of this invoice.'),
  user_name_taken: () => msg('This user name is taken. Choose another, or sign in.'),
  too_large: () => msg('This is too much at once. Shorten it and try again.'),
  currency_mismatch: () => msg('You are billed in another currency. Choose that one.'),
  not_for_sale: gone,
  unknown_plan: gone,
  unknown_add_on: gone,
  unknown_price: gone,
  quantity_out_of_range: () => msg('It cannot be had this many times. Choose another quantity.'),
  promotion_not_valid: () =>
    msg('This promotion code is not valid here. Check it or leave it out.'),
  out_of_stock: () => msg('This is out of stock. Choose something else.'),
  method_not_available: () => msg('This way to pay is not offered here. Choose another.'),
  below_minimum: () => msg('The sum is below the smallest one that is possible.'),
  link_not_valid: () => msg('This link was used or has ended. Ask for a new one.'),
  client_not_active: () => msg('This account cannot do this now. Ask your provider.'),
  not_supported: askProvider,
};

/**
 * The words for an error of a command, by its reason, else by its code. Only a code that is not
 * known here is told in the server's own words.
 */
export function explained(error: BillingError): string {
  const { reason, code, invoice } = error;
  if (reason === 'invoice_overdue' && invoice !== undefined) {
    return msg(str`Invoice ${invoice.number} is overdue. Pay it first.`);
  }
  if (reason !== undefined && Object.hasOwn(byReason, reason)) return byReason[reason]();
  if (code === 'invalid_input') return faultText(error.message);
  return byCode[code]?.() ?? describe(error);
}

/** Whether the page speaks the language of the sources, and so of the server. */
const isEnglish = (): boolean => msg('en', { id: 'code-of-the-language' }) === 'en';

/**
 * The words for an entry that the server refuses. It says in English what is wrong with it, which
 * helps a page in English; in any other language the entry is said to be at fault.
 */
export function faultText(message: string): string {
  return isEnglish() && message !== '' ? message : check();
}
