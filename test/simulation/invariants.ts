import { sql } from 'kysely';
import { checkBooks } from '../../src/engine/books/check.ts';
import type { Handle } from '../../src/storage/database.ts';
import { zonedDate } from './time.ts';
import { peek, type Universe } from './universe.ts';
import { moneyViolations } from './vendor-invariants.ts';

/** One thing that must hold: a query of what breaks it, one row for each breach. */
interface Invariant {
  readonly text: string;
  readonly breaches: ReturnType<typeof sql<{ what: string }>>;
}

/** What must hold of the rows alone, beyond the rules of the books, once all is at rest. */
const ofRows: readonly Invariant[] = [
  {
    text: 'no charge is open, but one that waits for a transfer (I27)',
    breaches: sql`select id || ' ' || state as what from charges
      where state in ('created', 'sent', 'action_required', 'pending', 'unknown')
      and plugin_id <> 'manual'`,
  },
  {
    text: 'no refund is on its way',
    breaches: sql`select id || ' ' || state as what from refunds
      where state in ('created', 'unknown', 'pending')`,
  },
  {
    text: 'every task has ended, or waits for a date (I50)',
    breaches: sql`select key || ' ' || state as what from tasks
      where state in ('due', 'running', 'unknown') and kind <> 'order.lapse'`,
  },
  {
    text: 'a task that failed has told the operator',
    breaches: sql`select key as what from tasks where state = 'failed' and not exists (
      select 1 from todos where audience = 'operator' and (todos.client_id = tasks.client_id
      or todos.package_id = subject_id
      or todos.key = 'reconcile.failed:' || tasks.plugin_id || ':' || tasks.subject_id))`,
  },
  {
    text: 'a paid package is set up, or someone knows (I24)',
    breaches: sql`select packages.id as what from packages join orders on orders.id = order_id
      where orders.status = 'paid' and packages.status = 'pending'`,
  },
  {
    text: 'what an invoice was charged for each period stands once (I12)',
    breaches: sql`select a.item_id || ' ' || a.period_start as what from invoice_lines a
      join invoice_lines b on a.item_id = b.item_id and a.id < b.id
      and a.kind = 'cycle' and b.kind = 'cycle' and a.standing and b.standing
      and a.period_start < b.period_end and b.period_start < a.period_end`,
  },
  {
    text: 'no client is parked',
    breaches: sql`select id || ' ' || parked_reason as what from clients
      where parked_at is not null`,
  },
  {
    // The hour of the run drifts, so that of yesterday may come after midnight.
    text: 'the run has nothing left to do of the days before yesterday',
    breaches: sql`select id || ' ' || next_work_on as what from clients
      where status = 'active'
      and next_work_on < current_setting('simulation.today')::date - 1`,
  },
];

/** All that is wrong with a world that has come to rest. */
export async function violationsAtRest(universe: Universe): Promise<readonly string[]> {
  return peek(universe, async (handle) => {
    await sql`select set_config('simulation.today', ${zonedDate(universe)}, false)`.execute(handle);
    const found = await rowViolations(handle);
    found.push(...(await bookViolations(universe, handle)));
    found.push(...(await moneyViolations(universe, handle)));
    found.push(...(await panelViolations(universe, handle)));
    found.push(...(await mailViolations(universe, handle)));
    return found;
  });
}

/** Adds what breaks a rule of the books, which must hold at every moment. */
export async function checkBooksOf(universe: Universe): Promise<void> {
  if (universe.violations.length > 0) return;
  universe.violations.push(...(await peek(universe, (handle) => bookViolations(universe, handle))));
}

async function bookViolations({ without }: Universe, handle: Handle): Promise<string[]> {
  const { violations } = await checkBooks({ handle });
  // Without a guard an index is missing: that must be noticed by what comes of it.
  return violations
    .filter(({ rule }) => without === null || rule !== 'I16a')
    .map(({ rule, says, ids }) => `${rule} ${says} Not so: ${ids.join(', ')}`);
}

async function rowViolations(handle: Handle): Promise<string[]> {
  const found: string[] = [];
  for (const { text, breaches } of ofRows) {
    const { rows } = await breaches.execute(handle);
    if (rows.length > 0) found.push(`${text}: ${rows.map(({ what }) => what).join(', ')}`);
  }
  return found;
}

/** The accounts at the panel are those of the packages that run or are suspended (I49). */
async function panelViolations({ vendorState }: Universe, handle: Handle): Promise<string[]> {
  const packages = await handle
    .selectFrom('packages')
    .select(['id', 'status', 'panel_plugin', 'panel_plan', 'panel_reference'])
    .where('panel_plugin', 'is not', null)
    .execute();
  const todos = await handle
    .selectFrom('todos')
    .select('package_id')
    .where('audience', '=', 'operator')
    .where('done_at', 'is', null)
    .execute();
  const told = new Set(todos.map(({ package_id }) => package_id));
  const found: string[] = [];
  for (const { id, status, panel_plan, panel_reference } of packages) {
    // The account of a package that was moved still has the id of the one that it came from.
    const accounts = vendorState.accounts.filter(
      (account) => account.externalId === id || account.id === panel_reference,
    );
    const is = accounts.map((account) => `${account.status} ${account.plan}`).join(', ') || 'none';
    const wanted = wantedAccount(status, panel_plan ?? '');
    if (wanted !== null && is !== wanted && !told.has(id)) {
      found.push(`the package ${id} is ${status}; the panel has ${is}`);
    }
  }
  const ids = new Set(packages.map(({ id }) => id));
  for (const { externalId } of vendorState.accounts) {
    if (!ids.has(externalId)) found.push(`the panel has an account of ${externalId}, we have not`);
  }
  return found;
}

function wantedAccount(status: string, plan: string): string | null {
  if (status === 'active') return `active ${plan}`;
  if (status === 'suspended' || status === 'stopped') return `suspended ${plan}`;
  return status === 'canceled' || status === 'pending' ? 'none' : null;
}

/** Each mail once, and every one that is owed (I48). */
async function mailViolations({ mailServer }: Universe, handle: Handle): Promise<string[]> {
  const tasks = await handle
    .selectFrom('tasks')
    .select(['id', 'key', 'state'])
    .where('kind', '=', 'mail.send')
    .execute();
  const host = 'portal.example';
  const found: string[] = [];
  const ids = new Map(tasks.map((task) => [`${task.id}@${host}`, task]));
  for (const messageId of mailServer.taken.keys()) {
    if (!ids.has(messageId)) found.push(`the mail ${messageId} has no task`);
  }
  for (const [messageId, { key, state }] of ids) {
    if (state === 'done' && !mailServer.taken.has(messageId)) found.push(`${key} never arrived`);
  }
  const { rows } = await sql<{ what: string }>`select packages.id as what from packages
    where activated_on is not null and panel_plugin is not null
    and transferred_from is null and not exists (
      select 1 from tasks where key = 'mail:welcome:' || packages.id)`.execute(handle);
  return [...found, ...rows.map(({ what }) => `no welcome for ${what}`)];
}
