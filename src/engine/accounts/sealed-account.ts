import type { BankAccountInput, BankAccountKind } from '../../contract/bank-accounts.ts';
import { fail } from '../../errors.ts';
import type { Scope } from '../context.ts';
import type { Caller } from '../use-case.ts';
import type { SealedBankAccount } from './sealing.ts';
import { keepAccount } from './setup-end.ts';
import { readSetup, type SetupInput } from './setup-row.ts';

/**
 * Refuses bank data where a method takes none, none where it takes some, and data of another kind
 * than it takes (SPEC 9.3).
 *
 * @throws BillingError `invalid_input`.
 */
export function checkBankData(
  type: string,
  forms: readonly BankAccountKind[],
  input: { readonly bankAccount?: BankAccountInput; readonly gatewayData?: object },
): void {
  const { bankAccount, gatewayData } = input;
  const refuse = (message: string, field: string): never =>
    fail('invalid_input', message, { field });
  if (type !== 'bank_account') {
    if (bankAccount === undefined) return;
    refuse('This way to pay takes no bank data. Choose another.', 'bankAccount');
  }
  if (gatewayData !== undefined) {
    refuse('Bank data goes into bankAccount, where it is sealed.', 'gatewayData');
  }
  if (bankAccount === undefined) refuse('Give the data of the bank account.', 'bankAccount');
  else if (!forms.includes(bankAccount.kind)) {
    refuse('This way to pay takes another kind of account.', 'bankAccount.kind');
  }
}

/**
 * Ends a setup with an account whose data is sealed (SPEC 9.7), and the evidence of its mandate:
 * who agreed to which text, when and from where (SPEC 9.10). The client must be locked.
 */
export async function keepSealedAccount(
  scope: Scope,
  { request }: Caller,
  setupId: string,
  data: SealedBankAccount,
): Promise<void> {
  const { kind, reference } = data;
  const setup = await readSetup(scope, setupId);
  await keepAccount(scope, setup, {
    methodReference: reference,
    type: 'bank_account',
    brand: data.brand,
    last4: data.last4,
  });
  const { billing_account_id: accountId } = await readSetup(scope, setupId);
  const mandate = {
    reference,
    method: kind === 'iban' ? 'sepa_direct_debit' : 'ach_debit',
    scope: 'recurring',
    textVersion: data.textVersion,
    acceptedAt: scope.now.toISOString(),
    acceptedOn: scope.today,
    acceptedBy: (setup.input as unknown as SetupInput).askedBy,
    acceptedFrom: request?.address ?? null,
  };
  await scope.handle
    .updateTable('billing_accounts')
    .set({ mandate: JSON.stringify(mandate), sealed_kind: kind })
    .where('id', '=', accountId)
    .execute();
  await scope.handle
    .insertInto('sealed_accounts')
    .values({
      billing_account_id: accountId ?? '',
      kind,
      key_id: data.keyId,
      sealed: data.sealed,
    })
    .execute();
}

/** Erases the data of an account that is removed; nothing of it is on its way to a bank. */
export async function eraseSealed({ handle }: Scope, accountId: string): Promise<void> {
  await handle.deleteFrom('sealed_accounts').where('billing_account_id', '=', accountId).execute();
}
