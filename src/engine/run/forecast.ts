import { sql } from 'kysely';
import { parseCycle } from '../../rules/cycle.ts';
import { add, formatAmount, type Money, money } from '../../rules/money.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import type { Scope } from '../context.ts';

/** What a run is expected to come to, found from the packages' prices alone. */
export interface Forecast {
  /** Clients for whom something is due. */
  readonly clients: number;
  /** The prices of the periods that are due, per currency. */
  readonly sums: ReadonlyMap<string, Money>;
}

/** Days of a unit of a cycle, rounded down so that a forecast is not too small. */
const unitDays = { week: 7, month: 28, year: 365 } as const;

/** Counts what is due by a day, by two statements (SPEC 16.8). */
export async function forecastRun(scope: Scope, until: PlainDate): Promise<Forecast> {
  const due = await sql<{ readonly count: bigint }>`
    select count(*) as count from clients
    where next_work_on <= ${until} and next_work_on is not null and parked_at is null`.execute(
    scope.handle,
  );
  const clients = Number(due.rows[0]?.count ?? 0n);
  if (clients === 0) return { clients, sums: new Map() };
  const { rows } = await sql<{
    readonly currency: string;
    readonly cycle: string;
    readonly once: string;
    readonly days: string;
  }>`
    select currency, cycle, sum(price)::text as once,
      sum(price * (${until}::date - next_issue_on))::text as days
    from packages where next_issue_on <= ${until}
    group by currency, cycle`.execute(scope.handle);
  const sums = new Map<string, Money>();
  for (const { currency, cycle, once, days } of rows) {
    const amount = money(BigInt(once) + BigInt(days) / daysOf(cycle), currency);
    const before = sums.get(currency);
    sums.set(currency, before === undefined ? amount : add(before, amount));
  }
  return { clients, sums };
}

/** A cycle that nobody can read parks its client later; it must not keep the run from others. */
function daysOf(id: string): bigint {
  try {
    const cycle = parseCycle(id);
    return cycle.unit === 'one-time' ? 1n : BigInt(unitDays[cycle.unit] * cycle.count);
  } catch {
    return BigInt(unitDays.month);
  }
}

/**
 * Why a run must stop, or null: what it issued passes its forecast so many times (SPEC 16.8).
 * Where nothing was foreseen in a currency there is no bound.
 */
export function passedForecast(
  sums: readonly Money[],
  forecast: Forecast,
  factor: number,
): string | null {
  for (const sum of sums) {
    const expected = forecast.sums.get(sum.currency);
    if (expected === undefined || expected.amount === 0n) continue;
    // The factor may be a fraction; a thousandth is fine enough for a bound.
    if (sum.amount * 1000n <= expected.amount * BigInt(Math.round(factor * 1000))) continue;
    const [would, foreseen] = [formatAmount(sum), formatAmount(expected)];
    return `The run would invoice ${would} ${sum.currency}, and ${foreseen} were expected.`;
  }
  return null;
}
