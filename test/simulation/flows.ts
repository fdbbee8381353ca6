import type { Principal } from '../../src/contract/operation.ts';
import type { OrderItem, PlaceOrder } from '../../src/contract/orders.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import { cards, item } from '../support/shop.ts';
import { frenchClient } from '../support/world.ts';
import { vendorAccess } from './nodes.ts';
import { operator } from './people.ts';
import type { Stage } from './stage.ts';
import { isWorkDue } from './workload.ts';

/** A story of one client, told step by step; the sweep breaks it at each of its boundaries. */
export interface Flow {
  readonly name: string;
  tell(stage: Stage): Promise<void>;
}

interface Bought {
  readonly client: Principal;
  readonly invoiceId: string;
  readonly packageId: string;
}

async function buy(
  stage: Stage,
  items: readonly OrderItem[] = [item('web', 'silver', 'monthly')],
): Promise<Bought> {
  const visitor = { kind: 'public' } as const;
  const input = { currency: 'EUR', items, taxAddress: { country: 'FR' } };
  const { total } = await stage.call(visitor, 'orders.quote', input);
  const order: PlaceOrder = {
    commandId: stage.universe.newId(),
    currency: 'EUR',
    items,
    confirmedTotal: total,
    termsVersion: '1',
    client: frenchClient('camille'),
  };
  const { order: placed, session } = await stage.call(visitor, 'orders.place', order);
  const client = await stage.signIn(session?.token ?? '');
  return { client, invoiceId: placed.invoiceId, packageId: placed.packageIds[0] ?? '' };
}

async function pay(
  stage: Stage,
  { client, invoiceId }: Bought,
  how: { readonly card?: keyof typeof cards; readonly saved?: string; readonly save?: boolean },
): Promise<ChargeView> {
  const { balance } = await stage.call(client, 'invoices.get', { invoiceId });
  const source =
    how.saved !== undefined
      ? { billingAccountId: how.saved }
      : how.card === undefined
        ? { methodId: 'transfer' }
        : { methodId: 'card', gatewayData: { token: await stage.token(cards[how.card]) } };
  const { chargeId } = await stage.call(client, 'payments.pay', {
    commandId: stage.universe.newId(),
    invoiceIds: [invoiceId],
    confirmedTotal: balance,
    save: how.save ?? false,
    ...source,
  });
  return stage.charge(client, chargeId);
}

async function answer(
  stage: Stage,
  { client }: Bought,
  charge: ChargeView,
  given: 'approve' | 'reject',
): Promise<void> {
  if (charge.action?.kind !== 'challenge') throw new Error(`The charge is ${charge.state}.`);
  const { pathname, search } = new URL(charge.action.url);
  const body = new URLSearchParams({ answer: given });
  const address = `${vendorAccess.url}${pathname}${search}`;
  await stage.universe.vendor.fetch(new Request(address, { method: 'POST', body }));
  const input = { commandId: stage.universe.newId(), chargeId: charge.chargeId };
  await stage.call(client, 'payments.resume', input);
}

async function setStatus(
  stage: Stage,
  { packageId }: Bought,
  status: 'suspended' | 'active' | 'canceled',
): Promise<void> {
  const input = { commandId: stage.universe.newId(), packageId, status, reason: 'By hand' };
  await stage.call(operator, 'packages.changeStatus', input);
  await stage.wait(30);
}

/** Lets days go by, with the run of each on which there is work. */
async function days(stage: Stage, many: number): Promise<void> {
  for (let day = 0; day < many; day += 1) {
    await stage.wait(24 * 60);
    if (await isWorkDue(stage.universe)) await stage.run();
  }
}

async function openInvoice(stage: Stage, { client }: Bought): Promise<string> {
  const { rows } = await stage.call(client, 'invoices.list', { filter: 'outstanding' });
  return rows[0]?.invoiceId ?? '';
}

async function change(stage: Stage, bought: Bought, planId: string): Promise<void> {
  const { client, packageId } = bought;
  const { token } = await stage.call(client, 'packages.quoteChange', { packageId, planId });
  const input = { commandId: stage.universe.newId(), packageId, token };
  await stage.call(client, 'packages.change', input);
}

/** The canonical flows. */
export const flows: readonly Flow[] = [
  {
    name: 'order, 3-D Secure, set-up',
    tell: async (stage) => {
      const bought = await buy(stage);
      await answer(stage, bought, await pay(stage, bought, { card: 'challenge' }), 'approve');
    },
  },
  {
    name: 'declined, then paid',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'poor' });
      await pay(stage, bought, { card: 'good' });
    },
  },
  {
    name: 'a settlement that comes an hour later',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'late' });
      await stage.wait(90);
    },
  },
  {
    name: 'half is captured, the rest by a saved card',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'partial', save: true });
      await stage.wait(5);
      const { client, invoiceId } = bought;
      const options = await stage.call(client, 'payments.options', { invoiceIds: [invoiceId] });
      const saved = options.billingAccounts[0]?.billingAccountId ?? '';
      await pay(stage, bought, { saved });
    },
  },
  {
    name: 'given up at the bank, then paid',
    tell: async (stage) => {
      const bought = await buy(stage);
      const { chargeId } = await pay(stage, bought, { card: 'challenge' });
      const input = { commandId: stage.universe.newId(), chargeId };
      await stage.call(bought.client, 'payments.cancel', input);
      await stage.wait(10);
      await pay(stage, bought, { card: 'good' });
    },
  },
  {
    name: 'a challenge that nobody answers',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'challenge' });
      await stage.wait(300);
    },
  },
  {
    name: 'a transfer that the operator enters',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, {});
      await stage.wait(600);
      await stage.call(operator, 'invoices.markPaid', {
        commandId: stage.universe.newId(),
        invoiceId: bought.invoiceId,
        paidOn: '2026-11-22',
        method: 'Bank transfer',
        reference: 'statement 1',
      });
    },
  },
  {
    name: 'suspension, return, end',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'good' });
      await stage.wait(30);
      await setStatus(stage, bought, 'suspended');
      await setStatus(stage, bought, 'active');
      await setStatus(stage, bought, 'canceled');
    },
  },
  {
    name: 'an order that nobody pays',
    tell: async (stage) => {
      await buy(stage);
      await stage.wait(32 * 24 * 60);
    },
  },
  {
    name: 'a renewal that a saved card pays',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'good', save: true });
      await days(stage, 31);
    },
  },
  {
    name: 'a debt: reminded, suspended, paid, back',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'good' });
      await days(stage, 42);
      const invoiceId = await openInvoice(stage, bought);
      await pay(stage, { ...bought, invoiceId }, { card: 'good' });
      await days(stage, 1);
    },
  },
  {
    name: 'up, paid, and down again',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'good' });
      await days(stage, 3);
      await change(stage, bought, 'gold');
      const invoiceId = await openInvoice(stage, bought);
      await pay(stage, { ...bought, invoiceId }, { card: 'good' });
      await days(stage, 2);
      await change(stage, bought, 'silver');
      await days(stage, 30);
    },
  },
  {
    name: 'a paid invoice that is canceled',
    tell: async (stage) => {
      const bought = await buy(stage);
      await pay(stage, bought, { card: 'good' });
      await stage.wait(30);
      const { invoiceId } = bought;
      const input = { commandId: stage.universe.newId(), invoiceId, reason: 'By hand' };
      await stage.call(operator, 'invoices.cancel', input);
    },
  },
];
