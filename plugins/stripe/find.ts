import type Stripe from 'stripe';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { ask, isMissing, type StripeAccess } from './api.ts';

/** Which of our records, and where Stripe put it, if that is known. */
export interface Wanted {
  /** The field of the metadata: `charge` or `setup`. */
  readonly field: string;
  readonly id: string;
  readonly reference: string | undefined;
}

interface Listed {
  readonly id: string;
  readonly metadata: Stripe.Metadata | null;
}

/** The oldest record that a search looks at, as Stripe writes instants. */
export function searchFrom(access: StripeAccess, context: PluginContext): number {
  return Math.floor(context.now().getTime() / 1000) - access.lookbackDays * 24 * 3600;
}

/** Of the metadata of a record that only takes a charge's key, so that nothing else can. */
export const barred: Readonly<Record<string, string>> = { barred: 'true' };

/** The record of ours in a list; one that only bars another where there is no other. */
async function search(wanted: Wanted, list: AsyncIterable<Listed>): Promise<string | undefined> {
  let bar: string | undefined;
  for await (const { id, metadata } of list) {
    if (metadata?.[wanted.field] !== wanted.id) continue;
    if (metadata['barred'] === undefined) return id;
    bar ??= id;
  }
  return bar;
}

/**
 * Reads a record by its reference, else finds it in a list: a search would be a minute late, and
 * must not be asked after a crash.
 *
 * @returns null where Stripe holds none.
 * @throws MismatchError where Stripe does not know a reference that it gave us: the key is of
 *   another account.
 */
export async function findBy<Found extends Listed & { readonly lastResponse: { headers: object } }>(
  wanted: Wanted,
  read: (reference: string) => Promise<Found>,
  list: AsyncIterable<Listed>,
): Promise<Found | null> {
  const reference = wanted.reference ?? (await search(wanted, list));
  if (reference === undefined) return null;
  const answer = await ask(read(reference));
  if (answer.ok) return answer.value;
  if (!isMissing(answer.error)) throw answer.error;
  const text = `Stripe does not know ${reference}: its key is of another account or mode.`;
  throw new MismatchError('account', reference, text);
}
