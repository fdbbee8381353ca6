import { afterEach, expect, it } from 'vitest';
import { parseMoney } from '../../../src/rules/money.ts';
import { renewalCatalog } from '../../support/renewals.ts';
import { scenarioCatalog } from '../../support/scenario-catalog.ts';
import { buy, cards, codeOf, item, openOf, type Placed, payCard } from '../../support/shop.ts';
import type { World } from '../../support/world.ts';
import { type Arena, codesOf, gatesFor, openArena, times } from './arena.ts';

let arena: Arena;
afterEach(() => arena.close());

const silver = [item('web', 'silver', 'annual')];
const eur = (text: string) => parseMoney(text, 'EUR');

/** The account credit of a client, in minor units, from the books. */
async function creditOf(world: World, { client }: Placed): Promise<bigint> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('postings')
      .select('amount')
      .where('client_id', '=', client.clientId)
      .where('account', '=', 'credit')
      .execute(),
  );
  return rows.reduce((sum, { amount }) => sum - amount, 0n);
}

it('[8.3, 7.4] a card pays while a credit note lowers the same invoice: nothing is lost', async () => {
  arena = await openArena(scenarioCatalog());
  const { world } = arena;
  await arena.rounds(async (round) => {
    const placed = await buy(world, `client${round}`, silver);
    const total = await openOf(world, placed);
    const { lines } = await world.engine.execute(placed.client, 'invoices.get', placed);
    const token = await world.cardToken(cards.good);
    const before = world.vendor.state().charges.length;
    const [paid, noted] = await Promise.all([
      codeOf(
        world.engine.execute(placed.client, 'payments.pay', {
          commandId: world.newId(),
          invoiceIds: [placed.invoiceId],
          confirmedTotal: total,
          methodId: 'card',
          gatewayData: { token },
        }),
      ),
      codeOf(
        world.engine.execute(world.operator, 'invoices.credit', {
          commandId: world.newId(),
          invoiceId: placed.invoiceId,
          lines: [{ lineId: lines[0]?.lineId ?? '', net: eur('10.00') }],
          reason: 'A day without service.',
        }),
      ),
    ]);
    await world.settle();
    // The note waits for a charge on its way; the charge was seen with another sum.
    const ends = [`${paid} ${noted}`];
    const known = ['none none', 'none charge_open', 'amount_changed none'];
    expect(known).toEqual(expect.arrayContaining(ends));
    const { balance, status } = await world.engine.execute(placed.client, 'invoices.get', placed);
    const taken = paid === 'none' ? total.amount : 0n;
    const off = noted === 'none' ? 1200n : 0n;
    expect(world.vendor.state().charges.length - before).toBe(paid === 'none' ? 1 : 0);
    // What the note takes off and what came are the total, and the credit that is left over.
    expect(taken + off + balance.amount).toBe(total.amount + (await creditOf(world, placed)));
    expect(status).toBe(paid === 'none' ? 'paid' : 'unpaid');
  });
});

it('[8.10, 8.3] who has no credit yet is given none back, however many ask at once', async () => {
  arena = await openArena(scenarioCatalog());
  const { world } = arena;
  await arena.rounds(async (round) => {
    const placed = await buy(world, `client${round}`, silver);
    await payCard(world, placed, 'good');
    await world.settle();
    const refund = (reason: 'credit_note' | 'overpayment') =>
      world.engine.execute(world.operator, 'invoices.refund', {
        commandId: world.newId(),
        invoiceId: placed.invoiceId,
        amount: eur('10.00'),
        reason,
        way: 'source',
        note: 'At once.',
      });
    const asked = times(6).map((n) => refund(n % 2 === 0 ? 'credit_note' : 'overpayment'));
    const orders = times(2).map(() => buy(world, placed.client, silver));
    expect(await codesOf([...asked, ...orders])).toEqual({ invalid_input: 6, none: 2 });
    expect(await creditOf(world, placed)).toBe(0n);
  });
});

it('[4.4, 8.5] one payment sent ten times at once is one charge, and ten times its answer', async () => {
  arena = await openArena(scenarioCatalog());
  const { world } = arena;
  await arena.rounds(async (round) => {
    const placed = await buy(world, `client${round}`, silver);
    const input = {
      commandId: world.newId(),
      invoiceIds: [placed.invoiceId],
      confirmedTotal: await openOf(world, placed),
      methodId: 'card',
      gatewayData: { token: await world.cardToken(cards.good) },
    };
    const before = world.vendor.state().charges.length;
    const answers = await Promise.all(
      times(10).map(() => world.engine.execute(placed.client, 'payments.pay', input)),
    );
    expect(new Set(answers.map(({ chargeId }) => chargeId)).size).toBe(1);
    expect(world.vendor.state().charges.length - before).toBe(1);
  });
});

it('[4.12, 8.5] twenty stolen cards at once on one invoice: one after the other, and few', async () => {
  arena = await openArena(scenarioCatalog());
  const { world } = arena;
  await arena.rounds(async (round) => {
    const placed = await buy(world, `client${round}`, silver);
    const confirmedTotal = await openOf(world, placed);
    const before = world.vendor.state().charges.length;
    for (const _burst of times(2)) {
      const tokens = await Promise.all(times(20).map(() => world.cardToken(cards.stolen)));
      const tries = tokens.map((token) =>
        codeOf(
          world.engine.execute(placed.client, 'payments.pay', {
            commandId: world.newId(),
            invoiceIds: [placed.invoiceId],
            confirmedTotal,
            methodId: 'card',
            gatewayData: { token },
          }),
        ),
      );
      const ends = new Set(await Promise.all(tries));
      for (const end of ends) expect(['none', 'charge_open', 'rate_limited']).toContain(end);
    }
    expect(world.vendor.state().charges.length - before).toBeLessThanOrEqual(5);
    await world.settle();
  });
});

it('[5.6, 6.8, 16.5] canceled while the run renews: never both billed and ended', async () => {
  arena = await openArena(renewalCatalog());
  const { world } = arena;
  const many = times(6);
  await arena.rounds(async (round) => {
    world.clock.set(new Date(Date.UTC(2026, 11 + 2 * round, 22, 10)).toISOString());
    const placed = await Promise.all(
      many.map(async (n) => {
        const one = await buy(world, `client${round}x${n}`, [item('web', 'silver', 'monthly')]);
        await payCard(world, one, 'good', { save: true });
        return one;
      }),
    );
    await world.settle();
    // The run that issues the renewal of the 22nd, while they cancel and pay.
    world.clock.set(new Date(Date.UTC(2026, 12 + 2 * round, 8, 10)).toISOString());
    const { gates, open } = gatesFor(many.length);
    const cancels = placed.map(async ({ client, packageId }, n) => {
      await gates[n];
      return codeOf(
        world.engine.execute(client, 'packages.cancel', {
          commandId: world.newId(),
          packageId,
          when: n % 2 === 0 ? 'period-end' : 'now',
          reason: 'At once.',
        }),
      );
    });
    open(3);
    const run = await world.engine.run({
      batchSize: 2,
      onProgress: ({ done }) => open(3 + done),
    });
    open(many.length);
    expect(run).toMatchObject({ state: 'done', problems: [] });
    expect(await Promise.all(cancels)).toEqual(many.map(() => 'none'));
    await world.settle();
    world.clock.set(new Date(Date.UTC(2026, 12 + 2 * round, 25, 10)).toISOString());
    expect(await world.engine.run()).toMatchObject({ state: 'done', problems: [] });
    await world.settle();
    for (const one of placed) {
      const { status } = await world.engine.execute(one.client, 'packages.get', one);
      const { rows } = await world.engine.execute(one.client, 'invoices.list', {});
      const states = rows.filter(
        ({ invoiceId, kind }) => invoiceId !== one.invoiceId && kind === 'invoice',
      );
      expect(status).toBe('canceled');
      // Of a renewal nothing is owed and nothing was taken.
      expect(states.filter((row) => row.status === 'unpaid' || row.status === 'paid')).toEqual([]);
    }
  });
});
