import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import {
  allocatePayment,
  applyPayment,
  type ChargeState,
  changeChargeState,
  chargeMachine,
  isOpen,
} from './payment.ts';

const eur = (amount: bigint) => money(amount, 'EUR');

describe('charge', () => {
  const openStates = ['created', 'sent', 'action_required', 'pending', 'unknown'];

  it('[8.5] is open until it has an outcome', () => {
    expect(chargeMachine.states.filter(isOpen)).toEqual(openStates);
  });

  it('[8.6] goes these ways and no others', () => {
    const late = ['failed', 'voided'];
    const allowed = (from: ChargeState, to: ChargeState): boolean => {
      if (to === 'created') return false;
      if (to === 'sent') return from === 'created';
      if (isOpen(from)) return true;
      return late.includes(from) && to === 'succeeded';
    };
    for (const from of chargeMachine.states) {
      for (const to of chargeMachine.states.filter((state) => state !== from)) {
        const ask = () => changeChargeState({ from, to, by: 'engine' });
        if (allowed(from, to)) expect(ask().changed).toBe(true);
        else expect(ask, `${from} → ${to}`).toThrow(`from ${from} to ${to}`);
      }
    }
  });
});

describe('payment', () => {
  const invoices = [
    { id: 'b', balance: eur(500n), dueOn: '2026-02-01' },
    { id: 'a', balance: eur(500n), dueOn: '2026-02-01' },
    { id: 'c', balance: eur(300n), dueOn: '2026-01-01' },
    { id: 'd', balance: eur(0n), dueOn: '2025-01-01' },
    { id: 'e', balance: eur(-50n), dueOn: '2025-01-01' },
  ];
  const pay = (amount: bigint) => {
    const { allocations, surplus } = allocatePayment({ received: eur(amount), invoices });
    return [allocations.map((one) => `${one.id} ${one.amount.amount}`).join(', '), surplus.amount];
  };

  it('[8.1] pays the oldest due first, and of one day by id', () => {
    expect(pay(200n)).toEqual(['c 200', 0n]);
    expect(pay(1000n)).toEqual(['c 300, a 500, b 200', 0n]);
    expect(pay(0n)).toEqual(['', 0n]);
  });

  it('[8.3] reports what no invoice needs', () => {
    expect(pay(1310n)).toEqual(['c 300, a 500, b 500', 10n]);
    expect(applyPayment(eur(100n), eur(130n))).toEqual({
      applied: eur(100n),
      surplus: eur(30n),
      balance: eur(0n),
    });
    expect(applyPayment(eur(100n), eur(30n)).balance).toEqual(eur(70n));
    expect(applyPayment(eur(-5n), eur(30n))).toEqual({
      applied: eur(0n),
      surplus: eur(30n),
      balance: eur(-5n),
    });
  });

  it('refuses another currency and less than nothing', () => {
    expect(() => applyPayment(eur(1n), money(1n, 'USD'))).toThrow(
      expect.objectContaining({ code: 'currency_mismatch' }),
    );
    expect(() => applyPayment(eur(1n), eur(-1n))).toThrow('below zero');
    expect(() => allocatePayment({ received: eur(-1n), invoices: [] })).toThrow('below zero');
  });

  it('[8.3] loses and makes nothing', () => {
    const balances = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { maxLength: 6 });
    fc.assert(
      fc.property(balances, fc.bigInt({ min: 0n, max: 5000n }), (list, amount) => {
        const open = list.map((balance, index) => ({
          id: String(index),
          balance: eur(balance),
          dueOn: `2026-01-0${index + 1}`,
        }));
        const made = allocatePayment({ received: eur(amount), invoices: open });
        const applied = made.allocations.reduce((sum, one) => sum + one.amount.amount, 0n);
        expect(applied + made.surplus.amount).toBe(amount);
        for (const one of made.allocations) {
          expect(one.amount.amount <= (list[Number(one.id)] ?? 0n)).toBe(true);
        }
        if (made.surplus.amount > 0n) expect(applied).toBe(list.reduce((a, b) => a + b, 0n));
      }),
    );
  });
});
