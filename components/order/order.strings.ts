import { msg, str } from '@lit/localize';

/** The texts of `rr-order`. */
export const strings = {
  loading: (): string => msg('Loading the order form'),
  failed: (): string => msg('The order form could not be loaded'),
  title: (product: string): string => msg(str`Order ${product}`),
  alreadyClient: (): string => msg('Already a client?'),
  signIn: (): string => msg('Sign in'),
  nothingTitle: (): string => msg('Nothing to order'),
  nothingText: (): string => msg('There is no plan on sale at the moment.'),
  product: (): string => msg('Product'),
  currency: (): string => msg('Currency'),
  plan: (): string => msg('Plan'),
  cycle: (): string => msg('Billing cycle'),
  saving: (percent: string): string => msg(str`−${percent}%`),
  perMonth: (amount: string): string => msg(str`${amount} a month`),
  setup: (amount: string): string => msg(str`${amount} setup`),
  outOfStock: (): string => msg('Out of stock'),
  otherCycle: (): string => msg('Not for this billing cycle'),
  domain: (): string => msg('Domain'),
  domainName: (): string => msg('Domain name'),
  domainHint: (): string => msg('The name that the hosting is for, such as example.com.'),
  addOns: (): string => msg('Add-ons'),
  each: (): string => msg('each'),
  more: (name: string): string => msg(str`More ${name}`),
  fewer: (name: string): string => msg(str`Fewer ${name}`),
  code: (): string => msg('Promotion code'),
  apply: (): string => msg('Apply'),
  remove: (): string => msg('Remove'),
  removeCode: (code: string): string => msg(str`Remove ${code}`),
  summary: (): string => msg('Summary'),
  reckoning: (): string => msg('Reckoning the price'),
  quoteFailed: (): string => msg('The price could not be reckoned'),
  totalToday: (): string => msg('Total today'),
  newTotal: (total: string): string => msg(str`Total today ${total}`),
  orderAndPay: (total: string): string => msg(str`Order and pay ${total}`),
  orderFor: (total: string): string => msg(str`Order for ${total}`),
  orderFree: (): string => msg('Order now, nothing to pay'),
  ordering: (): string => msg('Ordering'),
  changedTitle: (): string => msg('The price has changed'),
  changedText: (total: string): string =>
    msg(str`The new sum is ${total}. Nothing was ordered. Look at it and order again.`),
  payWith: (): string => msg('Pay with'),
  noMethods: (provider: string): string =>
    msg(str`No way to pay online is set up for this sum. Contact ${provider}.`),
  methodsFailed: (): string => msg('The ways to pay could not be loaded'),
  methodsLoading: (): string => msg('Loading the ways to pay'),
  placed: (number: string): string => msg(str`Order ${number} is placed`),
  setUp: (): string =>
    msg('Your package is being set up. The mail with your access is on its way.'),
  payFailed: (): string => msg('The order is placed, but the payment did not go through.'),
};

/** The name of a cycle in the segmented control; an unknown cycle shows its id. */
export function cycleName(cycle: string): string {
  switch (cycle) {
    case 'weekly':
      return msg('Weekly');
    case 'monthly':
      return msg('Monthly');
    case 'quarterly':
      return msg('Quarterly');
    case 'semi-annual':
      return msg('Semi-annual');
    case 'annual':
      return msg('Annual');
    case 'biennial':
      return msg('Biennial');
    case 'triennial':
      return msg('Triennial');
    case 'one-time':
      return msg('One time');
    default:
      return cycle;
  }
}
