import { describe, expect, it } from 'vitest';
import type { PluginAction } from '../../src/ports/outcome.ts';
import { contextOf, deepFreeze } from '../../src/testing/conformance/context.ts';
import { type ManualOptions, manual } from './index.ts';

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

describe('payment by hand to a payee', () => {
  const payee = { name: 'Host & Co', iban: 'DE02 1203 0000 0000 2020 51', bic: 'BYLADEM1001' };
  const detailsOf = async (
    options: Partial<ManualOptions>,
    charge = chargeOf(10_355n, 'EUR'),
  ): Promise<Extract<PluginAction, { kind: 'instructions' }>> => {
    const { gateway } = manual({ instructions, provider: 'Host & Co', ...options });
    const record = await gateway?.start(charge, contextOf(world, 'one'));
    if (record?.status !== 'pending' || record.action?.kind !== 'instructions') {
      throw new Error('There are no instructions.');
    }
    return record.action;
  };

  it('[8.1, S35] a transfer in euros: facts to copy, and a code to scan', async () => {
    const { code, details, reference, text } = await detailsOf({ payee, reference: 'creditor' });
    expect(reference).toMatch(/^RF\d\dHL2026000001$/);
    expect(details).toEqual([
      { name: 'payee', value: 'Host & Co' },
      { name: 'iban', value: 'DE02 1203 0000 0000 2020 51' },
      { name: 'bic', value: 'BYLADEM1001' },
      { name: 'amount', value: '103.55 EUR' },
      { name: 'reference', value: expect.stringMatching(/^RF\d\d HL20 2600 0001$/) },
    ]);
    expect(text).toContain(details?.at(-1)?.value ?? '-');
    expect(code?.size).toBeGreaterThanOrEqual(21);
    expect(code?.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });

  it('[8.1] the same charge has the same reference; several invoices are named by it', async () => {
    const many = chargeOf(100n, 'EUR', 'HL-2026-000001, HL-2026-000002');
    const first = await detailsOf({ payee, reference: 'creditor' }, many);
    expect(await detailsOf({ payee, reference: 'creditor' }, many)).toEqual(first);
    expect(first.reference).toMatch(/^RF\d\dCHARGE1$/);
    const long = chargeOf(100n, 'EUR', 'A-VERY-LONG-NUMBER-OF-AN-INVOICE');
    expect((await detailsOf({ payee, reference: 'creditor' }, long)).reference).toMatch(/CHARGE1$/);
  });

  it('[8.1] there is no code for other currencies, nor without an IBAN', async () => {
    expect((await detailsOf({ payee }, chargeOf(1000n, 'USD'))).code).toBeUndefined();
    const american = { name: 'Host & Co', routingNumber: '011000015', accountNumber: '12345678' };
    const { code, details } = await detailsOf({ payee: american }, chargeOf(1000n, 'USD'));
    expect(code).toBeUndefined();
    expect(details?.map(({ name }) => name)).toEqual([
      'payee',
      'routing_number',
      'account_number',
      'amount',
      'reference',
    ]);
  });

  it('[8.1] a cheque and Western Union name who is paid, and where', async () => {
    const cheque = { name: 'Host & Co', address: '1 Harbour Road, Dover' };
    expect((await detailsOf({ id: 'cheque', payee: cheque })).details).toContainEqual({
      name: 'address',
      value: '1 Harbour Road, Dover',
    });
    const taker = { name: 'Ada Lovelace', address: 'United Kingdom' };
    const { details } = await detailsOf({ id: 'western-union', payee: taker });
    expect(details?.[0]).toEqual({ name: 'payee', value: 'Ada Lovelace' });
  });

  it('[9.3] numbers that are none are refused at the start, by their field', () => {
    for (const [field, change] of [
      ['payee.name', { name: ' ' }],
      ['payee.iban', { iban: 'DE03 1203 0000 0000 2020 51' }],
      ['payee.bic', { bic: 'BYLA' }],
      ['payee.routingNumber', { routingNumber: '011000016' }],
    ] as const) {
      expect(() => manual({ instructions, payee: { ...payee, ...change } })).toThrow(
        expect.objectContaining({ code: 'invalid_input', field }),
      );
    }
  });
});
