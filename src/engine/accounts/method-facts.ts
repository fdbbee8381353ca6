import type { NotificationFact } from '../../ports/gateway-notice.ts';
import { soonFrom } from '../../rules/routing.ts';
import { scheduleWork } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { enqueue } from '../tasks.ts';
import { addTodo } from '../todos.ts';
import { labelOf } from './account-rows.ts';
import { stopTelling } from './expiring.ts';

type Fact<Kind extends NotificationFact['kind']> = Extract<
  NotificationFact,
  { readonly kind: Kind }
>;

/** Has a setup read anew at its gateway (Law 9). */
export async function lookAtSetup(
  scope: Scope,
  pluginId: string,
  { eventId, setupId }: Fact<'setup'>,
): Promise<void> {
  const setup = await scope.handle
    .selectFrom('billing_account_setups')
    .select('client_id')
    .where('id', '=', setupId)
    .where('plugin_id', '=', pluginId)
    .executeTakeFirst();
  if (setup === undefined) return;
  await enqueue(scope, {
    kind: 'account.setup',
    key: `account.setup:${setupId}:${eventId}`,
    pluginId,
    clientId: setup.client_id,
    subjectId: setupId,
    payload: { look: true },
  });
}

/** A gateway takes a method away, or a bank gave it new data (SPEC 9.9). */
export async function methodChanged(
  scope: Scope,
  pluginId: string,
  { methodReference, change }: Fact<'method'>,
): Promise<void> {
  const account = await scope.handle
    .selectFrom('billing_accounts')
    .selectAll()
    .where('plugin_id', '=', pluginId)
    .where('method_reference', '=', methodReference)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (account === undefined) return;
  const version = account.version + 1;
  const values =
    change.to === 'removed'
      ? { chargeable: false, version }
      : {
          chargeable: true,
          last4: change.last4,
          expiry_month: change.expiryMonth,
          expiry_year: change.expiryYear,
          tell_expiry_on: soonFrom(change),
          version,
        };
  await scope.handle
    .updateTable('billing_accounts')
    .set(values)
    .where('id', '=', account.id)
    .execute();
  await emit(scope, `billing_account.${change.to}_there`, account.id, account.client_id);
  await stopTelling(scope, account.id);
  await scheduleWork(scope, account.client_id);
  if (change.to === 'renewed' || !account.chargeable) return;
  await tellGone(scope, account);
}

/** Notes that an account can be charged no more, as its bank said; the client must be locked. */
export async function endAccount(scope: Scope, accountId: string): Promise<void> {
  const account = await scope.handle
    .updateTable('billing_accounts')
    .set((row) => ({ chargeable: false, version: row('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('chargeable', '=', true)
    .returning(['id', 'client_id', 'brand', 'last4', 'removed_at'])
    .executeTakeFirst();
  if (account !== undefined && account.removed_at === null) await tellGone(scope, account);
}

async function tellGone(
  scope: Scope,
  account: {
    readonly id: string;
    readonly client_id: string;
    readonly brand: string;
    readonly last4: string;
  },
): Promise<void> {
  await addTodo(scope, {
    key: `billing_account.gone:${account.id}`,
    audience: 'client',
    kind: 'account_gone',
    title: `${labelOf(account)} can no longer be charged`,
    text: 'Add another way to pay, or choose one that pays by default.',
    clientId: account.client_id,
    billingAccountId: account.id,
  });
}
