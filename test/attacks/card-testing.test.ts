import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { cards, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';
import { type Door, openDoor } from './http.ts';

let world: World;
let door: Door;
let placed: Placed;
let token: string;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  door = openDoor(world);
  placed = await orderAs(world, 'camille');
  token = await door.tokenOf(placed.client);
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

describe('one who tries stolen cards', () => {
  const tryCard = (card: keyof typeof cards) => payCard(world, placed, card);
  const codeOf = async (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'taken',
      (error: { readonly code?: string }) => error.code ?? 'other',
    );

  it('[4.12] five declines of an invoice in an hour, then none is sent', async () => {
    for (let n = 0; n < 5; n += 1) expect((await tryCard('poor')).state).toBe('failed');
    expect(await codeOf(tryCard('good'))).toBe('rate_limited');
    expect(world.vendor.state().charges).toHaveLength(5);
    world.clock.advance(3601);
    expect((await tryCard('good')).state).toBe('succeeded');
  });

  it('[4.12] ten new cards of a client in a day, whether they are kept or pay', async () => {
    const add = async (number: string) =>
      world.engine.execute(placed.client, 'billingAccounts.add', {
        commandId: world.newId(),
        methodId: 'card',
        gatewayData: { token: await world.cardToken(number) },
        packageIds: [],
        makeDefault: false,
      });
    for (let n = 0; n < 4; n += 1) await tryCard('stolen');
    for (let n = 0; n < 6; n += 1) await add(n % 2 === 0 ? cards.good : cards.poor);
    expect(await codeOf(add(cards.good))).toBe('rate_limited');
    world.clock.advance(3601);
    expect(await codeOf(tryCard('poor'))).toBe('rate_limited');
    // What is kept may still pay.
    const { rows } = await world.engine.execute(placed.client, 'billingAccounts.list', {});
    const { methodId: _left, ...kept } = {
      methodId: '',
      billingAccountId: rows[0]?.billingAccountId ?? '',
    };
    const paid = await world.engine.execute(placed.client, 'payments.pay', {
      commandId: world.newId(),
      invoiceIds: [placed.invoiceId],
      confirmedTotal: { amount: 13_468n, currency: 'EUR' },
      ...kept,
    });
    expect(paid.state).toBe('succeeded');
  });

  it('[4.12] over HTTP twenty tries a minute at most, to pay or to keep', async () => {
    const ends: number[] = [];
    for (let n = 0; n < 24; n += 1) {
      const body = {
        commandId: world.newId(),
        methodId: 'none',
        packageIds: [],
        makeDefault: false,
      };
      ends.push((await door.ask('POST', '/billing-accounts', { token, body })).status);
    }
    expect(ends.filter((status) => status === 429)).toHaveLength(4);
  });
});
