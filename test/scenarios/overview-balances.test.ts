import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BalancePage, BookDates } from '../../src/contract/books.ts';
import { formatAmount, parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const report = ({ client }: Placed, days: BookDates = {}): Promise<BalancePage> =>
  world.engine.execute(client, 'books.balanceReport', days);

const sums = ({ balances }: BalancePage): readonly string[] =>
  balances.map(({ opening, closing, credit }) =>
    [opening.currency, ...[opening, closing, credit].map(formatAmount)].join(' '),
  );

async function credit({ client }: Placed, amount: string): Promise<void> {
  await world.engine.execute(world.operator, 'clients.credit', {
    commandId: world.newId(),
    clientId: client.clientId,
    amount: parseMoney(amount, 'EUR'),
    reason: 'A day without service.',
  });
}

describe('the balance of an account around some days', () => {
  it('[13.2] is that before the first and after the last of them', async () => {
    // 7.99 and 20% VAT: 9.59 owed on 22 November, and paid on 25.
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    world.clock.set('2026-11-25T10:00:00Z');
    await payCard(world, placed, 'good');
    await world.settle();
    world.clock.set('2026-11-28T10:00:00Z');
    await credit(placed, '5.00');
    expect(sums(await report(placed))).toEqual(['EUR 0.00 -5.00 5.00']);
    expect(sums(await report(placed, { until: '2026-11-24' }))).toEqual(['EUR 0.00 9.59 0.00']);
    expect(sums(await report(placed, { from: '2026-11-23', until: '2026-11-26' }))).toEqual([
      'EUR 9.59 0.00 0.00',
    ]);
    expect(sums(await report(placed, { from: '2026-11-28' }))).toEqual(['EUR 0.00 -5.00 5.00']);
  });

  it('[13.2] is there where nothing moved on them, and not before the first movement', async () => {
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    world.clock.set('2026-12-01T10:00:00Z');
    const quiet = await report(placed, { from: '2026-12-01' });
    expect([quiet.rows, sums(quiet)]).toEqual([[], ['EUR 9.59 9.59 0.00']]);
    expect(sums(await report(placed, { until: '2026-11-21' }))).toEqual([]);
  });

  it('[13.2] is the same on each page', async () => {
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    for (let count = 0; count < 51; count += 1) await credit(placed, '1.00');
    const first = await report(placed);
    const input = { cursor: first.next ?? '' };
    const second = await world.engine.execute(placed.client, 'books.balanceReport', input);
    expect([first.rows.length, second.rows.length]).toEqual([50, 2]);
    expect(sums(first)).toEqual(['EUR 0.00 -41.41 51.00']);
    expect(second.balances).toEqual(first.balances);
    expect(second.rows.at(-1)?.balance).toEqual(first.balances[0]?.closing);
  });

  it('[13.2, 8.3] rows of a document lead to it, by its number', async () => {
    const first = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    world.clock.set('2026-11-25T10:00:00Z');
    await credit(first, '5.00');
    world.clock.set('2026-11-26T10:00:00Z');
    const second = await buy(world, first.client, [item('web', 'silver', 'monthly')]);
    world.clock.set('2026-11-27T10:00:00Z');
    await payCard(world, second, 'good');
    await world.settle();
    const { rows } = await report(first);
    const numbers = new Map(
      (await world.engine.execute(first.client, 'invoices.list', {})).rows.map((row) => [
        row.invoiceId,
        row.number,
      ]),
    );
    const told = rows.map(({ kind, invoiceId, reference }) => ({
      kind,
      invoiceId,
      named: invoiceId === null ? null : numbers.get(invoiceId) === reference,
    }));
    expect(told).toEqual([
      { kind: 'invoice', invoiceId: first.invoiceId, named: true },
      { kind: 'goodwill', invoiceId: null, named: null },
      { kind: 'invoice', invoiceId: second.invoiceId, named: true },
      { kind: 'credit_applied', invoiceId: second.invoiceId, named: true },
      { kind: 'payment', invoiceId: null, named: null },
    ]);
  });
});
