import { afterEach, describe, expect, it } from 'vitest';
import { price } from '../../src/rules/catalog.fixture.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import { money } from '../../src/rules/money.ts';
import { bookSums, expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, item } from '../support/shop.ts';
import {
  createWorld,
  emptyStore,
  frenchClient,
  frenchOrder,
  placeOrder,
  type World,
} from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function open(catalog: Catalog): Promise<void> {
  world = await createWorld({ catalog, store: await emptyStore() });
}

/** Sells Silver at 9.99 a month, tax included, from a country. */
function including(country: string): Catalog {
  return scenarioCatalog({
    provider: { pricesIncludeTax: true, country },
    products: (product) => ({
      ...product,
      plans: product.plans.map((plan) =>
        plan.id === 'silver'
          ? { ...plan, prices: [price('EUR', 'monthly', '9.99', '0.00')] }
          : plan,
      ),
    }),
  });
}

describe('prices that include tax', () => {
  it('[7.10] what is shown is charged; the cent that no net reaches is in document and books', async () => {
    await open(including('FR'));
    const { client, invoiceId } = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    const { net, tax, rounding, total } = invoice;
    expect(amounts([net, tax, rounding, total])).toEqual(['8.33', '1.67', '-0.01', '9.99']);
    expect(await bookSums(world)).toEqual({
      receivable: 999n,
      revenue: -833n,
      'tax VAT 20%': -167n,
      rounding: 1n,
    });
  });

  it('[7.10] a full credit note gives back to the cent', async () => {
    await open(including('FR'));
    const { invoiceId } = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const input = { commandId: world.newId(), invoiceId, reason: 'Ordered twice.' };
    const { correctedBy } = await world.engine.execute(world.operator, 'invoices.cancel', input);
    const note = await world.engine.execute(world.operator, 'invoices.get', {
      invoiceId: correctedBy?.invoiceId ?? '',
    });
    expect(amounts([note.rounding, note.total])).toEqual(['0.01', '-9.99']);
    expect(Object.values(await bookSums(world)).every((sum) => sum === 0n)).toBe(true);
  });

  it('[7.10] a client of another country pays the net of the home rate, and his own tax', async () => {
    await open(including('DE'));
    const { client, invoiceId } = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const { net, tax, total } = await world.engine.execute(client, 'invoices.get', { invoiceId });
    // 9.99 / 1.19 is 8.39; 20 percent of it are 1.68.
    expect(amounts([net, tax, total])).toEqual(['8.39', '1.68', '10.07']);
  });
});

describe('several taxes', () => {
  const euros = [money(50n, 'EUR'), money(70n, 'JPY')];
  const taxes: Catalog['taxes'] = [
    { name: 'VAT', country: 'FR', rate: '20' },
    { name: 'Levy', country: 'FR', rate: '10', compound: true },
    { name: 'Stamp', country: 'FR', rate: '0', amounts: euros },
  ];

  it('[7.11] one on another and one of a fixed amount stand on the invoice, and go with it', async () => {
    await open({ ...scenarioCatalog(), taxes });
    const { client, invoiceId } = await buy(world, 'camille', [item('web', 'silver', 'annual')]);
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(invoice.taxes.map(({ name, base, tax }) => [name, ...amounts([base, tax])])).toEqual([
      ['VAT', '86.29', '17.26'],
      ['Levy', '103.55', '10.35'],
      ['Stamp', '86.29', '0.50'],
    ]);
    expect(amounts([invoice.total])).toEqual(['114.40']);
    const input = { commandId: world.newId(), invoiceId, reason: 'Ordered twice.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    expect(Object.values(await bookSums(world)).every((sum) => sum === 0n)).toBe(true);
  });

  it('[7.11] a city has a tax of its own, in the quote and on the invoice', async () => {
    const local = { name: 'City tax', country: 'FR', city: 'Nantes', rate: '1' };
    await open({ ...scenarioCatalog(), taxes: [...taxes.slice(0, 1), local] });
    const quote = (city: string) =>
      world.engine.execute({ kind: 'public' }, 'orders.quote', {
        currency: 'EUR',
        items: [item('web', 'silver', 'annual')],
        taxAddress: { country: 'FR', city },
      });
    expect((await quote('nantes')).taxes.map(({ name }) => name)).toEqual(['VAT', 'City tax']);
    expect((await quote('Lyon')).taxes.map(({ name }) => name)).toEqual(['VAT']);
    const { promotionCode: _none, ...order } = frenchOrder(world.newId(), {
      items: [item('web', 'silver', 'annual')],
      confirmedTotal: (await quote('Nantes')).total,
      client: { ...frenchClient('camille'), city: 'Nantes' },
    });
    const { client, invoiceId } = await placeOrder(world, order);
    const invoice = await world.engine.execute(client, 'invoices.get', { invoiceId });
    expect(amounts(invoice.taxes.map(({ tax }) => tax))).toEqual(['17.26', '0.86']);
  });

  it('[7.11] a part of a line is credited with the taxes as they were applied', async () => {
    await open({ ...scenarioCatalog(), taxes: taxes.slice(0, 2) });
    const { invoiceId, client } = await buy(world, 'camille', [item('web', 'silver', 'annual')]);
    const [line] = (await world.engine.execute(client, 'invoices.get', { invoiceId })).lines;
    await world.engine.execute(world.operator, 'invoices.credit', {
      commandId: world.newId(),
      invoiceId,
      lines: [{ lineId: line?.lineId ?? '', net: money(1000n, 'EUR') }],
      reason: 'A day without service.',
    });
    // 10.00, 2.00 and 10 percent of 12.00 go back.
    expect(await bookSums(world)).toEqual({
      receivable: 11_390n - 1320n,
      revenue: -7629n,
      'tax VAT 20%': -1526n,
      'tax Levy 10%': -915n,
    });
  });
});
