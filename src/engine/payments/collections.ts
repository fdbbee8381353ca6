import { fail, invariant } from '../../errors.ts';
import { collectionDay } from '../../rules/collection.ts';
import { formatAmount } from '../../rules/money.ts';
import { isOpen } from '../../rules/payment.ts';
import type { Payer } from '../accounts/payers.ts';
import { noticeDaysOf } from '../accounts/sealing.ts';
import { emit, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { startPackages } from '../packages/provisioning.ts';
import { type ChargeRow, lockCharge, voidCharge } from './charges.ts';
import { type ChargeToWrite, insertCharge } from './write-charge.ts';

/**
 * Makes a charge that a file of the bank collects (SPEC 8.9): it is open from now on, so nothing
 * else charges its invoices, and its client is told what will be collected, when, and by which
 * mandate. The client must be locked.
 *
 * @throws BillingError `charge_open`.
 */
export async function beginCollection(
  scope: Scope,
  charge: ChargeToWrite,
  account: Payer,
): Promise<void> {
  const { chargeId, clientId, total, source } = charge;
  const kind = account.sealed_kind;
  invariant(kind !== null, `The account ${account.id} is not collected from by a file.`);
  const collectOn = collectionDay(scope.today, noticeDaysOf(scope.context, kind));
  // A return that comes days later finds no client at hand, whoever began it.
  await insertCharge(scope, { ...charge, how: { ...charge.how, onSession: false } }, 'pending');
  await scope.handle
    .insertInto('collections')
    .values({ charge_id: chargeId, billing_account_id: account.id, kind, collect_on: collectOn })
    .execute();
  await emit(scope, 'collection.due', chargeId, clientId);
  await enqueueMail(scope, {
    event: 'collection',
    key: `mail:collection:${chargeId}`,
    clientId,
    data: {
      collection: {
        amount: formatAmount(total),
        currency: total.currency,
        on: collectOn,
        account: source.label,
        mandate: account.method_reference,
        invoices: charge.how.description,
      },
    },
  });
  if (!scope.context.catalog.provider.provisionOnPending) return;
  for (const { id } of charge.invoices) await startPackages(scope, id);
}

/**
 * Gives up a collection of which no bank knows yet; its charge takes no money then (SPEC 8.6).
 *
 * @returns false for a charge that no file collects.
 * @throws BillingError `charge_open` once it is in a file.
 */
export async function withdrawCollection(scope: Scope, charge: ChargeRow): Promise<boolean> {
  const row = await scope.handle
    .selectFrom('collections')
    .select('charge_id')
    .where('charge_id', '=', charge.id)
    .executeTakeFirst();
  if (row === undefined) return false;
  // A file that is being made holds the charge; what it did is seen only after.
  const locked = await lockCharge(scope, charge.id);
  if (!isOpen(locked.state as 'pending')) return false;
  const { file_id: fileId, collect_on: day } = await scope.handle
    .selectFrom('collections')
    .select(['file_id', 'collect_on'])
    .where('charge_id', '=', charge.id)
    .executeTakeFirstOrThrow();
  if (fileId !== null) {
    fail('charge_open', `The bank collects this on ${day}. Wait for its end.`, {
      field: 'invoiceId',
    });
  }
  await voidCharge(scope, locked, { code: 'canceled', message: 'Paid in another way.' });
  return true;
}
