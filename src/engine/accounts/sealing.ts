import type {
  BankAccountData,
  BankAccountInput,
  BankAccountKind,
  MandateText,
} from '../../contract/bank-accounts.ts';
import { fail } from '../../errors.ts';
import { collectionCurrency, lastDigitsOf, usualNoticeDays } from '../../rules/collection.ts';
import { todayIn } from '../../rules/plain-date.ts';
import { sealingKeyFault } from '../../rules/sealing-key.ts';
import type { EngineContext, EngineSettings } from '../context.ts';

/**
 * Refuses a key that must not be in the settings, or is of no use there (SPEC 9.7).
 *
 * @throws BillingError `invalid_input`.
 */
export function requireSealingKey({ sealingKey }: EngineSettings): void {
  if (sealingKey === undefined) return;
  const fault = sealingKeyFault(sealingKey);
  if (fault !== null) fail('invalid_input', fault, { field: 'settings.sealingKey' });
}

/** Whether a gateway's accounts are collected from by a file (SPEC 8.9). */
export function isCollectedByFile(context: EngineContext, pluginId: string): boolean {
  return context.pluginById.get(pluginId)?.gateway?.collectsFrom !== undefined;
}

/** The kinds of bank data that a method takes in a currency; none without a key to seal them. */
export function bankForms(
  context: EngineContext,
  pluginId: string,
  currency: string,
): readonly BankAccountKind[] {
  const { sealingKey } = context.settings;
  if (sealingKey === undefined || context.secrets.sealFor === undefined) return [];
  const kinds = context.pluginById.get(pluginId)?.gateway?.collectsFrom ?? [];
  return kinds.filter((kind) => collectionCurrency[kind] === currency);
}

/** Days between the notice of a collection and the collection (SPEC 8.9). */
export function noticeDaysOf({ settings }: EngineContext, kind: BankAccountKind): number {
  return settings.collection?.noticeDays?.[kind] ?? usualNoticeDays[kind];
}

/** What a client agrees to when it gives bank data (SPEC 9.10). */
export function mandateText(context: EngineContext): MandateText {
  const { collection } = context.settings;
  return {
    version: collection?.mandateVersion ?? '1',
    creditor: collection?.sepa?.name ?? context.catalog.provider.name,
    creditorId: collection?.sepa?.creditorId ?? null,
    noticeDays: {
      iban: noticeDaysOf(context, 'iban'),
      us_bank: noticeDaysOf(context, 'us_bank'),
    },
  };
}

/** Bank data as it may be kept: sealed, and what may be shown of it. */
export interface SealedBankAccount {
  readonly kind: BankAccountKind;
  readonly brand: string;
  readonly last4: string;
  /** The reference of the mandate, at most 35 characters; it is in the sealed text too. */
  readonly reference: string;
  readonly textVersion: string;
  readonly keyId: string;
  readonly sealed: string;
}

/** What the sealed text has: the data, and whose mandate it is, so that none can be swapped. */
export interface SealedContent {
  readonly reference: string;
  readonly account: BankAccountData;
}

/** The length of a sealed text says little: it is filled up to so many characters. */
const blockLength = 512;

/**
 * Seals bank data with the provider's public key, before anything is written (SPEC 9.7). Errors
 * name the field, never what is in it.
 *
 * @throws BillingError `invalid_input`, `method_not_available` without a key.
 */
export async function sealBankAccount(
  context: EngineContext,
  input: BankAccountInput,
): Promise<SealedBankAccount> {
  const { sealingKey } = context.settings;
  const { sealFor } = context.secrets;
  if (sealingKey === undefined || sealFor === undefined) {
    fail('method_not_available', 'Bank accounts are not taken here. Choose another way to pay.', {
      field: 'bankAccount',
    });
  }
  const { consentVersion, ...account } = input;
  if (consentVersion !== mandateText(context).version) {
    fail('invalid_input', 'The text of the mandate has changed. Read it and agree anew.', {
      field: 'bankAccount.consentVersion',
      reason: 'terms_changed',
    });
  }
  const today = todayIn(context.catalog.provider.timeZone, context.clock.now());
  if (input.kind === 'us_bank' && input.birthDate >= today) {
    fail('invalid_input', 'A date of birth lies in the past.', { field: 'bankAccount.birthDate' });
  }
  const reference = `RR-${context.chance.uuid().replaceAll('-', '').toUpperCase()}`;
  const content: SealedContent = { reference, account };
  const text = JSON.stringify(content);
  const { text: sealed, keyId } = await sealFor(
    sealingKey,
    text.padEnd(Math.ceil(text.length / blockLength) * blockLength),
  );
  return {
    kind: input.kind,
    brand: input.kind === 'iban' ? 'SEPA' : input.bankName,
    last4: lastDigitsOf(input.kind === 'iban' ? input.iban : input.accountNumber),
    reference,
    textVersion: consentVersion,
    keyId,
    sealed,
  };
}
