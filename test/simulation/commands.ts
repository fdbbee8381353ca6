import type { Principal } from '../../src/contract/operation.ts';
import type { Input, OperationName, Output } from '../../src/contract/operations.ts';
import { isBillingError } from '../../src/errors.ts';
import { act, awake } from './nodes.ts';
import { later, note, type Universe } from './universe.ts';

/** Refusals that are our fault, whatever the world did. */
const ours = new Set(['internal', 'invalid_output', 'unknown_operation']);

/** A call of an operation, as a person or a program makes it. */
export interface Call<Name extends OperationName> {
  readonly principal: Principal;
  readonly name: Name;
  readonly input: Input<Name>;
  /** What follows when it was answered. */
  readonly answered?: (output: Output<Name>) => void | Promise<void>;
  /** What follows when it was refused. */
  readonly refused?: (code: string) => void;
}

/** Sends a call to an engine; when no answer comes it is mostly sent again, with the same id. */
export function send<Name extends OperationName>(universe: Universe, call: Call<Name>): void {
  const { dice, trace } = universe;
  const again = (): void => {
    if (!dice.chance(0.8)) {
      note(universe, `${call.name} is not sent again`);
      return;
    }
    trace.count('command sent again');
    const minutes = dice.chance(0.8) ? dice.int(1, 10) : dice.int(10, 600);
    later(universe, minutes * 60_000, `again ${call.name}`, () => send(universe, call));
  };
  const nodes = awake(universe);
  if (nodes.length === 0) {
    again();
    return;
  }
  const node = dice.pick(nodes);
  const { engine } = node;
  act(
    universe,
    node,
    call.name,
    async () => {
      if (engine === null) return;
      try {
        const output = await engine.execute(call.principal, call.name, call.input);
        trace.count(`done: ${call.name}`);
        await call.answered?.(output);
      } catch (error) {
        if (!isBillingError(error)) throw error;
        refuse(universe, call, error.code);
      }
    },
    again,
  );
}

function refuse<Name extends OperationName>(
  universe: Universe,
  call: Call<Name>,
  code: string,
): void {
  note(universe, `${call.name} refused: ${code}`);
  universe.trace.count(`refused: ${call.name} ${code}`);
  if (ours.has(code)) universe.violations.push(`${call.name} ended with ${code}.`);
  call.refused?.(code);
}
