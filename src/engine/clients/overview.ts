import type { AccountOverview } from '../../contract/account.ts';
import { areas, type Principal } from '../../contract/operation.ts';
import type { OperationName } from '../../contract/operations.ts';
import { permits } from '../../contract/permissions.ts';
import { fail } from '../../errors.ts';
import { getAffiliates } from '../affiliates/affiliates.ts';
import type { Scope } from '../context.ts';
import { creditOf } from '../invoices/credit.ts';
import { listInvoices } from '../invoices/invoices.ts';
import { listPackages } from '../packages/packages.ts';
import { usedThisMonth } from '../packages/usage-due.ts';
import { listTodos } from '../todos.ts';
import type { Caller, Query } from '../use-case.ts';
import { namedClient } from './contact-view.ts';

/** Invoices and to-dos that the Account tab shows. */
const latest = 5;

/**
 * `account.overview` (SPEC 13.1): what the lists' own operations answer, as far as whoever asks
 * may ask them.
 */
export const accountOverview: Query<'account.overview'> = {
  kind: 'query',
  async run(scope, caller, input): Promise<AccountOverview> {
    const clientId = namedClient(caller, input.clientId);
    const client = await scope.handle
      .selectFrom('clients')
      .select('currency')
      .where('id', '=', clientId)
      .executeTakeFirst();
    if (client === undefined) fail('not_found', 'There is no such client.', { field: 'clientId' });
    const may = (name: OperationName): boolean => permits(caller.principal, name) === 'yes';
    const asClient = clientCaller(caller, clientId);
    const { currency } = client;
    return {
      clientId,
      credit: may('books.balanceReport') ? await creditOf(scope, clientId, currency) : null,
      usageCharge: may('packages.list') ? await usedThisMonth(scope, clientId, currency) : null,
      invoices: may('invoices.list') ? await openInvoices(scope, asClient) : null,
      todos: may('todos.list') ? await latestTodos(scope, asClient) : [],
      programs: may('affiliates.get')
        ? (await getAffiliates.run(scope, asClient, {})).programs
        : null,
      packages: may('packages.list') ? await firstPackages(scope, asClient) : null,
    };
  },
};

/** The client's own lists, for an operator who looks at its account. */
function clientCaller(caller: Caller, clientId: string): Caller {
  if (caller.principal.kind === 'client') return caller;
  const principal: Principal = { kind: 'client', clientId, contactId: '', areas };
  return { principal, request: caller.request };
}

async function openInvoices(scope: Scope, caller: Caller): Promise<AccountOverview['invoices']> {
  const list = await listInvoices.run(scope, caller, { filter: 'outstanding' });
  return {
    outstanding: list.outstanding,
    matching: list.matching,
    rows: list.rows.slice(0, latest),
  };
}

async function latestTodos(scope: Scope, caller: Caller): Promise<AccountOverview['todos']> {
  const { rows } = await listTodos.run(scope, caller, {});
  return rows.slice(0, latest);
}

async function firstPackages(scope: Scope, caller: Caller): Promise<AccountOverview['packages']> {
  // By status: `active` is the first of them in the alphabet.
  const list = await listPackages.run(scope, caller, { sort: 'status', direction: 'ascending' });
  return { matching: list.matching, rows: list.rows };
}
