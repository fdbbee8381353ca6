import { describe, expect, it } from 'vitest';
import { contextOf, deepFreeze } from '../../src/testing/conformance/context.ts';
import { manual } from './index.ts';

const world = { fetch, now: () => new Date() };
const instructions = 'Transfer {amount} to {provider} with the reference {reference}.';

function chargeOf(amount: bigint, currency: string, description = 'HL-2026-000001') {
  return deepFreeze({
    chargeId: 'charge-1',
    amount: { amount, currency },
    description,
    client: { clientId: 'client-1', email: 'ada@example.com', name: 'Ada' },
    data: {},
    save: false,
    onSession: true,
    returnUrl: 'https://shop.example/pay',
    notifyUrl: 'https://shop.example/api/webhooks/gateway',
  });
}

describe('the manual plugin', () => {
  it('[8.1] gives instructions with the exact sum, and waits', async () => {
    const { gateway } = manual({ instructions, provider: 'Host & Co' });
    for (const [amount, currency, written] of [
      [1250n, 'EUR', '12.50 EUR'],
      [1200n, 'JPY', '1200 JPY'],
      [12_345n, 'KWD', '12.345 KWD'],
    ] as const) {
      const record = await gateway?.start(chargeOf(amount, currency), contextOf(world, 'one'));
      expect(record).toEqual({
        status: 'pending',
        reference: 'HL-2026-000001',
        action: {
          kind: 'instructions',
          text: `Transfer ${written} to Host & Co with the reference HL-2026-000001.`,
          reference: 'HL-2026-000001',
        },
      });
    }
  });

  it('[8.1] a reference with braces stays text', async () => {
    const { gateway } = manual({ instructions, provider: '{amount}' });
    const record = await gateway?.start(chargeOf(1n, 'EUR', '{provider}'), contextOf(world, 'one'));
    expect(record).toMatchObject({
      action: { text: 'Transfer 0.01 EUR to {amount} with the reference {provider}.' },
    });
  });

  it('[8.5] never captures: a lookup is pending, a void is done', async () => {
    const { gateway } = manual({ instructions, id: 'cheque' });
    const query = deepFreeze({
      chargeId: 'charge-1',
      reference: 'HL-2026-000001',
      amount: { amount: 1250n, currency: 'EUR' },
    });
    const context = contextOf(world, 'one');
    const reference = 'HL-2026-000001';
    expect(await gateway?.lookup(query, context)).toEqual({ status: 'pending', reference });
    expect(await gateway?.void?.(query, context)).toMatchObject({ status: 'done', reference });
    expect(gateway).toMatchObject({ kind: 'manual', live: false, canSave: false });
  });

  it('[8.1] instructions that name what does not exist do not start', () => {
    expect(() => manual({ instructions: 'Pay {sum}.' })).toThrow(/\{sum\}/);
    expect(() => manual({ instructions: ' ' })).toThrow(/how the client pays/);
    expect(() => manual({ instructions, id: 'By Hand' })).toThrow(/not an id/);
  });
});
