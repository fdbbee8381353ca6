import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InvoiceQuery, InvoiceRow } from '../../src/contract/invoices.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, codeOf, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { type ClientPrincipal, createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

function cancel({ invoiceId }: Pick<Placed, 'invoiceId'>, commandId = world.newId()) {
  const input = { commandId, invoiceId, reason: 'Ordered twice.' };
  return world.engine.execute(world.operator, 'invoices.cancel', input);
}

describe('canceling an invoice', () => {
  it('[7.4] is a full credit note; both keep their numbers and their content', async () => {
    const placed = await orderAs(world, 'camille');
    const { client, invoiceId } = placed;
    const before = await world.engine.execute(client, 'invoices.get', { invoiceId });
    const after = await cancel(placed);
    expect(after).toMatchObject({ number: 'HL-2026-000001', status: 'canceled' });
    const { status: _a, balance: _b, payable: _c, correctedBy: _d, ...content } = after;
    expect(before).toMatchObject(content);
    const noteId = after.correctedBy?.invoiceId ?? '';
    const note = await world.engine.execute(client, 'invoices.get', { invoiceId: noteId });
    expect(note.kind).toBe('credit_note');
    expect(note.number).not.toBe(after.number);
    expect(note.corrects).toEqual({ invoiceId, number: 'HL-2026-000001' });
    expect(amounts([note.net, note.tax, note.total])).toEqual(['-112.23', '-22.45', '-134.68']);
    expect(note.lines.map(({ quantity }) => quantity)).toEqual([-1, -2]);
    expect(await bookSums(world)).toEqual({ receivable: 0n, revenue: 0n, 'tax VAT 20%': 0n });
  });

  it('[7.4, 4.4] twice is once; another time it is refused', async () => {
    const placed = await orderAs(world, 'camille');
    const id = world.newId();
    const first = await cancel(placed, id);
    expect(await cancel(placed, id)).toEqual(first);
    expect(await codeOf(cancel(placed))).toBe('invalid_transition');
    const noteId = first.correctedBy?.invoiceId ?? '';
    expect(await codeOf(cancel({ invoiceId: noteId }))).toBe('not_found');
  });

  it('[7.4, 8.3] what was paid becomes account credit', async () => {
    const placed = await orderAs(world, 'camille');
    await payCard(world, placed, 'partial');
    await cancel(placed);
    expect(await bookSums(world)).toMatchObject({ credit: -6734n, 'gateway sandbox': 6734n });
    const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(status).toBe('canceled');
  });

  it('[7.4, 8.6] waits while a card is on its way', async () => {
    const placed = await orderAs(world, 'camille');
    await payCard(world, placed, 'challenge');
    expect(await codeOf(cancel(placed))).toBe('charge_open');
  });
});

describe('numbers', () => {
  it('[7.5] are gapless, and begin anew with the year of the provider’s zone', async () => {
    await orderAs(world, 'one');
    expect(await codeOf(orderAs(world, 'one'))).toBe('user_name_taken');
    await orderAs(world, 'two');
    world.clock.set('2026-12-31T23:30:00Z');
    await orderAs(world, 'three');
    const rows = await world.read((handle) =>
      handle.selectFrom('invoices').select('number').orderBy('number').execute(),
    );
    expect(rows.map(({ number }) => number)).toEqual([
      'HL-2026-000001',
      'HL-2026-000002',
      'HL-2027-000001',
    ]);
  });
});

describe('the list', () => {
  const count = 120;

  /** 120 invoices of several amounts and days, every fifth paid and every seventh canceled. */
  async function manyInvoices(): Promise<ClientPrincipal> {
    const { client } = await buy(world, 'camille', [item('support', 'hour', 'one-time')]);
    const plans = [
      item('support', 'free', 'one-time'),
      item('support', 'hour', 'one-time'),
      item('web', 'silver', 'monthly'),
      item('web', 'gold', 'annual'),
    ];
    for (let index = 1; index < count; index += 1) {
      if (index % 20 === 0) world.clock.advance(24 * 3600);
      const chosen = plans[index % plans.length] ?? item('web', 'silver', 'monthly');
      const placed = await buy(world, client, [chosen]);
      if (index % 7 === 0) await cancel(placed);
    }
    return client;
  }

  const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

  async function walk(client: ClientPrincipal, query: InvoiceQuery) {
    const forth: InvoiceRow[][] = [];
    const page = (cursor: string | null) =>
      world.engine.execute(client, 'invoices.list', {
        ...query,
        ...(cursor === null ? {} : { cursor }),
      });
    let at = await page(null);
    const froms = [at.from];
    forth.push([...at.rows]);
    while (at.next !== null) {
      at = await page(at.next);
      froms.push(at.from);
      forth.push([...at.rows]);
    }
    const back: InvoiceRow[][] = [[...at.rows]];
    while (at.previous !== null) {
      at = await page(at.previous);
      back.unshift([...at.rows]);
    }
    return { forth: forth.flat(), back: back.flat(), froms, matching: at.matching };
  }

  it('[7.1] pages of fifty, both ways, without gap or repeat, in every order', async () => {
    const client = await manyInvoices();
    const value: Record<string, (row: InvoiceRow) => number | string> = {
      amount: (row: InvoiceRow) => Number(row.total.amount),
      entered: (row: InvoiceRow) => Date.parse(row.entered),
      due: (row: InvoiceRow) => Date.parse(row.due),
      status: (row: InvoiceRow) => row.status,
    };
    const all = count + Math.floor((count - 1) / 7);
    for (const sort of ['amount', 'entered', 'due', 'status'] as const) {
      for (const direction of ['ascending', 'descending'] as const) {
        const { forth, back, froms, matching } = await walk(client, { sort, direction });
        expect(matching).toBe(all);
        expect(froms).toEqual([1, 51, 101]);
        expect(new Set(forth.map(({ invoiceId }) => invoiceId)).size).toBe(all);
        expect(back).toEqual(forth);
        // Those of one value stand by day, and those of one day by number.
        const sorted = [...forth].sort(
          (a, b) =>
            compare(value[sort]?.(a) ?? '', value[sort]?.(b) ?? '') ||
            compare(a.entered, b.entered) ||
            compare(a.number, b.number),
        );
        if (direction === 'descending') sorted.reverse();
        expect(forth.map(({ number }) => number)).toEqual(sorted.map(({ number }) => number));
      }
    }
    const filters = ['all', 'outstanding', 'paid', 'other'] as const;
    const { counts } = await world.engine.execute(client, 'invoices.list', {});
    expect(counts.outstanding + counts.paid + counts.other).toBe(counts.all);
    for (const filter of filters) {
      const { forth, back } = await walk(client, { filter });
      expect(forth).toHaveLength(counts[filter]);
      expect(back).toEqual(forth);
    }
    const search = { search: 'hl-2026-00000' };
    expect((await walk(client, search)).forth.map(({ number }) => number.slice(-1)).sort()).toEqual(
      ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    );
    const first = await world.engine.execute(client, 'invoices.list', { sort: 'amount' });
    const elsewhere = { sort: 'due', cursor: first.next ?? '' } as const;
    const call = world.engine.execute(client, 'invoices.list', elsewhere);
    expect(await codeOf(call)).toBe('invalid_input');
  });

  it('[7.1, 7.3] overdue is derived the day after the due date', async () => {
    const placed = await orderAs(world, 'camille');
    const row = async () =>
      (await world.engine.execute(placed.client, 'invoices.list', {})).rows[0];
    expect(await row()).toMatchObject({ due: '2026-12-06', overdue: false, payable: true });
    world.clock.advance(14 * 24 * 3600);
    expect(await row()).toMatchObject({ overdue: false });
    world.clock.advance(24 * 3600);
    expect(await row()).toMatchObject({ overdue: true, status: 'unpaid' });
  });

  it('[8.1] paying all that is outstanding is one charge, oldest due first', async () => {
    const { client } = await orderAs(world, 'camille');
    await buy(world, client, [item('support', 'hour', 'one-time')]);
    const options = await world.engine.execute(client, 'payments.options', { invoiceIds: [] });
    expect(amounts([options.total])).toEqual(['229.48']);
    const charge = await world.engine.execute(client, 'payments.pay', {
      commandId: world.newId(),
      invoiceIds: options.invoices.map(({ invoiceId }) => invoiceId),
      confirmedTotal: options.total,
      methodId: 'card',
      gatewayData: { token: await world.cardToken('4242424242424242') },
    });
    expect(charge.invoices.map(({ number }) => number)).toEqual([
      'HL-2026-000001',
      'HL-2026-000002',
    ]);
    const { outstanding, counts } = await world.engine.execute(client, 'invoices.list', {});
    expect(counts).toMatchObject({ outstanding: 0, paid: 2 });
    expect(outstanding).toEqual([]);
    expect(world.vendor.state().charges).toHaveLength(1);
  });
});
