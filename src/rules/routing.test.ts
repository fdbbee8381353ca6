import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chainOf,
  expiredFrom,
  expiryOf,
  nextAccount,
  ownAccount,
  type PayingAccount,
} from './routing.ts';

function account(id: string, more: Partial<PayingAccount> = {}): PayingAccount {
  return {
    id,
    isDefault: false,
    byHand: false,
    chargeable: true,
    expiryMonth: null,
    expiryYear: null,
    fallbackRank: null,
    ...more,
  };
}

describe('who pays', () => {
  const accounts = [
    account('visa', { isDefault: true }),
    account('sepa', { fallbackRank: 2 }),
    account('amex', { fallbackRank: 1 }),
    account('spare'),
  ];

  it('[8.8, 9.4] is asked where the client pays by hand, and nothing steps in', () => {
    const byHand = account('transfer', { byHand: true, chargeable: false });
    expect(chainOf('transfer', [...accounts, byHand], '2026-11-23')).toEqual([]);
    const standing = { ...byHand, isDefault: true };
    const others = accounts.map((one) => ({ ...one, isDefault: false }));
    expect(chainOf(null, [...others, standing], '2026-11-23')).toEqual([]);
    expect(chainOf('spare', [...others, standing], '2026-11-23')[0]?.id).toBe('spare');
  });

  it('[8.8] the account of the package, then the default one, then those that step in', () => {
    expect(chainOf('spare', accounts, '2026-11-22')).toEqual([
      { id: 'spare', why: 'own' },
      { id: 'visa', why: 'default' },
      { id: 'amex', why: 'fallback' },
      { id: 'sepa', why: 'fallback' },
    ]);
    expect(chainOf(null, accounts, '2026-11-22').map(({ id }) => id)).toEqual([
      'visa',
      'amex',
      'sepa',
    ]);
  });

  it('[8.8] an account is charged once in a chain, for its first reason', () => {
    const both = [account('a', { isDefault: true, fallbackRank: 1 })];
    expect(chainOf('a', both, '2026-11-22')).toEqual([{ id: 'a', why: 'own' }]);
  });

  it('[8.8] one that its gateway cannot charge, or that has expired by the day, is passed over', () => {
    const list = [
      account('gone', { isDefault: true, chargeable: false }),
      account('old', { fallbackRank: 1, expiryMonth: 11, expiryYear: 2026 }),
      account('good', { fallbackRank: 2 }),
    ];
    expect(chainOf('gone', list, '2026-11-30').map(({ id }) => id)).toEqual(['old', 'good']);
    expect(chainOf('gone', list, '2026-12-01').map(({ id }) => id)).toEqual(['good']);
  });

  it('[9.5] an invoice whose packages name different accounts is paid by default', () => {
    expect(ownAccount(['a', 'a'])).toBe('a');
    expect(ownAccount(['a', 'b'])).toBeNull();
    expect(ownAccount(['a', null])).toBeNull();
    expect(ownAccount([])).toBeNull();
  });

  it('[8.8] after a decline without hope, or all tries, the next account is charged', () => {
    const chain = chainOf(null, accounts, '2026-11-22');
    const soft = { accountId: 'visa', hopeless: false };
    expect(nextAccount(chain, [], 3)).toBe('visa');
    expect(nextAccount(chain, [soft, soft], 3)).toBe('visa');
    expect(nextAccount(chain, [soft, soft, soft], 3)).toBe('amex');
    expect(nextAccount(chain, [{ accountId: 'visa', hopeless: true }], 3)).toBe('amex');
    const all = ['visa', 'amex', 'sepa'].map((accountId) => ({ accountId, hopeless: true }));
    expect(nextAccount(chain, all, 3)).toBeNull();
  });

  it('[8.8] whatever was declined, nothing is charged more often than it has tries', () => {
    const ids = fc.constantFrom('visa', 'amex', 'sepa', 'spare');
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 4 }), (own, tries) => {
        const chain = chainOf(own, accounts, '2026-11-22');
        const declined: { accountId: string; hopeless: boolean }[] = [];
        for (let next = nextAccount(chain, declined, tries); next !== null; ) {
          declined.push({ accountId: next, hopeless: false });
          next = nextAccount(chain, declined, tries);
        }
        expect(declined).toHaveLength(chain.length * tries);
      }),
    );
  });
});

describe('an account that expires', () => {
  const card = { expiryMonth: 12, expiryYear: 2026 };

  it('[9.9] is good through the last day of its month, and called expiring before', () => {
    expect(expiredFrom(card)).toBe('2027-01-01');
    expect(expiryOf(card, '2026-12-31')).toBe('soon');
    expect(expiryOf(card, '2027-01-01')).toBe('expired');
    expect(expiryOf(card, '2026-10-01')).toBe('soon');
    expect(expiryOf(card, '2026-09-30')).toBe('fine');
    expect(expiryOf({ expiryMonth: null, expiryYear: null }, '2026-09-30')).toBe('fine');
  });
});
