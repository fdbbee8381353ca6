import { sql } from 'kysely';
import { awake, startWorker } from './nodes.ts';
import { type Happening, later, peek, type Universe } from './universe.ts';

/**
 * Lets the world go on until a time, or until something has come to pass: happenings, steps of
 * actors, tasks that fall due. Answers with the number of steps.
 */
export async function advance(
  universe: Universe,
  until: number,
  isEnough: () => boolean = () => false,
): Promise<number> {
  const { scheduler, dice } = universe;
  let steps = 0;
  while (!isEnough()) {
    const ready = scheduler.ready(universe.now);
    const due = dueHappening(universe);
    if (due !== null && (ready.length === 0 || dice.chance(0.5))) {
      remove(universe, due);
      await due.run();
      steps += 1;
    } else if (ready.length > 0) {
      await scheduler.step(dice.pick(ready));
      universe.now += dice.int(0, 300);
      steps += 1;
    } else {
      const next = await nextTime(universe);
      if (next === null || next > until) {
        universe.now = Math.max(universe.now, until);
        break;
      }
      universe.now = Math.max(universe.now, next);
    }
    if (universe.violations.length > 0) break;
  }
  return steps;
}

function dueHappening({ happenings, now }: Universe): Happening | null {
  let first: Happening | null = null;
  for (const happening of happenings) {
    if (happening.at <= now && (first === null || happening.at < first.at)) first = happening;
  }
  return first;
}

function remove({ happenings }: Universe, happening: Happening): void {
  happenings.splice(happenings.indexOf(happening), 1);
}

/** When something can go on, now that nothing can; starts the workers of tasks that are due. */
async function nextTime(universe: Universe): Promise<number | null> {
  const { scheduler, happenings, vendorState } = universe;
  const times = happenings.map(({ at }) => at);
  const thaw = scheduler.nextThaw();
  if (thaw !== null) times.push(thaw);
  for (const { frozenUntil } of universe.nodes) {
    if (frozenUntil > universe.now) times.push(frozenUntil);
  }
  const vendor = nextOfVendor(vendorState);
  if (vendor !== null && vendor <= universe.now) {
    await universe.vendor.tick();
    return universe.now;
  }
  if (vendor !== null) times.push(vendor);
  const task = await nextTask(universe);
  const nodes = awake(universe);
  if (task !== null && nodes.length > 0) {
    // Each engine goes by its own clock.
    const own = nodes.map((node) => ({ node, at: task - node.skew }));
    const due = own.filter(({ at }) => at <= universe.now);
    // Where all workers of an engine are frozen, the task waits for the first of them to thaw.
    const started = due.filter(({ node }) => startWorker(universe, node, node.life));
    if (started.length > 0) return universe.now;
    times.push(...own.map(({ at }) => at).filter((at) => at > universe.now));
  }
  return times.length === 0 ? null : Math.min(...times);
}

function nextOfVendor({ charges, events }: Universe['vendorState']): number | null {
  const times = charges.flatMap(({ status, settlesAt, createdAt }) => {
    if (status === 'pending') return settlesAt === null ? [] : [settlesAt];
    return status === 'challenge' ? [createdAt + 30 * 60_000] : [];
  });
  times.push(...events.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt])));
  return times.length === 0 ? null : Math.min(...times);
}

/** When the first task is due that nobody has, in milliseconds. */
async function nextTask(universe: Universe): Promise<number | null> {
  const { rows } = await peek(universe, (handle) =>
    sql<{ at: Date | null }>`select min(greatest(due_at, coalesce(lease_until, due_at))) as at
      from tasks where state in ('due', 'running', 'unknown')`.execute(handle),
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : at.getTime();
}

/** Lets a thing happen again and again, by chance per day, until a time. */
export function everyNowAndThen(
  universe: Universe,
  {
    name,
    perDay,
    until,
  }: { readonly name: string; readonly perDay: number; readonly until: number },
  run: () => void,
): void {
  const day = 24 * 3600_000;
  const turn = (): void => {
    if (universe.now >= until) return;
    if (universe.dice.chance(perDay)) run();
    later(universe, day, name, turn);
  };
  if (perDay > 0) later(universe, universe.dice.int(0, day), name, turn);
}
