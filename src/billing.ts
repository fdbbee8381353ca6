import type { Feature } from './contract/account.ts';
import type {
  Adapter,
  ExecuteOptions,
  Input,
  OperationName,
  Output,
} from './contract/operations.ts';

/** A call of the facade: an input, and a signal that gives up waiting. */
export type Call<Name extends OperationName> = (
  input: Input<Name>,
  options?: ExecuteOptions,
) => Promise<Output<Name>>;

/** Every operation, grouped by noun: `billing.invoices.list({ filter: 'outstanding' })`. */
export type Billing = {
  readonly [Noun in NounOf<OperationName>]: {
    readonly [Name in OperationName as Name extends `${Noun}.${infer Verb}`
      ? Verb
      : never]: Call<Name>;
  };
} & {
  /** The backend behind it. */
  readonly adapter: Adapter;
  /**
   * What a page can offer to whoever asks; nothing where there is no billing, so that a page has
   * no button and no error then (SPEC 19.8).
   *
   * @throws the reason of the signal when it gives up.
   */
  readonly features: (options?: ExecuteOptions) => Promise<ReadonlySet<Feature>>;
};

type NounOf<Name extends string> = Name extends `${infer Noun}.${string}` ? Noun : never;

/**
 * The typed facade over a backend adapter.
 *
 * A noun is an object whose members call `adapter.execute('noun.verb', input)`. No table is
 * needed for that, so a widget's bundle carries no list of operations.
 */
export function createBilling(adapter: Adapter): Billing {
  const noun = (name: string): object =>
    new Proxy(
      {},
      {
        get: (_target, verb) =>
          typeof verb === 'symbol'
            ? undefined
            : (input: never, options?: ExecuteOptions) =>
                adapter.execute(`${name}.${verb}` as OperationName, input, options),
      },
    );
  const nouns = new Map<string, object>([
    ['adapter', adapter],
    ['features', (options?: ExecuteOptions) => featuresOf(adapter, options)],
  ]);
  return new Proxy({} as Billing, {
    get: (_target, name) => {
      // A facade that answered `then` would be taken for a promise by `await`.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      const known = nouns.get(name) ?? noun(name);
      nouns.set(name, known);
      return known;
    },
  });
}

/** A backend that cannot be reached, refuses, or is older than the question offers nothing. */
async function featuresOf(
  adapter: Adapter,
  options: ExecuteOptions = {},
): Promise<ReadonlySet<Feature>> {
  try {
    const { features } = await adapter.execute('account.features', {}, options);
    return new Set(features);
  } catch {
    options.signal?.throwIfAborted();
    return new Set();
  }
}
