import { afterEach, expect, it } from 'vitest';
import type { Money } from '../../../src/rules/money.ts';
import { renewalCatalog, renewals } from '../../support/renewals.ts';
import { buy, cards, codeOf, item, type Placed, payCard } from '../../support/shop.ts';
import type { ClientPrincipal, World } from '../../support/world.ts';
import { type Arena, gatesFor, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

const silver = [item('web', 'silver', 'monthly')];

/** Clients whose first month is paid by a card that is kept. */
function clients(world: World, count: number): Promise<readonly Placed[]> {
  return Promise.all(
    times(count).map(async (n) => {
      const placed = await buy(world, `client${n}`, silver);
      await payCard(world, placed, 'good', { save: true });
      return placed;
    }),
  );
}

/** A day of the month after so many: January 2027 is 1. */
function dayOf(month: number, day: number): string {
  return new Date(Date.UTC(2026, 12 + month - 1, day, 10)).toISOString();
}

interface Payment {
  readonly client: ClientPrincipal;
  readonly invoiceId: string;
  readonly confirmedTotal: Money;
  readonly token: string;
}

function payNow(world: World, { client, invoiceId, confirmedTotal, token }: Payment) {
  return world.engine.execute(client, 'payments.pay', {
    commandId: world.newId(),
    invoiceIds: [invoiceId],
    confirmedTotal,
    methodId: 'card',
    gatewayData: { token },
  });
}

/** How a payment ends that came second. */
const lost: readonly string[] = ['charge_open', 'invoice_not_payable'];

it('[8.5, 8.8, 16.5] the automatic charge against pay now: the money is taken once', async () => {
  arena = await openArena(renewalCatalog());
  const { world } = arena;
  const many = await clients(world, 10);
  await world.settle();
  let chargedByRun = 0;
  await arena.rounds(async (round) => {
    // Each round is a month: issued on the 8th, due on the 22nd.
    world.clock.set(dayOf(round, 8));
    await world.engine.run();
    await world.settle();
    world.clock.set(dayOf(round, 22));
    const open = await world.read((handle) =>
      handle
        .selectFrom('invoice_states')
        .select(['invoice_id', 'client_id'])
        .where('status', '=', 'unpaid')
        .execute(),
    );
    expect(open).toHaveLength(many.length);
    const pays = await Promise.all(
      many.map(async ({ client }) => {
        const invoiceId = open.find((row) => row.client_id === client.clientId)?.invoice_id ?? '';
        const { balance } = await world.engine.execute(client, 'invoices.get', { invoiceId });
        const token = await world.cardToken(cards.good);
        return { client, invoiceId, confirmedTotal: balance, token };
      }),
    );
    const before = world.vendor.state().charges.length;
    const { gates, open: openGates } = gatesFor(many.length);
    const byHand = pays.map(async (pay, n) => {
      await gates[n];
      return codeOf(payNow(world, pay));
    });
    // The first half begins with the run, each other when the run has come that far.
    openGates(many.length / 2);
    const onProgress = ({ done }: { readonly done: number }) => openGates(many.length / 2 + done);
    const run = await world.engine.run({ batchSize: 3, onProgress });
    openGates(many.length);
    const ends = await Promise.all(byHand);
    await world.settle();
    expect(run).toMatchObject({ state: 'done', problems: [] });
    const won = ends.filter((code) => code === 'none').length;
    expect(new Set(ends.filter((code) => !lost.includes(code)))).toEqual(new Set(['none']));
    expect(run.counts.charges + won).toBe(many.length);
    chargedByRun += run.counts.charges;
    expect(world.vendor.state().charges.length - before).toBe(many.length);
  });
  expect(chargedByRun).toBeGreaterThan(0);
});

it('[7.5, 16.5] two runs of four workers each: each period is invoiced once', async () => {
  arena = await openArena(renewalCatalog());
  const { world } = arena;
  const many = await clients(world, 20);
  await world.settle();
  const engines = await arena.engines(8);
  await arena.rounds(async (round) => {
    world.clock.set(dayOf(round, 8));
    const reports = await Promise.all(
      engines.map((engine, n) =>
        n % 4 === 0 ? engine.runDaily() : engine.run({ batchSize: 1 + (n % 4) }),
      ),
    );
    const ended = reports.filter((report) => report !== null);
    expect(ended.filter(({ state, problems }) => state !== 'done' || problems.length > 0)).toEqual(
      [],
    );
    const issued = ended.reduce((sum, { counts }) => sum + counts.invoices, 0);
    expect(issued).toBe(many.length);
    await world.settle();
    world.clock.set(dayOf(round, 22));
    const charged = await Promise.all(engines.map((engine) => engine.run({ batchSize: 2 })));
    expect(charged.reduce((sum, { counts }) => sum + counts.charges, 0)).toBe(many.length);
    expect(await renewals(world)).toHaveLength((round + 1) * many.length);
  });
});
