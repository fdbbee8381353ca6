import { register, type WidgetClass } from './internal/register.ts';
import { RackrateInvoice } from './invoice/invoice.ts';
import { RackrateInvoiceList } from './invoice-list/invoice-list.ts';
import { RackrateOrder } from './order/order.ts';
import { RackratePackage } from './package/package.ts';
import { RackratePackageList } from './package-list/package-list.ts';
import { RackratePay } from './pay/pay.ts';
import { RackrateProvider } from './provider/provider.ts';
import { RackrateSetPassword } from './set-password/set-password.ts';
import { RackrateSignIn } from './sign-in/sign-in.ts';

/** Every widget; the provider first, so that the others find it when they are upgraded. */
const widgets: readonly WidgetClass[] = [
  RackrateProvider,
  RackrateInvoiceList,
  RackrateInvoice,
  RackratePackageList,
  RackratePackage,
  RackrateOrder,
  RackratePay,
  RackrateSignIn,
  RackrateSetPassword,
];

/**
 * Registers all widgets as custom elements; importing a class registers nothing (Law 15).
 *
 * @param prefix what their tags begin with; `rr` makes `rr-invoice-list`. Twice is harmless.
 */
export function define(prefix: string = 'rr'): void {
  register(widgets, prefix);
}
