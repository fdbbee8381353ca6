import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signEvent } from '../../plugins/sandbox/vendor/webhooks.ts';
import type { Panel } from '../../src/ports/panel.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { codeOf, orderAs, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

const webhookSecret = 'a webhook secret of more than 32 letters';

let world: World;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    callSeconds: 0.2,
  });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** Lets all pauses pass. */
async function wait(): Promise<void> {
  for (const seconds of [0, 60, 300, 1800, 7200]) {
    world.clock.advance(seconds);
    await world.settle();
  }
}

describe('a charge with an unknown end', () => {
  for (const mode of ['lose-answer', 'lie', 'hang', 'late', 'answer-twice']) {
    it(`[8.5] ${mode}: the gateway is asked, and charged exactly once`, async () => {
      const placed = await orderAs(world, 'camille');
      await world.fault('charge', mode);
      const charge = await payCard(world, placed, 'good');
      expect(charge.state).toBe(mode === 'answer-twice' ? 'succeeded' : 'unknown');
      if (charge.state === 'unknown') {
        expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
      }
      await wait();
      const { charges, accounts } = world.vendor.state();
      expect(charges.map(({ status }) => status)).toEqual(['captured']);
      expect(accounts).toHaveLength(1);
      const ended = await world.engine.execute(placed.client, 'payments.get', charge);
      expect(ended.state).toBe('succeeded');
    });
  }

  it('[8.5] a gateway that never says is asked on, and the operator is told', async () => {
    const placed = await orderAs(world, 'camille');
    await world.fault('charge', 'lose-answer');
    await world.fault('charge_lookup', 'hang', 6);
    await payCard(world, placed, 'good');
    await wait();
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows.map(({ kind }) => kind)).toContain('charge_unknown');
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
    for (const _again of [1, 2, 3]) {
      world.clock.advance(6 * 3600);
      await world.settle();
    }
    const { status } = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(status).toBe('paid');
  });
});

describe('an account with an unknown end', () => {
  for (const mode of ['lose-answer', 'lie', 'hang', 'late', 'answer-twice']) {
    it(`[8.5, 4.7] ${mode}: the panel is asked, and has exactly one account`, async () => {
      const placed = await orderAs(world, 'camille');
      await payCard(world, placed, 'good');
      await world.fault('account', mode);
      await wait();
      expect(world.vendor.state().accounts).toHaveLength(1);
      const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
      expect(status).toBe('active');
      expect(world.mails.filter(({ subject }) => /ready|prêt/i.test(subject))).toHaveLength(1);
    });
  }

  it('[5.4] an invoice canceled meanwhile leaves no account behind', async () => {
    const placed = await orderAs(world, 'camille');
    await payCard(world, placed, 'good');
    await world.fault('account', 'lose-answer');
    await world.settle();
    expect(world.vendor.state().accounts).toHaveLength(1);
    const { invoiceId } = placed;
    const input = { commandId: world.newId(), invoiceId, reason: 'Changed his mind.' };
    await world.engine.execute(world.operator, 'invoices.cancel', input);
    await wait();
    expect(world.vendor.state().accounts).toEqual([]);
    const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect(status).toBe('canceled');
  });
});

describe('webhooks', () => {
  async function deliver(body: string, secret = webhookSecret): Promise<number> {
    const { headers } = await signEvent(secret, body, world.clock.now().getTime());
    const init = { method: 'POST', body, headers: { ...headers } };
    const request = new Request('http://provider.example/webhooks/sandbox', init);
    return (await world.engine.receive('sandbox', request)).status;
  }

  const eventBody = (id: string, chargeId: string, charge: string): string =>
    JSON.stringify({
      id,
      type: 'charge.updated',
      account: 'sandbox',
      mode: 'test',
      createdAt: '2026-11-22T10:00:00.000Z',
      chargeId,
      charge,
    });

  async function latePayment() {
    const placed = await orderAs(world, 'camille');
    const { chargeId } = await payCard(world, placed, 'late');
    await world.settle();
    await world.events();
    const { id } = world.vendor.state().charges[0] ?? { id: '' };
    return { placed, chargeId, vendorId: id };
  }

  it('[8.7] a forged one is refused and changes nothing', async () => {
    const { chargeId, vendorId } = await latePayment();
    const forged = await deliver(eventBody('evt_f', chargeId, vendorId), 'x'.repeat(40));
    expect(forged).toBeGreaterThanOrEqual(400);
    await world.settle();
    expect(await world.events()).toEqual([]);
  });

  it('[8.7] one that comes before the money changes nothing: the gateway is read', async () => {
    const { placed, chargeId, vendorId } = await latePayment();
    expect(await deliver(eventBody('evt_early', chargeId, vendorId))).toBeLessThan(300);
    await world.settle();
    expect(await world.events()).toEqual([]);
    const { status } = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(status).toBe('unpaid');
  });

  it('[8.7] any number of times and in any order, the money is booked once', async () => {
    const { chargeId, vendorId } = await latePayment();
    world.clock.advance(31);
    await world.vendor.tick();
    for (const id of ['evt_3', 'evt_1', 'evt_1', 'evt_2']) {
      expect(await deliver(eventBody(id, chargeId, vendorId))).toBeLessThan(300);
    }
    await world.settle();
    const events = await world.events();
    expect(events.filter((name) => name === 'charge.succeeded')).toHaveLength(1);
    await deliver(eventBody('evt_1', chargeId, vendorId));
    await world.settle();
    expect(await world.events()).toEqual([]);
  });

  it('[8.7] one about a charge that is not ours is taken and means nothing', async () => {
    await latePayment();
    expect(await deliver(eventBody('evt_x', 'no-charge-of-ours', 'ch_9'))).toBeLessThan(300);
    await world.settle();
    expect(await world.events()).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  it('[4.7] after the call forgets nothing of what came of it', async () => {
    const placed = await orderAs(world, 'camille');
    let breaks = false;
    const creating = (panel: Panel): Panel => ({
      ...panel,
      create: async (request, context) => {
        const made = await panel.create(request, context);
        breaks = true;
        return made;
      },
    });
    await world.restart({
      plugins: (list) =>
        list.map((plugin) =>
          plugin.panel === undefined ? plugin : { ...plugin, panel: creating(plugin.panel) },
        ),
      store: (store) => ({
        ...store,
        transaction: (work) => {
          if (!breaks) return store.transaction(work);
          breaks = false;
          return Promise.reject(new Error('Connection terminated unexpectedly'));
        },
      }),
    });
    await payCard(world, placed, 'good');
    await world.settle();
    const { status } = await world.engine.execute(placed.client, 'packages.get', placed);
    expect([status, breaks]).toEqual(['active', false]);
  });
});
