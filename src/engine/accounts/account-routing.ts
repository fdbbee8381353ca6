import { sql } from 'kysely';
import type { RoutingView } from '../../contract/billing-accounts.ts';
import { fail } from '../../errors.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import { chainOf, expiredFrom } from '../../rules/routing.ts';
import { lockClient } from '../agenda.ts';
import { namedClient } from '../clients/contact-view.ts';
import { emit, type Scope } from '../context.ts';
import type { Caller, ClientPrincipal, Command, Query } from '../use-case.ts';
import {
  accountRow,
  billablePackages,
  mayEdit,
  payingAccount,
  readAccounts,
  viewerOf,
} from './account-rows.ts';

/** `billingAccounts.routing` (SPEC 19.6). */
export const getRouting: Query<'billingAccounts.routing'> = {
  kind: 'query',
  run: (scope, caller, input) => routingView(scope, caller, namedClient(caller, input.clientId)),
};

interface Kept {
  readonly clientId: string;
}

/** `billingAccounts.setFallback` (SPEC 8.8): only accounts that whoever asks may use. */
export const setFallback: Command<'billingAccounts.setFallback', Kept> = {
  kind: 'command',
  async run(scope, caller, input): Promise<Kept> {
    const { clientId } = caller.principal as ClientPrincipal;
    await lockClient(scope, clientId);
    const accounts = await readAccounts(scope, clientId);
    const viewer = await viewerOf(scope, caller);
    const ids = input.billingAccountIds;
    if (new Set(ids).size !== ids.length) {
      fail('invalid_input', 'Name each account once.', { field: 'billingAccountIds' });
    }
    for (const id of ids) {
      const account = accounts.find((one) => one.id === id);
      if (account === undefined) {
        fail('not_found', 'There is no such billing account.', { field: 'billingAccountIds' });
      }
      if (account.fallback_rank === null && !mayEdit(viewer, account)) {
        fail('forbidden', 'Only its owner and the primary contact may let this account step in.', {
          field: 'billingAccountIds',
        });
      }
    }
    for (const account of accounts) {
      const rank = ids.indexOf(account.id);
      await scope.handle
        .updateTable('billing_accounts')
        .set({ fallback_rank: rank < 0 ? null : rank + 1 })
        .where('id', '=', account.id)
        .execute();
    }
    await emit(scope, 'billing_accounts.fallback_changed', clientId, clientId);
    return { clientId };
  },
  view: (scope, caller, { clientId }) => routingView(scope, caller, clientId),
};

async function routingView(scope: Scope, caller: Caller, clientId: string): Promise<RoutingView> {
  const viewer = await viewerOf(scope, caller);
  const packages = await billablePackages(scope, clientId);
  const accounts = await readAccounts(scope, clientId);
  const renewals = await nextRenewals(scope, clientId);
  const paying = accounts.map((account) => payingAccount(scope, account));
  return {
    packages: packages.map((one) => {
      const nextRenewal = renewals.get(one.packageId) ?? null;
      const chain = chainOf(one.billingAccountId, paying, scope.today);
      const first = paying.find(({ id }) => id === chain[0]?.id);
      const end = first === undefined ? null : expiredFrom(first);
      return {
        ...one,
        chain: chain.map(({ id, why }) => ({ billingAccountId: id, why })),
        nextRenewal,
        expiresBefore: end !== null && nextRenewal !== null && end <= nextRenewal,
      };
    }),
    accounts: accounts.map((account) => accountRow(scope, account, viewer, packages)),
    fallback: accounts
      .filter(({ fallback_rank }) => fallback_rank !== null)
      .sort((a, b) => (a.fallback_rank ?? 0) - (b.fallback_rank ?? 0))
      .map(({ id }) => id),
  };
}

/** The day on which the next period of each package begins that is not billed yet. */
async function nextRenewals(
  scope: Scope,
  clientId: string,
): Promise<ReadonlyMap<string, PlainDate>> {
  const { rows } = await sql<{ readonly id: string; readonly day: PlainDate }>`
    select p.id, min(i.billed_through) as day
    from packages p join package_items i on i.package_id = p.id
    where p.client_id = ${clientId} and not i.one_time and i.billed_through is not null
      and (i.ends_on is null or i.billed_through < i.ends_on)
    group by p.id`.execute(scope.handle);
  return new Map(rows.map(({ id, day }) => [id, day]));
}
