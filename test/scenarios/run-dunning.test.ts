import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { payAll, renewalCatalog, renewals } from '../support/renewals.ts';
import { buy, item } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: renewalCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** A package whose renewal is issued on 8 December and due on the 22nd. */
async function running() {
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payAll(world);
  await world.advanceTo('2026-12-08');
  await world.events();
  return placed;
}

const statusOf = async ({ client, packageId }: Awaited<ReturnType<typeof running>>) =>
  (await world.engine.execute(client, 'packages.get', { packageId })).status;

async function eventsUntil(date: string): Promise<readonly string[]> {
  await world.advanceTo(date);
  return world.events();
}

describe('an invoice that is not paid', () => {
  it('[16.2, 5.4] is reminded, suspended and terminated, each on its day', async () => {
    const placed = await running();
    expect(await eventsUntil('2026-12-18')).toEqual([]);
    expect(await eventsUntil('2026-12-19')).toEqual(['invoice.reminded', 'mail.reminder']);
    expect(await eventsUntil('2026-12-24')).toEqual([]);
    expect(await eventsUntil('2026-12-25')).toEqual(['invoice.reminded', 'mail.reminder']);
    expect(await eventsUntil('2026-12-31')).toEqual([]);
    const suspended = await eventsUntil('2027-01-01');
    expect(suspended[0]).toBe('package.suspended');
    expect([...suspended.slice(1)].sort()).toEqual(['mail.suspended', 'panel.suspended']);
    expect(await statusOf(placed)).toBe('suspended');
    // The next month is not issued meanwhile (SPEC 6.7, 6.9).
    expect(await eventsUntil('2027-01-30')).toEqual([]);
    const ended = await eventsUntil('2027-01-31');
    expect(ended[0]).toBe('package.canceled');
    expect([...ended.slice(1)].sort()).toEqual(['mail.terminated', 'panel.terminated']);
    expect(await eventsUntil('2027-04-01')).toEqual([]);
    expect(world.mails.slice(-4).map(({ subject }) => subject)).toEqual([
      'Reminder: invoice HL-2026-000002',
      'Reminder: invoice HL-2026-000002',
      'Silver Web hosting is suspended',
      'Silver Web hosting has ended',
    ]);
  });

  it('[16.3, 6.9] paying brings it back, and the period that holds today is due', async () => {
    const placed = await running();
    await world.advanceTo('2027-01-25');
    expect(await statusOf(placed)).toBe('suspended');
    await world.events();
    await payAll(world);
    const back = await world.events();
    expect(back.slice(0, 2)).toEqual(['invoice.paid', 'package.active']);
    expect([...back.slice(2)].sort()).toEqual(['mail.paid', 'panel.unsuspended']);
    expect(await eventsUntil('2027-01-26')).toEqual(['invoice.issued', 'mail.invoice']);
    expect((await renewals(world)).at(-1)).toBe(
      '2027-01-26 due 2027-02-09: 9.59 EUR for 2027-01-22/2027-02-22',
    );
  });

  it('[6.9, 6.8] months that wholly elapsed while it was suspended are excused', async () => {
    world = await createWorld({
      catalog: renewalCatalog({
        dunning: { steps: [{ day: 10, do: 'suspend' }], terminateAfterDays: 14 },
      }),
      store: await emptyStore(),
    });
    await running();
    await world.advanceTo('2027-03-30');
    await payAll(world);
    await world.advanceTo('2027-03-31');
    expect((await renewals(world)).at(-1)).toContain('for 2027-03-22/2027-04-22');
    const spans = await world.read((handle) =>
      handle.selectFrom('excused_spans').select(['span_start', 'span_end', 'rule']).execute(),
    );
    expect(spans).toEqual([
      { span_start: '2027-01-22', span_end: '2027-03-22', rule: 'suspension' },
    ]);
  });

  it.each(['invoices.cancel', 'invoices.credit'] as const)(
    '[16.3, 7.4] a debt that %s takes away brings the package back',
    async (name) => {
      const placed = await running();
      await world.advanceTo('2027-01-01');
      expect(await statusOf(placed)).toBe('suspended');
      const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
        filter: 'outstanding',
      });
      const invoiceId = rows[0]?.invoiceId ?? '';
      const command = { commandId: world.newId(), invoiceId, reason: 'Our fault.' };
      await world.engine.execute(world.operator, name, command);
      await world.settle();
      expect(await statusOf(placed)).toBe('active');
    },
  );

  it('[16.3] a package that an operator suspended stays so when the debt is paid', async () => {
    const placed = await running();
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'suspended',
      reason: 'It sends spam.',
    });
    await world.advanceTo('2027-02-10');
    expect(await statusOf(placed)).toBe('suspended');
    await payAll(world);
    expect(await statusOf(placed)).toBe('suspended');
  });

  it('[6.10, 16.2] after 70 days of rest: one reminder, suspended, and terminated later', async () => {
    const placed = await running();
    world.clock.set('2027-02-20T10:00:00Z');
    const { counts } = await world.engine.run();
    await world.settle();
    expect(counts).toMatchObject({ reminders: 1, suspensions: 1, terminations: 0 });
    expect(await statusOf(placed)).toBe('suspended');
    await world.advanceTo('2027-03-05');
    expect(await statusOf(placed)).toBe('suspended');
    await world.advanceTo('2027-03-06');
    expect(await statusOf(placed)).toBe('canceled');
  });

  it('[16.4] a promise holds suspension until its day', async () => {
    const placed = await running();
    await world.advanceTo('2026-12-30');
    const [open] = await world.read((handle) =>
      handle
        .selectFrom('invoice_states')
        .select('invoice_id')
        .where('status', '=', 'unpaid')
        .execute(),
    );
    await world.engine.execute(world.operator, 'invoices.promise', {
      commandId: world.newId(),
      invoiceId: open?.invoice_id ?? '',
      until: '2027-01-10',
    });
    await world.advanceTo('2027-01-10');
    expect(await statusOf(placed)).toBe('active');
    await world.advanceTo('2027-01-11');
    expect(await statusOf(placed)).toBe('suspended');
  });

  it('[7.13] a late fee is an untaxed invoice of its own, once per step', async () => {
    const lateFee = [parseMoney('5.00', 'EUR')];
    const steps = [{ day: 3, do: 'remind', lateFee }] as const;
    const dunning = { ...defaultBilling.dunning, steps };
    world = await createWorld({ catalog: renewalCatalog({ dunning }), store: await emptyStore() });
    await running();
    expect(await eventsUntil('2026-12-25')).toEqual([
      'invoice.reminded',
      'invoice.issued',
      'invoice.late_fee',
      'mail.reminder',
      'mail.invoice',
    ]);
    await world.advanceTo('2027-01-05');
    const fees = await world.read((handle) =>
      handle
        .selectFrom('invoices')
        .innerJoin('invoice_lines', 'invoice_lines.invoice_id', 'invoices.id')
        .select(['tax', 'invoices.net', 'total'])
        .where('origin', '=', 'fee')
        .execute(),
    );
    expect(fees).toEqual([{ tax: 0n, net: 500n, total: 500n }]);
  });

  it('[16.9] while destroying is switched off nothing is suspended', async () => {
    const placed = await running();
    const turn = (on: boolean) =>
      world.engine.execute(world.operator, 'switches.set', {
        commandId: world.newId(),
        effect: 'destroying',
        on,
      });
    await turn(false);
    await world.advanceTo('2027-02-20');
    expect(await statusOf(placed)).toBe('active');
    await turn(true);
    await world.advanceTo('2027-02-21');
    expect(await statusOf(placed)).toBe('suspended');
  });
});
