import { describe, expect, it } from 'vitest';
import { MismatchError } from '../../src/ports/mismatch.ts';
import {
  chargeOf,
  euros,
  intentIn,
  openShop,
  saved,
  stepOf,
} from '../../test/fakes/stripe/shop.ts';

const threeDS = '4000002760003184';

describe('3-D Secure at Stripe', () => {
  for (const [pass, after] of [
    [true, { status: 'done', value: { captured: euros } }],
    [false, { status: 'failed', code: 'authentication_failed', group: 'authentication' }],
  ] as const) {
    it(`[8.5] is a step of the browser half; ${pass ? 'passed' : 'failed'}`, async () => {
      const shop = openShop();
      const data = { confirmationToken: shop.stripe.token(threeDS) };
      const record = await shop.pay('c1', null, { data });
      const action = stepOf(record);
      expect(action).toMatchObject({ kind: 'client', data: { clientSecret: expect.any(String) } });
      expect(await shop.gateway.resume?.(shop.query('c1'), shop.context('c1'))).toEqual(record);
      shop.stripe.authenticate(intentIn(action), pass);
      const resumed = await shop.gateway.resume?.(shop.query('c1'), shop.context('c1'));
      expect(resumed).toMatchObject(after);
      // The key repeats the answer of then; what is true is read.
      expect(await shop.pay('c1', null, { data })).toEqual(resumed);
      expect(await shop.pay('c1', threeDS)).toEqual(resumed);
    });
  }

  it('[8.5] a kept method asks on session, and its step is one of the browser half', async () => {
    const shop = openShop();
    const first = await shop.pay('c1', threeDS, { save: true });
    shop.stripe.authenticate(intentIn(stepOf(first)), true);
    const record = await shop.lookup('c1');
    const method = saved(record ?? first);
    const second = await shop.pay('c2', null, method);
    shop.stripe.authenticate(intentIn(stepOf(second)), true);
    expect(await shop.lookup('c2')).toMatchObject({ status: 'done' });
  });

  it('[8.8] off session it is a decline, and the same intent can be resumed on session', async () => {
    const shop = openShop();
    const first = await shop.pay('c1', threeDS, { save: true });
    shop.stripe.authenticate(intentIn(stepOf(first)), true);
    const method = saved((await shop.lookup('c1')) ?? first);
    const later = await shop.pay('c2', null, { ...method, onSession: false });
    const code = 'authentication_required';
    expect(later).toMatchObject({
      status: 'failed',
      code: 'authentication_failed',
      group: 'authentication',
      vendorCode: code,
      reference: expect.stringMatching(/^pi_/),
    });
    expect(await shop.lookup('c2')).toEqual(later);
    const resumed = await shop.gateway.resume?.(shop.query('c2'), shop.context('c2'));
    expect(resumed).toMatchObject({
      status: 'pending',
      reference: later.status === 'failed' ? later.reference : '',
      action: { kind: 'client', data: { methodReference: method.methodReference } },
    });
  });

  it('[8.8] a card that was set up pays off session', async () => {
    const shop = openShop();
    for (const number of ['4242424242424242', '4000002500003155', '4000003800000446']) {
      const first = await shop.pay(`a${number}`, number, { save: true });
      if (first.status === 'pending') shop.stripe.authenticate(intentIn(stepOf(first)), true);
      const method = saved((await shop.lookup(`a${number}`)) ?? first);
      const later = await shop.pay(`b${number}`, null, { ...method, onSession: false });
      expect(later, number).toMatchObject({ status: 'done', value: { captured: euros } });
      expect(later.status === 'done' && later.value.saved).toBeUndefined();
    }
  });
});

describe('kept methods at Stripe', () => {
  it('[9.10] name customer, face and the evidence for later charges', async () => {
    const shop = openShop();
    const record = await shop.pay('c1', '378282246310005', { save: true });
    expect(record).toMatchObject({
      status: 'done',
      value: {
        label: 'American Express •••• 0005',
        fee: { currency: 'EUR' },
        saved: {
          methodReference: expect.stringMatching(/^pm_/),
          customerReference: expect.stringMatching(/^cus_/),
          type: 'card',
          brand: 'American Express',
          last4: '0005',
          expiryMonth: 12,
          expiryYear: 2039,
          mandate: { method: 'network transaction id', scope: 'off_session' },
        },
      },
    });
    const customers = [...shop.stripe.state.rows.values()].filter(
      ({ object }) => object === 'customer',
    );
    expect(customers).toMatchObject([
      { email: 'ada@example.com', metadata: { client: 'client-1' } },
    ]);
  });

  it('[9.10] go to the customer that is known, and are charged without its name too', async () => {
    const shop = openShop();
    const { customerReference } = saved(await shop.pay('c1', '4242424242424242', { save: true }));
    const second = await shop.pay('c2', '5555555555554444', { save: true, customerReference });
    const method = saved(second);
    expect(method.customerReference).toBe(customerReference);
    const { methodReference } = method;
    const third = await shop.pay('c3', null, { methodReference, onSession: false });
    expect(third).toMatchObject({ status: 'done', value: { label: 'Mastercard •••• 4444' } });
  });

  it('[9.10] that are gone are a failure', async () => {
    const shop = openShop();
    const method = saved(await shop.pay('c1', '4242424242424242', { save: true }));
    shop.stripe.removeMethod(method.methodReference);
    const record = await shop.pay('c2', null, { ...method, onSession: false });
    expect(record).toMatchObject({ status: 'failed', code: 'invalid_input' });
    const never = { methodReference: 'pm_never', onSession: false };
    expect(await shop.pay('c3', null, never)).toMatchObject({ code: 'not_found' });
  });
});

describe('debits at Stripe', () => {
  it('[8.13] SEPA is pending with a date, is kept with its mandate, and settles', async () => {
    const shop = openShop();
    const record = await shop.pay('c1', 'DE08370400440532013003', { save: true });
    expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
    expect(record).not.toHaveProperty('action');
    shop.pass(179);
    expect((await shop.lookup('c1'))?.status).toBe('pending');
    shop.pass(1);
    const done = await shop.lookup('c1');
    expect(done).toMatchObject({
      status: 'done',
      value: {
        label: 'SEPA •••• 3003',
        saved: {
          type: 'bank_account',
          brand: 'SEPA',
          last4: '3003',
          mandate: { reference: expect.stringMatching(/^mandate_/), method: 'sepa_debit' },
        },
      },
    });
    const method = saved(done ?? record);
    const next = await shop.pay('c2', null, { ...method, onSession: false });
    expect(next.status).toBe('pending');
  });

  it('[8.13] one that fails late is a decline with its reason', async () => {
    const shop = openShop();
    await shop.pay('c1', 'DE78370400440532013004');
    shop.pass(181);
    expect(await shop.lookup('c1')).toMatchObject({
      status: 'failed',
      code: 'declined',
      group: 'do_not_try_again',
      vendorCode: 'debit_not_authorized',
    });
    const facts = (await shop.hear()).flatMap((heard) => heard.facts);
    expect(facts.every((fact) => fact.kind === 'charge')).toBe(true);
    expect(facts).toHaveLength(2);
  });

  it('[8.13] ACH is in dollars only, and a debit under way cannot be given up', async () => {
    const shop = openShop();
    const wrong = await shop.pay('c1', '000123456789');
    expect(wrong).toMatchObject({ status: 'failed', code: 'invalid_input' });
    const amount = { amount: 1250n, currency: 'USD' };
    const stays = await shop.pay('c2', '000000000009', { amount });
    expect(stays.status).toBe('pending');
    shop.pass(9 * 86_400);
    expect((await shop.lookup('c2', { amount }))?.status).toBe('pending');
    const query = shop.query('c2', { amount });
    expect(await shop.gateway.void?.(query, shop.context('c2'))).toMatchObject({
      status: 'failed',
      code: 'conflict',
    });
  });
});

describe('what became of a charge at Stripe', () => {
  it('[8.5] a charge without a reference is found behind hundreds of others', async () => {
    const shop = openShop();
    await shop.pay('first', '4242424242424242');
    for (let index = 0; index < 210; index += 1) await shop.pay(`c${index}`, '4242424242424242');
    expect(await shop.lookup('first')).toMatchObject({ status: 'done' });
    expect(await shop.lookup('never')).toBeNull();
    shop.pass(31 * 86_400);
    expect(await shop.lookup('first')).toBeNull();
    const reference = shop.stripe.intents('first')[0]?.id ?? '';
    expect(await shop.lookup('first', { reference })).toMatchObject({ status: 'done', reference });
  });

  for (const [what, reason] of [
    ['amount', 'amount'],
    ['currency', 'currency'],
    ['mode', 'mode'],
    ['charge', 'charge'],
  ] as const) {
    it(`[8.5] a record of another ${what} is a mismatch, not a payment`, async () => {
      const shop = openShop();
      const record = await shop.pay('c1', '4242424242424242');
      const { reference = '' } = record;
      shop.stripe.falsify('c1', what);
      const look = shop.lookup('c1', { reference });
      await expect(look).rejects.toBeInstanceOf(MismatchError);
      await expect(shop.lookup('c1', { reference })).rejects.toMatchObject({ reason, reference });
    });
  }

  it('[8.5] a reference that the account does not know is of another account', async () => {
    const shop = openShop();
    const look = shop.lookup('c1', { reference: 'pi_of_another' });
    await expect(look).rejects.toMatchObject({ name: 'MismatchError', reason: 'account' });
  });

  it('[8.5] a request under way with the same key is unknown', async () => {
    const shop = openShop();
    const data = { confirmationToken: shop.stripe.token('4242424242424242') };
    const input = chargeOf('c1', { data });
    shop.stripe.disturb('charge', 'late');
    const first = shop.gateway.start(input, shop.context('c1'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(shop.gateway.start(input, shop.context('c1'))).rejects.toMatchObject({
      code: 'idempotency_key_in_use',
    });
    expect((await first).status).toBe('done');
    expect(shop.stripe.intents('c1')).toHaveLength(1);
  });

  it('[8.5] an outage is unknown; too many requests and a busy object are tried again', async () => {
    const shop = openShop();
    const data = { confirmationToken: shop.stripe.token('4242424242424242') };
    const input = chargeOf('c1', { data });
    const start = () => shop.gateway.start(input, shop.context('c1'));
    shop.stripe.disturb('charge', 'outage');
    await expect(start()).rejects.toBeDefined();
    shop.stripe.disturb('charge', 'rate-limit');
    expect(await start()).toMatchObject({ status: 'failed', code: 'rate_limited' });
    shop.stripe.disturb('charge', 'fail');
    expect(await start()).toMatchObject({ status: 'failed', code: 'unavailable' });
    expect((await start()).status).toBe('done');
  });

  it('[8.5] a key that repeats a 500 is answered by what is read', async () => {
    const shop = openShop();
    const data = { confirmationToken: shop.stripe.token('4242424242424242') };
    shop.stripe.disturb('charge', 'lie');
    await expect(shop.pay('c1', null, { data })).rejects.toBeDefined();
    expect((await shop.pay('c1', null, { data })).status).toBe('done');
  });

  it('[8.5] a customer whose making was lost is made once', async () => {
    const shop = openShop();
    shop.stripe.disturb('customer', 'lose-answer');
    await expect(shop.pay('c1', '4242424242424242', { save: true })).rejects.toBeDefined();
    expect((await shop.pay('c1', '4242424242424242', { save: true })).status).toBe('done');
    const rows = [...shop.stripe.state.rows.values()];
    expect(rows.filter(({ object }) => object === 'customer')).toHaveLength(1);
  });
});

describe('a charge that is given up at Stripe', () => {
  it('[8.6] before Stripe heard of it: its key is taken, and a late request takes nothing', async () => {
    const shop = openShop();
    const query = shop.query('c1');
    // The engine gives each task a key of its own.
    const done = await shop.gateway.void?.(query, shop.context('c1:void'));
    expect(done).toMatchObject({ status: 'done', reference: expect.stringMatching(/^pi_/) });
    expect(await shop.pay('c1', '4242424242424242')).toMatchObject({
      status: 'failed',
      code: 'canceled',
    });
    expect(shop.stripe.intents('c1')).toMatchObject([{ status: 'canceled' }]);
  });

  it('[8.6] while 3-D Secure waits: it can no longer be passed', async () => {
    const shop = openShop();
    const record = await shop.pay('c1', threeDS);
    const { reference = '' } = record;
    const query = shop.query('c1', { reference });
    expect((await shop.gateway.void?.(query, shop.context('v')))?.status).toBe('done');
    expect(await shop.lookup('c1')).toMatchObject({ status: 'failed', code: 'canceled' });
    expect(() => shop.stripe.authenticate(reference, true)).toThrow(/asks the client nothing/);
  });

  it('[8.6] whose answer to the void was lost is given up once', async () => {
    const shop = openShop();
    await shop.pay('c1', threeDS);
    shop.stripe.disturb('void', 'lose-answer');
    const query = shop.query('c1');
    await expect(shop.gateway.void?.(query, shop.context('v'))).rejects.toBeDefined();
    expect((await shop.gateway.void?.(query, shop.context('v')))?.status).toBe('done');
  });

  it('[8.6] after its key was forgotten: the old payment is given up, and found', async () => {
    const shop = openShop();
    await shop.pay('c1', threeDS);
    shop.pass(2 * 86_400);
    const query = shop.query('c1');
    const [old] = shop.stripe.intents('c1');
    const done = await shop.gateway.void?.(query, shop.context('v'));
    expect(done).toMatchObject({ status: 'done', reference: old?.id });
    expect(await shop.lookup('c1')).toMatchObject({ code: 'canceled', reference: old?.id });
  });

  it('[8.6] over an amount that Stripe never takes', async () => {
    const shop = openShop();
    const query = shop.query('c1', { amount: { amount: 12_345n, currency: 'KWD' } });
    expect((await shop.gateway.void?.(query, shop.context('v')))?.status).toBe('done');
  });
});
