import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { gatewayConformance } from '../../src/testing/conformance/gateway.ts';
import { panelConformance } from '../../src/testing/conformance/panel.ts';
import {
  type ListeningVendor,
  startSandboxVendor,
  vendorSecret,
  vendorWebhookSecret,
} from '../../test/fakes/sandbox-vendor.ts';
import { sandbox } from './index.ts';

const world = { fetch, now: () => new Date() };

function pluginOf(vendor: ListeningVendor, account = 'sandbox') {
  const access = { url: vendor.url, secret: vendorSecret, webhookSecret: vendorWebhookSecret };
  const { gateway, panel } = sandbox({ ...access, account });
  if (gateway === undefined || panel === undefined) throw new Error('A capability is missing.');
  return { gateway, panel };
}

function dataOf(vendor: ListeningVendor, number: string) {
  return async (): Promise<Readonly<Record<string, string>>> => ({
    token: await vendor.token(number),
  });
}

gatewayConformance({
  name: 'sandbox',
  parts: [
    'challenge',
    'late',
    'partial',
    'notification',
    'void',
    'refund',
    'movements',
    'dispute',
    'setup',
  ],
  make: async () => {
    const vendor = await startSandboxVendor();
    const chargesOf = (chargeId: string) =>
      vendor.vendor.state().charges.filter((row) => row.chargeId === chargeId);
    return {
      ...world,
      gateway: pluginOf(vendor).gateway,
      approve: dataOf(vendor, '4242424242424242'),
      decline: dataOf(vendor, '4000000000009995'),
      challenge: dataOf(vendor, '4000000000003220'),
      late: dataOf(vendor, '4000000000000077'),
      partial: dataOf(vendor, '4000000000000341'),
      held: async (chargeId) => {
        const charges = chargesOf(chargeId);
        const captured = charges.reduce((sum, row) => sum + BigInt(row.captured), 0n);
        return { count: charges.length, captured };
      },
      disturb: (target, fault) =>
        vendor.switch(target === 'lookup' ? 'charge_lookup' : target, fault),
      refunded: async (chargeId) => {
        const rows = vendor.vendor.state().refunds.filter((row) => row.chargeId === chargeId);
        const amount = rows.reduce((sum, row) => sum + BigInt(row.amount), 0n);
        return { count: rows.length, amount };
      },
      answerChallenge: async (url, approve) => {
        const body = new URLSearchParams({ answer: approve ? 'approve' : 'reject' });
        const response = await fetch(url, { method: 'POST', body });
        expect(response.status).toBe(200);
      },
      settle: async (chargeId) => {
        const id = chargesOf(chargeId)[0]?.id ?? '';
        expect((await vendor.ask('POST', `/admin/settle/${id}`, {})).status).toBe(200);
      },
      notification: (chargeId) => vendor.webhook(chargeId),
      refundThere: async (chargeId, amount) => {
        const body = { chargeId, amount: Number(amount) };
        expect((await vendor.ask('POST', '/admin/refunds', body)).status).toBe(201);
      },
      dispute: async (chargeId, to) => {
        expect((await vendor.ask('POST', '/admin/disputes', { chargeId, to })).status).toBe(200);
      },
      close: () => vendor.close(),
    };
  },
});

const panelTargets = {
  create: 'account',
  lookup: 'account_lookup',
  change: 'account_change',
  terminate: 'account_delete',
} as const;

panelConformance({
  name: 'sandbox',
  signsIn: true,
  make: async () => {
    const vendor = await startSandboxVendor({ plans: ['silver', 'gold'] });
    return {
      ...world,
      panel: pluginOf(vendor).panel,
      plans: ['silver', 'gold'],
      held: async (packageId) =>
        vendor.vendor.state().accounts.filter((row) => row.externalId === packageId).length,
      disturb: (target, fault) => vendor.switch(panelTargets[target], fault),
      open: async (url) => {
        const entry = await fetch(url, { redirect: 'manual' });
        const cookie = (entry.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
        const home = await fetch(`${vendor.url}/panel/home`, { headers: { cookie } });
        return { entered: entry.status === 303 && home.ok, text: await home.text() };
      },
      close: () => vendor.close(),
    };
  },
});

describe('the sandbox plugin', () => {
  const charge = {
    chargeId: 'charge-1',
    amount: { amount: 1250n, currency: 'EUR' },
    description: 'HL-2026-000001',
    client: { clientId: 'client-1', email: 'ada@example.com', name: 'Ada' },
    save: true,
    onSession: true,
    returnUrl: 'https://shop.example/pay',
    notifyUrl: 'https://shop.example/api/webhooks/gateway',
  };

  it('[8.7] does not start with a short webhook secret', () => {
    const options = { url: 'http://127.0.0.1:1', secret: 'sk_1234567' };
    for (const webhookSecret of ['', 'x'.repeat(31)]) {
      expect(() => sandbox({ ...options, webhookSecret })).toThrow(/webhook secret/);
    }
    expect(() =>
      sandbox({ ...options, url: 'ftp://x', webhookSecret: vendorWebhookSecret }),
    ).toThrow(/http/);
  });

  it('[8.7] a webhook older than five minutes gives no facts', async () => {
    const vendor = await startSandboxVendor();
    const { gateway } = pluginOf(vendor);
    const data = { token: await vendor.token('4242424242424242') };
    await gateway.start({ ...charge, data }, contextOf(world, 'key-1'));
    const facts = [];
    for (const seconds of [0, 290, 310, -310]) {
      const parts = await vendor.webhook('charge-1');
      const request = new Request('https://shop.example/', { method: 'POST', ...parts });
      const then = { fetch, now: () => new Date(Date.now() + seconds * 1000) };
      facts.push((await gateway.notify?.(request, contextOf(then, 'hook')))?.facts.length);
    }
    expect(facts).toEqual([1, 1, 0, 0]);
    await vendor.close();
  });

  it('[8.5] a record of another account of the vendor is never booked', async () => {
    const vendor = await startSandboxVendor();
    const data = { token: await vendor.token('4242424242424242') };
    const { gateway } = pluginOf(vendor, 'other');
    const call = gateway.start({ ...charge, data }, contextOf(world, 'key-1'));
    await expect(call).rejects.toThrow(/another account/);
    await vendor.close();
  });

  it('[8.5] a saved card pays again without the client', async () => {
    const vendor = await startSandboxVendor();
    const { gateway } = pluginOf(vendor);
    const data = { token: await vendor.token('4242424242424242') };
    const first = await gateway.start({ ...charge, data }, contextOf(world, 'key-1'));
    if (first.status !== 'done' || first.value.saved === undefined) throw new Error('Not saved.');
    expect(first.value).toMatchObject({ label: 'Visa •••• 4242', statusCode: '00' });
    const { methodReference, expiryYear } = first.value.saved;
    expect(expiryYear).toBe(2039);
    const next = { ...charge, chargeId: 'charge-2', data: {}, methodReference, onSession: false };
    const second = await gateway.start(next, contextOf(world, 'key-2'));
    expect(second).toMatchObject({ status: 'done', value: { captured: charge.amount } });
    await vendor.close();
  });

  it('[8.5] each decline has its group, and a stolen card is not called so', async () => {
    const vendor = await startSandboxVendor();
    const { gateway } = pluginOf(vendor);
    for (const [number, group, vendorCode] of [
      ['4000000000000002', 'try_later', '05'],
      ['4000000000009995', 'insufficient_funds', '51'],
      ['4000000000000069', 'expired_card', '54'],
      ['4000000000000127', 'wrong_data', '82'],
      ['4000000000009987', 'stolen', '41'],
      ['4000000000009979', 'stolen', '43'],
    ] as const) {
      const data = { token: await vendor.token(number) };
      const input = { ...charge, chargeId: `charge-${number}`, data };
      const record = await gateway.start(input, contextOf(world, number));
      expect(record).toMatchObject({ status: 'failed', code: 'declined', group, vendorCode });
      expect(record.status === 'failed' && record.message).not.toMatch(/stolen|lost/i);
    }
    await vendor.close();
  });
});
