import { describe, expect, it } from 'vitest';
import type { GatewayMovement, GatewayRefund, NotificationFact } from '../../src/ports/gateway.ts';
import { euros, openShop, type PayPalShop, pageIn, setupOf } from '../../test/fakes/paypal/shop.ts';

function refundOf(shop: PayPalShop, chargeId: string, amount = 450n): GatewayRefund {
  const reference = shop.paypal.captures(chargeId)[0]?.id ?? '';
  return { refundId: `r-${chargeId}`, chargeId, reference, amount: { amount, currency: 'EUR' } };
}

async function factsOf(shop: PayPalShop): Promise<readonly NotificationFact[]> {
  const heard = await shop.hear();
  expect(heard.map(({ refused }) => refused).filter(Boolean)).toEqual([]);
  return heard.flatMap(({ facts }) => facts);
}

async function movementsOf(
  shop: PayPalShop,
  chargeId: string,
): Promise<readonly GatewayMovement[]> {
  const reference = shop.paypal.captures(chargeId)[0]?.id ?? '';
  const query = { chargeId, reference, amount: euros };
  return (await shop.gateway.movements?.(query, shop.context('m'))) ?? [];
}

describe('refunds at PayPal', () => {
  const refund = (shop: PayPalShop, input: GatewayRefund) =>
    shop.gateway.refund?.(input, shop.context(input.refundId));
  const lookup = (shop: PayPalShop, input: GatewayRefund) =>
    shop.gateway.lookupRefund?.(input, shop.context(input.refundId));

  it('[8.10] one that takes days is pending, then done', async () => {
    const shop = openShop();
    await shop.pay('c1', 'bank');
    const input = refundOf(shop, 'c1');
    const record = await refund(shop, input);
    expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
    shop.paypal.endRefund(input.refundId, 'COMPLETED');
    const after = await lookup(shop, input);
    expect(after).toMatchObject({ status: 'done', value: { refunded: { amount: 450n } } });
    expect(await refund(shop, input)).toEqual(after);
  });

  it('[8.10] one that comes back is a failure, and its money can be sent again', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const input = refundOf(shop, 'c1', 1250n);
    const { reference } = (await refund(shop, input)) ?? {};
    await shop.hear();
    shop.paypal.endRefund(input.refundId, 'FAILED');
    expect(await lookup(shop, input)).toMatchObject({
      status: 'failed',
      code: 'declined',
      vendorCode: 'FAILED',
      reference,
    });
    const charge = { reference: input.reference };
    expect(await factsOf(shop)).toMatchObject([{ kind: 'movements', charge }]);
    expect((await refund(shop, { ...input, refundId: 'r2' }))?.status).toBe('done');
  });

  it('[8.10] the same one after PayPal forgot its key is found by its invoice id', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const input = refundOf(shop, 'c1');
    const record = await refund(shop, input);
    shop.pass(46 * 86_400);
    expect(await refund(shop, input)).toEqual(record);
    expect(shop.paypal.refunds('c1')).toHaveLength(1);
  });

  it('[8.10] that PayPal does not make is a failure with its reason', async () => {
    const shop = openShop();
    await shop.pay('c1');
    await shop.pay('c2', 'review');
    shop.paypal.dispute('c1', 'open');
    for (const [input, code, vendorCode] of [
      [refundOf(shop, 'c1'), 'conflict', 'TRANSACTION_DISPUTED'],
      [refundOf(shop, 'c2'), 'conflict', 'PENDING_CAPTURE'],
      [refundOf(shop, 'c1', 1251n), 'invalid_input', 'REFUND_AMOUNT_EXCEEDED'],
      [{ ...refundOf(shop, 'c1'), reference: 'never' }, 'not_found', undefined],
    ] as const) {
      const record = await refund(shop, input);
      expect(record).toMatchObject({ status: 'failed', code });
      expect(record?.status === 'failed' && record.vendorCode).toBe(vendorCode);
    }
    const yen = { ...refundOf(shop, 'c1'), amount: { amount: 5n, currency: 'JPY' } };
    expect(await refund(shop, yen)).toMatchObject({
      vendorCode: 'REFUND_CAPTURE_CURRENCY_MISMATCH',
    });
    const none = { ...refundOf(shop, 'c1'), amount: { amount: 0n, currency: 'EUR' } };
    expect(await refund(shop, none)).toMatchObject({ code: 'invalid_input' });
    shop.pass(181 * 86_400);
    expect(await refund(shop, refundOf(shop, 'c1', 1250n))).toMatchObject({
      vendorCode: 'REFUND_TIME_LIMIT_EXCEEDED',
    });
    expect(shop.paypal.refunds('c1')).toEqual([]);
  });

  it('[8.10] of a payment whose order PayPal forgot are found among its events', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const input = refundOf(shop, 'c1');
    const record = await refund(shop, input);
    shop.paypal.forget('c1');
    expect(await lookup(shop, input)).toEqual(record);
    expect(await lookup(shop, { ...input, refundId: 'never' })).toBeNull();
  });

  it('[8.10] a record over another amount is a mismatch', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const input = refundOf(shop, 'c1');
    await refund(shop, input);
    const other = { ...input, amount: { amount: 451n, currency: 'EUR' } };
    await expect(lookup(shop, other)).rejects.toMatchObject({ reason: 'amount' });
  });
});

describe('movements at PayPal', () => {
  it('[8.10] a refund in the dashboard is told and listed, with our own beside it', async () => {
    const shop = openShop();
    await shop.pay('c1');
    await shop.gateway.refund?.(refundOf(shop, 'c1'), shop.context('r'));
    await shop.hear();
    shop.pass(1);
    const { id } = shop.paypal.refundThere('c1', 300n);
    const [capture] = shop.paypal.captures('c1');
    expect(await factsOf(shop)).toMatchObject([
      { kind: 'movements', charge: { reference: capture?.id } },
    ]);
    const list = await movementsOf(shop, 'c1');
    expect(list).toMatchObject([
      {
        kind: 'payment',
        reference: capture?.id,
        chargeId: 'c1',
        amount: euros,
        fee: { amount: 76n, currency: 'EUR' },
        state: 'done',
      },
      { kind: 'refund', refundId: 'r-c1', chargeId: 'c1', amount: { amount: 450n } },
      { kind: 'refund', reference: id, refundId: null, chargeId: 'c1', amount: { amount: 300n } },
    ]);
    expect(list.every((row) => row.chargeReference === capture?.id)).toBe(true);
  });

  it('[8.12] a dispute is told, and its money is taken or given back', async () => {
    const shop = openShop();
    await shop.pay('c1');
    await shop.hear();
    shop.paypal.dispute('c1', 'open');
    const reference = shop.paypal.captures('c1')[0]?.id;
    expect(await factsOf(shop)).toMatchObject([{ kind: 'movements', charge: { reference } }]);
    const dispute = async () =>
      (await movementsOf(shop, 'c1')).find(({ kind }) => kind === 'dispute');
    expect(await dispute()).toMatchObject({ state: 'pending', reason: 'UNAUTHORISED' });
    shop.paypal.dispute('c1', 'lost');
    expect(await dispute()).toMatchObject({ state: 'done', amount: euros });
  });

  it('[8.12] without the feature Disputes refunds are read all the same', async () => {
    const shop = openShop({ disputes: false });
    await shop.pay('c1');
    shop.paypal.refundThere('c1', 300n);
    expect((await movementsOf(shop, 'c1')).map(({ kind }) => kind)).toEqual(['payment', 'refund']);
    const broken = openShop();
    await broken.pay('c1');
    broken.paypal.disturb('disputes', 'fail');
    await expect(movementsOf(broken, 'c1')).rejects.toThrow(/503/);
  });

  it('[8.10] of a span are all that began in it, and what is not captured is none', async () => {
    const shop = openShop();
    await shop.pay('c0');
    shop.pass(60);
    const from = shop.now();
    await shop.pay('c1');
    await shop.pay('c2', 'declined');
    await shop.pay('c3', 'review');
    await shop.start('c4');
    shop.paypal.refundThere('c0', 100n);
    shop.pass(60);
    const until = shop.now();
    await shop.pay('c5');
    const list = await shop.gateway.movements?.({ from, until }, shop.context('m'));
    const shown = list?.map((row) => [row.kind, row.chargeId, row.state]).sort();
    expect(shown).toEqual([
      ['payment', 'c1', 'done'],
      ['payment', 'c3', 'pending'],
      ['refund', 'c0', 'done'],
    ]);
  });
});

describe('setups at PayPal', () => {
  const lookup = (shop: PayPalShop, setupId: string, reference?: string) =>
    shop.gateway.lookupSetup?.(
      { setupId, ...(reference === undefined ? {} : { reference }) },
      shop.context(setupId),
    );
  const begin = async (shop: PayPalShop, setupId: string, customerReference?: string) => {
    const change = customerReference === undefined ? {} : { customerReference };
    const record = await shop.gateway.setup?.(setupOf(setupId, change), shop.context(setupId));
    if (record?.status !== 'pending') throw new Error(JSON.stringify(record));
    return record;
  };

  it('[9.6] keep an account on the page of PayPal, without a charge', async () => {
    const shop = openShop({}, { brandName: 'Example Hosting' });
    const record = await begin(shop, 's1', 'c-ada');
    expect(await lookup(shop, 's1', record.reference)).toEqual(record);
    shop.paypal.approve(pageIn(record));
    const kept = await lookup(shop, 's1', record.reference);
    expect(kept).toMatchObject({
      status: 'done',
      value: {
        customerReference: 'c-ada',
        type: 'wallet',
        brand: 'PayPal',
        last4: '',
        mandate: { method: 'vault', scope: 'off_session' },
      },
    });
    expect(await lookup(shop, 's1', record.reference)).toEqual(kept);
    expect(await factsOf(shop)).toMatchObject([{ kind: 'setup', setupId: 's1' }]);
    shop.pass(4 * 3600);
    expect(await lookup(shop, 's1', record.reference)).toEqual(kept);
    expect(shop.paypal.state.tokens.size).toBe(1);
  });

  it('[9.6] that nobody approves are expired, and one of another id is a mismatch', async () => {
    const shop = openShop();
    const { reference } = await begin(shop, 's1');
    const other = lookup(shop, 's2', reference);
    await expect(other).rejects.toMatchObject({ reason: 'charge', reference });
    shop.pass(4 * 3600);
    const expired = { status: 'failed', code: 'expired', reference };
    expect(await lookup(shop, 's1', reference)).toMatchObject(expired);
    expect(await lookup(shop, 's1')).toBeNull();
  });

  it('[9.6] whose answer was lost are made once', async () => {
    const shop = openShop();
    shop.paypal.disturb('setup', 'lose-answer');
    await expect(begin(shop, 's1')).rejects.toBeDefined();
    const record = await begin(shop, 's1');
    expect(shop.paypal.state.setups.size).toBe(1);
    shop.paypal.approve(pageIn(record));
    shop.paypal.disturb('keep', 'lose-answer');
    await expect(lookup(shop, 's1', record.reference)).rejects.toBeDefined();
    expect((await lookup(shop, 's1', record.reference))?.status).toBe('done');
    expect(shop.paypal.state.tokens.size).toBe(1);
  });

  it('[9.6] of an account that was removed meanwhile are given up', async () => {
    const shop = openShop();
    const record = await begin(shop, 's1');
    shop.paypal.approve(pageIn(record));
    const kept = await lookup(shop, 's1', record.reference);
    const methodReference = kept?.status === 'done' ? kept.value.methodReference : '';
    const remove = () => shop.gateway.removeMethod?.({ methodReference }, shop.context('x'));
    expect((await remove())?.status).toBe('done');
    expect(await lookup(shop, 's1')).toMatchObject({ status: 'failed', code: 'canceled' });
    expect((await remove())?.status).toBe('done');
    const facts = await factsOf(shop);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'method', methodReference, change: { to: 'removed' } }),
    );
    shop.paypal.disturb('remove', 'outage');
    await expect(remove()).rejects.toBeDefined();
    shop.paypal.disturb('remove', 'rate-limit');
    expect(await remove()).toMatchObject({ status: 'failed', code: 'rate_limited' });
  });
});

describe('what PayPal tells', () => {
  const tell = async (shop: PayPalShop, event: unknown) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    return shop.gateway.notify?.(await shop.paypal.signed(body), shop.context('h'));
  };

  it('[8.7] of a charge names it by our id, from the approval to the money', async () => {
    const shop = openShop();
    await shop.pay('c1', 'balance', { save: true });
    const charge = { chargeId: 'c1' };
    expect(await factsOf(shop)).toMatchObject([
      { kind: 'charge', charge },
      { kind: 'charge', charge },
      // The account that was kept with it: what is read is its order.
      { kind: 'charge', charge },
    ]);
  });

  it('[8.7] is refused with its reason when anything is wrong with it', async () => {
    const shop = openShop();
    await shop.pay('c1');
    for (const [flaw, refused] of [
      ['signature', 'bad_signature'],
      ['algorithm', 'bad_signature'],
      ['age', 'too_old'],
      ['future', 'too_old'],
      ['mode', 'wrong_mode'],
      ['account', 'wrong_account'],
    ] as const) {
      const request = await shop.paypal.webhook('c1', flaw);
      const heard = await shop.gateway.notify?.(request, shop.context('hook'));
      expect(heard, flaw).toMatchObject({ facts: [], refused });
      expect(heard?.reply.status).toBe(400);
    }
    expect(await tell(shop, '{"id":')).toMatchObject({ refused: 'unreadable' });
    expect(await tell(shop, '[]')).toMatchObject({ refused: 'unreadable' });
  });

  it('[8.7] comes late: PayPal tries for three days', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const request = await shop.paypal.webhook('c1');
    shop.pass(72 * 3600);
    const heard = await shop.gateway.notify?.(request, shop.context('hook'));
    expect(heard?.facts).toHaveLength(1);
  });

  it('[8.7] is verified by a certificate that is fetched once, and again after its end', async () => {
    const shop = openShop();
    await shop.pay('c1');
    const hear = async () =>
      shop.gateway.notify?.(await shop.paypal.webhook('c1'), shop.context('hook'));
    const asked = (): number => shop.paypal.asked.get('certificate') ?? 0;
    shop.paypal.disturb('certificate', 'outage');
    await expect(hear()).rejects.toThrow(/certificate/);
    expect((await hear())?.facts).toHaveLength(1);
    expect((await hear())?.facts).toHaveLength(1);
    expect(asked()).toBe(2);
    shop.pass(366 * 86_400);
    expect((await hear())?.facts).toHaveLength(1);
    expect(asked()).toBe(3);
  });

  it('[8.7] twice, late and in another order says the same', async () => {
    const heard: string[] = [];
    const receive = async (request: Request): Promise<Response> => {
      const { id } = (await request.json()) as { readonly id: string };
      heard.push(id);
      return new Response(null, { status: 204 });
    };
    const shop = openShop({ deliver: receive });
    shop.paypal.outbox.copies = 2;
    shop.paypal.outbox.held = true;
    await shop.pay('c1');
    expect(heard).toEqual([]);
    await shop.paypal.release('reversed');
    expect(heard).toHaveLength(4);
    expect(heard[0]).toBe(heard[1]);
    const requests = await shop.paypal.sent();
    const facts = [];
    for (const request of [...requests, ...requests.map((one) => one.clone())].reverse()) {
      facts.push(...((await shop.gateway.notify?.(request, shop.context('h')))?.facts ?? []));
    }
    expect(new Set(facts.map(({ eventId }) => eventId)).size).toBe(2);
    expect(facts).toHaveLength(4);
  });

  it('[8.7] of what is not ours is nothing', async () => {
    const shop = openShop();
    for (const event of [
      { id: 'WH-1', event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: {} },
      { id: 'WH-2', event_type: 'CHECKOUT.ORDER.APPROVED', resource: { purchase_units: [] } },
      { id: 'WH-3', event_type: 'PAYMENT.CAPTURE.REFUNDED', resource: { id: 'R1' } },
      { id: 'WH-4', event_type: 'CUSTOMER.DISPUTE.CREATED', resource: {} },
      { id: 'WH-5', event_type: 'VAULT.PAYMENT-TOKEN.CREATED', resource: { id: 'T1' } },
      { id: 'WH-6', event_type: 'VAULT.PAYMENT-TOKEN.DELETED', resource: {} },
      { id: 'WH-7', event_type: 'BILLING.PLAN.CREATED', resource: { custom_id: 'c1' } },
      { event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: { custom_id: 'c1' } },
    ]) {
      const heard = await tell(shop, event);
      expect(heard?.facts).toEqual([]);
      expect(heard?.refused).toBeUndefined();
      expect(heard?.reply.status).toBe(200);
    }
  });
});
