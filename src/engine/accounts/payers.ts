import { type ChainLink, chainOf, nextAccount, ownAccount } from '../../rules/routing.ts';
import type { Scope } from '../context.ts';
import { type AccountRecord, payingAccount, readAccounts } from './account-rows.ts';

/** Groups of declines after which the same account has no chance (SPEC 8.8). */
const hopeless: ReadonlySet<string> = new Set(['expired_card', 'stolen', 'do_not_try_again']);

/** Whether a decline leaves the account no chance. */
export function isHopeless(group: string | null): boolean {
  return hopeless.has(group ?? '');
}

/** An account that can be charged with no client at hand. */
export interface Payer extends AccountRecord {
  readonly method_reference: string;
}

/** The accounts of a client, and whether it may be charged at all. */
export interface Payers {
  readonly accounts: readonly AccountRecord[];
  readonly active: boolean;
}

/** Reads them once for all invoices of a client. */
export async function payersOf(scope: Scope, clientId: string): Promise<Payers> {
  const client = await scope.handle
    .selectFrom('clients')
    .select('status')
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
  return { accounts: await readAccounts(scope, clientId), active: client.status === 'active' };
}

/** The account that is charged next for an invoice; null when each has had its tries. */
export async function payerOf(
  scope: Scope,
  { accounts }: Payers,
  invoiceId: string,
): Promise<Payer | null> {
  const chain = await chainOfInvoice(scope, accounts, invoiceId);
  if (chain.length === 0) return null;
  const declined = await declinedFor(scope, invoiceId);
  const tries = 1 + scope.context.catalog.provider.billing.chargeRetryDays.length;
  const next = nextAccount(chain, declined, tries);
  const account = accounts.find(({ id }) => id === next);
  if (account === undefined || account.method_reference === null) return null;
  return { ...account, method_reference: account.method_reference };
}

async function chainOfInvoice(
  scope: Scope,
  accounts: readonly AccountRecord[],
  invoiceId: string,
): Promise<readonly ChainLink[]> {
  const packages = await scope.handle
    .selectFrom('packages')
    .select('billing_account_id')
    .where('id', 'in', (query) =>
      query
        .selectFrom('invoice_lines')
        .select('package_id')
        .where('invoice_id', '=', invoiceId)
        .where('package_id', 'is not', null)
        .$castTo<{ package_id: string }>(),
    )
    .execute();
  const own = ownAccount(packages.map((row) => row.billing_account_id));
  const paying = accounts.map((account) => payingAccount(scope, account));
  return chainOf(own, paying, scope.today);
}

/** How often an account has declined an invoice with no client at hand. */
export async function declinesBy(
  scope: Scope,
  invoiceId: string,
  accountId: string,
): Promise<number> {
  const declined = await declinedFor(scope, invoiceId);
  return declined.filter((one) => one.accountId === accountId).length;
}

/** What accounts have declined of an invoice, with no client at hand. */
async function declinedFor(
  scope: Scope,
  invoiceId: string,
): Promise<{ accountId: string; hopeless: boolean }[]> {
  const rows = await scope.handle
    .selectFrom('charges')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .select(['charges.billing_account_id', 'charges.failure_group', 'charges.input'])
    .where('charge_allocations.invoice_id', '=', invoiceId)
    .where('charges.state', '=', 'failed')
    .where('charges.billing_account_id', 'is not', null)
    .execute();
  return rows
    .filter(({ input }) => (input as { readonly onSession?: boolean }).onSession === false)
    .map((row) => ({
      accountId: row.billing_account_id ?? '',
      hopeless: isHopeless(row.failure_group),
    }));
}
