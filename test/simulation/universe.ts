import type { SandboxVendor, VendorState } from '../../plugins/sandbox/vendor/index.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import type { Handle, Store } from '../../src/storage/database.ts';
import type { Dice } from './dice.ts';
import type { FaultProfile, PortFault, StoreFault } from './faults.ts';
import type { SimulatedGateway } from './gateways/index.ts';
import type { Guard } from './guards.ts';
import type { MailServer } from './mail-server.ts';
import type { Node } from './nodes.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/** A fault that was injected: whoever gets it could not have prevented it. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

/** Decides what goes wrong at a boundary; the simulation by dice, the sweep by counting. */
export interface FaultPlan {
  port(target: string): PortFault;
  store(): StoreFault;
  /** Whether the engine dies at this gate. */
  crashes(gate: string): boolean;
  /** Milliseconds until an engine that died starts anew. */
  restartAfter(): number;
  /** Milliseconds for which the actor, or its whole engine, stands still at this gate. */
  pauses(): { readonly whole: boolean; readonly milliseconds: number } | null;
}

/** Something that will happen at a time. */
export interface Happening {
  readonly at: number;
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

/** A simulated world: the parts that are real, and what stands around them. */
export interface Universe {
  readonly seed: number;
  /** Milliseconds since 1970, the true time. */
  now: number;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly catalog: Catalog;
  /** The store itself, without faults: for what sees everything. */
  readonly store: Store;
  /** Takes the cards in the place of the sandbox; null: the sandbox does. */
  readonly gateway: SimulatedGateway | null;
  readonly vendor: SandboxVendor;
  /** What the vendor holds, live. */
  readonly vendorState: VendorState;
  /** The charges that the network settled after they had been voided. */
  readonly lateMoney: Set<string>;
  readonly mailServer: MailServer;
  readonly nodes: Node[];
  readonly without: Guard | null;
  profile: FaultProfile;
  faults: FaultPlan;
  /** Throws for the order of steps and for all that has no stream of its own. */
  readonly dice: Dice;
  /** What will happen, in no order. */
  readonly happenings: Happening[];
  /** What must never happen and did, such as an error that nobody injected. */
  readonly violations: string[];
  /** A call of a port is not allowed inside a transaction (Law 7). */
  inTransaction: boolean;
  /** Ids for commands, the same in each run. */
  newId(): string;
}

/** Lets something happen after so many milliseconds. */
export function later(
  universe: Universe,
  milliseconds: number,
  name: string,
  run: Happening['run'],
): void {
  universe.happenings.push({ at: universe.now + milliseconds, name, run });
}

/** Reads the store as it stands between two steps. */
export function peek<Value>(
  universe: Universe,
  work: (handle: Handle) => Promise<Value>,
): Promise<Value> {
  return universe.store.read(work);
}

/** Adds a line to the trace, with the virtual time. */
export function note(universe: Universe, text: string): void {
  universe.trace.line(`${new Date(universe.now).toISOString()} ${text}`);
}

/** Takes the actor's turn away until the scheduler gives it back; its engine may die here. */
export async function pass(universe: Universe, gate: string): Promise<void> {
  const { scheduler, faults } = universe;
  const actor = scheduler.current();
  if (faults.crashes(gate)) await die(universe, gate);
  const pause = faults.pauses();
  if (pause !== null) {
    const until = universe.now + pause.milliseconds;
    if (pause.whole) freezeNode(universe, actor.life, until);
    else actor.frozenUntil = until;
    universe.trace.count(pause.whole ? 'engine frozen' : 'actor paused');
  }
  await scheduler.gate();
  note(universe, `${actor.name} ${gate}`);
}

function freezeNode(universe: Universe, life: number, until: number): void {
  const node = universe.nodes.find((candidate) => candidate.life === life);
  if (node !== undefined) node.frozenUntil = until;
  universe.scheduler.freeze(life, until);
  universe.scheduler.current().frozenUntil = until;
}

/** Ends the engine of the present actor, here. */
export function die(universe: Universe, where: string): Promise<never> {
  const { scheduler, trace } = universe;
  const actor = scheduler.current();
  note(universe, `CRASH of engine ${actor.life} at ${where} of ${actor.name}`);
  trace.count('crash');
  trace.count(`crash at ${where.split(' ')[0]}`);
  if (actor.capturing) trace.count('crash between capture and posting');
  const node = universe.nodes.find((candidate) => candidate.life === actor.life);
  node?.kill();
  return scheduler.perish();
}
