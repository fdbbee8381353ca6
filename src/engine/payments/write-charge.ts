import { fail } from '../../errors.ts';
import type { Money } from '../../rules/money.ts';
import { isDuplicate } from '../../storage/store.ts';
import { labelOf } from '../accounts/account-rows.ts';
import type { Payer } from '../accounts/payers.ts';
import type { Scope } from '../context.ts';
import type { LockedInvoice } from '../invoices/invoice-states.ts';
import { enqueue } from '../tasks.ts';
import type { ChargeInput } from './charge-tasks.ts';

/** What a charge is taken from. */
export interface ChargeSource {
  readonly methodId: string;
  readonly pluginId: string;
  readonly label: string;
  readonly methodReference: string | null;
  readonly billingAccountId: string | null;
}

/** An account that pays, as a charge names it. */
export function sourceOfAccount(account: Payer): ChargeSource {
  return {
    methodId: 'billing_account',
    pluginId: account.plugin_id,
    label: labelOf(account),
    methodReference: account.method_reference,
    billingAccountId: account.id,
  };
}

/** A charge to begin. */
export interface ChargeToWrite {
  readonly chargeId: string;
  readonly clientId: string;
  readonly contactId: string;
  readonly invoices: readonly Pick<LockedInvoice, 'id' | 'balance'>[];
  readonly total: Money;
  readonly source: ChargeSource;
  /** What the gateway is told. */
  readonly how: ChargeInput;
}

/**
 * Writes a charge with its parts and the task that starts it: the intent, before the gateway hears
 * of it (SPEC 8.5). The client must be locked.
 *
 * @throws BillingError `charge_open`.
 */
export async function writeCharge(scope: Scope, charge: ChargeToWrite): Promise<void> {
  const { chargeId, clientId, source } = charge;
  await insertCharge(scope, charge, 'created');
  await enqueue(scope, {
    kind: 'charge.start',
    key: `charge.start:${chargeId}`,
    pluginId: source.pluginId,
    clientId,
    subjectId: chargeId,
  });
}

/**
 * Writes a charge with its parts alone: no gateway is told of it (SPEC 8.9). The client must be
 * locked.
 *
 * @throws BillingError `charge_open`.
 */
export async function insertCharge(
  scope: Scope,
  charge: ChargeToWrite,
  state: 'created' | 'pending',
): Promise<void> {
  const { chargeId, clientId, total, source, how } = charge;
  await scope.handle
    .insertInto('charges')
    .values({
      id: chargeId,
      client_id: clientId,
      contact_id: charge.contactId,
      method_id: source.methodId,
      plugin_id: source.pluginId,
      billing_account_id: source.billingAccountId,
      currency: total.currency,
      amount: total.amount,
      state,
      method_label: source.label,
      reference: null,
      action: null,
      failure_code: null,
      failure_message: null,
      failure_group: null,
      vendor_code: null,
      input: JSON.stringify(how),
      expires_at: null,
      created_at: scope.now,
      settled_at: null,
    })
    .execute();
  // Funds pay no invoice (SPEC 8.4).
  if (charge.invoices.length > 0) await allocate(scope, charge);
}

/**
 * Binds the charge to its invoices.
 *
 * @throws BillingError `charge_open`.
 */
async function allocate(scope: Scope, { chargeId, invoices }: ChargeToWrite): Promise<void> {
  try {
    await scope.handle
      .insertInto('charge_allocations')
      .values(
        invoices.map(({ id, balance }) => ({
          charge_id: chargeId,
          invoice_id: id,
          amount: balance.amount,
          open: true,
        })),
      )
      .execute();
  } catch (error) {
    // The index is what keeps an invoice from being paid twice at once (Law 10).
    if (!isDuplicate(error, 'one_open_charge')) throw error;
    fail('charge_open', 'A payment of this invoice is on its way. Wait for its end.', {
      field: 'invoiceIds',
    });
  }
}
