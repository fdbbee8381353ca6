import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encode } from '../../src/contract/wire.ts';
import { expectSoundBooks } from '../support/books.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { buy, item, orderAs, type Placed, payCard } from '../support/shop.ts';
import { createWorld, emptyStore, frenchOrder, type World } from '../support/world.ts';
import { type Door, dumpOf, openDoor } from './http.ts';

let world: World;
let door: Door;
let placed: Placed;
let token: string;
let key: string;
beforeEach(async () => {
  world = await createWorld({ catalog: scenarioCatalog(), store: await emptyStore() });
  door = openDoor(world);
  placed = await orderAs(world, 'camille');
  token = await door.tokenOf(placed.client);
  key = await door.keyWith('all');
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

const eur = (amount: unknown) => ({ amount, currency: 'EUR' });

describe('what is another’s', () => {
  it('[3.7] an invoice of another, its number and its neighbours look like none at all', async () => {
    const other = await orderAs(world, 'other');
    const { number } = await world.engine.execute(other.client, 'invoices.get', other);
    const unknown = await door.ask('GET', '/invoices/none', { token });
    expect(unknown.status).toBe(404);
    for (const id of [other.invoiceId, number, '1', '2', '1001', `${other.invoiceId}'--`]) {
      const answer = await door.ask('GET', `/invoices/${encodeURIComponent(id)}`, { token });
      expect([answer.status, answer.text]).toEqual([404, unknown.text]);
    }
    expect((await door.ask('GET', `/invoices/${placed.invoiceId}`, { token })).status).toBe(200);
  });

  it('[7.1, 3.7] a list is not widened by a filter, and a page not by a number', async () => {
    const other = await orderAs(world, 'other');
    const ask = (query: string) => door.ask('GET', `/invoices?${query}`, { token });
    const widened = await ask(`clientId=${other.client.clientId}`);
    expect(widened.text).not.toContain(other.invoiceId);
    expect((await ask('limit=1000000')).code).toBe('unknown_field');
    expect((await ask('clientId=a&clientId=b')).code).toBe('invalid_input');
    const own = await ask('filter=all');
    expect(own.text).toContain(placed.invoiceId);
    expect(own.text).not.toContain(other.invoiceId);
  });

  it('[8.1, 3.7] is not paid, nor paid with: as if it did not exist', async () => {
    const other = await orderAs(world, 'other');
    await payCard(world, other, 'good', { save: true });
    const { rows } = await world.engine.execute(other.client, 'billingAccounts.list', {});
    const pay = (more: object) =>
      door.ask('POST', '/payments', {
        token,
        body: {
          commandId: world.newId(),
          invoiceIds: [placed.invoiceId],
          confirmedTotal: eur('134.68'),
          ...more,
        },
      });
    const foreign = await pay({ billingAccountId: rows[0]?.billingAccountId });
    const missing = await pay({ billingAccountId: 'none' });
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    const theirs = await pay({ invoiceIds: [placed.invoiceId, other.invoiceId], methodId: 'card' });
    expect(theirs.status).toBe(404);
    expect(world.vendor.state().charges).toHaveLength(1);
  });

  it('[3.8] who has no scope for money gets none of it moved', async () => {
    const low = await door.keyWith('support', ['clients:read', 'invoices:read', 'todos:read']);
    const { invoiceId } = placed;
    const commandId = world.newId();
    const before = await dumpOf(world);
    const tries: readonly (readonly [string, object])[] = [
      [`/invoices/${invoiceId}/mark-paid`, { paidOn: '2026-11-22', method: 'x', reference: '1' }],
      [`/invoices/${invoiceId}/cancel`, { reason: 'x' }],
      [`/invoices/${invoiceId}/credit`, { reason: 'x' }],
      [
        `/invoices/${invoiceId}/refund`,
        { amount: eur('1.00'), reason: 'goodwill', way: 'credit', note: 'x' },
      ],
      [`/clients/${placed.client.clientId}/credit`, { amount: eur('1.00'), reason: 'x' }],
      [
        '/prices/announce-raise',
        { productId: 'web', planId: 'gold', cycle: 'annual', price: eur('1.00') },
      ],
    ];
    for (const who of [low, token]) {
      for (const [path, body] of tries) {
        const answer = await door.ask('POST', path, { token: who, body: { commandId, ...body } });
        expect([path, answer.status]).toEqual([path, 403]);
      }
    }
    expect(await dumpOf(world)).toBe(before);
  });

  it('[3.8] a header names no other provider, and settings are nowhere', async () => {
    const headers = { 'x-tenant': 'T2', 'x-forwarded-user': 'root' };
    const read = await door.ask('GET', `/invoices/${placed.invoiceId}`, { headers });
    expect(read.status).toBe(401);
    for (const path of ['/gateways/stripe/settings', '/settings', '/plugins/sandbox/settings']) {
      const body = { webhookSecret: 'x', accountId: 'acct_attacker' };
      for (const who of [{}, { token }, { token: key }]) {
        expect((await door.ask('POST', path, { ...who, body })).status).toBe(404);
      }
    }
  });
});

describe('an order that is not what was quoted', () => {
  const quoted = async (country: string) => {
    const items = [item('web', 'silver', 'annual')];
    const body = { currency: 'EUR', items, taxAddress: { country } };
    const answer = await door.ask('POST', '/orders/quote', { body });
    return { items, total: (JSON.parse(answer.text) as { total: unknown }).total };
  };

  it('[7.11, 4.1] quoted for a country without the tax, ordered from one with it', async () => {
    const { items, total } = await quoted('US');
    const home = await quoted('FR');
    expect(total).not.toEqual(home.total);
    const { promotionCode: _left, ...order } = frenchOrder(world.newId(), { items });
    const body = { ...(encode(order) as object), confirmedTotal: total };
    const client = { ...frenchOrder('').client, userName: 'mallory' };
    const answer = await door.ask('POST', '/orders', { body: { ...body, client } });
    expect(answer.code).toBe('quote_changed');
  });

  it('[7.9] a fixed amount of another currency takes nothing off', async () => {
    const items = [item('web', 'silver', 'annual')];
    const ask = (currency: string) =>
      door.ask('POST', '/orders/quote', {
        body: { currency, items, promotionCode: 'FIVER', taxAddress: { country: 'FR' } },
      });
    expect((await ask('EUR')).status).toBe(200);
    expect((await ask('JPY')).code).toBe('promotion_not_valid');
  });

  it('[8.3] a client of one currency orders in no other, and keeps his credit as it is', async () => {
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId: placed.client.clientId,
      amount: { amount: 399n, currency: 'EUR' },
      reason: 'A test.',
    });
    const items = [item('web', 'silver', 'annual')];
    const quote = await door.ask('POST', '/orders/quote', {
      token,
      body: { currency: 'JPY', items },
    });
    expect(quote.status).toBeGreaterThanOrEqual(400);
    const before = await dumpOf(world);
    const order = {
      commandId: world.newId(),
      currency: 'JPY',
      items,
      confirmedTotal: { amount: '15293', currency: 'JPY' },
      termsVersion: '1',
    };
    const answer = await door.ask('POST', '/orders', { token, body: order });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await dumpOf(world)).toBe(before);
  });

  it('[4.12, 2.6] codes cannot be guessed: after twenty tries a minute there is no answer', async () => {
    const items = [item('web', 'silver', 'annual')];
    const guess = (promotionCode: string) =>
      door.ask('POST', '/orders/quote', {
        body: { currency: 'EUR', items, promotionCode, taxAddress: { country: 'FR' } },
      });
    const unknown = await guess('NO-SUCH-CODE');
    await buy(world, 'last', [item('web', 'silver', 'annual')], { promotionCode: 'LAST' });
    const spent = await guess('LAST');
    expect([unknown.code, spent.text]).toEqual(['promotion_not_valid', unknown.text]);
    const ends: number[] = [];
    for (let n = 0; n < 40; n += 1) ends.push((await guess(`GUESS${n}`)).status);
    expect(ends.filter((status) => status === 429)).toHaveLength(22);
    expect((await guess('FIVER')).status).toBe(429);
  });
});
