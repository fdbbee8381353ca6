import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { post } from '../../src/engine/books/books.ts';
import type { Scope } from '../../src/engine/context.ts';
import { claimClient, claimClients } from '../../src/engine/run/claim.ts';
import { parkClient } from '../../src/engine/run/faults.ts';
import { moveItems } from '../../src/engine/run/write.ts';
import { entryForCreditApplied } from '../../src/rules/ledger.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { testChance } from '../../src/testing/billing.ts';
import { expectSoundBooks } from '../support/books.ts';
import { payAll, renewalCatalog } from '../support/renewals.ts';
import { buy, codeOf, item, type Placed } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: renewalCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

async function running(): Promise<Placed> {
  const placed = await buy(world, 'camille', [item('web', 'silver', 'monthly')]);
  await payAll(world);
  return placed as Placed;
}

/** Does something as the engine would, in a transaction that is then taken back. */
async function tried<Value>(work: (scope: Scope) => Promise<Value>): Promise<Value> {
  let made: { readonly value: Value } | undefined;
  const taken = new Error('Taken back.');
  await world.store
    .transaction(async (handle) => {
      const scope = {
        handle,
        context: { chance: testChance(99) },
        now: world.clock.now(),
        today: '2026-11-22',
        actor: 'test',
      } as unknown as Scope;
      made = { value: await work(scope) };
      throw taken;
    })
    .catch((error: unknown) => {
      if (error !== taken) throw error;
    });
  if (made === undefined) throw new Error('Nothing was tried.');
  return made.value;
}

describe('guards of the run', () => {
  it('[6.8] what is billed moves from where it was, or not at all', async () => {
    await running();
    const plan = await world.read((handle) =>
      handle.selectFrom('package_items').select(['id', 'package_id']).executeTakeFirstOrThrow(),
    );
    const move = { itemId: plan.id, packageId: plan.package_id, periodsLeft: null, raised: null };
    const from = (day: string) =>
      codeOf(tried((scope) => moveItems(scope, [{ ...move, from: day, to: '2027-01-22' }])));
    expect(await from('2026-12-22')).toBe('none');
    expect(await from('2026-11-22')).toBe('stale_version');
  });

  it('[16.8] a client that is parked is claimed by nobody', async () => {
    const { client } = await running();
    const id = client.clientId;
    const claimed = (scope: Scope) =>
      Promise.all([
        claimClient(scope, { id, until: '2027-12-31' }),
        claimClients(scope, { until: '2027-12-31', after: null, limit: 5, wait: false }),
      ]);
    expect(await tried(claimed)).toMatchObject([{ id }, [{ id }]]);
    const parked = await tried(async (scope) => {
      await parkClient(scope, id, 'A test.');
      return claimed(scope);
    });
    expect(parked).toEqual([null, []]);
  });

  it('[16.1] ahead of today nothing but invoices is done, whatever comes in between', async () => {
    const placed = await running();
    await buy(world, placed.client, [item('web', 'silver', 'monthly')]);
    await payAll(world);
    await world.engine.execute(placed.client, 'packages.cancel', {
      commandId: world.newId(),
      packageId: placed.packageId,
      when: 'period-end',
      reason: 'The site is closed.',
    });
    await world.engine.run({ until: '2027-02-15' });
    const { packageId } = placed;
    expect(await world.engine.execute(placed.client, 'packages.get', { packageId })).toMatchObject({
      status: 'active',
      cancelOn: '2026-12-22',
    });
  });
});

describe('guards of the books', () => {
  it('[17.1] an entry of one key is written once', async () => {
    const { client } = await running();
    const { clientId } = client;
    const entry = entryForCreditApplied({
      key: 'guard',
      clientId,
      amount: parseMoney('1.00', 'EUR'),
    });
    const written = await tried(async (scope) => {
      const answers = [await post(scope, entry, clientId), await post(scope, entry, clientId)];
      const postings = await scope.handle
        .selectFrom('postings')
        .innerJoin('entries', 'entries.id', 'postings.entry_id')
        .select('postings.amount')
        .where('entries.key', '=', 'guard')
        .execute();
      return { answers, postings: postings.length };
    });
    expect(written).toEqual({ answers: [true, false], postings: 2 });
  });

  it('[7.2, 8.3] credit pays no more than there is, and the invoice shows it', async () => {
    const { client } = await running();
    const { clientId } = client;
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId,
      amount: parseMoney('4.00', 'EUR'),
      reason: 'Goodwill',
    });
    await world.advanceTo('2026-12-08');
    const { rows } = await world.engine.execute(client, 'invoices.list', { filter: 'outstanding' });
    const [{ invoiceId } = { invoiceId: '' }] = rows;
    // 7.99 and 20% VAT are 9.59.
    expect(await world.engine.execute(client, 'invoices.get', { invoiceId })).toMatchObject({
      creditUsed: parseMoney('4.00', 'EUR'),
      paid: parseMoney('0.00', 'EUR'),
      balance: parseMoney('5.59', 'EUR'),
    });
  });
});

describe('a move to another client', () => {
  const moveTo = (placed: Placed, toClientId: string) =>
    world.engine.execute(world.operator, 'packages.move', {
      commandId: world.newId(),
      packageId: placed.packageId,
      toClientId,
      reason: 'Sold with the site.',
    });

  it('[5.7] is refused to a client of another currency', async () => {
    const placed = await running();
    const other = await buy(world, 'dinara', [item('web', 'silver', 'monthly')], {
      currency: 'KWD',
    });
    expect(await codeOf(moveTo(placed, other.client.clientId))).toBe('currency_mismatch');
  });

  it('[5.7, 6.8] the days that were paid are kept as excused at the new client', async () => {
    const placed = await running();
    const other = await buy(world, 'dominique', [item('web', 'silver', 'monthly')]);
    world.clock.set('2026-12-02T10:00:00Z');
    const { packageId } = await moveTo(placed, other.client.clientId);
    const excused = await world.read((handle) =>
      handle
        .selectFrom('excused_spans')
        .select(['span_start', 'span_end', 'rule'])
        .where('package_id', '=', packageId)
        .execute(),
    );
    expect(excused).toEqual([
      { span_start: '2026-12-02', span_end: '2026-12-22', rule: 'transfer' },
    ]);
  });
});
