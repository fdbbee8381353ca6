import type { Adapter, Input, OperationName, Output } from '../../src/contract/operations.ts';
import { fail } from '../../src/errors.ts';

/** Answers of operations, by name. */
export type Answers = {
  readonly [Name in OperationName]?: (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
};

/** A call that was made. */
export interface Recorded {
  readonly name: OperationName;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
}

/** An adapter that answers from a table and records its calls. */
export interface FakeAdapter extends Adapter {
  readonly calls: Recorded[];
}

/** The port's answers from a table; what is not in it answers `not_supported`. */
export function fakeAdapter(answers: Answers, more: Partial<Adapter> = {}): FakeAdapter {
  const calls: Recorded[] = [];
  return {
    ...more,
    calls,
    async execute<Name extends OperationName>(
      name: Name,
      input: Input<Name>,
      options?: { readonly signal?: AbortSignal },
    ): Promise<Output<Name>> {
      calls.push({ name, input, signal: options?.signal });
      const answer = answers[name] as ((input: Input<Name>) => Output<Name>) | undefined;
      if (answer === undefined) fail('not_supported', `${name} is not offered.`);
      return answer(input);
    },
  };
}
