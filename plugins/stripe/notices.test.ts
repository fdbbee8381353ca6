import { describe, expect, it } from 'vitest';
import type { GatewayMovement, GatewayRefund } from '../../src/ports/gateway.ts';
import {
  euros,
  intentIn,
  openShop,
  type StripeShop,
  saved,
  setupOf,
  stepOf,
} from '../../test/fakes/stripe/shop.ts';

function refundOf(shop: StripeShop, chargeId: string, amount = 450n): GatewayRefund {
  const reference = shop.stripe.intents(chargeId)[0]?.id ?? '';
  return { refundId: `r-${chargeId}`, chargeId, reference, amount: { amount, currency: 'EUR' } };
}

async function factsOf(shop: StripeShop) {
  return (await shop.hear()).flatMap((heard) => heard.facts);
}

async function movementsOf(
  shop: StripeShop,
  chargeId: string,
): Promise<readonly GatewayMovement[]> {
  const reference = shop.stripe.intents(chargeId)[0]?.id ?? '';
  const query = { chargeId, reference, amount: euros };
  return (await shop.gateway.movements?.(query, shop.context('m'))) ?? [];
}

describe('refunds at Stripe', () => {
  it('[8.10] one that takes time is pending, then done', async () => {
    const shop = openShop();
    await shop.pay('c1', '4000000000007726');
    const input = refundOf(shop, 'c1');
    const record = await shop.gateway.refund?.(input, shop.context('r'));
    expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
    const { reference = '' } = record ?? {};
    shop.stripe.endRefund(reference, 'succeeded');
    const after = await shop.gateway.lookupRefund?.(input, shop.context('r'));
    expect(after).toMatchObject({ status: 'done', value: { refunded: { amount: 450n } } });
    expect(await shop.gateway.refund?.(input, shop.context('r'))).toEqual(after);
  });

  it('[8.10] one that comes back is a failure, and its money can be sent again', async () => {
    const shop = openShop();
    await shop.pay('c1', '4000000000005126');
    const input = refundOf(shop, 'c1', 1250n);
    const record = await shop.gateway.refund?.(input, shop.context('r'));
    expect(record?.status).toBe('done');
    await shop.hear();
    shop.stripe.endRefund(record?.reference ?? '', 'failed');
    expect(await shop.gateway.lookupRefund?.(input, shop.context('r'))).toMatchObject({
      status: 'failed',
      code: 'declined',
      vendorCode: 'expired_or_canceled_card',
      reference: record?.reference,
    });
    expect(await factsOf(shop)).toMatchObject([{ kind: 'movements', charge: { chargeId: 'c1' } }]);
    const again = { ...input, refundId: 'r2' };
    expect((await shop.gateway.refund?.(again, shop.context('r2')))?.status).toBe('done');
  });

  it('[8.10] of a charge under dispute is refused', async () => {
    const shop = openShop();
    await shop.pay('c1', '4242424242424242');
    shop.stripe.dispute('c1', 'open');
    const record = await shop.gateway.refund?.(refundOf(shop, 'c1'), shop.context('r'));
    expect(record).toMatchObject({ status: 'failed', vendorCode: 'charge_disputed' });
  });
});

describe('movements at Stripe', () => {
  it('[8.10] a refund in the dashboard is told and listed, with our own beside it', async () => {
    const shop = openShop();
    await shop.pay('c1', '4242424242424242');
    await shop.gateway.refund?.(refundOf(shop, 'c1'), shop.context('r'));
    await shop.hear();
    const reference = shop.stripe.refundThere('c1', 300);
    const [intent] = shop.stripe.intents('c1');
    const facts = await factsOf(shop);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'movements', charge: { reference: intent?.id } }),
    );
    const list = await movementsOf(shop, 'c1');
    expect(list).toMatchObject([
      {
        kind: 'payment',
        reference: intent?.id,
        chargeId: 'c1',
        amount: euros,
        fee: { amount: 43n, currency: 'EUR' },
        state: 'done',
      },
      { kind: 'refund', reference, refundId: null, chargeId: 'c1', amount: { amount: 300n } },
      { kind: 'refund', refundId: 'r-c1', chargeId: 'c1', amount: { amount: 450n } },
    ]);
    expect(list.every((row) => row.chargeReference === intent?.id)).toBe(true);
  });

  it('[8.12] a dispute is open, then lost or won', async () => {
    for (const [to, state] of [
      ['lost', 'done'],
      ['won', 'failed'],
    ] as const) {
      const shop = openShop();
      await shop.pay('c1', '4000000000000259');
      const open = (await movementsOf(shop, 'c1')).find((row) => row.kind === 'dispute');
      expect(open).toMatchObject({ state: 'pending', amount: euros, reason: 'fraudulent' });
      const [intent] = shop.stripe.intents('c1');
      expect(await factsOf(shop)).toContainEqual(
        expect.objectContaining({ kind: 'movements', charge: { reference: intent?.id } }),
      );
      shop.stripe.dispute('c1', to);
      const closed = (await movementsOf(shop, 'c1')).find((row) => row.kind === 'dispute');
      expect(closed).toMatchObject({ state, reference: open?.reference });
    }
  });

  it('[8.12] an inquiry moves no money', async () => {
    const shop = openShop();
    await shop.pay('c1', '4000000000001976');
    expect((await movementsOf(shop, 'c1')).map((row) => row.kind)).toEqual(['payment']);
  });

  it('[8.10] of a span are all that began in it, and declines are none', async () => {
    const shop = openShop();
    const from = shop.now();
    await shop.pay('c1', '4242424242424242');
    await shop.pay('c2', '4000000000000002');
    await shop.pay('c3', 'DE08370400440532013003');
    shop.pass(60);
    const until = shop.now();
    await shop.pay('c4', '4242424242424242');
    const list = await shop.gateway.movements?.({ from, until }, shop.context('m'));
    const shown = list?.map((row) => [row.chargeId, row.state]).sort();
    expect(shown).toEqual([
      ['c1', 'done'],
      ['c3', 'pending'],
    ]);
  });
});

describe('setups at Stripe', () => {
  const setup = (shop: StripeShop, setupId: string, number: string) =>
    shop.gateway.setup?.(
      setupOf(setupId, { confirmationToken: shop.stripe.token(number, true) }),
      shop.context(setupId),
    ) ?? Promise.reject(new Error('No setup.'));

  it('[9.10] keep a card and a bank account without a charge', async () => {
    const shop = openShop();
    const card = await setup(shop, 's1', '4242424242424242');
    expect(card).toMatchObject({
      status: 'done',
      value: { brand: 'Visa', mandate: { method: 'setup_future_usage' } },
    });
    expect(await shop.gateway.lookupSetup?.({ setupId: 's1' }, shop.context('s1'))).toEqual(card);
    expect(await setup(shop, 's1', '4242424242424242')).toEqual(card);
    expect(await setup(shop, 's2', 'DE89370400440532013000')).toMatchObject({
      value: { type: 'bank_account', mandate: { method: 'sepa_debit' } },
    });
    const never = await shop.gateway.lookupSetup?.({ setupId: 'never' }, shop.context('n'));
    expect(never).toBeNull();
    const facts = await factsOf(shop);
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'setup', setupId: 's1' }));
  });

  it('[9.10] ask for 3-D Secure once: the card then pays off session', async () => {
    const shop = openShop();
    const record = await setup(shop, 's1', '4000002500003155');
    shop.stripe.authenticate(intentIn(stepOf(record)), true);
    const kept = await shop.gateway.lookupSetup?.({ setupId: 's1' }, shop.context('s1'));
    if (kept?.status !== 'done') throw new Error('Nothing was kept.');
    const { customerReference = '', methodReference } = kept.value;
    const method = { customerReference, methodReference, onSession: false };
    expect(await shop.pay('c1', null, method)).toMatchObject({ status: 'done' });
    const failed = await setup(shop, 's2', '4000002500003155');
    shop.stripe.authenticate(intentIn(stepOf(failed)), false);
    const reference = failed.reference ?? '';
    expect(
      await shop.gateway.lookupSetup?.({ setupId: 's2', reference }, shop.context('s2')),
    ).toMatchObject({ status: 'failed', group: 'authentication', reference });
  });

  it('[9.10] that the bank declines are a failure with its group', async () => {
    const shop = openShop();
    const record = await setup(shop, 's1', '4000000000009995');
    expect(record).toMatchObject({ status: 'failed', group: 'insufficient_funds' });
    expect(await shop.gateway.lookupSetup?.({ setupId: 's1' }, shop.context('s1'))).toEqual(record);
    // This one is kept, and declines when it is charged.
    const kept = await setup(shop, 's2', '4000000000000341');
    if (kept.status !== 'done') throw new Error('Nothing was kept.');
    const { customerReference = '', methodReference } = kept.value;
    const method = { customerReference, methodReference, onSession: false };
    expect(await shop.pay('c1', null, method)).toMatchObject({ group: 'try_later' });
  });

  it('[9.10] whose answer was lost are found', async () => {
    const shop = openShop();
    for (const trouble of ['lose-answer', 'lie'] as const) {
      shop.stripe.disturb('setup', trouble);
      const data = { confirmationToken: shop.stripe.token('4242424242424242') };
      const input = setupOf(trouble, data);
      await expect(shop.gateway.setup?.(input, shop.context(trouble))).rejects.toBeDefined();
      const query = { setupId: trouble };
      const held = await shop.gateway.lookupSetup?.(query, shop.context(trouble));
      expect(held?.status).toBe('done');
      expect(await shop.gateway.setup?.(input, shop.context(trouble))).toEqual(held);
    }
  });

  it('[9.6] a method is removed, and once more', async () => {
    const shop = openShop();
    const { methodReference } = saved(await shop.pay('c1', '4242424242424242', { save: true }));
    await shop.hear();
    const remove = () => shop.gateway.removeMethod?.({ methodReference }, shop.context('x'));
    expect((await remove())?.status).toBe('done');
    expect((await remove())?.status).toBe('done');
    const never = { methodReference: 'pm_never' };
    expect((await shop.gateway.removeMethod?.(never, shop.context('x')))?.status).toBe('done');
    expect(await factsOf(shop)).toMatchObject([
      { kind: 'method', methodReference, change: { to: 'removed' } },
    ]);
    shop.stripe.disturb('remove', 'outage');
    await expect(remove()).rejects.toBeDefined();
  });
});

describe('what Stripe tells', () => {
  it('[9.6] a card that was renewed, and a mandate that was revoked', async () => {
    const shop = openShop();
    const card = saved(await shop.pay('c1', '4242424242424242', { save: true }));
    await shop.pay('c2', 'DE89370400440532013000', { save: true });
    shop.pass(6);
    const debit = saved((await shop.lookup('c2')) ?? (await shop.pay('c2', null)));
    await shop.hear();
    shop.stripe.renewMethod(card.methodReference, '1881', 2044);
    shop.stripe.revokeMandate(debit.methodReference);
    expect(await factsOf(shop)).toMatchObject([
      {
        kind: 'method',
        methodReference: card.methodReference,
        change: { to: 'renewed', last4: '1881', expiryMonth: 12, expiryYear: 2044 },
      },
      { kind: 'method', methodReference: debit.methodReference, change: { to: 'removed' } },
    ]);
  });

  it('[8.7] is refused with its reason when anything is wrong with it', async () => {
    const shop = openShop();
    await shop.pay('c1', '4242424242424242');
    for (const [flaw, refused] of [
      ['signature', 'bad_signature'],
      ['age', 'too_old'],
      ['future', 'too_old'],
      ['mode', 'wrong_mode'],
      ['account', 'wrong_account'],
    ] as const) {
      const request = await shop.stripe.webhook('c1', flaw);
      const heard = await shop.gateway.notify?.(request, shop.context('hook'));
      expect(heard).toMatchObject({ facts: [], refused });
      expect(heard?.reply.status).toBe(400);
    }
    const good = await shop.stripe.webhook('c1');
    const heard = await shop.gateway.notify?.(good, shop.context('hook'));
    expect(heard?.refused).toBeUndefined();
    expect(heard?.facts).toMatchObject([{ kind: 'charge', charge: { chargeId: 'c1' } }]);
  });

  it('[8.7] twice, late and in another order says the same', async () => {
    const heard: string[] = [];
    const receive = async (request: Request): Promise<Response> => {
      const { id } = (await request.json()) as { readonly id: string };
      heard.push(id);
      return new Response(null, { status: 204 });
    };
    const shop = openShop({ deliver: receive });
    shop.stripe.outbox.copies = 2;
    shop.stripe.outbox.held = true;
    await shop.pay('c1', 'DE89370400440532013000');
    shop.pass(10);
    await shop.lookup('c1');
    expect(heard).toEqual([]);
    await shop.stripe.release('reversed');
    expect(heard).toHaveLength(4);
    expect(heard[0]).toBe(heard[1]);
    const requests = await shop.stripe.sent();
    const facts = [];
    for (const request of [...requests, ...requests.map((one) => one.clone())].reverse()) {
      facts.push(...((await shop.gateway.notify?.(request, shop.context('h')))?.facts ?? []));
    }
    expect(new Set(facts.map(({ eventId }) => eventId)).size).toBe(2);
    expect(facts).toHaveLength(4);
  });

  it('[8.7] of what is not ours is nothing', async () => {
    const shop = openShop();
    const { sign } = await import('../../test/fakes/stripe/events.ts');
    const seconds = Math.floor(shop.now().getTime() / 1000);
    for (const event of [
      { id: 'evt_1', type: 'payment_intent.succeeded', livemode: false, data: { object: {} } },
      { id: 'evt_2', type: 'payout.paid', livemode: false, data: { object: { metadata: {} } } },
      { id: 'evt_3', type: 'charge.refunded', livemode: false, data: { object: { id: 'ch_1' } } },
      { livemode: false },
    ]) {
      const body = JSON.stringify(event);
      const signature = await sign(shop.stripe.webhookSecret, body, seconds);
      const headers = { 'stripe-signature': signature };
      const request = new Request('https://shop.example/', { method: 'POST', body, headers });
      const heard = await shop.gateway.notify?.(request, shop.context('h'));
      expect(heard?.facts).toEqual([]);
      expect(heard?.refused).toBeUndefined();
      expect(heard?.reply.status).toBe(200);
    }
    const body = '{"id":';
    const headers = { 'stripe-signature': await sign(shop.stripe.webhookSecret, body, seconds) };
    const request = new Request('https://shop.example/', { method: 'POST', body, headers });
    const heard = await shop.gateway.notify?.(request, shop.context('h'));
    expect(heard).toMatchObject({ refused: 'unreadable' });
  });
});
