import { register, type WidgetClass } from './internal/register.ts';
import { type MissingDetail, missing } from './internal/tag.ts';
import { RackrateProvider } from './provider/provider.ts';

/** How each widget is loaded when a page first has one; the name is the one without prefix. */
const parts: Readonly<Record<string, () => Promise<WidgetClass>>> = {
  account: async () => (await import('./account/account.ts')).RackrateAccount,
  'add-funds': async () => (await import('./add-funds/add-funds.ts')).RackrateAddFunds,
  affiliate: async () => (await import('./affiliate/affiliate.ts')).RackrateAffiliate,
  'balance-report': async () =>
    (await import('./balance-report/balance-report.ts')).RackrateBalanceReport,
  'billing-account': async () =>
    (await import('./billing-account/billing-account.ts')).RackrateBillingAccount,
  'billing-account-list': async () =>
    (await import('./billing-account-list/billing-account-list.ts')).RackrateBillingAccountList,
  cancel: async () => (await import('./cancel/cancel.ts')).RackrateCancel,
  'change-plan': async () => (await import('./change-plan/change-plan.ts')).RackrateChangePlan,
  contact: async () => (await import('./contact/contact.ts')).RackrateContact,
  'contact-list': async () => (await import('./contact-list/contact-list.ts')).RackrateContactList,
  invoice: async () => (await import('./invoice/invoice.ts')).RackrateInvoice,
  'invoice-list': async () => (await import('./invoice-list/invoice-list.ts')).RackrateInvoiceList,
  order: async () => (await import('./order/order.ts')).RackrateOrder,
  outlook: async () => (await import('./outlook/outlook.ts')).RackrateOutlook,
  package: async () => (await import('./package/package.ts')).RackratePackage,
  'package-list': async () => (await import('./package-list/package-list.ts')).RackratePackageList,
  pay: async () => (await import('./pay/pay.ts')).RackratePay,
  portal: async () => (await import('./portal/portal.ts')).RackratePortal,
  routing: async () => (await import('./routing/routing.ts')).RackrateRouting,
  'set-password': async () => (await import('./set-password/set-password.ts')).RackrateSetPassword,
  'sign-in': async () => (await import('./sign-in/sign-in.ts')).RackrateSignIn,
  'todo-list': async () => (await import('./todo-list/todo-list.ts')).RackrateTodoList,
};

/** The names of the widgets that are loaded when they are needed. */
export const lazyNames: readonly string[] = Object.keys(parts);

/**
 * Registers the provider, and each other widget when the page, or a widget of ours, first has an
 * element of its name. Twice is harmless.
 *
 * @param prefix what their tags begin with; `rr` makes `rr-invoice-list`.
 * @returns ends the watching; what is registered stays.
 */
export function defineLazily(prefix: string = 'rr'): () => void {
  register([RackrateProvider], prefix);
  const wish = (tag: string): void => {
    const name = tag.startsWith(`${prefix}-`) ? tag.slice(prefix.length + 1) : '';
    const load = parts[name];
    if (load === undefined || customElements.get(tag) !== undefined) return;
    // Of a part that did not come the page's own handlers of errors hear.
    load().then((widget) => register([widget], prefix), reportError);
  };
  const look = (root: Element): void => {
    wish(root.localName);
    for (const element of root.querySelectorAll(':not(:defined)')) wish(element.localName);
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) look(node);
    }
  });
  // Inside a shadow root nobody else sees what is missing.
  const hear = (event: Event): void => wish((event as CustomEvent<MissingDetail>).detail.tag);
  document.addEventListener(missing, hear);
  observer.observe(document, { childList: true, subtree: true });
  look(document.documentElement);
  return () => {
    document.removeEventListener(missing, hear);
    observer.disconnect();
  };
}
