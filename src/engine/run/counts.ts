import type { RunCounts } from '../../contract/runs.ts';
import { add, type Money } from '../../rules/money.ts';

/** What a part of a run did; what is left out is none. */
export type Done = Partial<RunCounts>;

/** Nothing done. */
export const nothingDone: RunCounts = {
  clients: 0,
  invoices: 0,
  lines: 0,
  sums: [],
  charges: 0,
  reminders: 0,
  lateFees: 0,
  suspensions: 0,
  terminations: 0,
  trialsEnded: 0,
  changes: 0,
  cancelations: 0,
  usageInvoices: 0,
  commissions: 0,
  parked: 0,
};

/** Adds what was done to what had been done. */
export function addCounts(counts: RunCounts, done: Done): RunCounts {
  const { sums, ...numbers } = done;
  const sum: Record<string, unknown> = { ...counts };
  for (const [name, count] of Object.entries(numbers)) {
    sum[name] = (counts[name as keyof typeof numbers] ?? 0) + count;
  }
  return {
    ...(sum as unknown as RunCounts),
    sums: sums === undefined ? counts.sums : addSums(counts.sums, sums),
  };
}

/** Adds amounts by currency, in the order of their codes. */
export function addSums(a: readonly Money[], b: readonly Money[]): readonly Money[] {
  const sums = new Map<string, Money>();
  for (const amount of [...a, ...b]) {
    const { currency } = amount;
    const before = sums.get(currency);
    sums.set(currency, before === undefined ? amount : add(before, amount));
  }
  return [...sums.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}
