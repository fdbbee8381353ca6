import { describe, expect, it } from 'vitest';
import { chargeOf, openShop, type PayPalShop, pageIn } from '../../test/fakes/paypal/shop.ts';

describe('a charge that is given up at PayPal', () => {
  const giveUp = (shop: PayPalShop, reference?: string) => {
    const query = shop.query('c1', reference === undefined ? {} : { reference });
    return shop.gateway.void?.(query, shop.context('c1:void'));
  };

  it('[8.6] before PayPal heard of it: its key is taken, and a late request takes nothing', async () => {
    const shop = openShop();
    const methodReference = shop.paypal.keep();
    expect(await giveUp(shop)).toMatchObject({ status: 'done' });
    const late = await shop.start('c1', { methodReference, onSession: false });
    expect(late).toMatchObject({ status: 'failed', code: 'canceled' });
    expect(shop.paypal.captured('c1')).toBe(0n);
  });

  it('[8.6] whose answer was lost: the order that took the key is given up', async () => {
    const shop = openShop();
    shop.paypal.disturb('create', 'lose-answer');
    await expect(shop.start('c1')).rejects.toBeDefined();
    const [order] = shop.paypal.orders('c1');
    expect(await giveUp(shop)).toMatchObject({ status: 'done', reference: order?.id });
    expect(shop.paypal.orders('c1')).toHaveLength(1);
  });

  it('[8.6] while its payer is on the page: reading captures nothing, ever', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const { reference = '' } = record;
    expect(await giveUp(shop, reference)).toMatchObject({ status: 'done', reference });
    shop.paypal.approve(pageIn(record));
    expect((await shop.lookup('c1', { reference }))?.status).toBe('pending');
    expect(shop.paypal.captured('c1')).toBe(0n);
  });

  it('[8.6] after the approval: it is marked, and never captured', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const { reference = '' } = record;
    shop.paypal.approve(pageIn(record));
    shop.paypal.disturb('patch', 'lose-answer');
    await expect(giveUp(shop, reference)).rejects.toBeDefined();
    expect((await giveUp(shop, reference))?.status).toBe('done');
    const canceled = { status: 'failed', code: 'canceled', reference };
    expect(await shop.resume('c1', { reference })).toMatchObject(canceled);
    expect(await shop.lookup('c1')).toMatchObject(canceled);
    expect(shop.paypal.captured('c1')).toBe(0n);
  });

  it('[8.6] when it was paid long ago is a conflict, and no second order stands beside it', async () => {
    const shop = openShop();
    await shop.pay('c1');
    shop.pass(7 * 3600);
    expect(await giveUp(shop)).toMatchObject({ status: 'failed', code: 'conflict' });
    expect(shop.paypal.orders('c1')).toHaveLength(1);
  });

  it('[8.6] over an amount that PayPal never takes', async () => {
    const shop = openShop();
    const query = shop.query('c1', { amount: { amount: 50n, currency: 'HUF' } });
    expect((await shop.gateway.void?.(query, shop.context('v')))?.status).toBe('done');
    expect(shop.paypal.state.orders.size).toBe(0);
  });

  it('[8.6] that PayPal cannot look up is unknown', async () => {
    const shop = openShop();
    shop.paypal.disturb('read', 'outage');
    await expect(giveUp(shop)).rejects.toThrow(/502/);
    shop.paypal.disturb('create', 'fail');
    expect(await giveUp(shop)).toMatchObject({ status: 'failed', code: 'unavailable' });
  });
});

describe('the state of PayPal', () => {
  it('[8.5] one access token serves until it ends, and one that ended early is renewed', async () => {
    const shop = openShop();
    const asked = (): number => shop.paypal.asked.get('token') ?? 0;
    await shop.pay('c1');
    await shop.pay('c2');
    expect(asked()).toBe(1);
    shop.paypal.endTokens();
    expect((await shop.pay('c3')).status).toBe('done');
    expect(asked()).toBe(2);
    shop.pass(9 * 3600);
    expect((await shop.pay('c4')).status).toBe('done');
    expect(asked()).toBe(3);
  });

  it('[8.5] wrong keys are a failure that waits for a person', async () => {
    const shop = openShop({}, { clientSecret: 'another-secret-0123456789' });
    const record = await shop.start('c1');
    expect(record).toMatchObject({ status: 'failed', code: 'unauthorized' });
    await expect(shop.lookup('c1')).rejects.toThrow(/401/);
    expect(shop.paypal.asked.get('token')).toBe(2);
  });

  it('[8.5] a token that is never good is renewed once, not for ever', async () => {
    const shop = openShop();
    const add = shop.paypal.state.access;
    Object.assign(add, { set: () => add });
    expect(await shop.start('c1')).toMatchObject({ status: 'failed', code: 'unauthorized' });
    expect(shop.paypal.asked.get('token')).toBe(2);
  });

  it('[8.5] an outage is unknown; too many requests and its own 503 are tried again', async () => {
    const shop = openShop();
    for (const trouble of ['outage', 'busy'] as const) {
      shop.paypal.disturb('create', trouble);
      await expect(shop.start('c1')).rejects.toBeDefined();
    }
    for (const [trouble, code] of [
      ['rate-limit', 'rate_limited'],
      ['fail', 'unavailable'],
      ['refuse', 'declined'],
    ] as const) {
      shop.paypal.disturb('create', trouble);
      expect(await shop.start('c1')).toMatchObject({ status: 'failed', code });
    }
    shop.paypal.disturb('token', 'outage');
    shop.paypal.endTokens();
    await expect(shop.start('c1')).rejects.toThrow(/502/);
    expect((await shop.start('c1')).status).toBe('pending');
  });

  it('[8.5] a request under way with the same key is unknown', async () => {
    const shop = openShop();
    const methodReference = shop.paypal.keep();
    const input = chargeOf('c1', { methodReference, onSession: false });
    await shop.start('warm');
    shop.paypal.disturb('create', 'late');
    const first = shop.gateway.start(input, shop.context('c1'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = shop.gateway.start(input, shop.context('c1'));
    await expect(second).rejects.toThrow(/PREVIOUS_REQUEST_IN_PROGRESS/);
    expect((await first).status).toBe('done');
    expect(shop.paypal.captures('c1')).toHaveLength(1);
  });

  it('[8.5] a capture whose answer was lost is read, and not made again', async () => {
    const shop = openShop();
    for (const trouble of ['lose-answer', 'lie'] as const) {
      const record = await shop.start(trouble);
      const { reference = '' } = record;
      shop.paypal.approve(pageIn(record));
      shop.paypal.disturb('capture', trouble);
      await expect(shop.resume(trouble, { reference })).rejects.toBeDefined();
      expect(await shop.lookup(trouble, { reference })).toMatchObject({ status: 'done' });
      expect(await shop.resume(trouble, { reference })).toMatchObject({ status: 'done' });
      expect(shop.paypal.captures(trouble)).toHaveLength(1);
    }
  });
});
