import { describe, expect, it } from 'vitest';
import { entryForDispute, entryForDisputeWon, splitDispute, sumOfParts } from './dispute.ts';
import { type Money, money } from './money.ts';

const eur = (amount: bigint): Money => money(amount, 'EUR');
const own = { key: 'd', clientId: 'c', gatewayId: 'stripe' };
const shown = (entry: ReturnType<typeof entryForDispute>): string[] =>
  entry.postings.map(({ account, amount }) => `${account} ${amount.amount}`);

describe('a dispute', () => {
  it('[8.12] opens what was paid last first, and no more than each got', () => {
    const paid = [
      { invoiceId: 'a', amount: eur(500n) },
      { invoiceId: 'b', amount: eur(300n) },
      { invoiceId: null, amount: eur(200n) },
    ];
    expect(splitDispute(eur(1000n), paid)).toEqual({
      parts: [
        { invoiceId: 'b', amount: eur(300n) },
        { invoiceId: 'a', amount: eur(500n) },
      ],
      credit: eur(200n),
    });
    // Invoices come first; what a fee of the bank adds was never credit.
    expect(splitDispute(eur(900n), paid).credit).toEqual(eur(100n));
    expect(splitDispute(eur(1200n), paid).credit).toEqual(eur(200n));
    expect(splitDispute(eur(350n), paid).parts.map(({ amount }) => amount.amount)).toEqual([
      300n,
      50n,
    ]);
    expect(splitDispute(eur(900n), [])).toEqual({ parts: [], credit: eur(0n) });
  });

  it('[8.12, 17.1] is owed again as far as invoices had it, and takes credit; we bear the rest', () => {
    const credit = eur(150n);
    const entry = entryForDispute({ ...own, amount: eur(1000n), owed: eur(800n), credit });
    expect(shown(entry)).toEqual(['gateway -1000', 'receivable 800', 'credit 150', 'write_off 50']);
    const tooMuch = { ...own, amount: eur(949n), owed: eur(800n), credit };
    expect(() => entryForDispute(tooMuch)).toThrow();
  });

  it('[8.12, 17.1] that is won pays what is open; what was paid twice is account credit', () => {
    const won = { ...own, amount: eur(1000n), owed: eur(500n), credit: eur(300n) };
    expect(shown(entryForDisputeWon(won))).toEqual([
      'gateway 1000',
      'receivable -500',
      'credit -300',
      'write_off -200',
    ]);
    expect(() => entryForDisputeWon({ ...won, credit: eur(501n) })).toThrow();
  });

  it('[8.12] parts sum in their currency, none to nothing', () => {
    expect(sumOfParts([{ amount: eur(1n) }, { amount: eur(2n) }], 'EUR')).toEqual(eur(3n));
    expect(sumOfParts([], 'JPY')).toEqual(money(0n, 'JPY'));
  });
});
