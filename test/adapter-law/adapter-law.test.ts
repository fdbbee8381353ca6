import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddedAdapter } from '../../src/adapters/embedded.ts';
import { createHttpAdapter } from '../../src/adapters/http.ts';
import type { Principal } from '../../src/contract/operation.ts';
import type { Adapter, Input, OperationName } from '../../src/contract/operations.ts';
import { isBillingError } from '../../src/errors.ts';
import { createHandler } from '../../src/server/index.ts';
import { exampleCatalog } from '../support/catalog.ts';
import { createWorld, emptyStore, frenchOrder, placeOrder, type World } from '../support/world.ts';

let world: World;
let placed: Awaited<ReturnType<typeof placeOrder>>;

beforeAll(async () => {
  world = await createWorld({ catalog: exampleCatalog, store: await emptyStore() });
  placed = await placeOrder(world, frenchOrder(world.newId()));
});
afterAll(() => world.close());

/** The same engine by both ways, for one principal. */
function bothWays(principal: Principal): readonly [Adapter, Adapter] {
  const backend = world.engine;
  const handler = createHandler({
    backend,
    base: '/api',
    allowedOrigins: [],
    clock: world.clock,
    log: () => undefined,
    signIn: { handler: async () => new Response(), principal: async () => principal },
  });
  const http = createHttpAdapter({
    base: 'https://billing.example/api',
    fetch: (request) => {
      // What a browser would add to a page's own request.
      request.headers.set('cookie', 'session=1');
      request.headers.set('sec-fetch-site', 'same-origin');
      return handler.fetch(request);
    },
  });
  return [createEmbeddedAdapter({ backend, principal }), http];
}

/** The answer of an adapter, or what its error tells. */
async function told<Name extends OperationName>(
  adapter: Adapter,
  name: Name,
  input: Input<Name>,
): Promise<unknown> {
  try {
    return { answer: await adapter.execute(name, input) };
  } catch (error) {
    if (!isBillingError(error)) throw error;
    const { code, message, field, reason, invoice, faults } = error;
    return { code, message, field, reason, invoice, faults };
  }
}

async function same<Name extends OperationName>(
  principal: Principal,
  name: Name,
  input: Input<Name>,
): Promise<unknown> {
  const [embedded, http] = bothWays(principal);
  const first = await told(embedded, name, input);
  expect(await told(http, name, input)).toEqual(first);
  return first;
}

describe('adapter law', () => {
  it('[19.8] queries answer alike', async () => {
    const { client, invoiceId, packageId, orderId } = placed;
    const answers = [
      await same({ kind: 'public' }, 'provider.get', {}),
      await same({ kind: 'public' }, 'catalog.get', {}),
      await same(client, 'sessions.current', {}),
      await same(client, 'invoices.list', { filter: 'outstanding', sort: 'due' }),
      await same(client, 'invoices.get', { invoiceId }),
      await same(client, 'packages.list', {}),
      await same(client, 'packages.get', { packageId }),
      await same(client, 'orders.get', { orderId }),
      await same(client, 'payments.options', { invoiceIds: [invoiceId] }),
      await same(client, 'todos.list', {}),
      await same(world.operator, 'clients.list', { search: 'moreau' }),
    ];
    for (const answer of answers) expect(answer).toHaveProperty('answer');
  });

  it('[3.7] errors are alike: what is not there, not allowed or not signed in', async () => {
    const { client, invoiceId } = placed;
    expect(await same(client, 'invoices.get', { invoiceId: 'none' })).toMatchObject({
      code: 'not_found',
    });
    expect(await same(client, 'clients.list', {})).toMatchObject({ code: 'forbidden' });
    expect(await same({ kind: 'public' }, 'invoices.get', { invoiceId })).toMatchObject({
      code: 'unauthenticated',
    });
    const input = { filter: 'late' } as unknown as Input<'invoices.list'>;
    expect(await same(client, 'invoices.list', input)).toMatchObject({
      code: 'invalid_input',
      field: 'filter',
    });
    const more = { discount: '5' } as unknown as Input<'invoices.list'>;
    expect(await same(client, 'invoices.list', more)).toMatchObject({ code: 'unknown_field' });
  });

  it('[4.4] a command repeated the other way answers alike and does nothing twice', async () => {
    const { client, invoiceId } = placed;
    const [embedded] = bothWays(client);
    const { total, balance } = await embedded.execute('invoices.get', { invoiceId });
    const paid = {
      commandId: world.newId(),
      invoiceId,
      paidOn: '2026-11-22',
      method: 'Bank transfer',
      reference: 'bank-1',
    };
    expect(balance).toEqual(total);
    expect(await same(world.operator, 'invoices.markPaid', paid)).toMatchObject({
      answer: { status: 'paid', paid: total },
    });
    const { transactions } = await embedded.execute('invoices.get', { invoiceId });
    expect(transactions).toHaveLength(1);
  });
});
