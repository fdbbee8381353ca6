import { sql } from 'kysely';
import { arrayLiteral } from '../../storage/bulk.ts';
import type { Scope } from '../context.ts';
import { isOff } from '../switches.ts';
import { attempt } from './attempt.ts';
import { issueBatch } from './batch.ts';
import {
  type ClaimedClient,
  type Cursor,
  claimClient,
  claimClients,
  clientsWithMore,
} from './claim.ts';
import { workClient } from './client.ts';
import type { Done } from './counts.ts';
import { faultOf, parkClient } from './faults.ts';
import { type Running, stopsRun } from './running.ts';

/** What is left after a batch. */
interface Batch {
  readonly clients: readonly ClaimedClient[];
  /** Clients to be done one by one. */
  readonly single: readonly string[];
  /** Clients for whom something stays due, such as what is switched off. */
  readonly left: readonly string[];
  readonly done: Done;
}

/**
 * Does everything that is due, in two passes: the first passes over the clients that others hold,
 * the second waits for them, so that when a run ends nothing is due that it could have done.
 */
export async function workThrough(running: Running): Promise<void> {
  const left = new Set<string>();
  await pass(running, { left, wait: false });
  // A preview leaves everything due, so there is no telling who was passed over.
  if (running.mode.preview) return;
  while (!running.stopAsked() && (await someAreDue(running, left))) {
    await pass(running, { left, wait: true });
  }
}

interface Pass {
  readonly left: Set<string>;
  readonly wait: boolean;
}

async function pass(running: Running, { left, wait }: Pass): Promise<void> {
  let after: Cursor | null = null;
  while (!running.stopAsked()) {
    const batch: Batch = await oneBatch(running, { after, left, wait });
    for (const id of batch.left) left.add(id);
    running.note(batch.done);
    for (const id of batch.single) {
      if (running.stopAsked()) return;
      if (!(await oneClient(running, id))) left.add(id);
    }
    running.mode.context.wake?.();
    const last = batch.clients.at(-1);
    if (last === undefined) return;
    after = { day: last.next_work_on, id: last.id };
  }
}

/** One transaction for many clients; where it fails, all of them are done one by one (16.5). */
async function oneBatch(
  running: Running,
  { after, left, wait }: Pass & { readonly after: Cursor | null },
): Promise<Batch> {
  const { mode, until, batchSize: limit } = running;
  let clients: readonly ClaimedClient[] = [];
  try {
    return await attempt(mode, async (scope): Promise<Batch> => {
      const claimed = await claimClients(scope, { until, after, limit, wait });
      clients = claimed;
      const batch = await issueSimple(scope, running, wait ? without(claimed, left) : claimed);
      running.check(batch.done);
      return { ...batch, clients: claimed };
    });
  } catch (error) {
    if (stopsRun(error) || clients.length === 0) throw error;
    mode.context.log(`A batch of the run is done one by one: ${faultOf(error).reason}`);
    return { clients, single: clients.map(({ id }) => id), left: [], done: {} };
  }
}

function without(
  clients: readonly ClaimedClient[],
  left: ReadonlySet<string>,
): readonly ClaimedClient[] {
  return clients.filter(({ id }) => !left.has(id));
}

async function issueSimple(
  scope: Scope,
  { until, oneByOne }: Running,
  clients: readonly ClaimedClient[],
): Promise<Omit<Batch, 'clients'>> {
  if (clients.length === 0) return { single: [], left: [], done: {} };
  const ids = clients.map(({ id }) => id);
  if (oneByOne) return { single: ids, left: [], done: {} };
  const more = await clientsWithMore(scope, ids, until);
  const simple = clients.filter(({ id }) => !more.has(id));
  const single = ids.filter((id) => more.has(id));
  if (simple.length === 0 || (await isOff(scope, 'invoicing'))) {
    return { single, left: simple.map(({ id }) => id), done: {} };
  }
  const { done, refused, left } = await issueBatch(scope, simple, until);
  // Of an invoice that was issued late a reminder may be due at once.
  return { single: [...single, ...refused, ...left], left: [], done };
}

/** All that is due for one client, in a transaction of its own. Answers whether none is left. */
async function oneClient(running: Running, id: string): Promise<boolean> {
  const { mode, until } = running;
  try {
    const ended = await attempt(mode, async (scope) => {
      const client = await claimClient(scope, { id, until });
      if (client === null) return { done: {}, settled: true };
      const done = await workClient(scope, client, until);
      running.check(done);
      return { done, settled: (await claimClient(scope, { id, until })) === null };
    });
    running.note(ended.done);
    return ended.settled;
  } catch (error) {
    if (stopsRun(error)) throw error;
    const { parks, reason } = faultOf(error);
    running.problem({ clientId: id, reason });
    running.note({ clients: 1, parked: parks ? 1 : 0 });
    if (parks) await attempt(mode, (scope) => parkClient(scope, id, reason));
    return parks;
  }
}

async function someAreDue({ mode, until }: Running, left: ReadonlySet<string>): Promise<boolean> {
  return attempt(mode, async (scope) => {
    const { rows } = await sql<{ readonly id: string }>`
      select id from clients
      where next_work_on <= ${until} and next_work_on is not null and parked_at is null
        and id <> all (${arrayLiteral([...left])}::text[])
      limit 1`.execute(scope.handle);
    return rows.length > 0;
  });
}
