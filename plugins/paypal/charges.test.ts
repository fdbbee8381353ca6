import { describe, expect, it } from 'vitest';
import { euros, openShop, type PayPalShop, pageIn } from '../../test/fakes/paypal/shop.ts';

/** Pays once and keeps the account. */
async function kept(shop: PayPalShop): Promise<{
  readonly methodReference: string;
  readonly customerReference: string;
}> {
  const record = await shop.pay('first', 'balance', { save: true });
  const saved = record.status === 'done' ? record.value.saved : undefined;
  if (saved?.customerReference === undefined) throw new Error('Nothing was kept.');
  const { customerReference, methodReference } = saved;
  return { customerReference, methodReference };
}

describe('a charge on the page of PayPal', () => {
  it('[8.5] is an order with our id, and its payer is sent there', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const [order] = shop.paypal.orders('c1');
    expect(order).toMatchObject({
      status: 'PAYER_ACTION_REQUIRED',
      amount: { currency_code: 'EUR', value: '12.50' },
      customId: 'c1',
      invoiceId: 'c1',
      description: 'HL-2026-000001',
      returnUrl: 'https://shop.example/pay',
      save: false,
    });
    const url = `https://paypal.example/checkoutnow?token=${order?.id}`;
    expect(record).toEqual({
      status: 'pending',
      reference: order?.id,
      action: { kind: 'redirect', url },
    });
    expect(await shop.resume('c1', { reference: order?.id ?? '' })).toEqual(record);
  });

  it('[8.5] that is approved is not paid: reading captures nothing, going on does', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    shop.paypal.approve(pageIn(record));
    expect(await shop.lookup('c1')).toEqual(record);
    expect(shop.paypal.captured('c1')).toBe(0n);
    const done = await shop.resume('c1');
    expect(done).toMatchObject({
      status: 'done',
      reference: shop.paypal.captures('c1')[0]?.id,
      value: {
        captured: euros,
        statusCode: 'COMPLETED',
        label: 'PayPal (buyer@example.com)',
        fee: { amount: 76n, currency: 'EUR' },
      },
    });
    expect(await shop.resume('c1')).toEqual(done);
    const { reference = '' } = done;
    expect(await shop.lookup('c1', { reference })).toEqual(done);
    expect(await shop.start('c1')).toEqual(done);
  });

  it('[8.5] return and notification at once capture once', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    shop.paypal.approve(pageIn(record));
    const { reference = '' } = record;
    const records = await Promise.all([1, 2, 3].map(() => shop.resume('c1', { reference })));
    expect(new Set(records.map((one) => one.reference)).size).toBe(1);
    expect(records[0]?.status).toBe('done');
    expect(shop.paypal.captures('c1')).toHaveLength(1);
  });

  it('[8.8] that is declined stays so, though its old page is approved once more', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const declined = await (async () => {
      shop.paypal.approve(pageIn(record), 'declined');
      return shop.resume('c1');
    })();
    expect(declined).toMatchObject({
      status: 'failed',
      code: 'declined',
      group: 'authentication',
      vendorCode: 'INSTRUMENT_DECLINED',
      reference: record.reference,
    });
    shop.paypal.approve(pageIn(record), 'balance');
    expect(await shop.resume('c1')).toEqual(declined);
    expect(await shop.lookup('c1')).toEqual(declined);
    expect(shop.paypal.captured('c1')).toBe(0n);
    expect((await shop.pay('c2')).status).toBe('done');
  });

  it('[8.8] a decline stands, though its order could not be marked', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    shop.paypal.approve(pageIn(record), 'declined');
    shop.paypal.disturb('patch', 'outage');
    expect(await shop.resume('c1')).toMatchObject({ code: 'declined' });
    // Unmarked it may be tried again, and PayPal says the same.
    expect(await shop.resume('c1')).toMatchObject({ code: 'declined' });
    expect(await shop.lookup('c1')).toMatchObject({ code: 'declined' });
  });

  it('[8.13] under review is pending with a date; refused it is a decline', async () => {
    const shop = openShop();
    const record = await shop.pay('c1', 'review');
    const { reference } = record;
    expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
    expect(record).not.toHaveProperty('action');
    const query = shop.query('c1', { reference: reference ?? '' });
    expect(await shop.gateway.void?.(query, shop.context('v'))).toMatchObject({
      status: 'failed',
      code: 'conflict',
      vendorCode: 'PENDING',
    });
    shop.paypal.settle('c1', 'DECLINED');
    expect(await shop.lookup('c1')).toMatchObject({
      status: 'failed',
      code: 'declined',
      group: 'do_not_try_again',
      reference,
    });
  });

  it('[8.6] that nobody approves is forgotten by PayPal, and expired', async () => {
    const shop = openShop();
    const { reference = '' } = await shop.start('c1');
    shop.pass(3 * 3600);
    expect(await shop.lookup('c1', { reference })).toMatchObject({
      status: 'failed',
      code: 'expired',
      reference,
    });
    const query = shop.query('c1', { reference });
    expect((await shop.gateway.void?.(query, shop.context('v')))?.status).toBe('done');
    expect(await shop.lookup('c1')).toBeNull();
    expect(await shop.resume('c1')).toMatchObject({ status: 'failed', code: 'not_found' });
  });

  it('[8.5] that was paid is known after PayPal forgot its order', async () => {
    const shop = openShop();
    const { reference = '' } = await shop.pay('c1');
    shop.paypal.forget('c1');
    for (const change of [{}, { reference }]) {
      expect(await shop.lookup('c1', change)).toMatchObject({
        status: 'done',
        reference,
        value: { captured: euros, label: 'PayPal' },
      });
    }
    const query = shop.query('c1', { reference });
    expect(await shop.gateway.void?.(query, shop.context('v'))).toMatchObject({ code: 'conflict' });
  });

  it('[8.5] a charge without a reference is found behind hundreds of others', async () => {
    const shop = openShop();
    await shop.pay('first');
    for (let index = 0; index < 60; index += 1) await shop.pay(`c${index}`);
    expect(shop.paypal.state.events.length).toBeGreaterThan(100);
    expect(await shop.lookup('first')).toMatchObject({ status: 'done' });
    expect(await shop.lookup('never')).toBeNull();
    const reference = shop.paypal.captures('first')[0]?.id ?? '';
    shop.pass(31 * 86_400);
    expect(await shop.lookup('first')).toBeNull();
    expect(await shop.lookup('first', { reference })).toMatchObject({ status: 'done', reference });
  });

  for (const what of ['amount', 'currency', 'account', 'charge'] as const) {
    it(`[8.5] an order of another ${what} is a mismatch, and is not captured`, async () => {
      const shop = openShop();
      const record = await shop.start('c1');
      shop.paypal.approve(pageIn(record));
      shop.paypal.falsify('c1', what);
      const { reference = '' } = record;
      const mismatch = { name: 'MismatchError', reason: what, reference };
      await expect(shop.resume('c1', { reference })).rejects.toMatchObject(mismatch);
      await expect(shop.lookup('c1', { reference })).rejects.toMatchObject(mismatch);
      expect(shop.paypal.state.captures.size).toBe(0);
    });
  }

  it('[8.5] amounts and currencies that PayPal does not take are refused, and nothing is held', async () => {
    const shop = openShop();
    for (const [amount, currency] of [
      [50n, 'HUF'],
      [1000n, 'KWD'],
      [0n, 'EUR'],
    ] as const) {
      const record = await shop.start('c1', { amount: { amount, currency } });
      expect(record).toMatchObject({ status: 'failed', code: 'invalid_input' });
      expect(record).not.toHaveProperty('reference');
    }
    expect(shop.paypal.orders('c1')).toEqual([]);
  });
});

describe('a kept account at PayPal', () => {
  it('[9.10] is kept with a payment, and named with its consent', async () => {
    const shop = openShop({}, { brandName: 'Example Hosting' });
    const record = await shop.pay('c1', 'balance', { save: true, customerReference: 'c-ada' });
    const [token] = [...shop.paypal.state.tokens.values()];
    expect(record).toMatchObject({
      status: 'done',
      value: {
        saved: {
          methodReference: token?.id,
          customerReference: 'c-ada',
          type: 'wallet',
          brand: 'PayPal',
          last4: '',
          mandate: { reference: token?.id, method: 'vault', scope: 'off_session' },
        },
      },
    });
    const plain = await shop.pay('c2');
    expect(plain.status === 'done' && plain.value.saved).toBeUndefined();
  });

  it('[8.8] pays at once, with nobody there', async () => {
    const shop = openShop();
    const method = await kept(shop);
    for (const onSession of [true, false]) {
      const record = await shop.start(`later-${onSession}`, { ...method, onSession });
      expect(record).toMatchObject({ status: 'done', value: { captured: euros } });
      expect(record.status === 'done' && record.value.saved).toBeUndefined();
    }
  });

  it('[8.8] that asks for its owner is a decline off session, which can be taken up', async () => {
    const shop = openShop();
    const methodReference = shop.paypal.keep('asks');
    const record = await shop.start('c1', { methodReference, onSession: false });
    const { reference = '' } = record;
    expect(record).toMatchObject({
      status: 'failed',
      code: 'authentication_failed',
      group: 'authentication',
      reference: shop.paypal.orders('c1')[0]?.id,
    });
    const step = await shop.resume('c1', { reference });
    expect(step).toMatchObject({ status: 'pending', action: { kind: 'redirect' } });
    shop.paypal.approve(pageIn(step));
    expect(await shop.resume('c1', { reference })).toMatchObject({ status: 'done' });
    const present = await shop.start('c2', { methodReference });
    expect(present).toMatchObject({ status: 'pending', action: { kind: 'redirect' } });
  });

  it('[9.10] that is gone or declined is a failure without a charge', async () => {
    const shop = openShop();
    const { methodReference } = await kept(shop);
    shop.paypal.removeMethod(methodReference);
    for (const [name, vendorCode] of [
      [methodReference, 'AGREEMENT_ALREADY_CANCELLED'],
      ['never', 'BILLING_AGREEMENT_NOT_FOUND'],
      [shop.paypal.keep('declined'), 'INSTRUMENT_DECLINED'],
    ] as const) {
      const record = await shop.start(`c-${name}`, { methodReference: name, onSession: false });
      expect(record).toMatchObject({ status: 'failed', code: 'declined', vendorCode });
      expect(record).not.toHaveProperty('reference');
      expect(await shop.lookup(`c-${name}`)).toBeNull();
    }
  });

  it('[8.5] after PayPal forgot the key, our invoice id keeps a charge from a second one', async () => {
    const shop = openShop();
    const method = await kept(shop);
    const record = await shop.start('c1', { ...method, onSession: false });
    shop.pass(7 * 3600);
    expect(await shop.start('c1', { ...method, onSession: false })).toEqual(record);
    expect(shop.paypal.captures('c1')).toHaveLength(1);
    shop.pass(31 * 86_400);
    const late = shop.start('c1', { ...method, onSession: false });
    await expect(late).rejects.toThrow(/does not say as what/);
    expect(shop.paypal.captures('c1')).toHaveLength(1);
  });
});
