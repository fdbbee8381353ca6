import { afterEach, describe, expect, it } from 'vitest';
import { type BillingSettings, defaultBilling } from '../../src/rules/billing-settings.ts';
import type { Plan } from '../../src/rules/catalog.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { amounts, buy, codeOf, item, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** A world of 22 November 2026 with other settings of billing, and plans of hosting changed. */
async function open(billing: Partial<BillingSettings>, plan: Partial<Plan> = {}): Promise<void> {
  const base = scenarioCatalog();
  const catalog = scenarioCatalog({
    provider: { ...base.provider, billing: { ...defaultBilling, ...billing } },
    products: (product) =>
      product.id === 'web'
        ? { ...product, plans: product.plans.map((one) => ({ ...one, ...plan })) }
        : product,
  });
  world = await createWorld({ catalog, store: await emptyStore() });
}

const monthly: BillingSettings['cycleMode'] = { kind: 'monthly', day: 1, thresholdDay: 25 };
const silver = item('web', 'silver', 'monthly', [{ addOnId: 'ip', quantity: 2 }]);

async function packageRow(packageId: string) {
  return world.read((handle) =>
    handle.selectFrom('packages').selectAll().where('id', '=', packageId).executeTakeFirstOrThrow(),
  );
}

async function itemRows(packageId: string) {
  return world.read((handle) =>
    handle
      .selectFrom('package_items')
      .selectAll()
      .where('package_id', '=', packageId)
      .orderBy('add_on_id', (order) => order.asc().nullsFirst())
      .execute(),
  );
}

async function excused(): Promise<string[]> {
  const rows = await world.read((handle) =>
    handle.selectFrom('excused_spans').selectAll().orderBy('span_start').execute(),
  );
  return rows.map(({ rule, span_start, span_end }) => `${rule} ${span_start} ${span_end}`);
}

async function linesOf(who: Parameters<typeof payCard>[1]) {
  const { client, invoiceId } = who;
  const { lines } = await world.engine.execute(client, 'invoices.get', { invoiceId });
  return lines.map(
    ({ description, periodStart, periodEnd, net }) =>
      `${description} ${periodStart} ${periodEnd} ${amounts([net])}`,
  );
}

/** The days that standing lines of a package bill. */
async function cycleLines(packageId: string): Promise<string[]> {
  const rows = await world.read((handle) =>
    handle
      .selectFrom('invoice_lines')
      .select(['period_start', 'period_end'])
      .where('package_id', '=', packageId)
      .where('kind', '=', 'cycle')
      .where('standing', '=', true)
      .orderBy('period_start')
      .execute(),
  );
  return rows.map((row) => `${row.period_start} ${row.period_end}`);
}

/** The invoice of the last period of a package. */
async function lastInvoice(packageId: string): Promise<string> {
  const row = await world.read((handle) =>
    handle
      .selectFrom('invoice_lines')
      .select('invoice_id')
      .where('package_id', '=', packageId)
      .orderBy('period_end', (order) => order.desc().nullsLast())
      .executeTakeFirstOrThrow(),
  );
  return row.invoice_id;
}

describe('where periods begin', () => {
  it('[6.2] [6.8] by anniversary on the day of activation; the days between are excused', async () => {
    await open({});
    const placed = await buy(world, 'camille', [silver]);
    world.clock.set('2026-11-27T10:00:00Z');
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      status: 'active',
      anchor: '2026-11-27',
      activated_on: '2026-11-27',
      period_start: '2026-11-27',
      period_end: '2026-12-27',
      next_issue_on: '2026-12-13',
    });
    const items = await itemRows(placed.packageId);
    expect(items.map((row) => row.billed_through)).toEqual(['2026-12-27', '2026-12-27']);
    expect(await excused()).toEqual([
      'activation 2026-12-22 2026-12-27',
      'activation 2026-12-22 2026-12-27',
    ]);
    const client = await world.read((handle) =>
      handle.selectFrom('clients').select('next_work_on').executeTakeFirstOrThrow(),
    );
    expect(client.next_work_on).toBe('2026-12-13');
  });

  it('[6.2] or by setting on the day of the order', async () => {
    await open({ cycleMode: { kind: 'anniversary', anchor: 'order' } });
    const placed = await buy(world, 'camille', [silver]);
    world.clock.set('2026-11-27T10:00:00Z');
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      anchor: '2026-11-22',
      activated_on: '2026-11-27',
      period_end: '2026-12-22',
    });
    expect(await excused()).toEqual([]);
  });

  it('[6.3] by a fixed day: the stub, then whole months from it', async () => {
    await open({ cycleMode: monthly });
    const placed = await buy(world, 'camille', [silver]);
    // 7.99 × 9 / 30 and 5.00 × 9 / 30.
    expect(await linesOf(placed)).toEqual([
      'Web hosting Silver 2026-11-22 2026-12-01 2.40',
      'Dedicated IP × 2 2026-11-22 2026-12-01 1.50',
    ]);
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      anchor: '2026-12-01',
      period_start: '2026-11-22',
      period_end: '2026-12-01',
      next_issue_on: '2026-11-17',
    });
    expect(await excused()).toEqual([]);
  });

  it('[6.3] from the threshold day on the next month is taken along', async () => {
    await open({ cycleMode: monthly });
    world.clock.set('2026-11-26T10:00:00Z');
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    // 7.99 × 5 / 30.
    expect(await linesOf(placed)).toEqual([
      'Web hosting Silver 2026-11-26 2026-12-01 1.33',
      'Web hosting Silver 2026-12-01 2027-01-01 7.99',
    ]);
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      anchor: '2026-12-01',
      period_start: '2026-11-26',
      period_end: '2027-01-01',
      next_issue_on: '2026-12-18',
    });
  });

  it('[6.3] a plan that may not be prorated stays on its anniversary', async () => {
    await open({ cycleMode: monthly }, { prorated: false });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    expect(await linesOf(placed)).toEqual(['Web hosting Silver 2026-11-22 2026-12-22 7.99']);
    await payCard(world, placed, 'good');
    await world.settle();
    const row = await packageRow(placed.packageId);
    expect([row.anchor, row.period_end]).toEqual(['2026-11-22', '2026-12-22']);
  });

  it('[6.8] what the order began is billed anew from there, though it was set up later', async () => {
    await open({ cycleMode: monthly });
    const placed = await buy(world, 'camille', [item('vps', 'vps-s', 'monthly')]);
    await payCard(world, placed, 'good');
    await world.settle();
    world.clock.set('2026-12-05T10:00:00Z');
    const { packageId } = placed;
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId,
      status: 'active',
      reason: 'Your server is ready.',
    });
    await world.advanceTo('2026-12-06');
    const december = await cycleLines(packageId);
    expect(december).toEqual(['2026-11-22 2026-12-01', '2026-12-01 2027-01-01']);
    const invoiceId = await lastInvoice(packageId);
    const input = { commandId: world.newId(), invoiceId, reason: 'Wrong name.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    await world.advanceTo('2026-12-07');
    expect(await cycleLines(packageId)).toEqual(december);
  });

  it('[6.2] [5.6] what is set up by hand begins when the operator says that it runs', async () => {
    await open({});
    const placed = await buy(world, 'camille', [item('vps', 'vps-s', 'monthly')]);
    await payCard(world, placed, 'good');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      status: 'work_in_progress',
      anchor: null,
      next_issue_on: null,
    });
    world.clock.set('2026-11-30T10:00:00Z');
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'active',
      reason: 'Your server is ready.',
    });
    expect(await packageRow(placed.packageId)).toMatchObject({
      status: 'active',
      anchor: '2026-11-30',
      period_end: '2026-12-30',
      next_issue_on: '2026-12-16',
    });
    expect(await excused()).toEqual(['activation 2026-12-22 2026-12-30']);
  });

  it('[6.8] the first period is taken back: the excused days end where it runs', async () => {
    await open({});
    const placed = await buy(world, 'camille', [item('vps', 'vps-s', 'monthly')]);
    await payCard(world, placed, 'good');
    await world.settle();
    world.clock.set('2026-12-30T10:00:00Z');
    await world.engine.execute(world.operator, 'packages.changeStatus', {
      commandId: world.newId(),
      packageId: placed.packageId,
      status: 'active',
      reason: 'Your server is ready.',
    });
    expect(await excused()).toEqual(['activation 2026-12-22 2027-01-30']);
    const { invoiceId } = placed;
    const input = { commandId: world.newId(), invoiceId, reason: 'Set up too late.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    expect(await excused()).toEqual(['activation 2026-12-22 2026-12-30']);
    const [row] = await itemRows(placed.packageId);
    expect(row?.billed_through).toBe('2026-12-30');
    await world.engine.runDaily();
    expect((await itemRows(placed.packageId))[0]?.billed_through).toBe('2027-01-30');
  });

  it('[7.9] what is left of a promotion is kept for the renewals', async () => {
    await open({ cycleMode: monthly });
    const placed = await buy(world, 'camille', [silver], { promotionCode: 'FIVER' });
    const items = await itemRows(placed.packageId);
    expect(items.map((row) => row.promotion_left)).toEqual([3, 3]);
    expect(items[0]?.promotion).toMatchObject({ code: 'FIVER', appliesTo: 'both' });
  });
});

describe('a trial', () => {
  it('[2.10] is at zero from activation, and the anchor is the first paid day', async () => {
    await open({}, { trialDays: 14 });
    const placed = await buy(world, 'camille', [silver]);
    expect(await linesOf(placed)).toEqual([
      'Web hosting Silver 2026-11-22 2026-12-06 0.00',
      'Dedicated IP 2026-11-22 2026-12-06 0.00',
    ]);
    world.clock.set('2026-11-24T10:00:00Z');
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      status: 'active',
      activated_on: '2026-11-24',
      anchor: '2026-12-08',
      trial_ends_on: '2026-12-08',
      period_end: '2026-12-08',
      next_issue_on: '2026-11-24',
    });
    expect(await excused()).toEqual(['trial 2026-12-06 2026-12-08', 'trial 2026-12-06 2026-12-08']);
    // The same client does not get a second one.
    const again = await buy(world, placed.client, [item('web', 'silver', 'monthly')]);
    expect(await linesOf(again)).toEqual(['Web hosting Silver 2026-11-24 2026-12-24 7.99']);
  });

  it('[2.10] [6.3] by a fixed day ends in a stub', async () => {
    await open({ cycleMode: monthly }, { trialDays: 14 });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    await world.settle();
    expect(await packageRow(placed.packageId)).toMatchObject({
      anchor: '2027-01-01',
      trial_ends_on: '2026-12-06',
      next_issue_on: '2026-11-22',
    });
  });

  it('[2.10] that needs a billing account is not given without one', async () => {
    await open({}, { trialDays: 14, trialNeedsAccount: true });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    expect(await linesOf(placed)).toEqual(['Web hosting Silver 2026-11-22 2026-12-22 7.99']);
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('none');
  });
});

describe('what follows an order', () => {
  /** Every cycle line of the package, with the day on which its invoice is due. */
  async function billed(packageId: string): Promise<string[]> {
    const rows = await world.read((handle) =>
      handle
        .selectFrom('invoice_lines')
        .innerJoin('invoices', 'invoices.id', 'invoice_lines.invoice_id')
        .select(['period_start', 'period_end', 'invoice_lines.net', 'invoices.due_on'])
        .where('package_id', '=', packageId)
        .where('invoice_lines.kind', '=', 'cycle')
        .orderBy('period_start')
        .execute(),
    );
    return rows.map((row) => `${row.period_start} ${row.period_end} ${row.net} due ${row.due_on}`);
  }

  it('[6.3] [6.8] [7.9] the run goes on where the stub ended, with what is left of a promotion', async () => {
    // Without dunning, which would suspend the package before January is issued.
    await open({ cycleMode: monthly, dunning: { steps: [], terminateAfterDays: 14 } });
    const silverAlone = [item('web', 'silver', 'monthly')];
    const placed = await buy(world, 'camille', silverAlone, { promotionCode: 'WELCOME20' });
    await payCard(world, placed, 'good');
    await world.settle();
    await world.advanceTo('2026-12-19');
    // 7.99 × 9 / 30 less 20 %; one whole period less 20 %; then the full price. The lead of 14 days
    // was past at the order, so December is due 14 days after its late issue.
    expect(await billed(placed.packageId)).toEqual([
      '2026-11-22 2026-12-01 192 due 2026-12-06',
      '2026-12-01 2027-01-01 639 due 2026-12-07',
      '2027-01-01 2027-02-01 799 due 2027-01-01',
    ]);
    expect(await packageRow(placed.packageId)).toMatchObject({ next_issue_on: '2027-01-18' });
  });

  it('[2.10] the first invoice after a trial goes out the lead before its end, due on it', async () => {
    await open({}, { trialDays: 20 });
    const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
    await world.settle();
    await world.advanceTo('2026-11-27');
    expect(await billed(placed.packageId)).toHaveLength(1);
    await world.advanceTo('2026-11-28');
    expect(await billed(placed.packageId)).toEqual([
      '2026-11-22 2026-12-12 0 due 2026-12-06',
      '2026-12-12 2027-01-12 799 due 2026-12-12',
    ]);
  });
});
