import type { PayInput } from '../../src/contract/payments.ts';
import type { Choice } from './methods.ts';

/** How something is paid, under a command of its own. */
export type HowToPay = Omit<PayInput, 'invoiceIds' | 'confirmedTotal'>;

/** The chosen way to pay as the backend takes it. */
export function howToPay(payment: {
  readonly choice: Choice;
  readonly save: boolean;
  readonly gatewayData: Readonly<Record<string, string>>;
}): HowToPay {
  const { choice, save, gatewayData } = payment;
  const [kind, ...rest] = choice.split(':');
  const id = rest.join(':');
  return {
    commandId: crypto.randomUUID(),
    returnUrl: location.href,
    ...(kind === 'account' ? { billingAccountId: id } : { methodId: id, gatewayData }),
    ...(save ? { save: true } : {}),
  };
}
