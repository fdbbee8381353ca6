import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeWish } from '../../src/contract/changes.ts';
import { isBillingError } from '../../src/errors.ts';
import { addDays } from '../../src/rules/plain-date.ts';
import { expectSoundBooks } from '../support/books.ts';
import {
  changeAndPay,
  changeCatalog,
  creditHeld,
  quoteOf,
  redeem,
  running,
} from '../support/changes.ts';
import { type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: changeCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** Numbers that repeat themselves, for a walk that can be told again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

const plans = ['bronze', 'silver', 'gold', 'platinum'] as const;

function wishOf(roll: (sides: number) => number): Omit<ChangeWish, 'packageId'> {
  const kind = roll(3);
  if (kind === 0) return { addOns: [{ addOnId: 'ip', quantity: roll(5) }] };
  if (kind === 1) return { cycle: roll(2) === 0 ? 'monthly' : 'annual' };
  return { planId: plans[roll(4)] ?? 'bronze' };
}

/** What the client has paid in all, less what was given back as account credit. */
async function keptBy(placed: Placed): Promise<bigint> {
  const rows = await world.read((handle) =>
    handle.selectFrom('postings').select('amount').where('account', '=', 'gateway').execute(),
  );
  const paid = rows.reduce((sum, { amount }) => sum + amount, 0n);
  return paid - (await creditHeld(world, placed));
}

async function payAll(placed: Placed): Promise<void> {
  const { rows } = await world.engine.execute(placed.client, 'invoices.list', {
    filter: 'outstanding',
  });
  for (const { invoiceId } of rows) await payCard(world, { ...placed, invoiceId }, 'good');
  await world.settle();
}

/** The net of a day of each running item, in minor units and thirtieths of a cent. */
async function valueOfDay(placed: Placed): Promise<number> {
  const { price, cycle } = await world.engine.execute(placed.client, 'packages.get', placed);
  return Number(price.amount) / (cycle === 'annual' ? 366 : 31);
}

describe('a client who changes all the time', () => {
  it.each([1, 7, 42])('[5.19] earns nothing by it: walk %i', async (seed) => {
    const roll = dice(seed);
    const placed = await running(world, 'silver');
    let day = '2026-11-22';
    let used = 0;
    let made = 0;
    for (let step = 0; step < 10; step += 1) {
      const rest = roll(3) * roll(5);
      for (let passed = 0; passed < rest; passed += 1) {
        used += await valueOfDay(placed);
        day = addDays(day, 1);
        await world.advanceTo(day);
      }
      await payAll(placed);
      try {
        await changeAndPay(world, placed, wishOf(roll));
        made += 1;
      } catch (error) {
        if (!isBillingError(error)) throw error;
        // Nothing would change, or both directions at once: the walk goes on.
        expect(['invalid_input', 'quote_changed']).toContain(error.code);
      }
    }
    expect(made).toBeGreaterThan(3);
    const { status, periodEnd } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(status).toBe('active');
    expect(periodEnd === null || periodEnd > day).toBe(true);
    // Net is what is used; tax comes on top of it, so it is left out on the safe side.
    expect(Number(await keptBy(placed)) + 20).toBeGreaterThanOrEqual(Math.floor(used));
  });

  it('[5.19] three changes of one day come to the last of them', async () => {
    const placed = await running(world, 'silver');
    world.clock.set('2026-12-02T10:00:00Z');
    const straight = await quoteOf(world, placed, { planId: 'platinum' });
    for (const planId of ['gold', 'bronze', 'platinum']) {
      await changeAndPay(world, placed, { planId });
    }
    const paid = await keptBy(placed);
    // The order, 10.00 and 3.00 set-up and 20%, and what the straight way costs.
    expect(paid).toBe(1560n + straight.sum.amount);
  });

  it('[5.19] an add-on that is bought on the day of an upgrade leaves the upgrade alone', async () => {
    const placed = await running(world, 'silver', 'monthly', {
      addOns: [{ addOnId: 'ip', quantity: 1 }],
    });
    world.clock.set('2026-12-02T10:00:00Z');
    await changeAndPay(world, placed, { planId: 'gold' });
    const quote = await quoteOf(world, placed, { addOns: [{ addOnId: 'ip', quantity: 3 }] });
    // Two more at 3.00 for 20 of 30 days: 4.00 and 20%.
    expect(quote).toMatchObject({ planName: 'Gold', dueNow: { amount: 480n } });
    await changeAndPay(world, placed, { addOns: [{ addOnId: 'ip', quantity: 3 }] });
    // Down again: both go, and the order of 16.00 and 20% is all that was paid.
    await changeAndPay(world, placed, { addOns: [{ addOnId: 'ip', quantity: 1 }] });
    await changeAndPay(world, placed, { planId: 'silver' });
    expect(await keptBy(placed)).toBe(1920n);
    expect(await world.engine.execute(placed.client, 'packages.get', placed)).toMatchObject({
      planName: 'Silver',
      price: { amount: 1300n },
      addOns: [{ quantity: 1 }],
    });
  });

  it('[5.19] whoever redeems an old quote after another change gets none of it', async () => {
    const placed = await running(world, 'silver');
    const first = await quoteOf(world, placed, { planId: 'gold' });
    await changeAndPay(world, placed, { planId: 'platinum' });
    await expect(redeem(world, placed, first)).rejects.toMatchObject({ code: 'quote_changed' });
  });
});
