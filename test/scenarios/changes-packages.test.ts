import { afterEach, describe, expect, it } from 'vitest';
import type { AddOn } from '../../src/rules/catalog.ts';
import { formatAmount, parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import {
  type ChangeCatalog,
  change,
  changeAndPay,
  changeCatalog,
  creditHeld,
  figures,
  quoteOf,
  running,
} from '../support/changes.ts';
import { buy, codeOf, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
async function open(options: ChangeCatalog = {}): Promise<void> {
  world = await createWorld({ catalog: changeCatalog(options), store: await emptyStore() });
}
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const view = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.get', { packageId });

/** Totals of a client's invoices and credit notes after the first, oldest first. */
async function totals({ client }: Pick<Placed, 'client'>): Promise<readonly string[]> {
  const query = { sort: 'entered', direction: 'ascending' } as const;
  const { rows } = await world.engine.execute(client, 'invoices.list', query);
  return rows.slice(1).map(({ total, entered }) => `${entered} ${formatAmount(total)}`);
}

/** Pays what is open, so that nothing is suspended. */
async function payOpen(placed: Placed): Promise<void> {
  const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
    filter: 'outstanding',
  });
  for (const { invoiceId } of rows) await payCard(world, { ...placed, invoiceId }, 'good');
}

const twoIps = { addOns: [{ addOnId: 'ip', quantity: 2 }] };
const changed = (change: Partial<AddOn>): ChangeCatalog => ({
  products: (product) => ({
    ...product,
    addOns: product.addOns.map((addOn) => (addOn.id === 'ip' ? { ...addOn, ...change } : addOn)),
  }),
});

describe('Adjust Add-ons', () => {
  it('[5.10, 6.4] bills only the add-ons, up to the date of their package', async () => {
    await open();
    const placed = await running(world, 'silver', 'monthly', twoIps);
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { addOns: [{ addOnId: 'ip', quantity: 4 }] });
    // Two at 3.00 go back for 20 of 30 days, four are billed anew for the same days.
    expect(figures(quote)).toEqual([
      'invoice',
      '-1 -4.00 2026-12-02..2026-12-22',
      '1 8.00 2026-12-02..2026-12-22',
      'total 4.80',
    ]);
    expect(quote).toMatchObject({ kind: 'add_ons', direction: 'up', next: { on: '2026-12-22' } });
    // 10.00 + 4 × 3.00 and 20%.
    expect(formatAmount(quote.next.total)).toBe('26.40');
    await changeAndPay(world, placed, { addOns: [{ addOnId: 'ip', quantity: 4 }] });
    expect(await view(placed)).toMatchObject({
      price: { amount: 2200n },
      addOns: [{ addOnId: 'ip', quantity: 4 }],
    });
    expect(world.vendor.state().accounts.map(({ addOns }) => addOns)).toEqual([
      [{ addOnId: 'ip', quantity: 4 }],
    ]);
    await world.advanceTo('2026-12-16');
    expect(await totals(placed)).toEqual(['2026-12-02 4.80', '2026-12-15 26.40']);
  });

  it('[5.20] fewer is a downgrade, by the rule of that direction', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'silver', 'monthly', twoIps);
    const wish = { addOns: [{ addOnId: 'ip', quantity: 1 }] };
    const quote = await quoteOf(world, placed, wish);
    expect(quote).toMatchObject({ direction: 'down', timing: 'period-end', documents: [] });
    await change(world, placed, wish);
    expect((await view(placed)).addOns).toMatchObject([{ quantity: 2 }]);
    await world.advanceTo('2026-12-22');
    expect(await view(placed)).toMatchObject({
      price: { amount: 1300n },
      addOns: [{ quantity: 1 }],
    });
    expect(await totals(placed)).toEqual(['2026-12-15 15.60']);
  });

  it('[2.2] a client may do alone what the add-on allows, an operator all of it', async () => {
    await open(changed({ clientMay: 'raise' }));
    const placed = await running(world, 'silver', 'monthly', twoIps);
    const fewer = { addOns: [{ addOnId: 'ip', quantity: 0 }] };
    expect(await codeOf(quoteOf(world, placed, fewer))).toBe('not_supported');
    const { upgrade, downgrade } = await view(placed);
    expect(upgrade?.addOns).toMatchObject([
      { addOnId: 'ip', quantity: 2, minimum: 3, maximum: 4 },
      { addOnId: 'migration', quantity: 0 },
    ]);
    expect(downgrade?.addOns).toEqual([]);
    const quote = await quoteOf(world, placed, fewer, world.operator);
    expect(formatAmount(quote.sum)).toBe('-7.20');
    const more = { addOns: [{ addOnId: 'ip', quantity: 5 }] };
    expect(await codeOf(quoteOf(world, placed, more))).toBe('quantity_out_of_range');
  });

  it('[5.10] a one-time add-on is charged once', async () => {
    await open();
    const placed = await running(world, 'silver');
    const wish = { addOns: [{ addOnId: 'migration', quantity: 1 }] };
    const quote = await quoteOf(world, placed, wish);
    expect(figures(quote)).toEqual(['invoice', '1 49.00 ..', 'total 58.80']);
    await changeAndPay(world, placed, wish);
    expect(await view(placed)).toMatchObject({ price: { amount: 1000n } });
    await world.advanceTo('2026-12-16');
    expect(await totals(placed)).toEqual(['2026-11-22 58.80', '2026-12-15 12.00']);
  });
});

describe('what is offered', () => {
  it('[2.4, 5.8, 5.10] the plans and cycles of each direction', async () => {
    await open();
    const placed = await running(world, 'silver');
    const { upgrade, downgrade } = await view(placed);
    expect(upgrade?.plans).toEqual([
      { planId: 'silver', name: 'Silver', cycles: ['annual'] },
      { planId: 'gold', name: 'Gold', cycles: ['monthly', 'annual'] },
      { planId: 'platinum', name: 'Platinum', cycles: ['monthly', 'annual'] },
    ]);
    expect(downgrade?.plans).toEqual([
      { planId: 'bronze', name: 'Bronze', cycles: ['monthly', 'annual'] },
    ]);
    expect(await codeOf(quoteOf(world, placed, {}))).toBe('invalid_input');
    expect(await codeOf(quoteOf(world, placed, { planId: 'hour' }))).toBe('unknown_plan');
  });
});

describe('a discount', () => {
  it('[7.9] stays on discounted days when the promotion covers the new plan', async () => {
    await open();
    const placed = await running(world, 'silver', 'monthly', { promotionCode: 'WELCOME20' });
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    // 8.00 × 20/30 = 5.33 back; 13.33 less 20% = 10.66 anew.
    expect(figures(quote).slice(1)).toEqual([
      '-1 -5.33 2026-12-02..2026-12-22',
      '1 10.66 2026-12-02..2026-12-22',
      'total 6.40',
    ]);
    // It covered one period, so the renewal is at the full price.
    expect(formatAmount(quote.next.net)).toBe('20.00');
  });
});

describe('prices that include tax', () => {
  it('[7.10, 5.14] what is shown is charged, and taken back with the tax it included', async () => {
    await open({ provider: { country: 'FR', pricesIncludeTax: true } });
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    // 13.33 − 6.67 as shown; the tax is within it.
    expect(formatAmount(quote.dueNow)).toBe('6.66');
    await changeAndPay(world, placed, { planId: 'gold' });
    expect(await totals(placed)).toEqual(['2026-12-02 6.66']);
  });
});

const cancel = ({ client, packageId }: Placed, when: 'now' | 'period-end') =>
  world.engine.execute(client, 'packages.cancel', {
    commandId: world.newId(),
    packageId,
    when,
    reason: 'Not needed any more.',
  });

describe('a cancelation', () => {
  it('[5.21] now gives the unused part back where the provider does so', async () => {
    await open({ cancelRefund: 'unused' });
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const canceled = await cancel(placed, 'now');
    expect(canceled).toMatchObject({
      status: 'canceled',
      statusNote: 'Not needed any more.',
      refundsUnused: true,
    });
    // 6.67 and 1.33 tax.
    expect(await creditHeld(world, placed)).toBe(800n);
    await world.settle();
    expect(world.vendor.state().accounts).toEqual([]);
    await world.advanceTo('2027-01-31');
    expect(await totals(placed)).toEqual(['2026-12-02 -8.00']);
  });

  it('[5.21] now gives nothing back where the provider does not', async () => {
    await open();
    const placed = await running(world, 'silver');
    await cancel(placed, 'now');
    expect(await creditHeld(world, placed)).toBe(0n);
    expect(await totals(placed)).toEqual([]);
  });

  it("[5.21] at the period's end credits a renewal that was issued, and ends on that day", async () => {
    await open();
    const placed = await running(world, 'silver');
    await world.advanceTo('2026-12-16');
    const waiting = await cancel(placed, 'period-end');
    expect(waiting).toMatchObject({ status: 'active', cancelOn: '2026-12-22', upgrade: null });
    expect(await codeOf(quoteOf(world, placed, { planId: 'gold' }))).toBe('invalid_transition');
    await world.advanceTo('2026-12-21');
    expect((await view(placed)).status).toBe('active');
    await world.events();
    await world.advanceTo('2026-12-22');
    expect(await world.events()).toEqual(['package.canceled', 'panel.terminated']);
    expect(await totals(placed)).toEqual(['2026-12-15 12.00', '2026-12-16 -12.00']);
  });

  it('[5.21] is undone until it takes effect, and the renewal is issued anew', async () => {
    await open();
    const placed = await running(world, 'silver');
    await world.advanceTo('2026-12-16');
    await cancel(placed, 'period-end');
    const { client, packageId } = placed;
    const undo = () =>
      world.engine.execute(client, 'packages.undoCancel', { commandId: world.newId(), packageId });
    expect(await undo()).toMatchObject({ status: 'active', cancelOn: null });
    expect(await codeOf(undo())).toBe('invalid_transition');
    await world.advanceTo('2026-12-23');
    expect((await view(placed)).status).toBe('active');
    expect(await totals(placed)).toEqual([
      '2026-12-15 12.00',
      '2026-12-16 -12.00',
      '2026-12-17 12.00',
    ]);
  });

  it('[5.21, 5.4] leaves nothing due when the operator ends the package before', async () => {
    await open();
    const placed = await running(world, 'silver');
    await world.advanceTo('2026-12-16');
    await cancel(placed, 'period-end');
    const { packageId } = placed;
    const command = { commandId: world.newId(), packageId, reason: 'Abuse.' };
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      ...command,
      status: 'canceled',
    });
    await world.advanceTo('2026-12-23');
    const work = await world.read((handle) =>
      handle.selectFrom('clients').select('next_work_on').execute(),
    );
    expect(work).toEqual([{ next_work_on: null }]);
  });

  it('[5.21, 5.17] of a package that nobody paid credits its invoice', async () => {
    await open();
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    expect((await cancel(placed, 'now')).status).toBe('canceled');
    const { balance } = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(balance.amount).toBe(0n);
  });
});

describe('a move to another client', () => {
  it('[5.7] takes paid time along and leaves the row here as Transferred', async () => {
    await open();
    const placed = await running(world, 'silver', 'monthly', twoIps);
    const other = await buy(world, 'dominique', [item('web', 'bronze', 'monthly')]);
    world.clock.set('2026-12-02T10:00:00Z');
    const moved = await world.engine.execute(world.operator, 'packages.move', {
      commandId: world.newId(),
      packageId: placed.packageId,
      toClientId: other.client.clientId,
      reason: 'Sold with the site.',
    });
    expect(moved).toMatchObject({
      clientId: other.client.clientId,
      status: 'active',
      periodEnd: '2026-12-22',
      price: { amount: 1600n },
      addOns: [{ quantity: 2 }],
    });
    expect(await view(placed)).toMatchObject({ status: 'transferred', addOns: [] });
    await world.advanceTo('2026-12-16');
    expect(await totals(placed)).toEqual([]);
    expect(await totals(other)).toContain('2026-12-15 19.20');
    expect(world.vendor.state().accounts.map(({ status }) => status)).toEqual(['active']);
    const again = world.engine.execute(world.operator, 'packages.move', {
      commandId: world.newId(),
      packageId: placed.packageId,
      toClientId: other.client.clientId,
      reason: 'Twice.',
    });
    expect(await codeOf(again)).toBe('invalid_transition');
  });

  it('[5.7, 5.16] days paid before it stay paid when a change is scheduled and taken back', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'silver', 'monthly', twoIps);
    await world.advanceTo('2026-12-16');
    await payOpen(placed);
    const other = await buy(world, 'dominique', [item('web', 'bronze', 'monthly')]);
    const { packageId } = await world.engine.execute(world.operator, 'packages.move', {
      commandId: world.newId(),
      packageId: placed.packageId,
      toClientId: other.client.clientId,
      reason: 'Sold with the site.',
    });
    const wish = { packageId, addOns: [{ addOnId: 'ip', quantity: 1 }] };
    const { token } = await world.engine.execute(other.client, 'packages.quoteChange', wish);
    const act = { commandId: world.newId(), packageId };
    await world.engine.execute(other.client, 'packages.change', { ...act, token });
    await world.engine.execute(other.client, 'packages.takeBackChange', {
      ...act,
      commandId: world.newId(),
    });
    const items = await world.read((handle) =>
      handle
        .selectFrom('package_items')
        .select('billed_through')
        .where('package_id', '=', packageId)
        .where('ends_on', 'is', null)
        .execute(),
    );
    expect(items.map((row) => row.billed_through)).toEqual(['2027-01-22', '2027-01-22']);
  });
});

describe('a raise for running packages', () => {
  const wish = {
    productId: 'web',
    planId: 'silver',
    cycle: 'monthly',
    price: parseMoney('12.00', 'EUR'),
  };

  it('[2.9] is previewed, told, and in force from the first period issued 30 days later', async () => {
    await open();
    const placed = await running(world, 'silver');
    const preview = await world.engine.execute(world.operator, 'prices.previewRaise', wish);
    expect(preview).toMatchObject({
      effectiveFrom: '2026-12-22',
      rows: [
        {
          packageId: placed.packageId,
          before: { amount: 1000n },
          after: { amount: 1200n },
          firstPeriodOn: '2027-01-22',
        },
      ],
    });
    const raise = await world.engine.execute(world.operator, 'prices.announceRaise', {
      commandId: world.newId(),
      ...wish,
    });
    expect(raise).toMatchObject({ state: 'noticed', noticeOn: '2026-11-22' });
    await world.settle();
    const [mail] = world.mails.filter(({ subject }) => /new price/.test(subject));
    expect(mail?.text).toMatch(/12,00/);
    await world.advanceTo('2026-12-16');
    await payOpen(placed);
    await world.advanceTo('2027-01-16');
    // Issued on 15 December at the old price, on 15 January at the new one.
    expect(await totals(placed)).toEqual(['2026-12-15 12.00', '2027-01-15 14.40']);
  });

  it('[2.9] is withdrawn where it is not in force yet', async () => {
    await open();
    const placed = await running(world, 'silver');
    const { campaignId } = await world.engine.execute(world.operator, 'prices.announceRaise', {
      commandId: world.newId(),
      ...wish,
    });
    const withdrawn = await world.engine.execute(world.operator, 'prices.withdrawRaise', {
      commandId: world.newId(),
      campaignId,
    });
    expect(withdrawn.state).toBe('withdrawn');
    await world.advanceTo('2026-12-16');
    await payOpen(placed);
    await world.advanceTo('2027-01-16');
    expect((await totals(placed)).at(-1)).toBe('2027-01-15 12.00');
  });
});
