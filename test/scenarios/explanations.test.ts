import { afterEach, describe, expect, it } from 'vitest';
import { defaultBilling } from '../../src/rules/billing-settings.ts';
import type { Product } from '../../src/rules/catalog.ts';
import { type StepCode, stepCodes } from '../../src/rules/explanation.ts';
import type { Meter } from '../../src/rules/meter-model.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { expectSoundBooks } from '../support/books.ts';
import { change, changeAndPay, changeCatalog, running } from '../support/changes.ts';
import { payAll, renewalCatalog } from '../support/renewals.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, item, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

type Options = Parameters<typeof createWorld>[0];

let world: World;
async function open(catalog: NonNullable<Options>['catalog'] = renewalCatalog()): Promise<void> {
  world = await createWorld({ catalog, store: await emptyStore() });
}
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** What the documents of a client say, by code; each step has one, with all of its values. */
async function said({ client }: Pick<Placed, 'client'>): Promise<readonly StepCode[]> {
  const { rows } = await world.engine.execute(client, 'invoices.list', {});
  const codes = new Set<string>();
  for (const { invoiceId } of rows) {
    const { lines } = await world.engine.execute(client, 'invoices.get', { invoiceId });
    for (const { explanation } of lines) {
      expect(explanation.steps).not.toEqual([]);
      for (const { code, values, label } of explanation.steps) {
        codes.add(code ?? `none: ${label}`);
        expect(Object.values(values).join(' ')).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  }
  expect([...codes].filter((code) => !stepCodes.some((known) => known === code))).toEqual([]);
  return stepCodes.filter((code) => codes.has(code));
}

const web = (change: Partial<Product['plans'][number]>) => (product: Product) =>
  product.id === 'web'
    ? { ...product, plans: product.plans.map((plan) => ({ ...plan, ...change })) }
    : product;

const withAddOn = item('web', 'silver', 'monthly', [{ addOnId: 'ip', quantity: 2 }]);

describe('every step of an explanation says its code', () => {
  it('[7.14] of an order with a percentage off, its renewal, and what comes next', async () => {
    await open();
    const placed = await buy(world, 'camille', [withAddOn], { promotionCode: 'WELCOME20' });
    expect(await said(placed)).toEqual(['price', 'period', 'discount']);
    await payAll(world);
    await world.advanceTo('2026-12-08');
    const { rows } = await world.engine.execute(placed.client, 'invoices.list', {});
    expect(rows).toHaveLength(2);
    expect(await said(placed)).toEqual(['price', 'period', 'discount']);
    const { packageId } = placed;
    const next = await world.engine.execute(placed.client, 'packages.explain', { packageId });
    expect(next.explanation.steps.map(({ code }) => code)).toEqual([
      'begins',
      'issued',
      'price',
      'period',
      'price',
      'period',
      'tax_sum',
      'total',
    ]);
  });

  it('[7.14] of a set-up, of what is bought once, and of a fixed sum off', async () => {
    await open(changeCatalog());
    const items = [item('web', 'silver', 'annual'), item('support', 'hour', 'one-time')];
    const placed = await buy(world, 'camille', items, { promotionCode: 'FIVER' });
    expect(await said(placed)).toEqual(['price', 'period', 'once', 'setup', 'fixed_discount']);
  });

  it('[7.14] of a part of a period', async () => {
    const cycleMode = { kind: 'monthly', day: 1, thresholdDay: 25 } as const;
    await open(renewalCatalog({ cycleMode }));
    expect(await said(await buy(world, 'camille', [withAddOn]))).toContain('share');
  });

  it('[7.14] of a raised price', async () => {
    await open();
    const placed = await buy(world, 'camille', [withAddOn]);
    await payAll(world);
    await world.read((handle) =>
      handle
        .updateTable('package_items')
        .set({ raised_price: 999n, raised_from: '2026-12-01' })
        .execute(),
    );
    await world.advanceTo('2026-12-08');
    expect(await said(placed)).toEqual(['price', 'raised_price', 'period']);
  });

  it('[7.14] of a trial, and of the first period after it', async () => {
    await open(scenarioCatalog({ products: web({ trialDays: 14 }) }));
    const placed = await buy(world, 'camille', [withAddOn]);
    expect(await said(placed)).toEqual(['trial']);
    await world.advanceTo('2026-12-06');
    expect(await said(placed)).toEqual(['price', 'period', 'trial']);
  });

  it('[7.14] of an upgrade with credit for what is unused, on discounted days', async () => {
    await open(changeCatalog());
    const placed = await running(world, 'silver', 'monthly', { promotionCode: 'WELCOME20' });
    world.clock.set('2026-12-02T10:00:00Z');
    await changeAndPay(world, placed, { planId: 'gold' });
    await changeAndPay(world, placed, { addOns: [{ addOnId: 'ip', quantity: 1 }] });
    expect(await said(placed)).toEqual([
      'price',
      'period',
      'share',
      'unused',
      'setup',
      'discount',
      'line_net',
    ]);
  });

  it('[5.13, 7.14] of a downgrade that is taken back on the same day', async () => {
    await open(changeCatalog());
    const placed = await running(world, 'gold');
    world.clock.set('2026-12-02T10:00:00Z');
    await changeAndPay(world, placed, { planId: 'silver' });
    await change(world, placed, { planId: 'gold' });
    expect(await said(placed)).toContain('taken_back');
  });

  it('[7.4, 7.14] of credit notes of a part and of all that is left', async () => {
    await open();
    const placed = await buy(world, 'camille', [withAddOn]);
    const { invoiceId, client } = placed;
    const { lines } = await world.engine.execute(client, 'invoices.get', { invoiceId });
    await world.engine.execute(world.operator, 'invoices.credit', {
      commandId: world.newId(),
      invoiceId,
      lines: [{ lineId: lines[0]?.lineId ?? '', net: parseMoney('1.00', 'EUR') }],
      reason: 'A promise kept.',
    });
    await world.engine.execute(world.operator, 'invoices.cancel', {
      commandId: world.newId(),
      invoiceId,
      reason: 'All of it.',
    });
    const ofNotes = ['credited_before', 'credited_now', 'reversed'];
    expect(await said(placed)).toEqual(['price', 'period', ...ofNotes]);
  });

  it('[7.13, 7.14] of a late fee', async () => {
    const steps = [{ day: 3, do: 'remind', lateFee: [parseMoney('5.00', 'EUR')] }] as const;
    await open(renewalCatalog({ dunning: { ...defaultBilling.dunning, steps } }));
    const placed = await buy(world, 'camille', [withAddOn]);
    await payAll(world);
    await world.advanceTo('2026-12-25');
    expect(await said(placed)).toEqual(['price', 'period', 'late_fee']);
  });
});

const disk: Meter = {
  resource: 'disk',
  unit: 'GB',
  included: '10',
  mode: 'sampled',
  over: 'charged',
  model: 'flat',
  tiers: [{ upTo: null, prices: [{ currency: 'EUR', amount: '1' }] }],
};
const traffic: Meter = { ...disk, resource: 'traffic', mode: 'summed', block: '5' };

describe('every step of a charge for use says its code', () => {
  it('[12.3, 7.14] sampled and summed, in blocks, with days that have no reading', async () => {
    await open(scenarioCatalog({ products: web({ meters: [disk, traffic] }) }));
    const placed = await buy(world, 'camille', [withAddOn]);
    await payCard(world, placed, 'good');
    await world.settle();
    world.clock.set('2026-11-30T20:00:00Z');
    await world.engine.execute(world.operator, 'usage.record', {
      commandId: world.newId(),
      packageId: placed.packageId,
      readings: [
        { day: '2026-11-22', resource: 'disk', value: '16' },
        { day: '2026-11-30', resource: 'disk', value: '16' },
        { day: '2026-11-30', resource: 'traffic', value: '99' },
      ],
    });
    await world.advanceTo('2026-12-01');
    expect(await said(placed)).toEqual([
      'price',
      'period',
      'used_summed',
      'used_average',
      'included',
      'over',
      'blocks',
      'estimated_days',
      'usage_price',
      'rounded',
    ]);
  });
});
