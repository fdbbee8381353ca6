import { parseMoney } from '../../src/rules/money.ts';
import { payCard } from '../support/shop.ts';
import type { ClientPrincipal, World } from '../support/world.ts';
import { brackenfold, hosting, order, type StoryOrder, tidewell } from './provider.ts';

/** What a year left behind at Tidewell Atelier, on 22 November 2026. */
export interface TidewellLife {
  readonly client: ClientPrincipal;
  /** Runs; its renewal was invoiced, and is paid in part. */
  readonly gold: StoryOrder;
  /** Runs until March. */
  readonly silver: StoryOrder;
  /** Suspended, since a renewal was not paid. */
  readonly bronze: StoryOrder;
  /** Ordered and not paid. */
  readonly pending: StoryOrder;
  /** A service that was done. */
  readonly support: StoryOrder;
  /** A package whose invoice was credited and refunded. */
  readonly returned: StoryOrder;
  /** Its payment is on its way. */
  readonly late: StoryOrder;
  /** An order that was called off. */
  readonly called: StoryOrder;
  /** The gold package's renewal. */
  readonly renewalId: string;
}

/** Makes it a day, and does what is due by it; days between are skipped. */
export async function go(world: World, date: string): Promise<void> {
  world.clock.set(`${date}T10:00:00Z`);
  await world.vendor.tick();
  await world.engine.runDaily();
  await world.settle();
}

async function bought(world: World, placed: Promise<StoryOrder>): Promise<StoryOrder> {
  const made = await placed;
  await payCard(world, made, 'good');
  await world.settle();
  return made;
}

/** Lives through the year before 22 November 2026. */
export async function liveTidewell(world: World): Promise<TidewellLife> {
  await go(world, '2025-12-12');
  const extras = [
    { addOnId: 'ip', quantity: 2 },
    { addOnId: 'backup', quantity: 1 },
  ];
  const shop = hosting('gold', 'annual', 'shop.tidewell-atelier.com', extras);
  const gold = await bought(world, order(world, tidewell, shop, { promotionCode: 'FOREVER10' }));
  const { client } = gold;
  await go(world, '2026-02-03');
  await referred(world, client);
  await go(world, '2026-03-14');
  const main = hosting('silver', 'annual', 'tidewell-atelier.com', [
    { addOnId: 'ip', quantity: 2 },
    { addOnId: 'backup', quantity: 1 },
  ]);
  const silver = await bought(world, order(world, client, main));
  await go(world, '2026-08-10');
  const hour = { productId: 'support', planId: 'hour', cycle: 'one-time', addOns: [] };
  const support = await bought(world, order(world, client, hour));
  await go(world, '2026-09-20');
  const staging = hosting('bronze', 'monthly', 'staging.tidewell-atelier.com');
  const bronze = await bought(world, order(world, client, staging));
  const returned = await bought(
    world,
    order(world, client, hosting('bronze', 'monthly', 'old.tidewell-atelier.com')),
  );
  await giveBack(world, returned);
  await world.advanceTo('2026-11-09');
  await credit(world, client, '25.00', 'Outage of 5 November');
  await world.advanceTo('2026-11-15');
  const renewalId = await renewalOf(world, gold);
  await payCard(world, { client, invoiceId: renewalId }, 'poor');
  await world.settle();
  await world.advanceTo('2026-11-18');
  await payCard(world, { client, invoiceId: renewalId }, 'partial');
  await world.settle();
  const pending = await order(world, client, hosting('silver', 'quarterly', 'tidewell.example'));
  const called = await order(world, client, hosting('bronze', 'annual', 'tidewell.invalid'));
  await world.engine.execute(world.operator, 'invoices.cancel', {
    commandId: world.newId(),
    invoiceId: called.invoiceId,
    reason: 'Ordered twice',
  });
  await world.advanceTo('2026-11-22');
  const late = await order(world, client, hosting('silver', 'monthly', 'tidewell.test'));
  await payCard(world, late, 'late');
  await credit(world, client, '5.00', 'Thank you for your patience');
  return { client, gold, silver, bronze, pending, support, returned, late, called, renewalId };
}

async function credit(
  world: World,
  { clientId }: ClientPrincipal,
  amount: string,
  reason: string,
): Promise<void> {
  const input = { commandId: world.newId(), clientId, amount: parseMoney(amount, 'EUR'), reason };
  await world.engine.execute(world.operator, 'clients.credit', input);
}

/** Another client comes by the link and pays, which earns a commission. */
async function referred(world: World, client: ClientPrincipal): Promise<void> {
  const program = await world.engine.execute(client, 'affiliates.join', {
    commandId: world.newId(),
    programId: 'friends',
  });
  const code = program.affiliate?.code ?? '';
  const placed = order(world, brackenfold, hosting('gold', 'annual', 'brackenfold.example'), {
    referralCode: code,
  });
  await bought(world, placed);
}

/** A package is taken back: credited in full, and the money goes to where it came from. */
async function giveBack(world: World, { invoiceId }: StoryOrder): Promise<void> {
  const { operator, engine } = world;
  await engine.execute(operator, 'invoices.credit', {
    commandId: world.newId(),
    invoiceId,
    reason: 'Not needed after all',
  });
  const { total } = await engine.execute(operator, 'invoices.get', { invoiceId });
  await engine.execute(operator, 'invoices.refund', {
    commandId: world.newId(),
    invoiceId,
    amount: total,
    reason: 'credit_note',
    way: 'source',
    note: 'Not needed after all',
  });
  await world.settle();
}

async function renewalOf(world: World, gold: StoryOrder): Promise<string> {
  const { rows } = await world.engine.execute(gold.client, 'invoices.list', {
    filter: 'outstanding',
  });
  for (const { invoiceId } of rows) {
    const { lines } = await world.engine.execute(gold.client, 'invoices.get', { invoiceId });
    if (lines.some(({ packageId }) => packageId === gold.packageId)) return invoiceId;
  }
  throw new Error('The gold package was not renewed.');
}
