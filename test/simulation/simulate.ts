import { sql } from 'kysely';
import { createSandboxVendor } from '../../plugins/sandbox/vendor/index.ts';
import { emptyState } from '../../plugins/sandbox/vendor/state.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import type { Store } from '../../src/storage/database.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { simulationCatalog } from './catalog.ts';
import { beginChaos, endChaos, noFaults } from './chaos.ts';
import { advance } from './clockwork.ts';
import { createDice } from './dice.ts';
import { drawProfile, type FaultProfile } from './faults.ts';
import { type GatewayName, simulatedGateway } from './gateways/index.ts';
import type { Guard } from './guards.ts';
import { checkBooksOf, violationsAtRest } from './invariants.ts';
import { createMailServer } from './mail-server.ts';
import { createNode, vendorAccess } from './nodes.ts';
import { createScheduler } from './scheduler.ts';
import { createTrace } from './trace.ts';
import { later, peek, type Universe } from './universe.ts';
import { carryWebhook, sandboxEvent } from './webhooks.ts';
import { beginDailyRuns, beginWorkload } from './workload.ts';

const day = 24 * 3600_000;
/** Days without faults after which everything must have come to rest. */
const calmDays = 45;

/** One simulated life of a provider. */
export interface SimulationOptions {
  readonly seed: number;
  /** An empty store. */
  readonly store: Store;
  /** A guard that is missing, to see that the simulation would notice. */
  readonly without?: Guard;
  /** Months with faults; by default 12. */
  readonly months?: number;
  /** Takes the cards in the place of the sandbox. */
  readonly gateway?: GatewayName;
  /** Gets each line of the trace. */
  readonly print?: (line: string) => void;
}

/** What a simulated life came to. */
export interface Report {
  readonly seed: number;
  readonly gateway: GatewayName | 'sandbox';
  readonly months: number;
  readonly violations: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** Of all that happened: the same for the same seed. */
  readonly hash: string;
  readonly last: readonly string[];
  readonly steps: number;
  readonly virtualDays: number;
  /** Real time that it took. */
  readonly milliseconds: number;
}

/** Makes a world around an empty store, in which nothing has happened. */
export function createUniverse(
  options: Pick<SimulationOptions, 'seed' | 'store' | 'without' | 'gateway' | 'print'> & {
    readonly profile: FaultProfile;
    /** By default that of the scenarios. */
    readonly catalog?: Catalog;
  },
): Universe {
  const { seed, store, profile } = options;
  let vendorState = emptyState();
  let ids = 0;
  const gateway =
    options.gateway === undefined
      ? null
      : simulatedGateway(
          options.gateway,
          {
            now: () => universe.now,
            later: (milliseconds, name, run) => later(universe, milliseconds, name, run),
            carry: (event) => void carryWebhook(universe, event),
          },
          seed,
        );
  const universe: Universe = {
    seed,
    store,
    profile,
    now: Date.parse('2026-11-22T10:00:00Z'),
    scheduler: createScheduler(),
    trace: createTrace(options.print),
    catalog: options.catalog ?? scenarioCatalog(),
    gateway,
    get vendorState() {
      return vendorState;
    },
    vendor: createSandboxVendor({
      // The vendor lives as long as the world: what it holds need not be written anywhere.
      store: {
        load: () => null,
        save: (state) => {
          vendorState = state;
        },
      },
      secret: vendorAccess.secret,
      webhookSecret: vendorAccess.webhookSecret,
      now: () => new Date(universe.now),
      settleAfterSeconds: 3600,
      notify: async ({ body }) => carryWebhook(universe, sandboxEvent(body)),
    }),
    lateMoney: new Set(),
    mailServer: createMailServer(),
    nodes: [],
    without: options.without ?? null,
    faults: noFaults,
    dice: createDice(seed, 'world'),
    happenings: [],
    violations: [],
    inTransaction: false,
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
  };
  for (let index = 0; index < profile.engines; index += 1) {
    const node = createNode(universe, index);
    universe.nodes.push(node);
    node.start();
  }
  return universe;
}

/** Lives through a seed: a phase with faults, one without, then the invariants (4.2–4.4). */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const started = performance.now();
  const { seed, months = 12 } = options;
  const catalog = simulationCatalog(seed, options.gateway);
  const universe = createUniverse({ ...options, catalog, profile: drawProfile(seed) });
  const begin = universe.now;
  const end = begin + months * 30.5 * day;
  const shoppers = universe.dice.int(2, 4);
  beginChaos(universe, end);
  beginWorkload(universe, { shoppers, clientPause: 10, operatorPause: 4, until: end });
  beginDailyRuns(universe, end + calmDays * day);
  let steps = await advance(universe, end);
  await checkBooksOf(universe);
  endChaos(universe);
  steps += await advance(universe, universe.now + calmDays * day);
  const { violations, trace } = universe;
  await countLateMoney(universe);
  if (violations.length === 0) violations.push(...(await violationsAtRest(universe)));
  return {
    seed,
    gateway: options.gateway ?? 'sandbox',
    months,
    violations,
    counts: trace.counts,
    hash: trace.hash(),
    last: trace.last,
    steps,
    virtualDays: Math.round((universe.now - begin) / day),
    milliseconds: Math.round(performance.now() - started),
  };
}

/** Charges that took money after we had given them up (SPEC 8.6). */
async function countLateMoney(universe: Universe): Promise<void> {
  const { rows } = await peek(universe, (handle) =>
    sql`select a.number from events a join events b on a.subject_id = b.subject_id
      where a.name in ('charge.failed', 'charge.voided') and b.name = 'charge.succeeded'
      and a.number < b.number`.execute(handle),
  );
  for (const _row of rows) universe.trace.count('money after the charge was given up');
}
