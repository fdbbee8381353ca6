/**
 * `rackrate/react`: a component per widget, with its properties and events typed.
 *
 * Importing registers nothing (Law 15): an app calls {@link define} once, without a prefix, since
 * the tags are fixed here.
 */
import { createComponent, type EventName, type ReactWebComponent } from '@lit/react';
import React from 'react';
import { RackrateAccount } from './account/account.ts';
import { RackrateAddFunds } from './add-funds/add-funds.ts';
import { RackrateAffiliate } from './affiliate/affiliate.ts';
import { RackrateBalanceReport } from './balance-report/balance-report.ts';
import { RackrateBillingAccount } from './billing-account/billing-account.ts';
import { RackrateBillingAccountList } from './billing-account-list/billing-account-list.ts';
import { RackrateCancel } from './cancel/cancel.ts';
import { RackrateChangePlan } from './change-plan/change-plan.ts';
import { RackrateContact } from './contact/contact.ts';
import { RackrateContactList } from './contact-list/contact-list.ts';
import type { RackrateEvents } from './events.ts';
import { RackrateInvoice } from './invoice/invoice.ts';
import { RackrateInvoiceList } from './invoice-list/invoice-list.ts';
import { RackrateOrder } from './order/order.ts';
import { RackrateOutlook } from './outlook/outlook.ts';
import { RackratePackage } from './package/package.ts';
import { RackratePackageList } from './package-list/package-list.ts';
import { RackratePay } from './pay/pay.ts';
import { RackratePortal } from './portal/portal.ts';
import { RackrateProvider } from './provider/provider.ts';
import { RackrateRouting } from './routing/routing.ts';
import { RackrateSetPassword } from './set-password/set-password.ts';
import { RackrateSignIn } from './sign-in/sign-in.ts';
import { RackrateTodoList } from './todo-list/todo-list.ts';

export { define } from './define.ts';
export type { RackrateEvents } from './events.ts';

/** `rr-open-invoice` in the words of React: `RrOpenInvoice`. */
type Pascal<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** What a component calls its listeners: `onRrOpenInvoice` hears `rr-open-invoice`. */
export type Listeners<Names extends keyof RackrateEvents> = {
  [Name in Names as `on${Pascal<Name>}`]: EventName<RackrateEvents[Name]>;
};

/** The React component of a widget, and the events that it can listen to. */
export type WidgetComponent<
  Widget extends HTMLElement,
  Names extends keyof RackrateEvents = never,
> = ReactWebComponent<Widget, Listeners<Names>>;

type WidgetClass<Widget> = (new () => Widget) & { readonly widget: string };

const camel = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function wrap<Widget extends HTMLElement, Names extends keyof RackrateEvents = never>(
  elementClass: WidgetClass<Widget>,
  ...names: readonly Names[]
): WidgetComponent<Widget, Names> {
  const tagName = `rr-${elementClass.widget}`;
  const events = Object.fromEntries(names.map((name) => [`on${camel(name)}`, name]));
  return createComponent({
    react: React,
    tagName,
    displayName: camel(tagName),
    elementClass,
    events: events as unknown as Listeners<Names>,
  });
}

/** `rr-provider`: where the widgets get their data from: an address, a session, a language. */
export const RrProvider: WidgetComponent<RackrateProvider> = /* @__PURE__ */ wrap(RackrateProvider);

/** `rr-account`: the overview of an account. */
export const RrAccount: WidgetComponent<
  RackrateAccount,
  | 'rr-open-invoice'
  | 'rr-open-package'
  | 'rr-open-billing-account'
  | 'rr-pay'
  | 'rr-switch-package'
  | 'rr-panel-sign-in'
  | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateAccount,
  'rr-open-invoice',
  'rr-open-package',
  'rr-open-billing-account',
  'rr-pay',
  'rr-switch-package',
  'rr-panel-sign-in',
  'rr-signed-out',
);

/** `rr-add-funds`: add funds to the account. */
export const RrAddFunds: WidgetComponent<
  RackrateAddFunds,
  'rr-funds-added' | 'rr-redirect' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateAddFunds, 'rr-funds-added', 'rr-redirect', 'rr-signed-out');

/** `rr-affiliate`: affiliate programs of a client. */
export const RrAffiliate: WidgetComponent<
  RackrateAffiliate,
  'rr-affiliate-joined' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateAffiliate, 'rr-affiliate-joined', 'rr-signed-out');

/** `rr-balance-report`: the movements of the account with their running balance. */
export const RrBalanceReport: WidgetComponent<
  RackrateBalanceReport,
  'rr-open-invoice' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateBalanceReport, 'rr-open-invoice', 'rr-signed-out');

/** `rr-billing-account`: edit or add a billing account. */
export const RrBillingAccount: WidgetComponent<
  RackrateBillingAccount,
  'rr-billing-account-saved' | 'rr-redirect' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateBillingAccount,
  'rr-billing-account-saved',
  'rr-redirect',
  'rr-signed-out',
);

/** `rr-billing-account-list`: the list of billing accounts. */
export const RrBillingAccountList: WidgetComponent<
  RackrateBillingAccountList,
  'rr-open-billing-account' | 'rr-add-billing-account' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateBillingAccountList,
  'rr-open-billing-account',
  'rr-add-billing-account',
  'rr-signed-out',
);

/** `rr-cancel`: cancel a package. */
export const RrCancel: WidgetComponent<
  RackrateCancel,
  'rr-package-canceled' | 'rr-open-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateCancel, 'rr-package-canceled', 'rr-open-package', 'rr-signed-out');

/** `rr-change-plan`: perform upgrade and Adjust add-ons, with a quote. */
export const RrChangePlan: WidgetComponent<
  RackrateChangePlan,
  'rr-package-changed' | 'rr-pay' | 'rr-open-invoice' | 'rr-open-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateChangePlan,
  'rr-package-changed',
  'rr-pay',
  'rr-open-invoice',
  'rr-open-package',
  'rr-signed-out',
);

/** `rr-contact`: edit or add a contact. */
export const RrContact: WidgetComponent<RackrateContact, 'rr-contact-saved' | 'rr-signed-out'> =
  /* @__PURE__ */ wrap(RackrateContact, 'rr-contact-saved', 'rr-signed-out');

/** `rr-contact-list`: the list of contacts. */
export const RrContactList: WidgetComponent<
  RackrateContactList,
  'rr-open-contact' | 'rr-add-contact' | 'rr-open-billing-accounts' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateContactList,
  'rr-open-contact',
  'rr-add-contact',
  'rr-open-billing-accounts',
  'rr-signed-out',
);

/** `rr-invoice`: an invoice, with Pay. */
export const RrInvoice: WidgetComponent<
  RackrateInvoice,
  'rr-pay' | 'rr-resume-payment' | 'rr-open-invoice' | 'rr-open-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateInvoice,
  'rr-pay',
  'rr-resume-payment',
  'rr-open-invoice',
  'rr-open-package',
  'rr-signed-out',
);

/** `rr-invoice-list`: the list of invoices, with Pay now. */
export const RrInvoiceList: WidgetComponent<
  RackrateInvoiceList,
  'rr-open-invoice' | 'rr-pay' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateInvoiceList, 'rr-open-invoice', 'rr-pay', 'rr-signed-out');

/** `rr-order`: order a package. */
export const RrOrder: WidgetComponent<RackrateOrder, 'rr-ordered' | 'rr-signed-out'> =
  /* @__PURE__ */ wrap(RackrateOrder, 'rr-ordered', 'rr-signed-out');

/** `rr-outlook`: what happens next, as a list by month and as a timeline. */
export const RrOutlook: WidgetComponent<
  RackrateOutlook,
  'rr-open-invoice' | 'rr-open-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackrateOutlook, 'rr-open-invoice', 'rr-open-package', 'rr-signed-out');

/** `rr-package`: a package, with Panel login. */
export const RrPackage: WidgetComponent<
  RackratePackage,
  'rr-panel-sign-in' | 'rr-open-invoice' | 'rr-change-plan' | 'rr-cancel-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackratePackage,
  'rr-panel-sign-in',
  'rr-open-invoice',
  'rr-change-plan',
  'rr-cancel-package',
  'rr-signed-out',
);

/** `rr-package-list`: the list of packages. */
export const RrPackageList: WidgetComponent<
  RackratePackageList,
  'rr-open-package' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackratePackageList, 'rr-open-package', 'rr-signed-out');

/** `rr-pay`: pay invoices. */
export const RrPay: WidgetComponent<
  RackratePay,
  'rr-paid' | 'rr-open-invoice' | 'rr-redirect' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(RackratePay, 'rr-paid', 'rr-open-invoice', 'rr-redirect', 'rr-signed-out');

/** `rr-portal`: the client portal. */
export const RrPortal: WidgetComponent<RackratePortal, 'rr-navigate' | 'rr-signed-out'> =
  /* @__PURE__ */ wrap(RackratePortal, 'rr-navigate', 'rr-signed-out');

/** `rr-routing`: which account pays what, and what steps in. */
export const RrRouting: WidgetComponent<RackrateRouting, 'rr-routing-saved' | 'rr-signed-out'> =
  /* @__PURE__ */ wrap(RackrateRouting, 'rr-routing-saved', 'rr-signed-out');

/** `rr-set-password`: set a password by a link. */
export const RrSetPassword: WidgetComponent<RackrateSetPassword, 'rr-password-set'> =
  /* @__PURE__ */ wrap(RackrateSetPassword, 'rr-password-set');

/** `rr-sign-in`: sign in. */
export const RrSignIn: WidgetComponent<RackrateSignIn, 'rr-signed-in'> = /* @__PURE__ */ wrap(
  RackrateSignIn,
  'rr-signed-in',
);

/** `rr-todo-list`: the to-do items of a client. */
export const RrTodoList: WidgetComponent<
  RackrateTodoList,
  'rr-open-invoice' | 'rr-open-package' | 'rr-open-billing-account' | 'rr-pay' | 'rr-signed-out'
> = /* @__PURE__ */ wrap(
  RackrateTodoList,
  'rr-open-invoice',
  'rr-open-package',
  'rr-open-billing-account',
  'rr-pay',
  'rr-signed-out',
);
