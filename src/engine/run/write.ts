import { sql } from 'kysely';
import { fail } from '../../errors.ts';
import {
  type ClientRun,
  type InvoiceToIssue,
  type ItemMove,
  nextIssueOn,
  type PackageToBill,
} from '../../rules/billing-run.ts';
import { minDate, type PlainDate } from '../../rules/plain-date.ts';
import { rowsFrom } from '../../storage/bulk.ts';
import { workDays } from '../agenda.ts';
import type { Scope } from '../context.ts';
import type { InvoiceToWrite } from '../invoices/issue.ts';
import type { ClaimedClient } from './claim.ts';
import type { NewId } from './ids.ts';
import type { LoadedClient } from './load.ts';
import { bulkInsert } from './tables.ts';

/** A client with what the rule decided. */
export interface BilledClient {
  readonly loaded: LoadedClient;
  readonly run: ClientRun;
}

/** What a client is told of an invoice that the run issues. */
const todo = {
  title: 'Pay your invoice',
  text: 'Pay it by its due date, so that your packages go on.',
};

/** An invoice of the run, as {@link InvoiceToWrite}. */
export function toWrite(invoice: InvoiceToIssue, loaded: LoadedClient): InvoiceToWrite {
  return {
    clientId: loaded.toBill.clientId,
    orderId: null,
    currency: invoice.currency,
    dueOn: invoice.dueOn,
    lines: invoice.lines.map((line) => ({
      line,
      packageNumber: loaded.numbers.get(line.packageId) ?? null,
      origin: 'cycle',
      originId: line.itemId,
    })),
    totals: invoice.totals,
    notes: invoice.notes,
    dunned: true,
    charged: true,
    todo,
  };
}

/**
 * Moves how far items are billed, by compare-and-set (Law 5).
 *
 * @throws BillingError `stale_version` when one has moved meanwhile: then nothing may be written.
 */
export async function moveItems(scope: Scope, moves: readonly ItemMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((move) => ({
    id: move.itemId,
    was: move.from,
    now: move.to,
    rest: move.periodsLeft,
    raised: move.raised?.amount ?? null,
  }));
  const columns = {
    id: 'text',
    was: 'date',
    now: 'date',
    rest: 'integer',
    raised: 'bigint',
  } as const;
  const { numAffectedRows } = await sql`
    update package_items as item set
      billed_through = now, promotion_left = rest,
      recurring = coalesce(raised, recurring),
      raised_price = case when raised is null then raised_price end,
      raised_from = case when raised is null then raised_from end,
      version = version + 1
    from ${rowsFrom(columns, rows)}
    where item.id = row.id and item.billed_through = row.was`.execute(scope.handle);
  if (numAffectedRows !== BigInt(rows.length)) {
    fail('stale_version', 'What is billed changed meanwhile. Try again.');
  }
}

/** Brings packages to where their items are now: period, price after a raise, next issue. */
export async function movePackages(scope: Scope, clients: readonly BilledClient[]): Promise<void> {
  const rows = clients.flatMap(({ loaded, run }) => {
    const moves = new Map(run.moves.map((move) => [move.itemId, move]));
    const starts = lastStarts(run);
    return loaded.toBill.packages.map((one) => packageRow(scope, one, moves, starts));
  });
  if (rows.length === 0) return;
  const columns = {
    id: 'text',
    starts: 'date',
    ends: 'date',
    issue: 'date',
    dearer: 'bigint',
  } as const;
  await sql`
    update packages as package set
      period_start = coalesce(starts, period_start), period_end = coalesce(ends, period_end),
      next_issue_on = issue, price = price + dearer,
      version = version + (ends is not null)::integer
    from ${rowsFrom(columns, rows)} where package.id = row.id`.execute(scope.handle);
}

/** Of each item the start of the last period that was billed or excused. */
function lastStarts({ invoices, excused }: ClientRun): ReadonlyMap<string, PlainDate> {
  const starts = new Map<string, PlainDate>();
  const note = (itemId: string, start: PlainDate): void => {
    const known = starts.get(itemId);
    if (known === undefined || known < start) starts.set(itemId, start);
  };
  for (const { lines } of invoices) {
    for (const { itemId, period } of lines) note(itemId, period.start);
  }
  for (const { itemId, span } of excused) note(itemId, span.start);
  return starts;
}

interface PackageMove {
  readonly id: string;
  readonly starts: PlainDate | null;
  readonly ends: PlainDate | null;
  readonly issue: PlainDate | null;
  readonly dearer: bigint;
}

function packageRow(
  scope: Scope,
  before: PackageToBill,
  moves: ReadonlyMap<string, ItemMove>,
  starts: ReadonlyMap<string, PlainDate>,
): PackageMove {
  let dearer = 0n;
  let plan: ItemMove | undefined;
  const items = before.items.map((item) => {
    const move = moves.get(item.itemId);
    if (move === undefined) return item;
    if (item.addOnId === null) plan = move;
    if (move.raised !== null) {
      dearer += (move.raised.amount - item.price.amount) * BigInt(item.quantity);
    }
    return { ...item, billedThrough: move.to };
  });
  const { billing } = scope.context.catalog.provider;
  return {
    id: before.packageId,
    starts: plan === undefined ? null : (starts.get(plan.itemId) ?? null),
    ends: plan?.to ?? null,
    issue: nextIssueOn({ ...before, items }, billing),
    dearer,
  };
}

/** Keeps the days that a rule excuses, with the rule (SPEC 6.8). */
export async function keepExcused(
  scope: Scope,
  clients: readonly BilledClient[],
  newId: NewId,
): Promise<void> {
  const rows = clients.flatMap(({ run }) =>
    run.excused.map(({ itemId, packageId, span, rule }) => ({
      id: newId(),
      package_id: packageId,
      item_id: itemId,
      span_start: span.start,
      span_end: span.end,
      rule,
      made_on: scope.today,
    })),
  );
  await bulkInsert(scope.handle, 'excused_spans', rows);
}

/**
 * Writes on which day the run next has something to do for clients: the earliest of what stands
 * and of their new invoices, which are not written yet so that their numbers are taken last.
 *
 * @returns those for whom something stays due until that day.
 */
export async function scheduleClients(
  scope: Scope,
  clients: readonly ClaimedClient[],
  { firsts, until }: { readonly firsts: ReadonlyMap<string, PlainDate>; readonly until: PlainDate },
): Promise<readonly string[]> {
  const rows = clients.map(({ id }) => ({ id, first: firsts.get(id) ?? null }));
  const columns = { id: 'text', first: 'date' } as const;
  const due = await sql<{ readonly id: string }>`
    with moved as (
      update clients as client set next_work_on = least(row.first, ${workDays(sql`row.id`)})
      from ${rowsFrom(columns, rows)} where client.id = row.id returning client.id, next_work_on)
    select id from moved where next_work_on <= ${until}`.execute(scope.handle);
  return due.rows.map(({ id }) => id);
}

/** The earliest of the first days of dunning and charging, by client. */
export function earliest(
  states: readonly {
    readonly client_id: string;
    readonly next_step_on?: PlainDate | null | undefined;
    readonly charge_on?: PlainDate | null | undefined;
  }[],
): ReadonlyMap<string, PlainDate> {
  const firsts = new Map<string, PlainDate>();
  for (const { client_id, next_step_on, charge_on } of states) {
    for (const day of [next_step_on, charge_on]) {
      if (day === null || day === undefined) continue;
      const known = firsts.get(client_id);
      firsts.set(client_id, known === undefined ? day : minDate(known, day));
    }
  }
  return firsts;
}
