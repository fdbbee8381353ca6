import type { Billing } from '../../src/billing.ts';
import type { NewClient, OrderInput, OrderView, PlaceOrder } from '../../src/contract/orders.ts';
import type { BillingError } from '../../src/errors.ts';
import type { Money } from '../../src/rules/money.ts';
import { asBillingError } from '../internal/load.ts';
import { type KeptCommand, keptCommand } from './kept-command.ts';

/** An order without the id of its command. */
export type OrderContent = Omit<PlaceOrder, 'commandId'>;

/** How an order is paid. */
export interface PayBy {
  readonly methodId: string;
  /** From the gateway's own fields. */
  readonly gatewayData: Readonly<Record<string, string>> | null;
}

/** A placed order, and how far its payment came. */
export interface Placed {
  readonly order: OrderView;
  /** Null: nothing had to be paid, or the payment failed. */
  readonly chargeId: string | null;
  readonly payError: BillingError | null;
}

/** What is ordered, from what was quoted and what the client confirmed. */
export function orderContent(options: {
  readonly input: OrderInput;
  readonly domainName: string;
  readonly confirmedTotal: Money;
  readonly termsVersion: string;
  /** Null: the client is signed in. */
  readonly client: NewClient | null;
}): OrderContent {
  const { domainName, confirmedTotal, termsVersion, client } = options;
  const { taxAddress: _address, items, ...input } = options.input;
  return {
    ...input,
    items: items.map((item) => (domainName === '' ? item : { ...item, domainName })),
    confirmedTotal,
    termsVersion,
    ...(client === null ? {} : { client }),
  };
}

/** Places an order; the same content twice is one order, also after a reload (SPEC 4.4). */
export async function placeOrder(billing: Billing, content: OrderContent): Promise<OrderView> {
  const command = await keptCommand('order', withoutPassword(content));
  const { commandId } = command;
  const { order, session } = await answered(command, () =>
    billing.orders.place({ ...content, commandId }),
  );
  if (session !== null) billing.adapter.useToken?.(session.token, session.expiresAt);
  return order;
}

/** Pays a placed order; an error does not undo the order, so it is part of the answer. */
export async function payOrder(
  billing: Billing,
  order: OrderView,
  by: PayBy | null,
): Promise<Placed> {
  if (order.balance.amount === 0n || by === null) return { order, chargeId: null, payError: null };
  const content = {
    invoiceIds: [order.invoiceId],
    confirmedTotal: order.balance,
    methodId: by.methodId,
  };
  try {
    const command = await keptCommand('order-pay', content);
    const { commandId } = command;
    const { chargeId } = await answered(command, () =>
      billing.payments.pay({
        ...content,
        commandId,
        ...(by.gatewayData === null ? {} : { gatewayData: by.gatewayData }),
        save: false,
        returnUrl: location.href,
      }),
    );
    return { order, chargeId, payError: null };
  } catch (error) {
    return { order, chargeId: null, payError: asBillingError(error) };
  }
}

/** Whether an error leaves open if the command was carried out. */
function isOpen(error: BillingError): boolean {
  return ['offline', 'unavailable', 'internal', 'in_progress', 'rate_limited'].includes(error.code);
}

async function answered<Value>(command: KeptCommand, send: () => Promise<Value>): Promise<Value> {
  try {
    const value = await send();
    command.forget();
    return value;
  } catch (error) {
    if (!isOpen(asBillingError(error))) command.forget();
    throw error;
  }
}

function withoutPassword(content: OrderContent): unknown {
  const { client, ...rest } = content;
  if (client === undefined) return rest;
  const { password: _password, ...known } = client;
  return { ...rest, client: known };
}
