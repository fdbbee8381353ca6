import type { Engine } from '../../src/engine/engine.ts';
import { clientActions } from './client-actions.ts';
import { act, awake } from './nodes.ts';
import { operatorActions } from './operator-actions.ts';
import { accountOf, type Shopper } from './people.ts';
import { order } from './shopping.ts';
import { zonedDate } from './time.ts';
import { later, note, peek, type Universe } from './universe.ts';

const hour = 3600_000;
const day = 24 * hour;

/** How busy the world is. */
export interface Workload {
  readonly shoppers: number;
  /** Days between two actions of one client, on the average. */
  readonly clientPause: number;
  readonly operatorPause: number;
  /** Nothing new is begun from that time on. */
  readonly until: number;
}

/** Begins the lives of clients and operator; they go on until the workload ends. */
export function beginWorkload(universe: Universe, workload: Workload): void {
  const { dice } = universe;
  for (let number = 1; number <= workload.shoppers; number += 1) {
    const isJapanese = dice.chance(0.15);
    const shopper: Shopper = {
      userName: `client${number}`,
      country: isJapanese ? 'CA' : dice.chance(0.7) ? 'FR' : 'DE',
      currency: isJapanese ? 'JPY' : 'EUR',
      principal: null,
      ordering: false,
    };
    const arrival = Math.floor(dice.next() ** 2 * (workload.until - universe.now) * 0.8);
    later(universe, arrival, 'arrival', () => live(universe, shopper, workload));
  }
  later(universe, day, 'operator', () => operate(universe, workload));
}

async function live(universe: Universe, shopper: Shopper, workload: Workload): Promise<void> {
  if (universe.now >= workload.until) return;
  const next = await clientTurn(universe, shopper);
  later(universe, Math.floor(next * workload.clientPause * day), 'client', () =>
    live(universe, shopper, workload),
  );
}

/** Does one thing; answers how long until the next, 1 for the usual pause. */
async function clientTurn(universe: Universe, shopper: Shopper): Promise<number> {
  const { dice } = universe;
  if (shopper.principal === null || dice.chance(0.15)) {
    if (!shopper.ordering) order(universe, shopper);
    return 0.05;
  }
  const account = await accountOf(universe, shopper.principal);
  const fitting = clientActions.filter((action) => action.fits(account));
  const action = dice.weighted(fitting);
  note(universe, `${shopper.userName}: ${action.name}`);
  await action.run(universe, account);
  const busy = account.unpaid.length > 0 || account.waiting.length > 0;
  return busy ? dice.next() * 0.2 : dice.next() * 2;
}

async function operate(universe: Universe, workload: Workload): Promise<void> {
  if (universe.now >= workload.until) return;
  const action = universe.dice.weighted(operatorActions);
  note(universe, `operator: ${action.name}`);
  await action.run(universe);
  const pause = universe.dice.next() * 2 * workload.operatorPause * day;
  later(universe, Math.floor(pause), 'operator', () => operate(universe, workload));
}

/**
 * Lets the run of the day be made by every engine that is awake, at about the same hour. A day on
 * which no client has work is mostly left out, for speed.
 */
export function beginDailyRuns(universe: Universe, until: number): void {
  const turn = async (): Promise<void> => {
    if (universe.now >= until) return;
    if ((await isWorkDue(universe)) || universe.dice.chance(0.03)) {
      for (const node of awake(universe)) {
        const { engine } = node;
        const start = (): void => {
          if (engine === null || node.engine !== engine) return;
          act(universe, node, `run ${node.name}`, () => run(universe, engine));
        };
        later(universe, universe.dice.int(0, 60_000), 'run', start);
      }
    }
    later(universe, day + universe.dice.int(-hour, hour), 'day', turn);
  };
  later(universe, day, 'day', turn);
}

async function run(universe: Universe, engine: Engine): Promise<void> {
  const report = await engine.runDaily();
  if (report === null) return;
  universe.trace.count(`run: ${report.state}`);
  note(universe, `run ${report.state}: ${report.counts.invoices} invoices ${report.reason ?? ''}`);
  for (const { reason } of report.problems) {
    note(universe, `the run could not do a client: ${reason}`);
    if (!reason.startsWith('Connection terminated')) {
      universe.violations.push(`The run could not do a client: ${reason}`);
    }
  }
}

/** Whether the run has anything to do for any client. */
export async function isWorkDue(universe: Universe): Promise<boolean> {
  const row = await peek(universe, (handle) =>
    handle
      .selectFrom('clients')
      .select('id')
      .where('next_work_on', '<=', zonedDate(universe))
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}
