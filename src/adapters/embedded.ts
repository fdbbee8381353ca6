import type { Backend } from '../contract/backend.ts';
import type { Principal } from '../contract/operation.ts';
import type {
  Adapter,
  ExecuteOptions,
  Input,
  OperationName,
  Output,
} from '../contract/operations.ts';
import { contract } from '../contract/operations.ts';
import { requirePermission } from '../contract/permissions.ts';
import { decode, encode } from '../contract/wire.ts';
import { BillingError, fail, isBillingError } from '../errors.ts';
import { checkOutput, parseInput } from '../operations/index.ts';

/** An engine in this process, and for whom it is used. */
export interface EmbeddedAdapterOptions {
  readonly backend: Backend;
  readonly principal: Principal;
}

/**
 * The engine in this process, for one principal. It has no sign-in.
 *
 * It behaves as a server does: the same permissions and checks in and out, values that share
 * nothing with the engine's, and for a fault of ours `internal` with the error as its cause.
 */
export function createEmbeddedAdapter({ backend, principal }: EmbeddedAdapterOptions): Adapter {
  let asker = principal;
  const run = async <Name extends OperationName>(
    name: Name,
    input: Input<Name>,
  ): Promise<Output<Name>> => {
    if (!Object.hasOwn(contract, name)) {
      fail('unknown_operation', `There is no operation ${name}.`);
    }
    requirePermission(asker, name);
    const parsed = parseInput(name, decode(encode(input)));
    const output = checkOutput(name, await backend.execute(asker, name, parsed));
    return decode(encode(output)) as Output<Name>;
  };
  /** A new client's order brings a token; from then on it is the client who asks. */
  const take = async (token: string): Promise<void> => {
    asker = (await backend.authenticate(token, null)) ?? asker;
  };
  let taking: Promise<void> = Promise.resolve();

  return {
    async execute<Name extends OperationName>(
      name: Name,
      input: Input<Name>,
      { signal }: ExecuteOptions = {},
    ): Promise<Output<Name>> {
      signal?.throwIfAborted();
      try {
        await taking;
        return await run(name, input);
      } catch (error) {
        if (isBillingError(error)) throw error;
        throw new BillingError('internal', 'Something went wrong on our side.', { cause: error });
      }
    },
    useToken(token) {
      taking = take(token);
      // The next call reports it; until then it must not count as unhandled.
      taking.catch(() => null);
    },
    resolve: (path) => path,
  };
}
