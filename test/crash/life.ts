import type { Principal } from '../../src/contract/operation.ts';
import { scopes } from '../../src/contract/operation.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { frenchClient, frenchOrder } from '../support/world.ts';

/** One client's story, told by ids of commands that stay the same when it is told again. */
export interface Life {
  /** From 1; user name and command ids are made from it. */
  readonly number: number;
  /** Tokens of three cards that ask for 3-D Secure. */
  readonly tokens: readonly string[];
}

/** What a life needs of its process. */
export interface Stage {
  readonly engine: Engine;
  settle(): Promise<void>;
  /** Approves a challenge at the bank; one that was answered before is left alone. */
  approve(url: string): Promise<void>;
}

const operator: Principal = { kind: 'operator', name: 'crash', scopes };

/** The user name of a life's client. */
export function userNameOf(life: Life): string {
  return `client${life.number}`;
}

/**
 * Order, a payment given up, a payment by 3-D Secure, set-up, one more add-on that account credit
 * pays, suspension, return, termination, a refund, a card kept and removed: every kind of task with
 * an outer effect. Told again after a crash, with the same command ids, it ends in the same state.
 */
export async function live(stage: Stage, life: Life): Promise<void> {
  const { engine } = stage;
  const id = (step: number): string =>
    `00000000-0000-4000-8000-${String(life.number * 100 + step).padStart(12, '0')}`;
  const order = frenchOrder(id(1), { client: frenchClient(userNameOf(life)) });
  const placed = await engine.execute({ kind: 'public' }, 'orders.place', order);
  const client = await engine.authenticate(placed.session?.token ?? '', null);
  if (client === null) throw new Error('The order opened no session.');
  const { invoiceId, packageIds } = placed.order;
  const packageId = packageIds[0] ?? '';
  const pay = (step: number): Promise<ChargeView> =>
    engine.execute(client, 'payments.pay', {
      commandId: id(step),
      invoiceIds: [invoiceId],
      confirmedTotal: parseMoney('134.68', 'EUR'),
      methodId: 'card',
      gatewayData: { token: life.tokens[step - 2] ?? '' },
    });
  const given = await pay(2);
  const { chargeId } = given;
  await engine.execute(client, 'payments.cancel', { commandId: id(5), chargeId });
  const charge = await pay(3);
  if (charge.action?.kind === 'challenge') await stage.approve(charge.action.url);
  const resume = { commandId: id(6), chargeId: charge.chargeId };
  await engine.execute(client, 'payments.resume', resume);
  await stage.settle();
  await raiseAddOn(stage, client, packageId, id);
  for (const [step, status] of [
    [7, 'suspended'],
    [8, 'active'],
    [9, 'canceled'],
  ] as const) {
    const input = { commandId: id(step), packageId, status, reason: 'By hand' };
    await engine.execute(operator, 'packages.changeStatus', input);
    await stage.settle();
  }
  await engine.execute(operator, 'invoices.refund', {
    commandId: id(10),
    invoiceId,
    amount: parseMoney('10.00', 'EUR'),
    reason: 'goodwill',
    way: 'source',
    note: 'By hand',
  });
  await stage.settle();
  await keepAndRemove(stage, client, life, id);
}

/** A card that is kept without a charge, and taken away again. */
async function keepAndRemove(
  { engine, settle, approve }: Stage,
  client: Principal,
  { tokens }: Life,
  id: (step: number) => string,
): Promise<void> {
  const { setupId, action } = await engine.execute(client, 'billingAccounts.add', {
    commandId: id(13),
    methodId: 'card',
    gatewayData: { token: tokens[2] ?? '' },
    packageIds: [],
    makeDefault: false,
  });
  if (action?.kind === 'challenge') await approve(action.url);
  await engine.execute(client, 'billingAccounts.resume', { commandId: id(14), setupId });
  await settle();
  const { rows } = await engine.execute(client, 'billingAccounts.list', {});
  // What only stands for the payment of the order stays.
  for (const { billingAccountId, version } of rows.filter(({ type }) => type === 'card')) {
    const removal = { commandId: id(15), billingAccountId, version };
    await engine.execute(client, 'billingAccounts.remove', removal);
  }
  await settle();
}

/** A quote is another one each time, so what was changed before the crash is left alone. */
async function raiseAddOn(
  { engine, settle }: Stage,
  client: Principal,
  packageId: string,
  id: (step: number) => string,
): Promise<void> {
  const { addOns, clientId } = await engine.execute(client, 'packages.get', { packageId });
  if (addOns.some(({ addOnId, quantity }) => addOnId === 'ip' && quantity === 3)) return settle();
  await engine.execute(operator, 'clients.credit', {
    commandId: id(11),
    clientId,
    amount: parseMoney('50.00', 'EUR'),
    reason: 'By hand',
  });
  const wish = { packageId, addOns: [{ addOnId: 'ip', quantity: 3 }] };
  const { token } = await engine.execute(client, 'packages.quoteChange', wish);
  await engine.execute(client, 'packages.change', { commandId: id(12), packageId, token });
  await settle();
}
