import type { PayInput, PaymentOptions } from '../../src/contract/payments.ts';
import type { Choice } from './methods.ts';

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
