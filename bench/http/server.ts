import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import { createHandler } from '../../src/server/index.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { scenarioCatalog } from '../../test/support/scenario-catalog.ts';
import { orderAs, payCard } from '../../test/support/shop.ts';
import { createWorld } from '../../test/support/world.ts';

/** What the parent asks: the processor time used so far, in microseconds. */
type Answer = { readonly cpu: number };

const [, , side, url = '', known = ''] = process.argv;

/** Serves one paid invoice by our handler, and tells its path and a session's token. */
async function ours(): Promise<void> {
  const store = await openPostgres({ url });
  const world = await createWorld({ catalog: scenarioCatalog(), store });
  const placed = await orderAs(world, 'camille');
  await payCard(world, placed, 'good');
  await world.settle();
  const { clientId, contactId } = placed.client;
  const session = await world.engine.execute(world.operator, 'clientSessions.create', {
    commandId: world.newId(),
    clientId,
    contactId,
    areas: ['invoices'],
    origin: 'http://127.0.0.1',
  });
  const handler = createHandler({
    backend: world.engine,
    allowedOrigins: [],
    clock: world.clock,
    log: (...said) => console.error(...said),
    address: () => '127.0.0.1',
    limits: { read: { requests: 10_000_000, seconds: 60 } },
  });
  const path = `/invoices/${placed.invoiceId}`;
  serve({ fetch: (request) => handler.fetch(request), port: 0 }, ({ port }) =>
    process.send?.({ port, path, token: session.token }),
  );
}

/** The same rows by the same statements, without who asks, what he may and whether it is sound. */
const statements = [
  `select i.*, s.status, s.balance,
    (select charge_id from charge_allocations a where a.invoice_id = i.id and a.open),
    (select number from invoices other where other.id = i.corrects) as corrects_number,
    (select array[other.id, other.number] from invoices other where other.corrects = i.id
      order by other.corrects_all desc, other.number limit 1) as corrected_by
    from invoices i join invoice_states s on s.invoice_id = i.id where i.id = $1`,
  'select * from transactions where invoice_id = $1 order by number desc',
];

function bare(): void {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const app = new Hono();
  app.get('/invoices/:id', async (context) => {
    const connection = await pool.connect();
    try {
      const answers: unknown[][] = [];
      for (const text of statements) {
        answers.push((await connection.query(text, [context.req.param('id')])).rows);
      }
      return context.json(answers);
    } finally {
      connection.release();
    }
  });
  serve({ fetch: app.fetch, port: 0 }, ({ port }) =>
    process.send?.({ port, path: known, token: '' }),
  );
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system } satisfies Answer);
});
if (side === 'ours') await ours();
else bare();
