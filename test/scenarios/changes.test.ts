import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatAmount } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import {
  change,
  changeAndPay,
  changeCatalog,
  creditHeld,
  figures,
  invoiceOf,
  quoteOf,
  redeem,
  running,
} from '../support/changes.ts';
import { codeOf, openOf, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: changeCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const view = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.get', { packageId });

/** Ordered on 22 November: the first month is 22 November to 22 December, 30 days. */
const day10 = '2026-12-02T10:00:00Z';

describe('an upgrade', () => {
  it('[5.11, 5.14, 5.15, 5.16] is quoted with the credit of what is unused, tax, and what follows', async () => {
    const placed = await running(world, 'silver');
    world.clock.set(day10);
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    // Unused are 20 of 30 days: 10.00 × 20/30 = 6.67; anew 20.00 × 20/30 = 13.33. The sum of 6.66
    // bears 20% VAT: 1.33.
    expect(figures(quote)).toEqual([
      'invoice',
      '-1 -6.67 2026-12-02..2026-12-22',
      '1 13.33 2026-12-02..2026-12-22',
      'total 7.99',
    ]);
    expect(quote).toMatchObject({
      kind: 'upgrade',
      direction: 'up',
      timing: 'now-with-credit',
      effectiveOn: '2026-12-02',
      planName: 'Gold',
      cycle: 'monthly',
      dueNow: { amount: 799n },
      toCredit: { amount: 0n },
      next: { on: '2026-12-22', net: { amount: 2000n }, total: { amount: 2400n } },
      expiresAt: '2026-12-02T10:30:00.000Z',
    });
    const [document] = quote.documents;
    expect(document?.lines[0]?.description).toContain('HL-2026-000001');
    expect(document?.lines[0]?.explanation.steps.map(({ label }) => label)).toEqual([
      'Net of the line on HL-2026-000001',
      '20 of 30 days unused, rounded half-away-from-zero',
    ]);
  });

  it('[5.12] a quote writes nothing', async () => {
    const placed = await running(world, 'silver');
    const counts = () =>
      world.read(async (handle) => {
        const tables = ['package_changes', 'package_items', 'invoices', 'invoice_lines'] as const;
        const list: number[] = [];
        for (const table of tables) {
          list.push((await handle.selectFrom(table).select('id').execute()).length);
        }
        return list;
      });
    const before = await counts();
    await quoteOf(world, placed, { planId: 'gold' });
    expect(await counts()).toEqual(before);
    expect(await world.events()).toEqual([]);
  });

  it('[5.17, 5.22] waits for its payment, then the plan changes here and at the panel', async () => {
    const placed = await running(world, 'silver');
    world.clock.set(day10);
    const made = await change(world, placed, { planId: 'gold' });
    const { rows } = await world.engine.execute(placed.client, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toEqual(['change_unpaid']);
    expect(made.change).toMatchObject({ state: 'awaiting_payment', lapsesOn: '2026-12-05' });
    expect(made.hostingPackage).toMatchObject({ planName: 'Silver', pendingChange: made.change });
    await world.settle();
    expect(await world.events()).toEqual([
      'invoice.issued',
      'package.upgrade_awaits_payment',
      'mail.invoice',
    ]);
    // Two days later the amounts and the date of the quote still stand.
    world.clock.set('2026-12-04T10:00:00Z');
    await payCard(world, invoiceOf(placed, made), 'good');
    expect((await view(placed)).planName).toBe('Silver');
    await world.settle();
    expect([...(await world.events())].sort()).toEqual([
      'charge.succeeded',
      'invoice.paid',
      'mail.paid',
      'package.changed',
      'panel.plan_changed',
    ]);
    expect(await view(placed)).toMatchObject({
      planName: 'Gold',
      price: { amount: 2000n },
      periodEnd: '2026-12-22',
      pendingChange: null,
      waitsForPanel: false,
      panelOptions: { plan: 'gold' },
    });
    expect(world.vendor.state().accounts.map(({ plan }) => plan)).toEqual(['gold']);
  });

  it('[5.17] lapses unpaid after three days and is credited in full', async () => {
    const placed = await running(world, 'silver');
    world.clock.set(day10);
    const made = await change(world, placed, { planId: 'gold' });
    await world.settle();
    await world.events();
    await world.advanceTo('2026-12-05');
    expect(await world.events()).toEqual(['invoice.canceled', 'package.change_lapsed']);
    expect(await openOf(world, invoiceOf(placed, made))).toMatchObject({ amount: 0n });
    expect(await view(placed)).toMatchObject({ planName: 'Silver', pendingChange: null });
    // Another one may be asked for now, at the price of that day: 17 of 30 days.
    const again = await quoteOf(world, placed, { planId: 'gold' });
    expect(formatAmount(again.dueNow)).toBe('6.79');
  });

  it('[5.12] redeemed twice it gives the first result, by whatever command', async () => {
    const placed = await running(world, 'silver');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    const first = await redeem(world, placed, quote);
    const second = await redeem(world, placed, quote);
    expect(second.change).toEqual(first.change);
  });

  it('[5.12] holds over midnight for half an hour, then no more', async () => {
    const placed = await running(world, 'silver');
    // 23:50 in Berlin on 2 December; ten minutes later it is the third.
    world.clock.set('2026-12-02T22:50:00Z');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    world.clock.set('2026-12-02T23:10:00Z');
    const made = await redeem(world, placed, quote);
    expect(made.change).toMatchObject({ effectiveOn: '2026-12-02', sum: { amount: 799n } });
    await world.engine.execute(placed.client, 'packages.takeBackChange', {
      commandId: world.newId(),
      packageId: placed.packageId,
    });
    const late = await quoteOf(world, placed, { planId: 'gold' });
    world.clock.set('2026-12-02T23:41:00Z');
    expect(await codeOf(redeem(world, placed, late))).toBe('quote_changed');
  });

  it('[5.12] what changed meanwhile is told, and a forged quote is refused', async () => {
    const placed = await running(world, 'silver');
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    await world.read((handle) => handle.updateTable('clients').set({ tax_exempt: true }).execute());
    expect(await codeOf(redeem(world, placed, quote))).toBe('quote_changed');
    const [content = ''] = quote.token.split('.');
    expect(await codeOf(redeem(world, placed, { token: `${content}.AAAA` }))).toBe('invalid_input');
  });

  it('[5.18] an overdue invoice or another unpaid change blocks it, and nothing else', async () => {
    const placed = await running(world, 'silver');
    const { change: made } = await change(world, placed, { planId: 'gold' });
    const blocked = {
      code: 'invalid_transition',
      reason: 'change_unpaid',
      invoice: made.invoice,
    };
    await expect(quoteOf(world, placed, { planId: 'platinum' })).rejects.toMatchObject(blocked);
    const { client, packageId } = placed;
    const cancel = world.engine.execute(client, 'packages.cancel', {
      commandId: world.newId(),
      packageId,
      when: 'now',
      reason: '',
    });
    await expect(cancel).rejects.toMatchObject(blocked);
  });

  it('[5.11, 8.3] what is left to pay of a change is its sum less the credit', async () => {
    const placed = await running(world, 'silver');
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId: placed.client.clientId,
      amount: { amount: 500n, currency: 'EUR' },
      reason: 'A day without service.',
    });
    // 20.00 − 10.00 and 20% VAT, less 5.00.
    const { change: made } = await change(world, placed, { planId: 'gold' });
    expect([formatAmount(made.sum), formatAmount(made.toPay)]).toEqual(['12.00', '7.00']);
    expect((await view(placed)).pendingChange?.toPay).toEqual(made.toPay);
  });

  it('[5.20] a set-up fee is charged only where the plan says so', async () => {
    const placed = await running(world, 'silver');
    const gold = await quoteOf(world, placed, { planId: 'gold' });
    expect(gold.documents[0]?.lines.map(({ description }) => description).join()).not.toMatch(
      /Set-up/,
    );
    // Platinum has it: 40.00 − 10.00 + 3.00 on the first day, and 20% VAT.
    const platinum = await quoteOf(world, placed, { planId: 'platinum' });
    expect(formatAmount(platinum.dueNow)).toBe('39.60');
  });
});

describe('up and down again', () => {
  it('[5.19] on one day costs nothing and earns nothing', async () => {
    const placed = await running(world, 'silver', 'monthly', {
      addOns: [{ addOnId: 'ip', quantity: 3 }],
    });
    world.clock.set('2026-12-05T10:00:00Z');
    const before = await creditHeld(world, placed);
    const upward = await changeAndPay(world, placed, { planId: 'gold' });
    const paid = upward.change.sum.amount;
    const quote = await quoteOf(world, placed, { planId: 'silver' });
    expect(quote.toCredit.amount).toBe(paid);
    await redeem(world, placed, quote);
    await world.settle();
    expect(await creditHeld(world, placed)).toBe(before + paid);
    expect(await view(placed)).toMatchObject({ planName: 'Silver', price: { amount: 1900n } });
    expect(world.vendor.state().accounts.map(({ plan }) => plan)).toEqual(['silver']);
    // The line of the first month stands again, with all that it had.
    const later = await quoteOf(world, placed, { planId: 'gold' });
    expect(later.sum.amount).toBe(paid);
  });

  it('[5.14, 5.19] and what is credited later is as if nothing had been, tax included', async () => {
    const placed = await running(world, 'gold');
    world.clock.set(day10);
    const only = await quoteOf(world, placed, { planId: 'silver' });
    await redeem(world, placed, only);
    await redeem(world, placed, await quoteOf(world, placed, { planId: 'gold' }));
    const again = await quoteOf(world, placed, { planId: 'silver' });
    // 13.33 and its 20% of tax, once more.
    expect(figures(again)).toEqual(figures(only));
    await redeem(world, placed, again);
  });

  it('[7.4] the invoice of a change whose price was given back is not canceled again', async () => {
    const placed = await running(world, 'silver');
    world.clock.set(day10);
    const upward = await changeAndPay(world, placed, { planId: 'gold' });
    world.clock.set('2026-12-08T10:00:00Z');
    await redeem(world, placed, await quoteOf(world, placed, { planId: 'silver' }));
    const { invoiceId } = invoiceOf(placed, upward);
    const input = { commandId: world.newId(), invoiceId, reason: 'By hand' };
    const before = await creditHeld(world, placed);
    expect(await codeOf(world.engine.execute(world.operator, 'invoices.cancel', input))).toBe(
      'invoice_not_payable',
    );
    expect(await creditHeld(world, placed)).toBe(before);
  });

  it('[5.19] down and up on one day as well', async () => {
    const placed = await running(world, 'gold');
    world.clock.set(day10);
    const down = await changeAndPay(world, placed, { planId: 'silver' });
    expect(down.change.sum.amount).toBe(-800n);
    const quote = await quoteOf(world, placed, { planId: 'gold' });
    expect([quote.sum.amount, quote.dueNow.amount]).toEqual([800n, 0n]);
    await redeem(world, placed, quote);
    expect(await creditHeld(world, placed)).toBe(0n);
    expect(await view(placed)).toMatchObject({ planName: 'Gold' });
  });
});

describe('a downgrade', () => {
  it('[5.16] below zero is a credit note and an invoice paid from it, in one transaction', async () => {
    const placed = await running(world, 'gold');
    world.clock.set(day10);
    const quote = await quoteOf(world, placed, { planId: 'silver' });
    // Back go 20.00 × 20/30 = 13.33 and 2.67 tax; anew are 6.67 and 1.33 tax.
    expect(figures(quote)).toEqual([
      'credit_note',
      '-1 -13.33 2026-11-22..2026-12-22',
      'total -16.00',
      'invoice',
      '1 6.67 2026-12-02..2026-12-22',
      'total 8.00',
    ]);
    expect(quote).toMatchObject({ dueNow: { amount: 0n }, toCredit: { amount: 800n } });
    const made = await redeem(world, placed, quote);
    expect(made.change.state).toBe('applied');
    expect(made.hostingPackage).toMatchObject({ planName: 'Silver', waitsForPanel: true });
    expect(await creditHeld(world, placed)).toBe(800n);
    await world.settle();
    expect([...(await world.events())].sort()).toEqual([
      'invoice.credited',
      'invoice.issued',
      'invoice.paid',
      'mail.invoice',
      'mail.paid',
      'package.changed',
      'panel.plan_changed',
    ]);
  });
});
