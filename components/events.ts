import type { SwitchPackageDetail } from './account/account.ts';
import type { FundsAddedDetail } from './add-funds/add-funds.ts';
import type { AffiliateJoinedDetail } from './affiliate/affiliate.ts';
import type { BillingAccountSavedDetail } from './billing-account/billing-account.ts';
import type { OpenBillingAccountDetail } from './billing-account-list/billing-account-list.ts';
import type { PackageCanceledDetail } from './cancel/cancel.ts';
import type { PackageChangedDetail } from './change-plan/change-plan.ts';
import type { ContactSavedDetail } from './contact/contact.ts';
import type { OpenContactDetail } from './contact-list/contact-list.ts';
import type { OpenInvoiceDetail, PayDetail } from './invoice-list/invoice-list.ts';
import type { OrderedDetail } from './order/order.ts';
import type { ChangePlanDetail, PanelSignInDetail } from './package/package.ts';
import type { OpenPackageDetail } from './package-list/package-list.ts';
import type { PaidDetail } from './pay/pay.ts';
import type { NavigateDetail } from './portal/portal.ts';

/** Every event of the widgets by its name. All bubble, and leave each shadow root. */
export interface RackrateEvents {
  readonly 'rr-add-billing-account': CustomEvent;
  readonly 'rr-add-contact': CustomEvent;
  readonly 'rr-affiliate-joined': CustomEvent<AffiliateJoinedDetail>;
  readonly 'rr-billing-account-saved': CustomEvent<BillingAccountSavedDetail>;
  readonly 'rr-cancel-package': CustomEvent<{ readonly packageId: string }>;
  readonly 'rr-change-plan': CustomEvent<ChangePlanDetail>;
  readonly 'rr-contact-saved': CustomEvent<ContactSavedDetail>;
  readonly 'rr-funds-added': CustomEvent<FundsAddedDetail>;
  readonly 'rr-navigate': CustomEvent<NavigateDetail>;
  readonly 'rr-open-billing-account': CustomEvent<OpenBillingAccountDetail>;
  readonly 'rr-open-billing-accounts': CustomEvent<OpenContactDetail>;
  readonly 'rr-open-contact': CustomEvent<OpenContactDetail>;
  readonly 'rr-open-invoice': CustomEvent<OpenInvoiceDetail>;
  readonly 'rr-open-package': CustomEvent<OpenPackageDetail>;
  readonly 'rr-ordered': CustomEvent<OrderedDetail>;
  readonly 'rr-package-canceled': CustomEvent<PackageCanceledDetail>;
  readonly 'rr-package-changed': CustomEvent<PackageChangedDetail>;
  readonly 'rr-paid': CustomEvent<PaidDetail>;
  readonly 'rr-panel-sign-in': CustomEvent<PanelSignInDetail>;
  readonly 'rr-password-set': CustomEvent<{ readonly userName: string }>;
  readonly 'rr-pay': CustomEvent<PayDetail>;
  readonly 'rr-redirect': CustomEvent<{ readonly url: string }>;
  readonly 'rr-resume-payment': CustomEvent<{ readonly chargeId: string }>;
  readonly 'rr-routing-saved': CustomEvent;
  readonly 'rr-signed-in': CustomEvent;
  readonly 'rr-signed-out': CustomEvent;
  readonly 'rr-switch-package': CustomEvent<SwitchPackageDetail>;
}

declare global {
  interface HTMLElementEventMap extends RackrateEvents {}
}
