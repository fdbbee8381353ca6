import type { Billing } from '../../src/billing.ts';

/** What packages and open invoices are called, by id; one that is not in it has no name. */
export interface OutlookNames {
  readonly packages: ReadonlyMap<string, string>;
  readonly invoices: ReadonlyMap<string, string>;
}

/** Names of nothing, until they are there. */
export const noNames: OutlookNames = { packages: new Map(), invoices: new Map() };

/** Pages that are read at most; a client of more packages sees some without a name. */
const mostPages = 5;

/**
 * The names for the outlook of a client. They are an extra: what the access does not include, or
 * could not be loaded, has none.
 *
 * @param clientId whose; empty: of who is signed in.
 */
export async function loadNames(
  billing: Billing,
  clientId: string,
  signal: AbortSignal,
): Promise<OutlookNames> {
  const [packages, invoices] = await Promise.all([
    named(
      (cursor) => billing.packages.list(question(clientId, cursor), { signal }),
      (row) => [row.packageId, row.domainName ?? row.name],
    ),
    named(
      (cursor) =>
        billing.invoices.list({ ...question(clientId, cursor), filter: 'outstanding' }, { signal }),
      (row) => [row.invoiceId, row.number],
    ),
  ]);
  return { packages, invoices };
}

interface Question {
  readonly clientId?: string;
  readonly cursor?: string;
}

function question(clientId: string, cursor: string | null): Question {
  return { ...(clientId && { clientId }), ...(cursor !== null && { cursor }) };
}

async function named<Row>(
  fetch: (
    cursor: string | null,
  ) => Promise<{ readonly rows: readonly Row[]; readonly next: string | null }>,
  entry: (row: Row) => readonly [string, string],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  try {
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const { rows, next } = await fetch(cursor);
      for (const row of rows) names.set(...entry(row));
      if (next === null) break;
      cursor = next;
    }
  } catch {
    return names;
  }
  return names;
}
