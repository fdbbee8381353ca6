import type { PayInput, PaymentOptions } from '../../src/contract/payments.ts';
import type { BillingError, ErrorCode } from '../../src/errors.ts';
import type { Choice } from './methods.ts';

const unanswered: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'offline',
  'unavailable',
  'internal',
  'in_progress',
]);

/** Whether the payment may have been made all the same. */
export function isUnanswered(error: BillingError): boolean {
  return unanswered.has(error.code);
}

/** What two payments have in common when they are one and the same. */
export function contentOf(
  { invoices, total }: PaymentOptions,
  choice: Choice,
  save: boolean,
): string {
  const ids = invoices.map(({ invoiceId }) => invoiceId);
  return [choice, save, total.amount, total.currency, ...ids].join();
}

/** The input of `payments.pay`, under a command of its own. */
export function payInput(payment: {
  readonly options: PaymentOptions;
  readonly choice: Choice;
  readonly save: boolean;
  readonly gatewayData: Readonly<Record<string, string>>;
}): PayInput {
  const { options, choice, save, gatewayData } = payment;
  const [kind, ...rest] = choice.split(':');
  const id = rest.join(':');
  return {
    commandId: crypto.randomUUID(),
    invoiceIds: options.invoices.map(({ invoiceId }) => invoiceId),
    confirmedTotal: options.total,
    returnUrl: location.href,
    ...(kind === 'account' ? { billingAccountId: id } : { methodId: id, gatewayData }),
    ...(save ? { save: true } : {}),
  };
}
