import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';
import { freshStore } from '../support/embedded-store.ts';
import { catalogWithPaths } from './catalog.ts';
import { noFaults } from './chaos.ts';
import { advance } from './clockwork.ts';
import { calm, type PortFault, type StoreFault } from './faults.ts';
import { type Flow, flows } from './flows.ts';
import { violationsAtRest } from './invariants.ts';
import { createUniverse } from './simulate.ts';
import { createStage } from './stage.ts';
import { type FaultPlan, peek, type Universe } from './universe.ts';

/** Where a flow is broken: the n-th transaction or call, from 1, and what happens there. */
export type Break =
  | { readonly at: number; readonly kind: Exclude<StoreFault, 'none' | 'serialize' | 'drop'> }
  | { readonly at: number; readonly kind: 'lost' | 'crash-before-call' | 'crash-after-call' };

/** The boundaries of a flow that is told without a fault. */
export interface Boundaries {
  readonly transactions: number;
  readonly calls: number;
}

/** What a flow came to: all that may be compared between a life with a fault and one without. */
export interface Outcome {
  readonly state: unknown;
  readonly violations: readonly string[];
  readonly boundaries: Boundaries;
}

/** What came of breaking a flow at its boundaries. */
export interface SweepReport {
  readonly flow: string;
  /** How often it was told with a fault. */
  readonly told: number;
  readonly violations: readonly string[];
  /** Real time that it took. */
  readonly milliseconds: number;
}

/** Days after which everything must have come to rest. */
const restDays = 3;

/** Tells a flow, broken at one boundary or at none, and lets everything come to rest. */
export async function tellFlow(store: Store, flow: Flow, broken: Break | null): Promise<Outcome> {
  const universe = createUniverse({ seed: 1, store, profile: calm, catalog: catalogWithPaths() });
  const plan = countingPlan(broken);
  universe.faults = plan.faults;
  const stage = createStage(universe);
  await flow.tell(stage);
  await advance(universe, universe.now + restDays * 24 * 3600_000);
  // What fell due while it rested is done without a fault: nothing of it is compared twice.
  universe.faults = noFaults;
  await stage.run();
  await stage.wait(60);
  return {
    state: await stateOf(universe),
    violations: [...universe.violations, ...(await violationsAtRest(universe))],
    boundaries: plan.counted,
  };
}

/**
 * Breaks a flow at every n-th of its boundaries: nothing may be violated, and all must end as it
 * does without a fault (RELIABILITY I45).
 */
export async function sweepFlow(name: string, every: number): Promise<SweepReport> {
  const started = performance.now();
  const flow = flows.find((candidate) => candidate.name === name);
  if (flow === undefined) throw new Error(`There is no flow "${name}".`);
  const whole = await tellFlow(await freshStore(), flow, null);
  const violations = [...whole.violations];
  const breaks = breaksOf(whole.boundaries).filter((_, index) => index % every === 0);
  for (const broken of breaks) {
    const where = `${broken.kind} at ${broken.at}`;
    try {
      const { state, violations: found } = await tellFlow(await freshStore(), flow, broken);
      violations.push(...found.map((violation) => `${where}: ${violation}`));
      if (!isDeepStrictEqual(state, whole.state)) {
        const ends = `${JSON.stringify(state)}, not ${JSON.stringify(whole.state)}`;
        violations.push(`${where} ends otherwise: ${ends}`);
      }
    } catch (error) {
      violations.push(`${where}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const milliseconds = Math.round(performance.now() - started);
  return { flow: name, told: breaks.length, violations, milliseconds };
}

/** Every place at which a flow can be broken. */
export function breaksOf({ transactions, calls }: Boundaries): readonly Break[] {
  const numbers = (many: number): number[] => Array.from({ length: many }, (_, index) => index + 1);
  const atTransaction = ['crash-before-commit', 'crash-after-commit', 'unknown'] as const;
  const atCall = ['lost', 'crash-before-call', 'crash-after-call'] as const;
  return [
    ...numbers(transactions).flatMap((at) => atTransaction.map((kind) => ({ at, kind }))),
    ...numbers(calls).flatMap((at) => atCall.map((kind) => ({ at, kind }))),
  ];
}

function countingPlan(broken: Break | null): { faults: FaultPlan; counted: Boundaries } {
  const counted = { transactions: 0, calls: 0 };
  const hits = (kind: Break['kind'], at: number): boolean =>
    broken?.kind === kind && broken.at === at;
  const faults: FaultPlan = {
    ...noFaults,
    restartAfter: () => 5000,
    store: () => {
      counted.transactions += 1;
      const kinds = ['crash-before-commit', 'crash-after-commit', 'unknown'] as const;
      return kinds.find((kind) => hits(kind, counted.transactions)) ?? 'none';
    },
    port: (): PortFault => (hits('lost', counted.calls) ? 'lost' : 'none'),
    crashes: (gate) => {
      if (gate.startsWith('call ')) {
        counted.calls += 1;
        return hits('crash-before-call', counted.calls);
      }
      return gate.startsWith('answer ') && hits('crash-after-call', counted.calls);
    },
  };
  return { faults, counted };
}

async function stateOf(universe: Universe): Promise<unknown> {
  const { charges, accounts, log } = universe.vendorState;
  const rows = await peek(universe, async (handle) => {
    const list = async (query: ReturnType<typeof sql<{ what: string }>>): Promise<string[]> =>
      (await query.execute(handle)).rows.map(({ what }) => what);
    return {
      clients: await list(sql`select status as what from clients`),
      invoices: await list(sql`select number || ' ' || total || ' ' || status || ' ' || balance
        as what from invoices join invoice_states on invoice_id = invoices.id order by number`),
      charges: await list(sql`select state || ' ' || captured as what from charges order by 1`),
      transactions: await list(sql`select kind || ' ' || status || ' ' || amount as what
        from transactions order by 1`),
      packages: await list(sql`select plan_id || ' ' || status || ' ' ||
        coalesce(period_end::text, '') as what from packages order by number`),
      books: await list(sql`select account || ' ' || coalesce(subaccount, '') || ' ' || sum(amount)
        as what from postings group by account, subaccount order by 1`),
      todos: await list(sql`select kind as what from todos where done_at is null order by 1`),
      mails: await list(sql`select event || ' ' || state as what from mails order by 1`),
    };
  });
  return {
    ...rows,
    atVendor: charges.map(({ status, captured }) => `${status} ${captured}`).sort(),
    accounts: accounts.map(({ status, plan }) => `${status} ${plan}`),
    created: log.filter(({ path, status }) => path === '/v1/accounts' && status === 201).length,
    mailed: [...universe.mailServer.taken.values()].map(({ subject }) => subject).sort(),
    copies: [...universe.mailServer.taken.values()].filter(({ copies }) => copies > 1).length,
  };
}
