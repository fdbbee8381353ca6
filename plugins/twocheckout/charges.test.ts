import { describe, expect, it } from 'vitest';
import { MismatchError } from '../../src/ports/mismatch.ts';
import { chargeOf, euros, openShop, pageIn } from '../../test/fakes/twocheckout/shop.ts';
import { declineOf } from './declines.ts';
import { twoCheckout } from './index.ts';

const paramsOf = (link: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(link).searchParams);

describe('a buy link', () => {
  it('[8.1] asks for the invoice, names the charge, and is good for a while', async () => {
    const shop = openShop();
    const address = {
      lines: ['Ringstraße 1', '2nd floor'],
      city: 'Wien',
      postalCode: '1010',
      region: '',
      country: 'AT',
    };
    const { client } = chargeOf('c1');
    const record = await shop.start('c1', {
      client: { ...client, address },
      description: 'Invoices HL-1; HL-2',
    });
    expect(paramsOf(pageIn(record))).toMatchObject({
      merchant: 'FAKEMERCHANT',
      dynamic: '1',
      test: '1',
      prod: 'Invoices HL-1, HL-2',
      price: '12.50',
      currency: 'EUR',
      qty: '1',
      type: 'PRODUCT',
      tangible: '0',
      'order-ext-ref': 'c1',
      'customer-ext-ref': 'client-1',
      'return-url': 'https://shop.example/pay',
      'return-type': 'redirect',
      expiration: String(Date.parse('2026-11-23T10:15:00Z') / 1000),
      name: 'Ada Zoë <b>',
      city: 'Wien',
      address2: '2nd floor',
    });
    expect(paramsOf(pageIn(record))).not.toHaveProperty('state');
    expect(shop.vendor.pay(pageIn(record)).amount).toBe(1250n);
  });

  it('[8.1] of a live account is of no test', async () => {
    const shop = openShop({ live: true });
    const link = pageIn(await shop.start('c1'));
    expect(paramsOf(link)).not.toHaveProperty('test');
    shop.vendor.pay(link);
    expect((await shop.lookup('c1'))?.status).toBe('done');
  });

  it('[8.5] whose price, currency or charge a client changes is refused there', async () => {
    const shop = openShop();
    const link = pageIn(await shop.start('c1'));
    for (const [name, value] of [
      ['price', '0.01'],
      ['currency', 'JPY'],
      ['order-ext-ref', 'c2'],
      ['expiration', '2000000000'],
    ] as const) {
      const url = new URL(link);
      url.searchParams.set(name, value);
      expect(() => shop.vendor.pay(url.href)).toThrow('The signature is not valid.');
    }
  });

  it('[8.5] that a client made one of a test pays nothing, and does not stand in the way', async () => {
    const shop = openShop({ live: true });
    const link = pageIn(await shop.start('c1'));
    const test = new URL(link);
    test.searchParams.set('test', '1');
    shop.vendor.pay(test.href);
    await expect(shop.lookup('c1')).rejects.toMatchObject({ reason: 'mode' });
    const { refNo } = shop.vendor.pay(link);
    expect(await shop.lookup('c1')).toMatchObject({ status: 'done', reference: refNo });
  });

  it('[8.5] for what 2Checkout cannot take is a coded failure, and nothing is asked', async () => {
    const shop = openShop();
    for (const change of [
      { amount: { amount: 12_345n, currency: 'KWD' } },
      { amount: { amount: 0n, currency: 'EUR' } },
      { methodReference: 'kept' },
    ]) {
      const record = await shop.start('c1', change);
      expect(record).toMatchObject({ status: 'failed', code: 'invalid_input' });
      expect(record).not.toHaveProperty('reference');
    }
  });
});

describe('a charge at 2Checkout', () => {
  it('[8.6] waits at its page until that expires, and can be opened again', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const { reference } = record as { reference: string };
    expect(await shop.lookup('c1', { reference })).toEqual(record);
    expect(await shop.lookup('c1')).toBeNull();
    shop.pass(15 * 60);
    const ended = await shop.lookup('c1', { reference });
    expect(ended).toMatchObject({ status: 'failed', code: 'expired' });
    expect(ended).not.toHaveProperty('reference');
    expect(() => shop.vendor.pay(reference)).toThrow('The link expired.');
  });

  it('[8.6] money that comes after all is found, whatever reference is asked by', async () => {
    const shop = openShop();
    const { reference } = (await shop.start('c1')) as { reference: string };
    const { refNo } = shop.vendor.pay(reference, 'wire');
    shop.pass(3 * 24 * 3600);
    for (const known of [{}, { reference }, { reference: refNo }]) {
      expect(await shop.lookup('c1', known)).toMatchObject({ status: 'pending', reference: refNo });
    }
    shop.vendor.settle('c1');
    for (const known of [{}, { reference }, { reference: refNo }]) {
      expect(await shop.lookup('c1', known)).toMatchObject({
        status: 'done',
        reference: refNo,
        value: { captured: euros, statusCode: 'COMPLETE', label: '2Checkout' },
      });
    }
  });

  it('[8.1] a card that is declined at the page can be replaced there', async () => {
    const shop = openShop();
    const record = await shop.start('c1');
    const { reference } = record as { reference: string };
    const first = shop.vendor.pay(reference, 'declined');
    expect(await shop.lookup('c1', { reference })).toEqual(record);
    const second = shop.vendor.pay(reference);
    expect(await shop.lookup('c1', { reference })).toMatchObject({
      status: 'done',
      reference: second.refNo,
      value: { label: 'Visa •••• 1111' },
    });
    expect(await shop.lookup('c1', { reference: first.refNo })).toMatchObject({ status: 'done' });
  });

  it('[8.8] a decline is its end once the page is over', async () => {
    const shop = openShop();
    const { reference } = (await shop.start('c1')) as { reference: string };
    const { refNo } = shop.vendor.pay(reference, 'declined');
    shop.pass(16 * 60);
    expect(await shop.lookup('c1', { reference })).toMatchObject({
      status: 'failed',
      code: 'declined',
      group: 'insufficient_funds',
      vendorCode: 'INSUFFICIENT_FUNDS',
      reference: refNo,
    });
  });

  it('[8.13] under review it is not paid, whatever was authorized', async () => {
    const shop = openShop();
    for (const [chargeId, to] of [
      ['c1', 'APPROVED'],
      ['c2', 'DENIED'],
    ] as const) {
      const { reference } = (await shop.start(chargeId)) as { reference: string };
      shop.vendor.pay(reference, 'review');
      const waits = { status: 'pending', checkAfter: expect.any(Date) };
      expect(await shop.lookup(chargeId, { reference })).toMatchObject(waits);
      shop.vendor.review(chargeId, to);
      const end = await shop.lookup(chargeId, { reference });
      if (to === 'APPROVED') expect(end).toMatchObject({ status: 'done' });
      else expect(end).toMatchObject({ status: 'failed', group: 'stolen', code: 'declined' });
      expect(JSON.stringify(end, (_, value) => String(value))).not.toMatch(/fraud|stolen card/i);
    }
  });

  it('[8.5] complete without the word of the review is not paid either', async () => {
    const shop = openShop();
    shop.vendor.pay(pageIn(await shop.start('c1')));
    const [order] = shop.vendor.orders('c1');
    for (const [approve, status] of [
      ['WAITING', 'pending'],
      ['REJECTED', 'failed'],
      ['OK', 'done'],
    ] as const) {
      Object.assign(order ?? {}, { approve });
      expect(await shop.lookup('c1')).toMatchObject({ status });
    }
    Object.assign(order ?? {}, { status: 'NEW_STATUS' });
    await expect(shop.lookup('c1')).rejects.toThrow(/unknown status/);
  });

  it('[8.5] an order that is given up there, or whose authorization is, failed', async () => {
    const shop = openShop();
    for (const [chargeId, to, expected] of [
      ['c1', 'CANCELED', { code: 'canceled' }],
      ['c2', 'REVERSED', { code: 'declined', group: 'try_later' }],
    ] as const) {
      shop.vendor.pay(pageIn(await shop.start(chargeId)), 'wire');
      shop.vendor.cancel(chargeId, to);
      expect(await shop.lookup(chargeId)).toMatchObject({ status: 'failed', ...expected });
    }
  });

  it('[8.5] paid twice at its page: the first order is the charge, the other is listed', async () => {
    const shop = openShop();
    const link = pageIn(await shop.start('c1'));
    const [first, second] = [shop.vendor.pay(link), shop.vendor.pay(link)];
    expect(await shop.lookup('c1')).toMatchObject({ status: 'done', reference: first.refNo });
    const span = { from: new Date(0), until: new Date('2027-01-01T00:00:00Z') };
    const moved = await shop.gateway.movements?.(span, shop.context('m'));
    expect(moved?.map(({ reference }) => reference).sort()).toEqual([first.refNo, second.refNo]);
  });

  it('[8.5] an order of another charge is a mismatch, and so is one that is not ours', async () => {
    const shop = openShop();
    const { refNo } = shop.vendor.pay(pageIn(await shop.start('c1')));
    shop.vendor.falsify('c1', 'charge');
    for (const [reference, reason] of [
      [refNo, 'charge'],
      ['999999999', 'account'],
    ] as const) {
      const looked = await shop.lookup('c1', { reference }).catch((error: unknown) => error);
      expect(looked).toBeInstanceOf(MismatchError);
      expect(looked).toMatchObject({ reason });
    }
  });
});

describe('2Checkout in trouble', () => {
  it('[8.5] a no, a page that is no JSON, or a list without an end are no answer', async () => {
    const shop = openShop();
    for (const trouble of ['rate-limit', 'refuse', 'fail', 'lie', 'lose-answer'] as const) {
      shop.vendor.disturb('read', trouble);
      await expect(shop.lookup('c1')).rejects.toBeDefined();
    }
    const { gateway } = shop;
    for (const answer of [
      () => new Response('<html>', { status: 200 }),
      () => Response.json({ Items: [{ RefNo: '1' }], Pagination: { Count: 1e9 } }),
      () => Response.json({ Items: [], Pagination: { Count: 1 } }),
      () => Response.json({}),
    ]) {
      const context = { ...shop.context('c1'), fetch: async () => answer() };
      await expect(gateway.lookup(shop.query('c1'), context)).rejects.toBeDefined();
    }
    for (const nothing of [[], { Items: null, Pagination: { Count: 0 } }, { Items: [] }]) {
      const context = { ...shop.context('c1'), fetch: async () => Response.json(nothing) };
      expect(await gateway.lookup(shop.query('c1'), context)).toBeNull();
    }
  });

  it('[8.5] a filter that is not understood finds the order all the same', async () => {
    const shop = openShop();
    for (let index = 0; index < 120; index += 1) {
      shop.vendor.pay(pageIn(await shop.start(`c${index}`)));
    }
    const asked: string[] = [];
    const context = {
      ...shop.context('c0'),
      fetch: (input: string | URL | Request, init?: RequestInit) => {
        const url = new URL(String(input));
        url.searchParams.delete('ExternalRefNo');
        asked.push(url.search);
        return shop.fetch(url, init);
      },
    };
    const record = await shop.gateway.lookup(shop.query('c0'), context);
    expect(record).toMatchObject({ status: 'done', reference: shop.vendor.orders('c0')[0]?.refNo });
    expect(asked).toHaveLength(2);
  });

  it('[8.5] wrong keys or a wrong clock are no answer to a look-up', async () => {
    const shop = openShop();
    const { buyLinkSecretWord, merchantCode, publicUrl: apiUrl } = shop.vendor;
    const { gateway } = twoCheckout({
      mode: 'test',
      merchantCode,
      buyLinkSecretWord,
      secretKey: 'another-key-0123456789',
      apiUrl,
    });
    const query = shop.query('c1');
    await expect(gateway?.lookup(query, shop.context('c1'))).rejects.toThrow(/hash is not valid/);
    const late = { ...shop.context('c1'), now: () => new Date('2026-11-23T10:06:00Z') };
    await expect(shop.gateway.lookup(query, late)).rejects.toThrow(/too far from now/);
  });
});

describe('declines of 2Checkout', () => {
  it('[8.8] have a group by what is said of them, and an unknown one asks for another', () => {
    for (const [code, said, group] of [
      ['INSUFFICIENT_FUNDS', 'The bank has declined.', 'insufficient_funds'],
      ['DECLINED', 'Your card has expired.', 'expired_card'],
      ['DECLINED', 'The card was reported stolen.', 'stolen'],
      ['INVALID_CVV', 'Check the card.', 'wrong_data'],
      ['AUTHENTICATION_3DS', 'Failed.', 'authentication'],
      ['GATEWAY_TIMEOUT', 'No answer.', 'try_later'],
      ['NEVER_SEEN', 'Declined.', 'do_not_try_again'],
    ] as const) {
      const decline = declineOf({ Errors: { [code]: said } }, '1');
      expect(decline).toMatchObject({ group, vendorCode: code, reference: '1' });
      expect(decline.message).not.toMatch(/stolen|fraud/i);
      const isStep = group === 'authentication';
      expect(decline.code).toBe(isStep ? 'authentication_failed' : 'declined');
    }
  });
});
