import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceOrder } from '../../src/contract/orders.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchClient, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    callSeconds: 1,
  });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const business = (vatNumber: string): NonNullable<PlaceOrder['client']> => ({
  ...frenchClient('camille'),
  company: 'Atelier Lumière',
  vatNumber,
});

const order = (vatNumber = 'FR11123456782'): Promise<Placed> =>
  orderAs(world, 'camille', { client: business(vatNumber) });

async function invoices({ client }: Placed) {
  const { rows } = await world.engine.execute(client, 'invoices.list', {});
  const views = await Promise.all(
    rows.map(({ invoiceId }) => world.engine.execute(client, 'invoices.get', { invoiceId })),
  );
  const byNumber = views.sort((a, b) => (a.number < b.number ? -1 : 1));
  return byNumber.map(({ number, status, total, balance, taxes }) => ({
    number,
    status,
    sums: amounts([total, balance]),
    categories: taxes.map(({ category }) => category),
  }));
}

const checks = () => world.read((handle) => handle.selectFrom('vat_checks').selectAll().execute());
const orderOf = ({ client, orderId }: Placed) =>
  world.engine.execute(client, 'orders.get', { orderId });
const hours = (count: number): void => world.clock.advance(count * 3600);

describe('a business of another member state', () => {
  it('[7.12] with a valid number pays by reverse charge, and the answer is kept', async () => {
    const placed = await order();
    expect(await invoices(placed)).toEqual([
      { number: 'HL-2026-000001', status: 'canceled', sums: ['134.68', '0.00'], categories: ['S'] },
      {
        number: 'HL-2026-000002',
        status: 'unpaid',
        sums: ['112.23', '112.23'],
        categories: ['AE'],
      },
      {
        number: 'HL-2026-C000001',
        status: 'paid',
        sums: ['-134.68', '0.00'],
        categories: ['S'],
      },
    ]);
    expect(await orderOf(placed)).toMatchObject({
      status: 'unpaid',
      invoiceNumber: 'HL-2026-000002',
      total: { amount: 11_223n, currency: 'EUR' },
    });
    expect(await checks()).toMatchObject([
      { state: 'valid', vat_number: 'FR11123456782', consultation: expect.stringMatching(/^vat_/) },
    ]);
    const { rows } = await world.engine.execute(placed.client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['correction_unpaid']);
    const { invoiceId } = await orderOf(placed);
    await payCard(world, { client: placed.client, invoiceId }, 'good');
    await world.settle();
    const { packageId } = placed;
    const sold = await world.engine.execute(placed.client, 'packages.get', { packageId });
    expect(sold.status).toBe('active');
    expect(await bookSums(world)).toMatchObject({ receivable: 0n, revenue: -11_223n });
  });

  it('[7.12] a later order of that client is quoted and issued without tax at once', async () => {
    const placed = await order();
    const input = { currency: 'EUR', items: [item('support', 'hour', 'one-time')] };
    const quote = await world.engine.execute(placed.client, 'orders.quote', input);
    expect(amounts([quote.net, quote.total])).toEqual(['79.00', '79.00']);
    expect(await checks()).toHaveLength(1);
  });

  it('[7.10, 7.12] where prices include tax pays the net of the home rate', async () => {
    await world.close();
    world = await createWorld({
      catalog: scenarioCatalog({ provider: { pricesIncludeTax: true } }),
      store: await emptyStore(),
    });
    const input = { currency: 'EUR', items: [item('support', 'hour', 'one-time')] };
    const place = { country: 'FR' };
    const visitor = { kind: 'public' } as const;
    const quote = await world.engine.execute(visitor, 'orders.quote', {
      ...input,
      taxAddress: place,
    });
    // 79.00 less 19 % is 66.39; a French consumer pays 20 % on it.
    expect(amounts([quote.net, quote.total])).toEqual(['66.39', '79.67']);
    const placed = await orderAs(world, 'camille', {
      ...input,
      promotionCode: undefined as never,
      confirmedTotal: quote.total,
      client: business('FR11123456782'),
    });
    expect((await invoices(placed)).map(({ sums }) => sums)).toEqual([
      ['79.67', '0.00'],
      ['66.39', '66.39'],
      ['-79.67', '0.00'],
    ]);
  });

  it('[7.12] with a number that the register does not know pays tax, and is told', async () => {
    const placed = await order('FR13100090000');
    expect((await invoices(placed)).map(({ status, sums }) => [status, ...sums])).toEqual([
      ['unpaid', '134.68', '134.68'],
    ]);
    expect(await checks()).toMatchObject([{ state: 'invalid' }]);
    const { rows } = await world.engine.execute(placed.client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('vat_invalid');
  });

  it.each(['fail', 'hang'])(
    '[7.12] while the register is silent (%s) tax is charged, and a late answer corrects',
    async (mode) => {
      await world.fault('vat', mode, 2);
      const placed = await order();
      await payCard(world, placed, 'good');
      await world.settle();
      const { packageId } = placed;
      const renewal = async () =>
        (await world.engine.execute(placed.client, 'packages.get', { packageId })).nextRenewal;
      const before = await renewal();
      expect(before).toBe('2027-11-22');
      hours(1);
      await world.settle();
      expect(await checks()).toMatchObject([{ state: 'due', tries: 2 }]);
      hours(1);
      await world.settle();
      expect(await checks()).toMatchObject([{ state: 'valid', tries: 3 }]);
      // 22.45 of tax is account credit; the rest of what was paid pays the new invoice.
      expect((await invoices(placed)).map(({ status, sums }) => [status, ...sums])).toEqual([
        ['canceled', '134.68', '0.00'],
        ['paid', '112.23', '0.00'],
        ['paid', '-134.68', '0.00'],
      ]);
      expect(await bookSums(world)).toMatchObject({ credit: -2245n, revenue: -11_223n });
      expect(await renewal()).toBe(before);
      const items = await world.read((handle) =>
        handle.selectFrom('package_items').select('billed_through').execute(),
      );
      expect(items.map((row) => row.billed_through)).toEqual(['2027-11-22', '2027-11-22']);
      expect(await orderOf(placed)).toMatchObject({ status: 'paid' });
    },
  );

  it('[7.12] after 30 days of silence the operator is asked', async () => {
    await world.fault('vat', 'fail', 1000);
    await order();
    for (let day = 0; day < 31; day += 1) {
      for (let part = 0; part < 4; part += 1) {
        hours(6);
        await world.settle();
      }
    }
    expect(await checks()).toMatchObject([{ state: 'given_up' }]);
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('vat_unchecked');
  });

  it('[7.12] a payment that is on its way is waited for', async () => {
    await world.fault('vat', 'fail', 1);
    const placed = await order();
    await payCard(world, placed, 'late');
    hours(1);
    await world.engine.performDue({ limit: 1 });
    expect((await invoices(placed))[0]?.status).not.toBe('canceled');
    await world.settle();
    hours(2);
    await world.vendor.tick();
    await world.settle();
    hours(6);
    await world.settle();
    expect((await invoices(placed)).map(({ status }) => status)).toEqual([
      'canceled',
      'paid',
      'paid',
    ]);
  });

  it('[7.12] a lost answer and a new process: asked again, and corrected once', async () => {
    const register = world.fault('vat', 'lose-answer', 1);
    await register;
    const placed = await order();
    await world.restart();
    hours(1);
    await world.settle();
    await world.settle();
    expect((await invoices(placed)).map(({ status }) => status)).toEqual([
      'canceled',
      'unpaid',
      'paid',
    ]);
  });
});

describe('a business at home, or a consumer', () => {
  it('[7.12] nobody asks the register where it changes nothing', async () => {
    await orderAs(world, 'camille');
    expect(await checks()).toEqual([]);
  });
});

describe('the evidence of place', () => {
  it('[7.12] an order from another country than the billing address is a to-do', async () => {
    const facts = { origin: null, address: '192.0.2.1', userAgent: null };
    const from = async (country: string, userName: string): Promise<readonly string[]> => {
      const placed = {
        commandId: world.newId(),
        currency: 'EUR',
        items: [item('support', 'free', 'one-time')],
        confirmedTotal: { amount: 0n, currency: 'EUR' },
        termsVersion: '1',
        client: frenchClient(userName),
      };
      const visitor = { kind: 'public' } as const;
      await world.engine.execute(visitor, 'orders.place', placed, { ...facts, country });
      const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
      return rows.map(({ kind }) => kind).filter((kind) => kind === 'place_conflict');
    };
    expect(await from('FR', 'one')).toEqual([]);
    expect(await from('US', 'two')).toEqual(['place_conflict']);
  });
});
