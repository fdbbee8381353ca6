/** `rackrate/components`: the classes of the widgets; importing them registers nothing. */

export type { GatewayClient, GatewayFields, GatewayMount } from '../src/ports/gateway-client.ts';
export { define } from './define.ts';
export type { RackrateContext } from './internal/context.ts';
export { RefreshSignal, rackrateContext } from './internal/context.ts';
export { RackrateElement } from './internal/element.ts';
export { RackrateInvoice } from './invoice/invoice.ts';
export type { OpenInvoiceDetail, PayDetail } from './invoice-list/invoice-list.ts';
export { RackrateInvoiceList } from './invoice-list/invoice-list.ts';
export { RackrateOrder } from './order/order.ts';
export type { PanelSignInDetail } from './package/package.ts';
export { RackratePackage } from './package/package.ts';
export type { OpenPackageDetail } from './package-list/package-list.ts';
export { RackratePackageList } from './package-list/package-list.ts';
export { type PaidDetail, RackratePay } from './pay/pay.ts';
export type { SessionGrant } from './provider/provider.ts';
export { RackrateProvider } from './provider/provider.ts';
export { RackrateSetPassword } from './set-password/set-password.ts';
export { RackrateSignIn } from './sign-in/sign-in.ts';
