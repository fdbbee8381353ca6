import type { BillingAccountRow } from '../../src/contract/billing-accounts.ts';
import type { FormController } from '../internal/form.ts';
import { bankWords } from './bank.strings.ts';
import { strings } from './billing-account.strings.ts';
import type { Opened } from './opened.ts';

/** The fields of bank data; `consent` is `yes` or empty. */
export type BankId =
  | 'kind'
  | 'holder'
  | 'iban'
  | 'bic'
  | 'bankName'
  | 'bankState'
  | 'accountType'
  | 'routingNumber'
  | 'accountNumber'
  | 'licenceNumber'
  | 'licenceState'
  | 'birthDate'
  | 'consent';

/** The fields of the form; `default` is `yes` or empty, `packages` has commas between ids. */
export type AccountId = 'method' | BankId | 'owner' | 'default' | 'packages';

/** What the fields hold. */
export type AccountValues = { readonly [Id in AccountId]: string };

/** The form of an account. */
export type AccountForm = FormController<AccountId>;

/** The labels of the fields, for the summary of errors, in the order in which they are shown. */
export function labels(): AccountValues {
  return {
    method: strings.type(),
    kind: bankWords.kind(),
    holder: bankWords.holder(),
    accountType: bankWords.accountType(),
    iban: bankWords.iban(),
    bic: bankWords.bic(),
    bankName: bankWords.bankName(),
    bankState: bankWords.bankState(),
    routingNumber: bankWords.routingNumber(),
    accountNumber: bankWords.accountNumber(),
    licenceNumber: bankWords.licenceNumber(),
    licenceState: bankWords.licenceState(),
    birthDate: bankWords.birthDate(),
    consent: bankWords.consent(),
    owner: strings.owner(),
    default: strings.makeDefault(),
    packages: strings.billableFor(),
  };
}

const bankIds: readonly BankId[] = [
  'kind',
  'holder',
  'iban',
  'bic',
  'bankName',
  'bankState',
  'accountType',
  'routingNumber',
  'accountNumber',
  'licenceNumber',
  'licenceState',
  'birthDate',
  'consent',
];

/** Every field. */
export const accountIds: readonly AccountId[] = [
  'method',
  ...bankIds,
  'owner',
  'default',
  'packages',
];

const noBank = Object.fromEntries(bankIds.map((id) => [id, ''])) as { [Id in BankId]: string };

/** The field of each member of an operation's input. */
export const paths: { readonly [path: string]: AccountId } = {
  methodId: 'method',
  ownerContactId: 'owner',
  makeDefault: 'default',
  packageIds: 'packages',
  ...Object.fromEntries(bankIds.map((id) => [`bankAccount.${id}`, id])),
  'bankAccount.consentVersion': 'consent',
};

/** What the form begins with: the account as it is, or a new one of whoever asks. */
export function valuesOf({ account, options }: Opened): AccountValues {
  if (account !== null) return valuesOfRow(account);
  const [first] = options.methods;
  const [self] = options.owners;
  return {
    ...noBank,
    method: first?.method.methodId ?? '',
    owner: self?.contactId ?? '',
    default: '',
    packages: '',
  };
}

function valuesOfRow({ owner, isDefault, packages }: BillingAccountRow): AccountValues {
  return {
    ...noBank,
    method: '',
    owner: owner?.contactId ?? '',
    default: isDefault ? 'yes' : '',
    packages: packages.map(({ packageId }) => packageId).join(),
  };
}

/** The packages of the field. */
export function packageIds(form: AccountForm): readonly string[] {
  return form.value('packages').split(',').filter(Boolean);
}
