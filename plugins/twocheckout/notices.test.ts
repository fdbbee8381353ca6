import { describe, expect, it } from 'vitest';
import type { GatewayMovement, GatewayRefund } from '../../src/ports/gateway.ts';
import {
  euros,
  openShop,
  pageIn,
  type TwoCheckoutShop,
} from '../../test/fakes/twocheckout/shop.ts';

/** A shop with a charge that was paid; what was told of it is heard. */
async function paidShop(
  options: Parameters<typeof openShop>[0] = {},
  more: Parameters<typeof openShop>[1] = {},
): Promise<TwoCheckoutShop> {
  const shop = openShop(options, more);
  shop.vendor.pay(pageIn(await shop.start('c1')));
  shop.vendor.sent();
  return shop;
}

function refundOf(shop: TwoCheckoutShop, refundId = 'r1', amount = 450n): GatewayRefund {
  const reference = shop.vendor.orders('c1')[0]?.refNo ?? '';
  return { refundId, chargeId: 'c1', reference, amount: { amount, currency: 'EUR' } };
}

async function movementsOf(shop: TwoCheckoutShop): Promise<readonly GatewayMovement[]> {
  const reference = shop.vendor.orders('c1')[0]?.refNo ?? '';
  const query = { chargeId: 'c1', reference, amount: euros };
  return (await shop.gateway.movements?.(query, shop.context('m'))) ?? [];
}

async function take(shop: TwoCheckoutShop, request: Request) {
  const told = await shop.gateway.notify?.(request, shop.context('hook'));
  if (told === undefined) throw new Error('No notification.');
  return told;
}

describe('an IPN', () => {
  it('[8.7] is answered with the receipt of its hash', async () => {
    const shop = await paidShop({}, { allowMd5: true });
    for (const [flaw, form] of [
      [undefined, /^<sig algo="sha3-256" date="20261123100000">[0-9a-f]{64}<\/sig>$/],
      ['md5-only', /^<EPAYMENT>20261123100000\|[0-9a-f]{32}<\/EPAYMENT>$/],
    ] as const) {
      const { facts, refused, reply } = await take(shop, shop.vendor.ipn('c1', flaw));
      expect(refused).toBeUndefined();
      expect(facts).toMatchObject([{ kind: 'charge', charge: { chargeId: 'c1' } }]);
      expect(await reply.clone().text()).toMatch(form);
      expect(await shop.vendor.isReceipt('c1', reply)).toBe(true);
    }
  });

  it('[8.7] with SHA-256 alone is verified and answered with it', async () => {
    const shop = await paidShop();
    const sent = shop.vendor.ipn('c1');
    const body = (await sent.text()).replace(/&(SIGNATURE_SHA3_256|HASH)=[0-9a-f]+/g, '');
    const request = new Request(sent.url, { method: 'POST', body, headers: sent.headers });
    const { reply } = await take(shop, request);
    expect(await reply.clone().text()).toMatch(/^<sig algo="sha256"/);
    expect(await shop.vendor.isReceipt('c1', reply)).toBe(true);
  });

  it('[8.7] with anything wrong is refused, and gives no receipt', async () => {
    const shop = await paidShop();
    for (const [flaw, refused] of [
      ['signature', 'bad_signature'],
      ['unsigned', 'bad_signature'],
      ['md5-only', 'bad_signature'],
      ['age', 'too_old'],
      ['future', 'too_old'],
      ['mode', 'wrong_mode'],
    ] as const) {
      const told = await take(shop, shop.vendor.ipn('c1', flaw));
      expect(told).toMatchObject({ refused, facts: [] });
      expect(told.reply.status).toBe(400);
      expect(await shop.vendor.isReceipt('c1', told.reply)).toBe(false);
    }
    for (const [body, type, refused] of [
      ['', 'application/x-www-form-urlencoded', 'bad_signature'],
      ['a=%zz&%', 'application/x-www-form-urlencoded', 'bad_signature'],
      ['{}', 'application/json', 'unreadable'],
    ] as const) {
      const headers = { 'content-type': type };
      const request = new Request('https://shop.example/', { method: 'POST', body, headers });
      expect(await take(shop, request)).toMatchObject({ refused, facts: [] });
    }
  });

  it('[8.7] of a test is refused by a live account', async () => {
    const shop = await paidShop({ live: true });
    expect((await take(shop, shop.vendor.ipn('c1'))).refused).toBeUndefined();
    expect(await take(shop, shop.vendor.ipn('c1', 'mode'))).toMatchObject({
      refused: 'wrong_mode',
      facts: [],
    });
  });

  it('[8.7] each event has an id of its own, and a repeat the same one', async () => {
    const shop = openShop();
    shop.vendor.pay(pageIn(await shop.start('c1')));
    const heard = await shop.hear();
    const ids = heard.flatMap(({ facts }) => facts.map(({ eventId }) => eventId));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    const again = await take(shop, shop.vendor.ipn('c1'));
    expect(again.facts[0]?.eventId).toBe(ids.at(-1));
  });

  it('[8.10, 8.12] of a refund or a chargeback says that money moved', async () => {
    const shop = await paidShop();
    shop.vendor.refundThere('c1', 300n);
    const [refund] = await shop.hear();
    expect(refund?.facts).toMatchObject([{ kind: 'movements', charge: { chargeId: 'c1' } }]);
    shop.vendor.chargeback('c1', 'OPEN');
    const [chargeback] = await shop.hear();
    expect(chargeback?.facts.map(({ kind }) => kind)).toEqual(['charge', 'movements']);
  });
});

describe('the outbox of the stand-in', () => {
  it('[8.7] repeats an IPN until it has its receipt', async () => {
    let open = false;
    let told = 0;
    let shop: TwoCheckoutShop | null = null;
    const deliver = async (request: Request): Promise<Response> => {
      told += 1;
      if (!open || shop === null) return new Response('OK');
      return (await take(shop, request)).reply;
    };
    shop = openShop({ deliver });
    shop.vendor.pay(pageIn(await shop.start('c1')));
    await shop.vendor.idle();
    expect(told).toBe(3);
    expect(await shop.vendor.repeat()).toBe(3);
    open = true;
    expect(await shop.vendor.repeat()).toBe(0);
    expect(told).toBe(9);
    expect(await shop.vendor.repeat()).toBe(0);
    expect(told).toBe(9);
  });
});

describe('refunds at 2Checkout', () => {
  it('[8.10] wait until they are approved there', async () => {
    const shop = await paidShop({ approvesRefunds: false });
    const input = refundOf(shop);
    const record = await shop.gateway.refund?.(input, shop.context('r'));
    expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
    expect(await shop.gateway.refund?.(input, shop.context('r'))).toEqual(record);
    const other = refundOf(shop, 'r2');
    expect(await shop.gateway.refund?.(other, shop.context('r2'))).toMatchObject({
      status: 'failed',
      code: 'unavailable',
    });
    shop.vendor.endRefund('r1', 'APPROVED');
    const done = await shop.gateway.lookupRefund?.(input, shop.context('r'));
    expect(done).toMatchObject({ status: 'done', value: { refunded: { amount: 450n } } });
    const second = await shop.gateway.refund?.(other, shop.context('r2'));
    expect(second).toMatchObject({ status: 'pending' });
    shop.vendor.endRefund('r2', 'REJECTED');
    expect(await shop.gateway.lookupRefund?.(other, shop.context('r2'))).toMatchObject({
      status: 'failed',
      code: 'declined',
    });
  });

  it('[8.10] of all leave a charge that was captured, and no more can go back', async () => {
    const shop = await paidShop();
    const all = refundOf(shop, 'r1', 1250n);
    expect(await shop.gateway.refund?.(all, shop.context('r'))).toMatchObject({ status: 'done' });
    expect(shop.vendor.orders('c1')[0]?.status).toBe('REFUND');
    expect(await shop.lookup('c1')).toMatchObject({ status: 'done', value: { captured: euros } });
    const more = refundOf(shop, 'r2', 1n);
    expect(await shop.gateway.refund?.(more, shop.context('r2'))).toMatchObject({
      status: 'failed',
      code: 'invalid_input',
      message: expect.stringContaining('Total refund'),
    });
  });

  it('[8.10] of orders too old, and of charges that are not ours, are refused', async () => {
    const shop = await paidShop();
    shop.pass(91 * 24 * 3600);
    const record = await shop.gateway.refund?.(refundOf(shop), shop.context('r'));
    expect(record).toMatchObject({ status: 'failed', message: expect.stringContaining('period') });
    for (const change of [{ reference: 'https://shop.example/' }, { chargeId: 'c2' }]) {
      const other = { ...refundOf(shop), ...change };
      expect(await shop.gateway.refund?.(other, shop.context('r'))).toMatchObject({
        status: 'failed',
        code: 'not_found',
      });
    }
  });

  it('[8.10] are never made where the order does not tell which it has', async () => {
    const shop = await paidShop();
    const context = {
      ...shop.context('r'),
      fetch: async (input: string | URL | Request, init?: RequestInit) => {
        const body = (await (await shop.fetch(input, init)).json()) as Record<string, unknown>;
        delete body['Refunds'];
        return Response.json(body);
      },
    };
    const input = refundOf(shop);
    await expect(shop.gateway.refund?.(input, context)).rejects.toThrow(/which refunds/);
    await expect(shop.gateway.lookupRefund?.(input, context)).rejects.toThrow(/which refunds/);
    expect(shop.vendor.orders('c1')[0]?.refunds).toEqual([]);
  });

  it('[8.10] a record over another amount is a mismatch', async () => {
    const shop = await paidShop();
    await shop.gateway.refund?.(refundOf(shop), shop.context('r'));
    const other = refundOf(shop, 'r1', 451n);
    const looked = shop.gateway.lookupRefund?.(other, shop.context('r'));
    await expect(looked).rejects.toMatchObject({ reason: 'amount' });
  });
});

describe('movements at 2Checkout', () => {
  it('[8.10] of a span are payments and refunds of its time, and not those of tests', async () => {
    const shop = await paidShop({ live: true });
    const test = new URL(pageIn(await shop.start('c2')));
    test.searchParams.set('test', '1');
    shop.vendor.pay(test.href);
    shop.vendor.pay(pageIn(await shop.start('c3')), 'declined');
    shop.pass(40 * 24 * 3600);
    shop.vendor.refundThere('c1', 300n);
    const at = shop.now().getTime();
    const of = async (days: number) => {
      const from = new Date(at - days * 24 * 3600_000 - 1000);
      const until = new Date(from.getTime() + 2000);
      const moved = await shop.gateway.movements?.({ from, until }, shop.context('m'));
      return moved?.map(({ chargeId, kind, refundId }) => [kind, chargeId, refundId]);
    };
    expect(await of(40)).toEqual([['payment', 'c1', null]]);
    expect(await of(20)).toEqual([]);
    expect(await of(0)).toEqual([['refund', 'c1', null]]);
  });

  it('[8.12] a chargeback that is accepted is lost', async () => {
    const shop = await paidShop();
    shop.vendor.chargeback('c1', 'ACCEPTED');
    const [, dispute] = await movementsOf(shop);
    expect(dispute).toMatchObject({ kind: 'dispute', state: 'done', amount: euros });
    expect(dispute?.reason).toBe('FRAUD');
  });

  it('[8.10] of a charge that was never paid there are none', async () => {
    const shop = openShop();
    const { reference } = (await shop.start('c1')) as { reference: string };
    const query = { chargeId: 'c1', reference, amount: euros };
    expect(await shop.gateway.movements?.(query, shop.context('m'))).toEqual([]);
  });
});
