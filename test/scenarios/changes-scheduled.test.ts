import { afterEach, describe, expect, it } from 'vitest';
import { formatAmount } from '../../src/rules/money.ts';
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
import { codeOf, type Placed } from '../support/shop.ts';
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
const takeBack = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.takeBackChange', { commandId: world.newId(), packageId });

/** Invoices and credit notes after the first, as text: what, total, lines. */
async function documents({ client }: Placed): Promise<readonly string[]> {
  const query = { sort: 'entered', direction: 'ascending' } as const;
  const { rows } = await world.engine.execute(client, 'invoices.list', query);
  const list: string[] = [];
  for (const { invoiceId, kind, total, due } of rows) {
    const { lines } = await world.engine.execute(client, 'invoices.get', { invoiceId });
    const nets = lines.map(({ net, periodStart }) => `${formatAmount(net)} ${periodStart ?? ''}`);
    list.push(`${kind} ${formatAmount(total)} due ${due}: ${nets.join(', ')}`);
  }
  return list.slice(1);
}

describe("a downgrade at the period's end", () => {
  it('[5.13] changes the plan on that day, and the renewal is for the lower plan', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'gold');
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'silver' });
    expect(quote).toMatchObject({
      timing: 'period-end',
      effectiveOn: '2026-12-22',
      documents: [],
      dueNow: { amount: 0n },
      next: { on: '2026-12-22', total: { amount: 1200n } },
    });
    const made = await change(world, placed, { planId: 'silver' });
    expect(made.change).toMatchObject({ state: 'scheduled', effectiveOn: '2026-12-22' });
    expect(made.hostingPackage).toMatchObject({ planName: 'Gold', pendingChange: made.change });
    await world.advanceTo('2026-12-21');
    expect((await view(placed)).planName).toBe('Gold');
    // Issued 7 days before the period, for the plan that it will be.
    expect(await documents(placed)).toEqual(['invoice 12.00 due 2026-12-29: 10.00 2026-12-22']);
    await world.events();
    await world.advanceTo('2026-12-22');
    expect(await world.events()).toEqual(['package.changed', 'panel.plan_changed']);
    expect(await view(placed)).toMatchObject({
      planName: 'Silver',
      price: { amount: 1000n },
      pendingChange: null,
    });
  });

  it('[5.13] is taken back, before and after its renewal was issued', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'gold');
    await change(world, placed, { planId: 'silver' });
    const back = await takeBack(placed);
    expect(back.change.state).toBe('taken_back');
    expect(back.hostingPackage).toMatchObject({ planName: 'Gold', pendingChange: null });
    expect(await codeOf(takeBack(placed))).toBe('invalid_transition');

    await change(world, placed, { planId: 'silver' });
    await world.advanceTo('2026-12-16');
    await takeBack(placed);
    await world.advanceTo('2026-12-22');
    // The renewal of the lower plan is credited in full; that of the plan it stays is issued anew.
    expect(await documents(placed)).toEqual([
      'invoice 12.00 due 2026-12-29: 10.00 2026-12-22',
      'credit_note -12.00 due 2026-12-16: -10.00 2026-12-22',
      'invoice 24.00 due 2026-12-31: 20.00 2026-12-22',
    ]);
    expect(await view(placed)).toMatchObject({ planName: 'Gold' });
    expect(await creditHeld(world, placed)).toBe(0n);
  });

  it('[5.18] an issued renewal that is not due is credited in full and issued anew', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'gold');
    await world.advanceTo('2026-12-16');
    expect(await documents(placed)).toEqual(['invoice 24.00 due 2026-12-29: 20.00 2026-12-22']);
    await change(world, placed, { planId: 'silver' });
    await world.advanceTo('2026-12-23');
    expect(await documents(placed)).toEqual([
      'invoice 24.00 due 2026-12-29: 20.00 2026-12-22',
      'credit_note -24.00 due 2026-12-16: -20.00 2026-12-22',
      'invoice 12.00 due 2026-12-31: 10.00 2026-12-22',
    ]);
    expect(await view(placed)).toMatchObject({ planName: 'Silver' });
  });

  it('[5.18] does not block an upgrade, which replaces it', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'silver');
    await change(world, placed, { planId: 'bronze' });
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    expect(quote.takesBack).toMatchObject({ state: 'scheduled', planName: 'Bronze' });
    const made = await changeAndPay(world, placed, { planId: 'gold' });
    expect(formatAmount(made.change.sum)).toBe('7.99');
    await world.advanceTo('2026-12-23');
    expect(await view(placed)).toMatchObject({ planName: 'Gold', pendingChange: null });
    expect(await documents(placed)).toEqual([
      'invoice 7.99 due 2026-12-16: -6.67 2026-12-02, 13.33 2026-12-02',
      'invoice 24.00 due 2026-12-29: 20.00 2026-12-22',
    ]);
  });

  it('[5.15] to another cycle begins on that day with the new one', async () => {
    await open({ changes: { downgrade: 'period-end' } });
    const placed = await running(world, 'silver', 'annual');
    const quote = await quoteOf(world, placed, { cycle: 'monthly' });
    expect(quote).toMatchObject({ direction: 'down', effectiveOn: '2027-11-22' });
    await change(world, placed, { cycle: 'monthly' });
    await world.advanceTo('2027-11-23');
    expect(await view(placed)).toMatchObject({ cycle: 'monthly', price: { amount: 1000n } });
    const [renewal] = await documents(placed);
    expect(renewal).toMatch(/^invoice 12.00 due .*: 10.00 2027-11-22$/);
  });
});

describe('an upgrade', () => {
  it('[5.18] while a renewal is issued and not due credits it in full; the run issues it anew', async () => {
    await open();
    const placed = await running(world, 'silver');
    await world.advanceTo('2026-12-17');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    // 5 of 30 days are left: 10.00 × 5/30 = 1.67 back, 20.00 × 5/30 = 3.33 anew, 20% of 1.66.
    expect(figures(quote)).toEqual([
      'credit_note',
      '-1 -10.00 2026-12-22..2027-01-22',
      'total -12.00',
      'invoice',
      '-1 -1.67 2026-12-17..2026-12-22',
      '1 3.33 2026-12-17..2026-12-22',
      'total 1.99',
    ]);
    expect(formatAmount(quote.dueNow)).toBe('1.99');
    await changeAndPay(world, placed, { planId: 'gold' });
    await world.advanceTo('2026-12-18');
    expect(await documents(placed)).toEqual([
      'invoice 12.00 due 2026-12-29: 10.00 2026-12-22',
      'invoice 1.99 due 2026-12-31: -1.67 2026-12-17, 3.33 2026-12-17',
      'credit_note -12.00 due 2026-12-17: -10.00 2026-12-22',
      'invoice 24.00 due 2027-01-01: 20.00 2026-12-22',
    ]);
    expect(await creditHeld(world, placed)).toBe(0n);
  });

  it('[5.17] lapses when the next cycle invoice is issued, even if that is sooner', async () => {
    await open({ changes: { lapseDays: 10 } });
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-12T12:00:00Z');
    const made = await change(world, placed, { planId: 'gold' });
    expect(made.change.lapsesOn).toBe('2026-12-15');
    await world.advanceTo('2026-12-15');
    expect(await view(placed)).toMatchObject({ planName: 'Silver', pendingChange: null });
    // 10 of 30 days: 6.67 − 3.33 and 20% of that; credited on the day of the next invoice.
    expect((await documents(placed)).map((text) => text.replace(/:.*/, '')).sort()).toEqual([
      'credit_note -4.01 due 2026-12-15',
      'invoice 12.00 due 2026-12-29',
      'invoice 4.01 due 2026-12-26',
    ]);
  });

  it('[5.18] is refused while an invoice of the package is overdue', async () => {
    await open();
    const placed = await running(world, 'silver');
    await world.advanceTo('2026-12-30');
    const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
      filter: 'outstanding',
    });
    const [{ invoiceId, number } = { invoiceId: '', number: '' }] = rows;
    await expect(quoteOf(world, placed, { planId: 'gold' })).rejects.toMatchObject({
      code: 'invalid_transition',
      reason: 'invoice_overdue',
      invoice: { invoiceId, number },
    });
  });

  it('[5.15] to another cycle starts anew on that day', async () => {
    await open();
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { cycle: 'annual' });
    expect(figures(quote)).toEqual([
      'invoice',
      '-1 -6.67 2026-12-02..2026-12-22',
      '1 100.00 2026-12-02..2027-12-02',
      'total 112.00',
    ]);
    expect(quote.next).toMatchObject({ on: '2027-12-02', cycle: 'annual' });
    await changeAndPay(world, placed, { cycle: 'annual' });
    expect(await view(placed)).toMatchObject({
      cycle: 'annual',
      periodStart: '2026-12-02',
      periodEnd: '2027-12-02',
      price: { amount: 10_000n },
    });
  });

  it('[5.13] without credit is paid in full, and a downgrade then costs and gives nothing', async () => {
    await open({ changes: { upgrade: 'now-without-credit', downgrade: 'now-without-credit' } });
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    expect(figures(quote)).toEqual(['invoice', '1 13.33 2026-12-02..2026-12-22', 'total 16.00']);
    await changeAndPay(world, placed, { planId: 'gold' });
    const down = await quoteOf(world, placed, { planId: 'bronze' });
    expect([down.documents, down.sum.amount]).toEqual([[], 0n]);
    const made = await change(world, placed, { planId: 'bronze' });
    expect(made.change.state).toBe('applied');
    await world.advanceTo('2026-12-16');
    const list = await documents(placed);
    expect(list.at(-1)).toBe('invoice 6.00 due 2026-12-29: 5.00 2026-12-22');
  });
});
