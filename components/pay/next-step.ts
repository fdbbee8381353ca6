import type { ClientAction, PaymentMethodView } from '../../src/contract/payments.ts';
import { fail } from '../../src/errors.ts';
import type { GatewaySlot } from './gateway-slot.ts';
import { strings } from './pay.strings.ts';

/** How a client's step ended; `left` when the page goes elsewhere and comes back later. */
export type StepEnd = 'finished' | 'abandoned' | 'left';

/**
 * Takes the step that a charge waits for: another page, the bank in a frame, or what the gateway's
 * browser half does itself (SPEC 8.1).
 *
 * @throws BillingError `not_supported` when the gateway has no browser half for it.
 */
export async function takeStep(
  action: ClientAction | null,
  parts: {
    readonly gateway: GatewaySlot;
    /** The method of the charge, as far as it is offered. */
    readonly method: PaymentMethodView | null;
    /** Tells the page; whether the widget is to leave. */
    readonly mayLeave: (url: string) => boolean;
  },
): Promise<StepEnd> {
  if (action === null || action.kind === 'instructions') return 'left';
  if (action.kind === 'redirect') {
    leave(action, parts.mayLeave);
    return 'left';
  }
  const { gateway, method } = parts;
  if (method === null) fail('not_supported', strings.gatewayFailed());
  return action.kind === 'challenge'
    ? gateway.challenge(method, action.url)
    : gateway.proceed(method, action.data);
}

/** Goes to a gateway's page; where it wants a form, with one. */
export function leave(
  { url, fields }: Extract<ClientAction, { kind: 'redirect' }>,
  mayLeave: (url: string) => boolean,
): void {
  if (!mayLeave(url) || !/^https?:/.test(url)) return;
  if (fields === null) {
    location.assign(url);
    return;
  }
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  form.hidden = true;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input');
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
