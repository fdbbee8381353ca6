import { expect } from 'vitest';
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
 * What must hold after every test: each entry balances, each client owes what its open invoices
 * sum up to, no invoice has two open charges, the gateway's captures are those of the books, and
 * no package has two accounts (SPEC 8.5, 17.1, 17.4).
 */
export async function expectSoundBooks(world: World): Promise<void> {
  await world.read(async (handle) => {
    const postings = await handle.selectFrom('postings').selectAll().execute();
    const balances = await handle
      .selectFrom('invoice_states')
      .innerJoin('invoices', 'invoices.id', 'invoice_states.invoice_id')
      .select(['invoices.client_id', 'invoices.currency', 'balance', 'invoices.kind'])
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
      withoutZeros(total(balances.map((row) => [`${row.client_id} ${row.currency}`, row.balance]))),
    );
    expect(new Set(open.map((row) => row.invoice_id)).size).toBe(open.length);
    const booked = postings.filter(
      ({ account, subaccount }) => account === 'gateway' && subaccount === 'sandbox',
    );
    const captured = world.vendor.state().charges.map((row): [string, bigint] => {
      return [row.currency, BigInt(row.captured)];
    });
    expect(withoutZeros(total(booked.map((row) => [row.currency, row.amount])))).toEqual(
      withoutZeros(total(captured)),
    );
  });
  const accounts = world.vendor.state().accounts.map(({ externalId }) => externalId);
  expect(new Set(accounts).size).toBe(accounts.length);
}

function total(list: readonly (readonly [string, bigint])[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const [key, amount] of list) sums[key] = (sums[key] ?? 0n) + amount;
  return sums;
}

function withoutZeros(sums: Readonly<Record<string, bigint>>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0n));
}
