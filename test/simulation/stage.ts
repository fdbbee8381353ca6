import type { Principal } from '../../src/contract/operation.ts';
import type { Input, OperationName, Output } from '../../src/contract/operations.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import { isBillingError } from '../../src/errors.ts';
import { advance } from './clockwork.ts';
import { act, awake } from './nodes.ts';
import { cardToken } from './shopping.ts';
import { InjectedFault, later, type Universe } from './universe.ts';

const minute = 60_000;

/** A place to tell a flow: each step waits for its answer, and is told again when none comes. */
export interface Stage {
  readonly universe: Universe;
  /** Calls an operation, again and again with the same input until it is answered. */
  call<Name extends OperationName>(
    principal: Principal,
    name: Name,
    input: Input<Name>,
  ): Promise<Output<Name>>;
  /** The client principal of a session's token. */
  signIn(token: string): Promise<Principal>;
  /** Waits until a charge has an end or asks for a step of the client. */
  charge(principal: Principal, chargeId: string): Promise<ChargeView>;
  /** A token of a card. */
  token(number: string): Promise<string>;
  /** Makes the run of the day. */
  run(): Promise<void>;
  /** Lets minutes go by, with what is due in them. */
  wait(minutes: number): Promise<void>;
}

/** Makes a stage in a world. */
export function createStage(universe: Universe): Stage {
  const untilAnswered = <Value>(name: string, ask: () => Promise<Value>): Promise<Value> =>
    waitFor(universe, name, ask);
  const call: Stage['call'] = (principal, name, input) =>
    untilAnswered(name, async () => {
      const { engine } = awake(universe)[0] ?? {};
      if (engine == null) throw new Error('No engine runs.');
      return engine.execute(principal, name, input);
    });
  return {
    universe,
    call,
    signIn: (token) =>
      untilAnswered('sign in', async () => {
        const principal = await awake(universe)[0]?.engine?.authenticate(token, null);
        if (principal == null) throw new Error('The session does not hold.');
        return principal;
      }),
    charge: async (principal, chargeId) => {
      for (;;) {
        const charge = await call(principal, 'payments.get', { chargeId });
        if (!['created', 'sent', 'unknown'].includes(charge.state)) return charge;
        await advance(universe, universe.now + minute);
      }
    },
    token: (number) => cardToken(universe, number),
    run: async () => {
      await untilAnswered('run', async () => {
        const report = await awake(universe)[0]?.engine?.runDaily();
        if (report === undefined) throw new Error('No engine runs.');
        // A run that a lost connection has ended is taken up by the next.
        if (report !== null && report.state !== 'done') throw new InjectedFault(report.state);
      });
    },
    wait: async (minutes) => {
      await advance(universe, universe.now + minutes * minute);
    },
  };
}

async function waitFor<Value>(
  universe: Universe,
  name: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  let answer: { readonly value: Value } | { readonly error: unknown } | null = null;
  const tell = (): void => {
    const [node] = awake(universe);
    if (node === undefined) {
      again();
      return;
    }
    const work = async (): Promise<void> => {
      try {
        answer = { value: await ask() };
      } catch (error) {
        if (!isBillingError(error)) throw error;
        answer = { error };
      }
    };
    act(universe, node, name, work, again);
  };
  const again = (): void => later(universe, 5000, name, tell);
  tell();
  await advance(universe, universe.now + 24 * 60 * minute, () => answer !== null);
  const given = answer as { value: Value } | { error: unknown } | null;
  if (given === null) {
    throw new Error(`${name} was never answered: ${universe.violations.join('; ')}`);
  }
  if ('error' in given) throw given.error;
  return given.value;
}
