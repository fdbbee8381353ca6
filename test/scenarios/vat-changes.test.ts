import { afterEach, describe, expect, it } from 'vitest';
import type { InvoiceView } from '../../src/contract/invoices.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import { formatAmount } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { change, changeAndPay, changeCatalog, invoiceOf } from '../support/changes.ts';
import { amounts, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchClient, placeOrder, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

type Taxes = Catalog['provider']['billing']['tax'];

/** A provider who charges his own 19 % in the whole EU. */
async function open(taxes: Partial<Taxes>, pricesIncludeTax = false): Promise<void> {
  const catalog = changeCatalog({ provider: { taxRegime: 'domestic', pricesIncludeTax } });
  const { provider } = catalog;
  const billing = { ...provider.billing, tax: { ...provider.billing.tax, ...taxes } };
  world = await createWorld({
    catalog: { ...catalog, provider: { ...provider, billing } },
    store: await emptyStore(),
    callSeconds: 1,
  });
}

/** A plan with IPs, ordered by a business and paid; the register is silent for some days. */
async function sold(silentDays: number, planId = 'silver', ips = 1): Promise<Placed> {
  // It is asked with the order, and then once on each day that the test lives through.
  await world.fault('vat', 'fail', 1 + silentDays);
  const items = [item('web', planId, 'monthly', [{ addOnId: 'ip', quantity: ips }])];
  const taxAddress = { country: 'FR' };
  const visitor = { kind: 'public' } as const;
  const input = { currency: 'EUR', items };
  const { total } = await world.engine.execute(visitor, 'orders.quote', { ...input, taxAddress });
  const placed = await placeOrder(world, {
    ...input,
    commandId: world.newId(),
    confirmedTotal: total,
    termsVersion: '1',
    client: { ...frenchClient('camille'), company: 'Lumière', vatNumber: 'FR11123456782' },
  });
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

const toGold = { planId: 'gold', addOns: [{ addOnId: 'ip', quantity: 2 }] };

/** The register answers at last. */
async function answer(): Promise<void> {
  world.clock.advance(24 * 3600);
  await world.settle();
}

async function invoices({ client }: Placed): Promise<readonly InvoiceView[]> {
  const { rows } = await world.engine.execute(client, 'invoices.list', {});
  const views = await Promise.all(
    rows.map(({ invoiceId }) => world.engine.execute(client, 'invoices.get', { invoiceId })),
  );
  return views.sort((a, b) => (a.number < b.number ? -1 : 1));
}

const numbersOf = async (placed: Placed): Promise<readonly string[]> =>
  (await invoices(placed)).map(({ number, status }) => `${number} ${status}`);

/** The lines and sums of the invoice that was issued anew. */
async function reissued(placed: Placed) {
  const view = (await invoices(placed)).find(({ number }) => number === 'HL-2026-000003');
  if (view === undefined) throw new Error('Nothing was issued anew.');
  return {
    lines: view.lines.map(({ net, taxRates }) => `${formatAmount(net)} at ${taxRates}`),
    taxes: view.taxes.map(({ category, tax }) => `${category} ${formatAmount(tax)}`),
    sums: amounts([view.net, view.tax, view.rounding, view.total, view.balance]),
  };
}

async function corrections(): Promise<readonly string[]> {
  const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
  return rows.flatMap(({ kind, title }) => (kind === 'vat_correction' ? title : []));
}

describe('the invoice of a change, when the VAT number turns out to be valid', () => {
  it('[7.12, 5.14, 7.10] what it takes back keeps its rate, rounded as the provider does', async () => {
    await open({ rounding: 'per-line' });
    const placed = await sold(7);
    await world.advanceTo('2026-11-29');
    await changeAndPay(world, placed, toGold);
    await answer();
    // 19 % of 7.67 is 1.46 and of 2.30 is 0.44; of their sum it would be 1.89.
    expect(await reissued(placed)).toEqual({
      lines: ['-7.67 at 19', '-2.30 at 19', '15.33 at 0', '4.60 at 0'],
      taxes: ['S -1.90', 'AE 0.00'],
      sums: ['9.96', '-1.90', '0.00', '8.06', '0.00'],
    });
    // The order's own invoice was taken back in part, so a person corrects what is left of it.
    expect(await corrections()).toEqual(['Correct the tax of HL-2026-000001']);
    const { invoiceId } = placed;
    const rest = { commandId: world.newId(), invoiceId, reason: 'By hand.' };
    await world.engine.execute(world.operator, 'invoices.cancel', rest);
    const notes = (await invoices(placed)).filter(({ kind }) => kind === 'credit_note');
    expect(amounts(notes.map(({ net }) => net))).toEqual(['-9.96', '-6.03']);
  });

  it('[7.12, 5.14, 7.10] what included tax is taken back to the cent', async () => {
    await open({}, true);
    const placed = await sold(12);
    await world.advanceTo('2026-12-04');
    await changeAndPay(world, placed, toGold);
    await answer();
    // 18 of 30 days of 10.00 and of 3.00 are 7.80, which no net reaches.
    expect(await reissued(placed)).toEqual({
      lines: ['-5.04 at 19', '-1.51 at 19', '10.08 at 0', '3.03 at 0'],
      taxes: ['S -1.24', 'AE 0.00'],
      sums: ['6.56', '-1.24', '-0.01', '5.31', '0.00'],
    });
  });

  it('[7.12, 5.17] one that waits for its payment is corrected after it', async () => {
    await open({});
    const placed = await sold(7);
    await world.advanceTo('2026-11-29');
    const made = await change(world, placed, toGold);
    await answer();
    expect(await numbersOf(placed)).toEqual(['HL-2026-000001 paid', 'HL-2026-000002 unpaid']);
    await payCard(world, invoiceOf(placed, made), 'good');
    await answer();
    const { packageId } = placed;
    const { planName } = await world.engine.execute(placed.client, 'packages.get', { packageId });
    expect(planName).toBe('Gold');
    expect(await numbersOf(placed)).toEqual([
      'HL-2026-000001 paid',
      'HL-2026-000002 canceled',
      'HL-2026-000003 paid',
      'HL-2026-C000001 paid',
    ]);
  });

  it('[7.12, 5.16] one that would take more back than it charges is for the operator', async () => {
    await open({});
    const placed = await sold(7, 'bronze', 4);
    await world.advanceTo('2026-11-29');
    // From 17.00 to 19.00 a month; with its tax the old one is worth 20.23.
    const wish = { planId: 'silver', addOns: [{ addOnId: 'ip', quantity: 3 }] };
    await changeAndPay(world, placed, wish);
    await answer();
    expect(await corrections()).toEqual([
      'Correct the tax of HL-2026-000001',
      'Correct the tax of HL-2026-000002',
    ]);
    expect(await numbersOf(placed)).toEqual(['HL-2026-000001 paid', 'HL-2026-000002 paid']);
  });
});
