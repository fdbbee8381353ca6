import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { payAll, renewalCatalog } from '../support/renewals.ts';
import { buy, item } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

/** Tables that a run writes, each in an order that does not hang on ids. */
const tables = {
  clients: 'number',
  packages: 'number',
  package_items: 'package_id, add_on_id nulls first',
  number_series: 'series',
  invoices: 'number',
  invoice_states: '(select number from invoices where id = invoice_id)',
  invoice_lines: '(select number from invoices where id = invoice_id), position',
  entries: 'key',
  postings: '(select key from entries where id = entry_id), position',
  tasks: `kind, (select max(number) from invoices where tasks.key like '%' || invoices.id),
    (select max(number) from packages where tasks.key like '%' || packages.id),
    regexp_replace(key, '[0-9a-f-]{36}', ''),
    (select number from clients where id = client_id),
    (select number from invoices where id::text = payload ->> 'invoiceId'),
    (select number from orders where orders.id = subject_id)`,
  todos: 'kind, (select number from invoices where id = invoice_id)',
  events: 'number',
} as const;

/** A version counts how often a row was written, which is not what it says. */
const versions: Readonly<Record<string, string>> = {
  packages: 'version',
  package_items: 'version',
};

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** All rows, with each id as the number of its first appearance. */
async function rowsOf(world: World): Promise<Readonly<Record<string, readonly string[]>>> {
  const known = new Map<string, string>();
  const named = (text: string): string =>
    text.replaceAll(ids, (id) => {
      const name = known.get(id) ?? `#${known.size}`;
      known.set(id, name);
      return name;
    });
  const dump: Record<string, readonly string[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    const { rows } = await world.read((handle) =>
      sql<{ readonly row: unknown }>`select to_jsonb(one) - ${versions[table] ?? ''}::text as row
        from (select * from ${sql.table(table)} order by ${sql.raw(order)}) as one`.execute(handle),
    );
    // A sealed password is another text each time.
    dump[table] = rows.map(({ row }) =>
      named(JSON.stringify(row).replace(/"sealedPassword":"[^"]*"/, '')),
    );
  }
  return dump;
}

/** Three clients with packages of several kinds, when their renewals are due; then one run. */
async function runAs(
  oneByOne: boolean,
  document: 'invoice' | 'proforma',
): Promise<Readonly<Record<string, readonly string[]>>> {
  // A year of months on one day is within these bounds.
  const safety = { linesPerPackage: 100, invoicesPerClient: 100, forecastFactor: 3 };
  const catalog = renewalCatalog({ safety, document });
  const world = await createWorld({ catalog, store: await emptyStore() });
  const ip = [{ addOnId: 'ip', quantity: 2 }];
  const { client } = await buy(world, 'camille', [item('web', 'silver', 'annual', ip)], {
    promotionCode: 'FOREVER10',
  });
  await buy(world, client, [item('web', 'gold', 'annual')]);
  await buy(world, 'ada', [item('web', 'silver', 'annual')], { currency: 'JPY' });
  await buy(world, 'grace', [item('web', 'silver', 'monthly', ip)], { promotionCode: 'FIVER' });
  await payAll(world);
  world.clock.set('2027-11-08T10:00:00Z');
  const { counts } = await world.engine.run({ oneByOne });
  expect(counts.parked).toBe(0);
  return rowsOf(world);
}

it.each(['invoice', 'proforma'] as const)(
  '[7.5, 7.6, 16.5] a batch of each %s leaves the rows of one by one',
  async (document) => {
    const batch = await runAs(false, document);
    const single = await runAs(true, document);
    // Row by row, so that a difference is shown alone.
    for (const table of Object.keys(tables)) {
      expect([table, batch[table]?.length]).toEqual([table, single[table]?.length]);
      for (const [index, row] of (batch[table] ?? []).entries()) {
        expect([table, row]).toEqual([table, single[table]?.[index]]);
      }
    }
    expect(batch['invoices']?.length).toBeGreaterThan(6);
  },
);
