import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  const billing = { ...defaultBilling, document: 'proforma' } as const;
  world = await createWorld({
    catalog: scenarioCatalog({ provider: { billing } }),
    store: await emptyStore(),
  });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const order = (): Promise<Placed> => buy(world, 'camille', [item('web', 'silver', 'monthly')]);

async function documents({ client }: Placed): Promise<readonly string[]> {
  const { rows } = await world.engine.execute(client, 'invoices.list', {});
  return rows
    .map(({ number, kind, status, entered, total, balance }) =>
      [number, kind, status, entered, ...amounts([total, balance])].join(' '),
    )
    .sort();
}

const statusOf = async ({ client, packageId }: Placed) =>
  (await world.engine.execute(client, 'packages.get', { packageId })).status;

describe('a proforma until it is paid', () => {
  it('[7.6] has its own series and no books; paying it makes the invoice of that day', async () => {
    const placed = await order();
    expect(await documents(placed)).toEqual([
      'HL-2026-P000001 proforma unpaid 2026-11-22 9.59 9.59',
    ]);
    expect(await bookSums(world)).toEqual({});
    world.clock.set('2026-11-25T10:00:00Z');
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await documents(placed)).toEqual(['HL-2026-000001 invoice paid 2026-11-25 9.59 0.00']);
    expect(await bookSums(world)).toEqual({
      'gateway sandbox': 959n,
      receivable: 0n,
      revenue: -799n,
      'tax VAT 20%': -160n,
    });
    expect(await statusOf(placed)).toBe('active');
    const kept = await world.read((handle) =>
      handle.selectFrom('invoices').select('proforma_number').executeTakeFirstOrThrow(),
    );
    expect(kept.proforma_number).toBe('HL-2026-P000001');
  });

  it('[7.6] the run writes one too, and a payment by hand makes the invoice', async () => {
    const placed = await order();
    await payCard(world, placed, 'good');
    await world.settle();
    await world.advanceTo('2026-12-08');
    expect(await documents(placed)).toEqual([
      'HL-2026-000001 invoice paid 2026-11-22 9.59 0.00',
      'HL-2026-P000002 proforma unpaid 2026-12-08 9.59 9.59',
    ]);
    const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
      filter: 'outstanding',
    });
    await world.engine.execute(world.operator, 'invoices.markPaid', {
      commandId: world.newId(),
      invoiceId: rows[0]?.invoiceId ?? '',
      paidOn: '2026-12-08',
      method: 'Bank transfer',
      reference: 'A 1',
    });
    expect((await documents(placed)).at(-1)).toBe(
      'HL-2026-000002 invoice paid 2026-12-08 9.59 0.00',
    );
    await world.advanceTo('2027-01-08');
    expect((await documents(placed)).at(-1)).toBe(
      'HL-2027-P000001 proforma unpaid 2027-01-08 9.59 9.59',
    );
  });

  it('[7.6, 4.8] one that nobody pays lapses without a credit note', async () => {
    const placed = await order();
    await world.settle();
    world.clock.advance(31 * 24 * 3600);
    await world.settle();
    expect(await documents(placed)).toEqual([
      'HL-2026-P000001 proforma canceled 2026-11-22 9.59 0.00',
    ]);
    expect(await statusOf(placed)).toBe('canceled');
    expect(await bookSums(world)).toEqual({});
  });

  it('[7.6] what was paid of one that is canceled becomes account credit', async () => {
    const placed = await order();
    await payCard(world, placed, 'partial');
    await world.settle();
    expect(await documents(placed)).toEqual([
      'HL-2026-P000001 proforma unpaid 2026-11-22 9.59 4.80',
    ]);
    await expectSoundBooks(world);
    await world.engine.execute(world.operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId: placed.invoiceId,
      reason: 'Not wanted.',
    });
    expect(await bookSums(world)).toMatchObject({ receivable: 0n, credit: -479n });
    // Credit that pays all of it makes an invoice at once; here it pays a part alone.
    await buy(world, placed.client, [item('web', 'silver', 'monthly')]);
    expect((await documents(placed)).at(-1)).toBe(
      'HL-2026-P000002 proforma unpaid 2026-11-22 9.59 9.59',
    );
  });

  it('[7.6] an order that is free, or paid by credit, needs no proforma', async () => {
    const placed = await buy(world, 'camille', [item('support', 'free', 'one-time')]);
    expect(await documents(placed)).toEqual(['HL-2026-000001 invoice paid 2026-11-22 0.00 0.00']);
  });

  it('[7.4, 7.6] nothing else of a proforma can be changed, and of its invoice nothing', async () => {
    const placed = await order();
    const change = (text: ReturnType<typeof sql>) => world.read((handle) => text.execute(handle));
    const refused = /never changed/;
    await expect(change(sql`update invoices set due_on = due_on + 1`)).rejects.toThrow(refused);
    await expect(
      change(sql`update invoices set kind = 'invoice', proforma_number = number, total = 0`),
    ).rejects.toThrow(refused);
    await expect(change(sql`delete from invoices`)).rejects.toThrow(refused);
    await payCard(world, placed, 'good');
    await expect(change(sql`update invoices set number = 'X'`)).rejects.toThrow(refused);
  });
});
