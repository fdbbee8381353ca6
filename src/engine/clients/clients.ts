import { sql } from 'kysely';
import type { ClientView } from '../../contract/clients.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { type PageTie, readPage } from '../../storage/paging.ts';
import { emit, type Scope } from '../context.ts';
import { type Command, ownerOf, type Query } from '../use-case.ts';

/** `clients.get`: a client's own, or for an operator any. */
export const getClient: Query<'clients.get'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<ClientView> {
    const owner = ownerOf(caller.principal);
    if (owner !== null && owner !== input.clientId) return noSuchClient();
    return clientView(scope, input.clientId);
  },
};

function noSuchClient(): never {
  fail('not_found', 'There is no such client.', { field: 'clientId' });
}

/**
 * A client with its primary contact.
 *
 * @throws BillingError `not_found`.
 */
export async function clientView(scope: Scope, clientId: string): Promise<ClientView> {
  const row = await clientRows(scope).where('clients.id', '=', clientId).executeTakeFirst();
  return row === undefined ? noSuchClient() : toView(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof clientRows>['execute']>>[number];

function clientRows(scope: Scope) {
  return scope.handle
    .selectFrom('clients')
    .innerJoin('contacts', (join) =>
      join.onRef('contacts.client_id', '=', 'clients.id').on('contacts.is_primary', '=', true),
    )
    .selectAll('clients')
    .select([
      'contacts.id as contact_id',
      'contacts.first_name',
      'contacts.last_name',
      'contacts.email',
      'contacts.user_name',
      sql<string>`clients.name`.as('sort_value'),
    ]);
}

function toView(row: Row): ClientView {
  return {
    clientId: row.id,
    number: row.number,
    name: row.name,
    status: row.status,
    currency: row.currency,
    country: row.country,
    vatNumber: row.vat_number,
    language: row.language,
    primaryContact: {
      contactId: row.contact_id,
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      userName: row.user_name,
    },
  };
}

/** `clients.list`, for operators. */
export const listClients: Query<'clients.list'> = {
  kind: 'query',
  async run(scope, _caller, input): Promise<Output<'clients.list'>> {
    const { search } = input;
    const query = clientRows(scope).$if(search !== undefined && search !== '', (one) =>
      one.where(sql<boolean>`position(lower(${search}) in lower(clients.name)) > 0`),
    );
    const byId: PageTie<{ readonly id: string }> = {
      column: 'clients.id',
      type: 'text',
      textOf: ({ id }) => id,
    };
    const page = await readPage(query, [byId], {
      column: 'clients.name',
      type: 'text',
      direction: 'ascending',
      cursor: input.cursor,
      order: `name ${search ?? ''}`,
    });
    return { rows: page.rows.map((row) => toView(row as Row)), next: page.next };
  },
};

/** `clients.changeStatus` (SPEC 3.1). */
export const changeClient: Command<'clients.changeStatus', { readonly clientId: string }> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<{ readonly clientId: string }> {
    const row = await scope.handle
      .selectFrom('clients')
      .select(['status', 'version'])
      .where('id', '=', input.clientId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return noSuchClient();
    if (row.status === input.status) return { clientId: input.clientId };
    if (row.status === 'closed') {
      fail('invalid_transition', 'A closed client stays closed.', { field: 'status' });
    }
    await scope.handle
      .updateTable('clients')
      .set({ status: input.status, version: row.version + 1 })
      .where('id', '=', input.clientId)
      .execute();
    await emit(scope, `client.${input.status}`, input.clientId, input.clientId);
    return { clientId: input.clientId };
  },
  view: (scope, _caller, { clientId }) => clientView(scope, clientId),
};
