import { expect } from 'vitest';
import { checkBooks } from '../../src/engine/books/check.ts';
import type { World } from './world.ts';

/** Sums of all postings by account and subaccount, minor units. */
export async function bookSums(world: World): Promise<Readonly<Record<string, bigint>>> {
  const rows = await world.read((handle) =>
    handle.selectFrom('postings').selectAll().orderBy('account').orderBy('subaccount').execute(),
  );
  const sums: Record<string, bigint> = {};
  for (const { account, subaccount, amount } of rows) {
    const key = subaccount === null ? account : `${account} ${subaccount}`;
    sums[key] = (sums[key] ?? 0n) + amount;
  }
  return sums;
}

/**
 * What must hold after every test: every rule of the books (`rackrate check`), each entry balances,
 * each client owes what its open invoices sum up to, no invoice has two open charges, what the
 * gateway captured and sent back is that of the books, and no package has two accounts (SPEC 8.5,
 * 8.10, 17.1, 17.4).
 */
export async function expectSoundBooks(world: World): Promise<void> {
  await world.read(async (handle) => {
    expect((await checkBooks({ handle })).violations).toEqual([]);
    const postings = await handle.selectFrom('postings').selectAll().execute();
    const balances = await handle
      .selectFrom('invoice_states')
      .innerJoin('invoices', 'invoices.id', 'invoice_states.invoice_id')
      .select(['invoices.client_id', 'invoices.currency', 'balance', 'invoices.kind'])
      .select(['invoices.total', 'invoice_states.status'])
      .execute();
    const open = await handle
      .selectFrom('charge_allocations')
      .select('invoice_id')
      .where('open', '=', true)
      .execute();
    const perEntry = total(postings.map((row) => [`${row.entry_id} ${row.currency}`, row.amount]));
    expect(Object.values(perEntry).every((sum) => sum === 0n)).toBe(true);
    const owed = total(
      postings
        .filter(({ account }) => account === 'receivable')
        .map((row) => [`${row.client_id} ${row.currency}`, row.amount]),
    );
    expect(withoutZeros(owed)).toEqual(
      withoutZeros(total(balances.map((row) => [`${row.client_id} ${row.currency}`, owedOn(row)]))),
    );
    expect(new Set(open.map((row) => row.invoice_id)).size).toBe(open.length);
    const booked = postings.filter(
      ({ account, subaccount }) => account === 'gateway' && subaccount === 'sandbox',
    );
    const { charges, refunds, disputes } = world.vendor.state();
    const taken = disputes.filter(({ status }) => status !== 'won');
    const moved = [
      ...charges.map((row): [string, bigint] => [row.currency, BigInt(row.captured)]),
      ...[...refunds, ...taken].map((row): [string, bigint] => {
        return [row.currency, -BigInt(row.amount)];
      }),
    ];
    expect(withoutZeros(total(booked.map((row) => [row.currency, row.amount])))).toEqual(
      withoutZeros(total(moved)),
    );
  });
  const accounts = world.vendor.state().accounts.map(({ externalId }) => externalId);
  expect(new Set(accounts).size).toBe(accounts.length);
}

/** Nothing is owed on a proforma, which is not booked; what was paid of it already is. */
function owedOn(row: {
  readonly kind: string;
  readonly status: string;
  readonly total: bigint;
  readonly balance: bigint;
}): bigint {
  if (row.kind !== 'proforma') return row.balance;
  return row.status === 'unpaid' ? row.balance - row.total : 0n;
}

function total(list: readonly (readonly [string, bigint])[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const [key, amount] of list) sums[key] = (sums[key] ?? 0n) + amount;
  return sums;
}

function withoutZeros(sums: Readonly<Record<string, bigint>>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0n));
}
