import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseMoney } from '../../../src/rules/money.ts';
import { scenarioCatalog } from '../../support/scenario-catalog.ts';
import { buy, cards, codeOf, item, openOf, payCard } from '../../support/shop.ts';
import type { ClientPrincipal, World } from '../../support/world.ts';
import { type Arena, codesOf, openArena, times } from './arena.ts';

let arena: Arena;
let world: World;
beforeEach(async () => {
  arena = await openArena(scenarioCatalog());
  world = arena.world;
});
afterEach(() => arena.close());

const silver = [item('web', 'silver', 'annual')];

it('[8.5, 8.11] marked paid and paid by card at once: the money is taken once', async () => {
  const many = times(5);
  await arena.rounds(async (round) => {
    const placed = await Promise.all(many.map((n) => buy(world, `client${round}x${n}`, silver)));
    const pays = await Promise.all(
      placed.map(async (one) => ({
        ...one,
        total: await openOf(world, one),
        token: await world.cardToken(cards.good),
      })),
    );
    const before = world.vendor.state().charges.length;
    const ends = await Promise.all(
      pays.flatMap(({ client, invoiceId, total, token }) => [
        codeOf(
          world.engine.execute(client, 'payments.pay', {
            commandId: world.newId(),
            invoiceIds: [invoiceId],
            confirmedTotal: total,
            methodId: 'card',
            gatewayData: { token },
          }),
        ),
        codeOf(
          world.engine.execute(world.operator, 'invoices.markPaid', {
            commandId: world.newId(),
            invoiceId,
            paidOn: '2026-11-22',
            method: 'Bank',
            reference: invoiceId,
          }),
        ),
      ]),
    );
    const byCard = ends.filter((code, index) => code === 'none' && index % 2 === 0).length;
    for (const n of many) {
      const pair = ends.slice(2 * n, 2 * n + 2);
      expect(pair.filter((code) => code === 'none')).toHaveLength(1);
    }
    expect(new Set(ends.filter((code) => code !== 'none' && code !== 'charge_open'))).toEqual(
      new Set(ends.includes('invoice_not_payable') ? ['invoice_not_payable'] : []),
    );
    expect(world.vendor.state().charges.length - before).toBe(byCard);
  });
});

it('[8.10] an invoice refunded twice at once never gives back more than came', async () => {
  await arena.rounds(async (round) => {
    const placed = await buy(world, `client${round}`, silver);
    const amount = await openOf(world, placed);
    await payCard(world, placed, 'good');
    await world.settle();
    const { invoiceId } = placed;
    const before = world.vendor.state().refunds.length;
    const refund = (way: 'source' | 'credit') =>
      world.engine.execute(world.operator, 'invoices.refund', {
        commandId: world.newId(),
        invoiceId,
        amount,
        reason: 'goodwill',
        way,
        note: 'At once.',
      });
    const cancel = () =>
      world.engine.execute(world.operator, 'invoices.cancel', {
        commandId: world.newId(),
        invoiceId,
        reason: 'At once.',
      });
    const calls = [refund('source'), refund('source'), refund('credit'), cancel()];
    const ends = await Promise.all(calls.map(codeOf));
    await world.settle();
    const [, , , canceled = ''] = ends;
    expect(['none', 'invalid_transition']).toContain(canceled);
    expect(ends.slice(0, 3).sort()).toEqual(['invalid_input', 'invalid_input', 'none']);
    expect(world.vendor.state().refunds.length - before).toBe(
      ends.slice(0, 2).filter((code) => code === 'none').length,
    );
  });
});

/** The account credit of a client, in minor units, from the books. */
async function creditOf(client: ClientPrincipal): Promise<bigint> {
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

it('[8.3] one credit, five orders at once: it is spent once', async () => {
  await arena.rounds(async (round) => {
    const { client } = await buy(world, `client${round}`, silver);
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId: client.clientId,
      amount: parseMoney('250.00', 'EUR'),
      reason: 'For a good year.',
    });
    const orders = times(5).map(() => buy(world, client, silver));
    expect(await codesOf(orders)).toEqual({ none: 5 });
    const used = await world.read((handle) =>
      handle
        .selectFrom('transactions')
        .select(['amount', 'invoice_id'])
        .where('client_id', '=', client.clientId)
        .where('status', '=', 'applied')
        .execute(),
    );
    // Two orders at 103.55 with tax are paid in full, the third in part.
    expect(used.map(({ amount }) => amount).sort()).toEqual([10355n, 10355n, 4290n].sort());
    expect(new Set(used.map((row) => row.invoice_id)).size).toBe(3);
    expect(await creditOf(client)).toBe(0n);
  });
});
