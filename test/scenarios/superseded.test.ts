import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inPlace } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { answerChallenge, codeOf, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
let placed: Placed;
beforeEach(async () => {
  world = await createWorld({
    catalog: scenarioCatalog(),
    store: await emptyStore(),
    // Such as a gateway's page that cannot be closed from outside.
    plugins: (list) =>
      inPlace(list, ({ void: _cannot, ...gateway }) => ({ ...gateway, void: undefined as never })),
  });
  placed = await orderAs(world, 'camille');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const cancel = (chargeId: string) =>
  world.engine.execute(placed.client, 'payments.cancel', { commandId: world.newId(), chargeId });
const stateOf = async (chargeId: string) =>
  (await world.engine.execute(placed.client, 'payments.get', { chargeId })).state;

describe('a notification', () => {
  it('[8.7] whose vendor cannot be asked just now is to be told again', async () => {
    await world.close();
    world = await createWorld({
      catalog: scenarioCatalog(),
      store: await emptyStore(),
      plugins: (list) =>
        inPlace(list, () => ({ notify: () => Promise.reject(new Error('It is down.')) })),
    });
    const request = new Request('https://shop.example/', { method: 'POST', body: '{}' });
    const answer = await world.engine.receive('sandbox', request);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('60');
  });
});

describe('a gateway that cannot void', () => {
  it('[8.6] the charge stays open until its page has ended, then another one may start', async () => {
    const { chargeId } = await payCard(world, placed, 'challenge');
    await cancel(chargeId);
    expect(await stateOf(chargeId)).toBe('action_required');
    expect(await codeOf(payCard(world, placed, 'good'))).toBe('charge_open');
    world.clock.advance(16 * 60);
    await world.settle();
    expect(await stateOf(chargeId)).toBe('voided');
    expect((await payCard(world, placed, 'good')).state).toBe('succeeded');
  });

  it('[8.6] money that still comes is booked: to the invoice while it is open', async () => {
    const charge = await payCard(world, placed, 'challenge');
    await cancel(charge.chargeId);
    world.clock.advance(16 * 60);
    await world.settle();
    await answerChallenge(world, charge, 'approve');
    await world.vendor.tick();
    await world.settle();
    expect(await stateOf(charge.chargeId)).toBe('succeeded');
    const { status } = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(status).toBe('paid');
  });

  it('[8.6] and to account credit once the invoice was paid in another way', async () => {
    const charge = await payCard(world, placed, 'challenge');
    await cancel(charge.chargeId);
    world.clock.advance(16 * 60);
    await world.settle();
    await payCard(world, placed, 'good');
    await answerChallenge(world, charge, 'approve');
    await world.vendor.tick();
    await world.settle();
    const { credit } = await world.engine.execute(placed.client, 'account.overview', {});
    expect(credit).toMatchObject({ amount: 13468n, currency: 'EUR' });
  });
});
