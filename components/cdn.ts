import { RackrateAccount } from './account/account.ts';
import { RackrateCancel } from './cancel/cancel.ts';
import { RackrateChangePlan } from './change-plan/change-plan.ts';
import { register, type WidgetClass } from './internal/register.ts';
import { RackrateInvoice } from './invoice/invoice.ts';
import { RackrateInvoiceList } from './invoice-list/invoice-list.ts';
import { RackratePackage } from './package/package.ts';
import { RackratePackageList } from './package-list/package-list.ts';
import { RackratePay } from './pay/pay.ts';
import { RackrateProvider } from './provider/provider.ts';
import { RackrateSignIn } from './sign-in/sign-in.ts';

const mainWidgets: readonly WidgetClass[] = [
  RackrateProvider,
  RackrateAccount,
  RackrateInvoiceList,
  RackrateInvoice,
  RackratePay,
  RackratePackageList,
  RackratePackage,
  RackrateChangePlan,
  RackrateCancel,
  RackrateSignIn,
];

/**
 * Registers the widgets of an account's daily use; `rackrate.lazy.js` has them all. Twice is
 * harmless.
 *
 * @param prefix what their tags begin with; `rr` makes `rr-invoice-list`.
 */
export function define(prefix: string = 'rr'): void {
  register(mainWidgets, prefix);
}

// One file that registers by being loaded: a page has only its script tag.
define();

export { RackrateElement } from './internal/element.ts';
export {
  RackrateAccount,
  RackrateCancel,
  RackrateChangePlan,
  RackrateInvoice,
  RackrateInvoiceList,
  RackratePackage,
  RackratePackageList,
  RackratePay,
  RackrateProvider,
  RackrateSignIn,
};
