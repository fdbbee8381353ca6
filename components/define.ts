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
import { register, type WidgetClass } from './internal/register.ts';
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

/** Every widget; the provider first, so that the others find it when they are upgraded. */
const widgets: readonly WidgetClass[] = [
  RackrateProvider,
  RackrateAccount,
  RackrateTodoList,
  RackrateAffiliate,
  RackrateInvoiceList,
  RackrateInvoice,
  RackratePackageList,
  RackratePackage,
  RackrateChangePlan,
  RackrateCancel,
  RackrateContactList,
  RackrateContact,
  RackrateBillingAccountList,
  RackrateBillingAccount,
  RackrateRouting,
  RackrateOrder,
  RackratePay,
  RackrateAddFunds,
  RackrateBalanceReport,
  RackrateOutlook,
  RackrateSignIn,
  RackrateSetPassword,
  RackratePortal,
];

/**
 * Registers all widgets as custom elements; importing a class registers nothing (Law 15).
 *
 * @param prefix what their tags begin with; `rr` makes `rr-invoice-list`. Twice is harmless.
 */
export function define(prefix: string = 'rr'): void {
  register(widgets, prefix);
}
