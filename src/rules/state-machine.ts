import { fail, invariant } from '../errors.ts';

/** One kind of step: from any of some states to one, by some actors, with what it does outside. */
export interface Transition<
  State extends string,
  Event extends string,
  Actor extends string,
  Effect extends string,
> {
  readonly event: Event;
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Actor[];
  readonly effect?: Effect;
}

/** A state machine as data (Law 13). `name` stands in messages: "The package cannot go from …". */
export interface MachineDefinition<
  State extends string,
  Event extends string,
  Actor extends string = string,
  Effect extends string = string,
> {
  readonly name?: string;
  /** All states; without it, those that the definition mentions. */
  readonly states?: readonly State[];
  readonly initial: State;
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Event, Actor, Effect>[];
}

/** A checked state machine. */
export interface Machine<
  State extends string,
  Event extends string,
  Actor extends string = string,
  Effect extends string = string,
> {
  readonly name: string;
  readonly states: readonly State[];
  readonly initial: State;
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Event, Actor, Effect>[];
}

/** What a change does: the state after it, whether that is another, and the effect outside. */
export interface Change<State extends string, Effect extends string> {
  readonly to: State;
  readonly changed: boolean;
  readonly effect: Effect | null;
}

/**
 * Checks a definition and returns the machine: each state known and reachable, final states
 * without an exit, all others with one, and never two answers to one question.
 *
 * @throws InvariantError when the definition is at fault.
 */
export function defineMachine<
  State extends string,
  Event extends string,
  Actor extends string = string,
  Effect extends string = string,
>(
  definition: MachineDefinition<State, Event, Actor, Effect>,
): Machine<State, Event, Actor, Effect> {
  const { name = 'machine', initial, final, transitions } = definition;
  const mentioned = [initial, ...final, ...transitions.flatMap(({ from, to }) => [...from, to])];
  const states = definition.states ?? [...new Set(mentioned)];
  for (const state of mentioned) {
    invariant(states.includes(state), `${name}: the state "${state}" is not known.`);
  }
  invariant(new Set(states).size === states.length, `${name}: a state is listed twice.`);
  checkSteps(name, transitions);
  checkPaths(name, states, initial, final, transitions);
  return { name, states, initial, final, transitions };
}

type AnyTransition = Transition<string, string, string, string>;

/** One question (from, to, by) must have one answer, or the effect would depend on the order. */
function checkSteps(name: string, transitions: readonly AnyTransition[]): void {
  const seen = new Set<string>();
  for (const { event, from, to, by } of transitions) {
    invariant(from.length > 0 && by.length > 0, `${name}: "${event}" is open to nobody.`);
    for (const state of from) {
      invariant(state !== to, `${name}: "${event}" leads from "${state}" to itself.`);
      for (const actor of by) {
        const step = `${state} → ${to} by ${actor}`;
        invariant(!seen.has(step), `${name}: ${step} is defined twice.`);
        seen.add(step);
      }
    }
  }
}

function checkPaths(
  name: string,
  states: readonly string[],
  initial: string,
  final: readonly string[],
  transitions: readonly AnyTransition[],
): void {
  const reached = new Set<string>([initial]);
  // A set that grows while it is walked visits what is added: a search without a queue.
  for (const state of reached) {
    for (const { from, to } of transitions) if (from.includes(state)) reached.add(to);
  }
  for (const state of states) {
    const hasExit = transitions.some(({ from }) => from.includes(state));
    invariant(reached.has(state), `${name}: the state "${state}" cannot be reached.`);
    const isFinal = final.includes(state);
    invariant(!isFinal || !hasExit, `${name}: the final state "${state}" has an exit.`);
    invariant(isFinal || hasExit, `${name}: the state "${state}" has no exit but is not final.`);
  }
}

/**
 * Asks for a state. Asking for the present one changes nothing (Law 13).
 *
 * @throws BillingError `invalid_transition` when no step leads there, or not for this actor.
 */
export function change<
  State extends string,
  Event extends string,
  Actor extends string,
  Effect extends string,
>(
  machine: Machine<State, Event, Actor, Effect>,
  request: { readonly from: State; readonly to: State; readonly by: Actor },
): Change<State, Effect> {
  const { from, to, by } = request;
  const known = machine.states.includes(from) && machine.states.includes(to);
  if (known && from === to) return { to, changed: false, effect: null };
  const steps = machine.transitions.filter((step) => step.to === to && step.from.includes(from));
  const step = steps.find((candidate) => candidate.by.includes(by));
  if (step !== undefined) return { to, changed: true, effect: step.effect ?? null };
  const allowed = steps.flatMap((candidate) => candidate.by);
  const who = allowed.length === 0 ? '' : ` by ${by}; only by ${allowed.join(', ')}`;
  fail('invalid_transition', `The ${machine.name} cannot go from ${from} to ${to}${who}.`);
}

/**
 * As {@link change}, but the goal may be named by its event as well, such as `suspend`.
 *
 * @throws BillingError `invalid_transition`.
 */
export function transition<
  State extends string,
  Event extends string,
  Actor extends string,
  Effect extends string,
>(
  machine: Machine<State, Event, Actor, Effect>,
  from: State,
  eventOrState: Event | State,
  by: Actor,
): Change<State, Effect> {
  const targets = machine.transitions.filter(({ event }) => event === eventOrState);
  const step = targets.find((candidate) => candidate.from.includes(from)) ?? targets[0];
  return change(machine, { from, to: step === undefined ? (eventOrState as State) : step.to, by });
}

/** The states that an actor may ask for from here, without the present one. */
export function possibleStates<
  State extends string,
  Event extends string,
  Actor extends string,
  Effect extends string,
>(machine: Machine<State, Event, Actor, Effect>, from: State, by: Actor): readonly State[] {
  const steps = machine.transitions.filter(
    (step) => step.from.includes(from) && step.by.includes(by),
  );
  return [...new Set(steps.map((step) => step.to))];
}
