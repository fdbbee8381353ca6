import { pathOf } from './routes.ts';

/** The members of details that lead somewhere; what a widget leaves out is empty. */
interface Detail {
  readonly invoiceId?: string;
  readonly invoiceIds?: readonly string[];
  readonly packageId?: string;
  readonly chargeId?: string;
  readonly contactId?: string;
  readonly billingAccountId?: string;
  readonly direction?: string;
}

const ways: Readonly<Record<string, (detail: Detail) => string>> = {
  'rr-open-invoice': ({ invoiceId }) => pathOf('invoice', invoiceId),
  'rr-open-package': ({ packageId }) => pathOf('package', packageId),
  'rr-pay': ({ invoiceIds = [] }) => pathOf('pay', invoiceIds.join(',')),
  'rr-resume-payment': ({ chargeId }) => pathOf('charge', chargeId),
  'rr-change-plan': ({ packageId, direction }) =>
    pathOf(direction === 'downgrade' ? 'downgrade' : 'upgrade', packageId),
  'rr-cancel-package': ({ packageId }) => pathOf('cancel', packageId),
  'rr-open-contact': ({ contactId }) => pathOf('contact', contactId),
  'rr-add-contact': () => pathOf('contact-new'),
  'rr-open-billing-accounts': () => pathOf('billing-accounts'),
  'rr-open-billing-account': ({ billingAccountId }) => pathOf('billing-account', billingAccountId),
  'rr-add-billing-account': () => pathOf('billing-account-new'),
};

/** The events of widgets that ask for another view. */
export const asks: readonly string[] = Object.keys(ways);

/** The path that an event asks for; null when it asks for none. */
export function pathAsked(event: Event): string | null {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null;
  const known = typeof detail === 'object' && detail !== null ? (detail as Detail) : {};
  return ways[event.type]?.(known) ?? null;
}
