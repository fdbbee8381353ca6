/** `rackrate/components`: the classes of the widgets; importing them registers nothing. */

export type { GatewayClient, GatewayFields, GatewayMount } from '../src/ports/gateway-client.ts';
export { RackrateAccount, type SwitchPackageDetail } from './account/account.ts';
export { type FundsAddedDetail, RackrateAddFunds } from './add-funds/add-funds.ts';
export { type AffiliateJoinedDetail, RackrateAffiliate } from './affiliate/affiliate.ts';
export { RackrateBalanceReport } from './balance-report/balance-report.ts';
export {
  type BillingAccountSavedDetail,
  RackrateBillingAccount,
} from './billing-account/billing-account.ts';
export {
  type OpenBillingAccountDetail,
  RackrateBillingAccountList,
} from './billing-account-list/billing-account-list.ts';
export { type PackageCanceledDetail, RackrateCancel } from './cancel/cancel.ts';
export { type PackageChangedDetail, RackrateChangePlan } from './change-plan/change-plan.ts';
export { type ContactSavedDetail, RackrateContact } from './contact/contact.ts';
export { type OpenContactDetail, RackrateContactList } from './contact-list/contact-list.ts';
export { define } from './define.ts';
export type { RackrateEvents } from './events.ts';
export type { RackrateContext } from './internal/context.ts';
export { RefreshSignal, rackrateContext } from './internal/context.ts';
export { RackrateElement } from './internal/element.ts';
export { RackrateInvoice } from './invoice/invoice.ts';
export type { OpenInvoiceDetail, PayDetail } from './invoice-list/invoice-list.ts';
export { RackrateInvoiceList } from './invoice-list/invoice-list.ts';
export { type OrderedDetail, RackrateOrder } from './order/order.ts';
export { RackrateOutlook } from './outlook/outlook.ts';
export type { ChangePlanDetail, PanelSignInDetail } from './package/package.ts';
export { RackratePackage } from './package/package.ts';
export type { OpenPackageDetail } from './package-list/package-list.ts';
export { RackratePackageList } from './package-list/package-list.ts';
export { type PaidDetail, RackratePay } from './pay/pay.ts';
export { type NavigateDetail, RackratePortal } from './portal/portal.ts';
export type { SessionGrant } from './provider/provider.ts';
export { RackrateProvider } from './provider/provider.ts';
export { RackrateRouting } from './routing/routing.ts';
export { RackrateSetPassword } from './set-password/set-password.ts';
export { RackrateSignIn } from './sign-in/sign-in.ts';
export { RackrateTodoList } from './todo-list/todo-list.ts';
