import { afterEach, describe, expect, it } from 'vitest';
import type { Outlook } from '../../src/contract/outlook.ts';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import { formatAmount } from '../../src/rules/money.ts';
import type { OutlookEvent } from '../../src/rules/outlook.ts';
import { addDays } from '../../src/rules/plain-date.ts';
import { expectSoundBooks } from '../support/books.ts';
import { changeCatalog, running } from '../support/changes.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, codeOf, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const none = { steps: [], terminateAfterDays: 14 };

let world: World;

async function open(dunning = defaultBilling.dunning): Promise<Placed> {
  const billing = { ...defaultBilling, dunning };
  world = await createWorld({
    catalog: scenarioCatalog({ provider: { billing } }),
    store: await emptyStore(),
  });
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payCard(world, placed, 'good');
  await world.settle();
  return placed;
}

afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const outlookOf = ({ client }: Placed): Promise<Outlook> =>
  world.engine.execute(client, 'clients.outlook', { clientId: client.clientId });

const explain = ({ client, packageId }: Placed) =>
  world.engine.execute(client, 'packages.explain', { packageId });

const shown = ({ on, kind, amount, ifUnpaid, oncePaid }: OutlookEvent): string =>
  [
    on,
    kind,
    ...(amount === null ? [] : [formatAmount(amount)]),
    ...(ifUnpaid ? ['?'] : []),
    ...(oncePaid ? ['once paid'] : []),
  ].join(' ');

async function issued({ client }: Placed): Promise<readonly string[]> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('invoices')
      .select(['issued_on', 'due_on', 'total'])
      .where('client_id', '=', client.clientId)
      .where('order_id', 'is', null)
      .orderBy('number')
      .execute(),
  );
  return rows.map((row) => `${row.issued_on} ${row.due_on} ${row.total}`);
}

describe('what happens next', () => {
  it('[19.2] the invoices of twelve months are those that the run then issues', async () => {
    const placed = await open(none);
    await world.advanceTo('2026-11-27');
    const addOns = [{ addOnId: 'ip', quantity: 2 }];
    const annual = await buy(world, placed.client, [item('web', 'silver', 'annual', addOns)], {
      promotionCode: 'FOREVER10',
    });
    await payCard(world, annual, 'good');
    await world.settle();
    const outlook = await outlookOf(placed);
    expect([outlook.from, outlook.until]).toEqual(['2026-11-27', '2027-11-26']);
    const expected = outlook.events
      .filter(({ kind }) => kind === 'invoice')
      .map(({ on, dueOn, amount }) => `${on} ${dueOn} ${amount?.amount}`);
    expect(expected).toHaveLength(13);
    // The run has nothing to issue on other days: the day before the first, and one in between.
    const days = expected.map((line) => line.slice(0, 10));
    for (const day of [addDays(days[0] ?? '', -1), ...days, '2027-06-20'].sort()) {
      world.clock.set(`${day}T12:00:00Z`);
      await world.engine.runDaily();
    }
    await world.settle();
    expect(await issued(placed)).toEqual(expected);
  }, 60_000);

  it('[19.2] if nothing is paid: what dunning does, day by day, is what was told', async () => {
    const placed = await open();
    const outlook = await outlookOf(placed);
    // 7.99 and 20 % VAT, issued 14 days before 22 December, due on it.
    expect(outlook.events.slice(0, 3).map(shown)).toEqual([
      '2026-12-08 invoice 9.59',
      '2026-12-19 reminder ?',
      '2026-12-25 reminder ?',
    ]);
    const first = outlook.events.filter(({ kind }) => kind === 'suspension')[0];
    expect(first?.on).toBe('2027-01-01');
    const end = outlook.events.filter(({ kind }) => kind === 'termination')[0];
    await world.events();
    await world.advanceTo('2026-12-31');
    expect(await world.events()).not.toContain('package.suspended');
    await world.advanceTo('2027-01-01');
    expect(await world.events()).toContain('package.suspended');
    await world.advanceTo(end?.on ?? '');
    expect(await world.events()).toContain('package.canceled');
  });

  it('[19.2] an open invoice goes on by the steps that are left', async () => {
    const placed = await open();
    await world.advanceTo('2026-12-20');
    const outlook = await outlookOf(placed);
    const own = outlook.events.filter(({ invoiceId }) => invoiceId !== null).map(shown);
    expect(own).toEqual([
      '2026-12-22 due 9.59',
      '2026-12-25 reminder ?',
      '2027-01-01 suspension ?',
      '2027-01-31 termination ?',
    ]);
  });

  it('[4.8, 19.2] an order that is not paid: when it is due, lapses, and what follows payment', async () => {
    world = await createWorld({
      catalog: scenarioCatalog({ provider: { billing: { ...defaultBilling, dunning: none } } }),
      store: await emptyStore(),
    });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const outlook = await outlookOf(placed);
    const { lapsesOn, total } = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    const [due, ...others] = outlook.events.filter(({ invoiceId }) => invoiceId !== null);
    expect(due).toMatchObject({
      kind: 'due',
      amount: total,
      invoiceId: placed.invoiceId,
      packageIds: [placed.packageId],
      ifUnpaid: false,
      oncePaid: false,
    });
    expect(due?.on).toBe(due?.dueOn);
    expect(others.map(shown)).toEqual([`${lapsesOn} order_lapse ?`]);
    const renewals = outlook.events.filter(({ kind }) => kind === 'invoice');
    expect(renewals.map(shown).slice(0, 2)).toEqual([
      '2026-12-08 invoice 9.59 once paid',
      '2027-01-08 invoice 9.59 once paid',
    ]);
    expect(outlook.months[0]?.month).toBe('2026-12');
    expect(outlook.invoiced.map(({ amount }) => amount)).toEqual([959n * BigInt(renewals.length)]);
    // Paid on that day, the same comes without any condition.
    await payCard(world, placed, 'good');
    await world.settle();
    const paid = await outlookOf(placed);
    expect(paid.events.map(shown)).toEqual(
      renewals.map((event) => shown({ ...event, oncePaid: false })),
    );
    expect(paid.invoiced).toEqual(outlook.invoiced);
  });

  it('[4.8, 19.2] what was told of an order that is not paid comes true', async () => {
    world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    const lapse = (await outlookOf(placed)).events.find(({ kind }) => kind === 'order_lapse');
    await world.advanceTo(addDays(lapse?.on ?? '', 1));
    const { status } = await world.engine.execute(placed.client, 'orders.get', {
      orderId: placed.orderId,
    });
    expect(status).toBe('lapsed');
    expect((await outlookOf(placed)).events).toEqual([]);
  });

  it('[5.17, 19.2] a change that is not paid lapses on its day', async () => {
    world = await createWorld({ catalog: changeCatalog(), store: await emptyStore() });
    const placed = await running(world, 'silver');
    const { client, packageId } = placed;
    const quote = await world.engine.execute(client, 'packages.quoteChange', {
      packageId,
      planId: 'gold',
    });
    const { change } = await world.engine.execute(client, 'packages.change', {
      commandId: world.newId(),
      packageId,
      token: quote.token,
    });
    const { events } = await outlookOf(placed);
    const own = events.filter(({ invoiceId }) => invoiceId === change.invoice?.invoiceId);
    expect(own.map(({ kind }) => kind)).toEqual(['due', 'change_lapse']);
    // It can be paid until then, although it is due later.
    expect(own.map(({ on }) => on)).toEqual([change.lapsesOn, change.lapsesOn]);
    expect(own[1]?.packageIds).toEqual([packageId]);
  });

  it('[19.2] a stored card is charged on the due date', async () => {
    const placed = await open();
    const saved = await buy(world, placed.client, [item('support', 'hour', 'one-time')]);
    await payCard(world, saved, 'good', { save: true });
    await world.settle();
    const { events } = await outlookOf(placed);
    expect(
      events
        .filter(({ kind }) => kind === 'charge')
        .slice(0, 1)
        .map(shown),
    ).toEqual(['2026-12-22 charge 9.59']);
  });

  it('[3.7] is told to the client itself and to operators alone', async () => {
    const placed = await open();
    const other = await orderAs(world, 'other');
    const input = { clientId: placed.client.clientId };
    const call = world.engine.execute(other.client, 'clients.outlook', input);
    expect(await codeOf(call)).toBe('not_found');
    const told = await world.engine.execute(world.operator, 'clients.outlook', input);
    expect(told.events.length).toBeGreaterThan(0);
    const foreign = { packageId: placed.packageId };
    expect(await codeOf(world.engine.execute(other.client, 'packages.explain', foreign))).toBe(
      'not_found',
    );
  });
});

describe('why a package is invoiced, or not', () => {
  it('[19.1] when, for how much, and the run then does it', async () => {
    const placed = await open();
    const told = await explain(placed);
    expect(told).toMatchObject({
      willBeInvoiced: true,
      next: {
        issueOn: '2026-12-08',
        dueOn: '2026-12-22',
        periodStart: '2026-12-22',
        periodEnd: '2027-01-22',
        total: { amount: 959n, currency: 'EUR' },
      },
      obstacles: [],
    });
    // What a page says of it, by figures and days alone.
    expect(told.next).toEqual({
      issueOn: '2026-12-08',
      dueOn: '2026-12-22',
      periodStart: '2026-12-22',
      periodEnd: '2027-01-22',
      leadDays: 14,
      lines: [
        {
          description: 'Silver',
          quantity: 1,
          periodStart: '2026-12-22',
          periodEnd: '2027-01-22',
          partOfPeriod: false,
          gross: { amount: 799n, currency: 'EUR' },
        },
      ],
      discount: { amount: 0n, currency: 'EUR' },
      promotionCode: null,
      net: { amount: 799n, currency: 'EUR' },
      tax: { amount: 160n, currency: 'EUR' },
      rounding: { amount: 0n, currency: 'EUR' },
      total: { amount: 959n, currency: 'EUR' },
    });
    await world.advanceTo('2026-12-08');
    expect(await issued(placed)).toEqual(['2026-12-08 2026-12-22 959']);
    expect((await explain(placed)).next?.issueOn).toBe('2027-01-08');
  });

  it('[19.1] a promotion and what comes ahead are told by code, day and status', async () => {
    world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'annual')], {
      promotionCode: 'FOREVER10',
    });
    expect((await explain(placed)).obstacles).toMatchObject([
      { kind: 'package_status', status: 'pending', on: null, stops: true },
    ]);
    await payCard(world, placed, 'good');
    await world.settle();
    expect((await explain(placed)).next).toMatchObject({
      promotionCode: 'FOREVER10',
      // 86.29 less ten percent.
      discount: { amount: 863n },
      net: { amount: 7766n },
    });
    await world.engine.execute(placed.client, 'packages.cancel', {
      commandId: world.newId(),
      packageId: placed.packageId,
      when: 'period-end',
      reason: 'Moved.',
    });
    const { willBeInvoiced, obstacles } = await explain(placed);
    expect(willBeInvoiced).toBe(false);
    expect(obstacles).toMatchObject([{ kind: 'ends', on: null, status: null, stops: true }]);
  });

  it('[19.1] a status, a switch and a parked client stand in the way', async () => {
    const placed = await open();
    const kinds = async () =>
      (await explain(placed)).obstacles.map(({ kind, text }) => `${kind}: ${text}`);
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'suspended',
      reason: 'Spam.',
    });
    expect(await kinds()).toEqual([
      'package_status: Packages that are suspended are not invoiced.',
    ]);
    // What it would be without is shown all the same.
    expect((await explain(placed)).next?.issueOn).toBe('2026-12-08');
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'active',
      reason: 'Solved.',
    });
    await world.engine.execute(world.operator, 'switches.set', {
      commandId: world.newId(),
      effect: 'invoicing',
      on: false,
    });
    expect(await kinds()).toEqual(['invoicing_off: Invoicing is switched off.']);
    await world.engine.execute(world.operator, 'switches.set', {
      commandId: world.newId(),
      effect: 'invoicing',
      on: true,
    });
    await world.read((handle) =>
      handle
        .updateTable('clients')
        .set({ parked_at: world.clock.now(), parked_reason: '99 invoices' })
        .execute(),
    );
    expect(await kinds()).toEqual(['client_parked: The provider is looking into it.']);
    const { packageId } = placed;
    const told = await world.engine.execute(world.operator, 'packages.explain', { packageId });
    expect(told.obstacles[0]?.text).toContain('99 invoices');
    expect((await outlookOf(placed)).events).toEqual([]);
  });
});
