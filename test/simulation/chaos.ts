import { everyNowAndThen } from './clockwork.ts';
import { createDice } from './dice.ts';
import { calm, throwFault } from './faults.ts';
import { type FaultPlan, later, note, type Universe } from './universe.ts';

const hour = 3600_000;
const day = 24 * hour;

/** Calls of which a life has few: they go wrong about twice as often. */
const rareCalls: ReadonlySet<string> = new Set(['void', 'account', 'account_lookup']);
/** How much likelier an engine dies when it has just heard what became of money. */
const crashesAtCharges = 8;

/** Nothing goes wrong. */
export const noFaults: FaultPlan = {
  port: () => 'none',
  store: () => 'none',
  crashes: () => false,
  restartAfter: () => hour,
  pauses: () => null,
};

/** Faults by the dice of a seed and its profile. */
export function seededFaults(universe: Universe): FaultPlan & { downUntil: number } {
  const dice = createDice(universe.seed, 'faults');
  const { profile } = universe;
  return {
    downUntil: 0,
    port(target): ReturnType<FaultPlan['port']> {
      if (universe.now < this.downUntil) return 'unavailable';
      const first = throwFault(dice, profile.port);
      return first === 'none' && rareCalls.has(target) ? throwFault(dice, profile.port) : first;
    },
    store: () => throwFault(dice, profile.store),
    crashes: (gate) => {
      const captures = gate.startsWith('answer charge');
      return dice.chance(captures ? profile.crash * crashesAtCharges : profile.crash);
    },
    restartAfter: () => dice.int(1000, hour),
    pauses: () => {
      if (dice.chance(profile.freeze)) {
        return { whole: true, milliseconds: dice.int(60_000, 6 * hour) };
      }
      return dice.chance(profile.pause) ? { whole: false, milliseconds: span(dice.int) } : null;
    },
  };
}

function span(int: (low: number, high: number) => number): number {
  return int(1, 3) === 1 ? int(60_000, 6 * hour) : int(1, 120_000);
}

/** Begins what goes wrong with time rather than at a gate, until a time. */
export function beginChaos(universe: Universe, until: number): void {
  const plan = seededFaults(universe);
  universe.faults = plan;
  const { dice, profile, trace } = universe;
  everyNowAndThen(universe, { name: 'sleep', perDay: profile.sleep, until }, () => {
    const length = dice.int(1, 10) * day;
    note(universe, `all engines sleep for ${length / day} days`);
    trace.count('sleep of days');
    for (const node of universe.nodes) if (node.engine !== null) node.kill(length);
  });
  everyNowAndThen(universe, { name: 'maintenance', perDay: profile.maintenance, until }, () => {
    plan.downUntil = universe.now + dice.int(1, 12) * hour;
    note(universe, 'the vendor is down');
    trace.count('maintenance');
  });
  everyNowAndThen(universe, { name: 'late money', perDay: profile.lateMoney, until }, () => {
    settleVoided(universe);
  });
}

/** The network takes the money of a charge that the vendor had voided (SPEC 8.6). */
function settleVoided(universe: Universe): void {
  const { vendorState, dice, lateMoney } = universe;
  const voided = vendorState.charges.filter((row) => row.status === 'voided' && row.amount > 0);
  if (voided.length === 0) return;
  const charge = dice.pick(voided);
  note(universe, `the network takes ${charge.chargeId} after all`);
  lateMoney.add(charge.chargeId);
  charge.status = 'pending';
  charge.settlesAt = universe.now;
}

/** From now on nothing goes wrong any more; what is off starts, what is frozen goes on. */
export function endChaos(universe: Universe): void {
  universe.faults = noFaults;
  universe.profile = { ...calm, mailLookup: universe.profile.mailLookup };
  later(universe, 12 * hour, 'heal', () => {
    for (const node of universe.nodes) if (node.engine === null) node.start();
  });
}
