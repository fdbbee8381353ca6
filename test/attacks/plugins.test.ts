import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChargeRecord, Gateway } from '../../src/ports/gateway.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { createTestBilling, testChance } from '../../src/testing/billing.ts';
import { inPlace } from '../support/accounts.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { orderAs, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';
import { everyRow } from './http.ts';

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

type Start = Gateway['start'];

const strange: readonly (readonly [string, Start])[] = [
  ['throws what is no error', () => Promise.reject('a text')],
  ['throws nothing', () => Promise.reject(undefined)],
  [
    'throws at once',
    () => {
      throw new Error('Not even a promise.');
    },
  ],
  ['never answers', () => new Promise(() => undefined)],
  ['answers nothing', () => Promise.resolve(undefined as unknown as ChargeRecord)],
  ['answers a text', () => Promise.resolve('done' as unknown as ChargeRecord)],
  ['answers another state', () => Promise.resolve({ status: 'won' } as unknown as ChargeRecord)],
  [
    'says done and not what came',
    () => Promise.resolve({ status: 'done', reference: 'x', value: {} } as unknown as ChargeRecord),
  ],
  [
    'says done in another currency',
    () =>
      Promise.resolve({
        status: 'done',
        reference: 'x',
        value: { captured: { amount: 13_468n, currency: 'JPY' }, label: 'Card', statusCode: '00' },
      }),
  ],
  [
    'says done with a number for money',
    () =>
      Promise.resolve({
        status: 'done',
        reference: 'x',
        value: { captured: { amount: 134.68, currency: 'EUR' }, label: 'Card', statusCode: '00' },
      } as unknown as ChargeRecord),
  ],
  [
    'says done with less than nothing',
    () =>
      Promise.resolve({
        status: 'done',
        reference: 'x',
        value: { captured: { amount: -1n, currency: 'EUR' }, label: 'Card', statusCode: '00' },
      }),
  ],
];

describe('a plugin that does what it should not', () => {
  it.each(strange)('[8.5] a gateway that %s harms its own charge alone', async (_what, start) => {
    const placed = await orderAs(world, 'camille');
    const other = await orderAs(world, 'other');
    await world.restart({ plugins: (list) => inPlace(list, () => ({ start })) });
    const charge = await payCard(world, placed, 'good').catch(() => null);
    await world.settle();
    expect(['created', 'sent', 'unknown', undefined]).toContain(charge?.state);
    const invoice = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(invoice.status).toBe('unpaid');
    expect(world.mails.length).toBeGreaterThanOrEqual(2);
    await world.restart();
    expect((await payCard(world, other, 'good')).state).toBe('succeeded');
    // Once it behaves again, what it was asked for is found or made, once.
    for (const seconds of [60, 300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
    const after = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect(after.status).toBe('paid');
    expect(world.vendor.state().charges).toHaveLength(2);
  });

  it('[8.5] what a plugin does to its input stays with it', async () => {
    await world.restart({
      plugins: (list) =>
        inPlace(list, ({ start }) => ({
          start: (input, context) => {
            const answer = start(structuredClone(input), context);
            for (const object of [input, input.amount, input.client, input.data]) {
              try {
                Object.assign(object, { amount: 1n, chargeId: 'x', clientId: 'x', token: 'x' });
              } catch {
                // Frozen is as good.
              }
            }
            return answer;
          },
        })),
    });
    const placed = await orderAs(world, 'camille');
    const charge = await payCard(world, placed, 'good');
    expect(charge).toMatchObject({ state: 'succeeded', captured: { amount: 13_468n } });
    const invoice = await world.engine.execute(placed.client, 'invoices.get', placed);
    expect([invoice.status, invoice.total.amount]).toEqual(['paid', 13_468n]);
  });

  it('[8.5] an error with the keys of the gateway in it shows none of them', async () => {
    const key = 'sk_live_canary51Habcdefghij';
    const failing: Start = () => {
      const error = new Error(`401 for {"Authorization":"Bearer ${key}"}, token=${key}`);
      return Promise.reject(Object.assign(error, { headers: { authorization: key }, raw: key }));
    };
    const said: string[] = [];
    let list: readonly Plugin[] = [];
    await world.restart({
      plugins: (given) => {
        list = inPlace(given, () => ({ start: failing, lookup: failing }));
        return list;
      },
    });
    const { engine } = await createTestBilling({
      catalog: scenarioCatalog(),
      plugins: list,
      store: world.store,
      clock: world.clock,
      chance: testChance(99),
      log: (message, details) => said.push(`${message} ${JSON.stringify(details ?? {})}`),
    });
    const placed = await orderAs(world, 'camille');
    const charge = await payCard(world, placed, 'good');
    expect(charge.state).toBe('unknown');
    expect(JSON.stringify(charge, (_key, value: unknown) => String(value))).not.toContain(key);
    world.clock.advance(60);
    while ((await engine.performDue({ limit: 50 })) > 0);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).not.toContain(key);
    const rows = [...(await everyRow(world)).values()].flat().join('\n');
    expect(rows).not.toContain(key);
    expect(JSON.stringify(world.mails)).not.toContain(key);
    await world.restart();
    for (const seconds of [300, 1800, 7200]) {
      world.clock.advance(seconds);
      await world.settle();
    }
  });
});
