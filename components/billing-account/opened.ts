import type { Billing } from '../../src/billing.ts';
import type { BankAccountKind, MandateText } from '../../src/contract/bank-accounts.ts';
import type {
  BillablePackage,
  BillingAccountOptions,
  BillingAccountRow,
  BillingAccountType,
} from '../../src/contract/billing-accounts.ts';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import { fail } from '../../src/errors.ts';
import { packageName } from '../billing-account-list/account.strings.ts';
import { pickerWords } from './billing-account.strings.ts';
import type { Pickable } from './picker.ts';

/** What the form is about. */
export interface Opened {
  /** Null: a new one. */
  readonly account: BillingAccountRow | null;
  /** All of the client, to say what pays a package now. */
  readonly accounts: readonly BillingAccountRow[];
  readonly options: BillingAccountOptions;
}

/**
 * Loads an account, or what a new one begins with.
 *
 * @param billingAccountId empty: a new one.
 * @throws BillingError `not_found`.
 */
export async function openAccount(
  billing: Billing,
  signal: AbortSignal,
  billingAccountId: string,
): Promise<Opened> {
  const [options, { rows }] = await Promise.all([
    billing.billingAccounts.options({}, { signal }),
    billing.billingAccounts.list({}, { signal }),
  ]);
  if (billingAccountId === '') {
    // Bank data without a form for this client has nowhere to go.
    const methods = options.methods.filter(({ forms }) => forms?.length !== 0);
    return { account: null, accounts: rows, options: { ...options, methods } };
  }
  const account = rows.find((row) => row.billingAccountId === billingAccountId);
  if (account === undefined) fail('not_found', 'There is no such billing account.');
  return { account, accounts: rows, options };
}

/** Whether a kind of account keeps a method at its gateway. */
function isKept(type: BillingAccountType): boolean {
  return type !== 'manual' && type !== 'third_party';
}

/** What is to be entered for a kind of account: at most one of both. */
export interface Entry {
  /** The method whose own fields are to be shown. */
  readonly method: PaymentMethodView | null;
  /** The kinds of bank data that it takes, and what is agreed to (SPEC 9.3). */
  readonly bank: {
    readonly kinds: readonly BankAccountKind[];
    readonly mandate: MandateText;
  } | null;
}

/** What is to be entered for a new account; nothing where nothing is kept (SPEC 9.4). */
export function entryOf(opened: Opened | undefined, methodId: string): Entry {
  const none: Entry = { method: null, bank: null };
  if (opened === undefined || opened.account !== null) return none;
  const { methods } = opened.options;
  const chosen = methods.find(({ method }) => method.methodId === methodId);
  if (chosen === undefined) return none;
  const { method, type, forms: kinds, mandate } = chosen;
  if (kinds !== undefined && mandate !== undefined) return { ...none, bank: { kinds, mandate } };
  return isKept(type) && method.kind === 'embedded' ? { ...none, method } : none;
}

/** Who may own the account: those that are offered, and who does now. */
export function ownersOf({ account, options }: Opened): BillingAccountOptions['owners'] {
  const owner = account?.owner ?? null;
  const known = options.owners.some(({ contactId }) => contactId === owner?.contactId);
  return owner === null || known ? options.owners : [...options.owners, owner];
}

/** The packages as the lists show them: each with what it is, and what pays it now. */
export function pickables({ account, accounts, options }: Opened): readonly Pickable[] {
  const payer = (one: BillablePackage): string => {
    if (one.billingAccountId === null) return pickerWords.byDefault();
    if (one.billingAccountId === account?.billingAccountId) return '';
    const row = accounts.find(({ billingAccountId }) => billingAccountId === one.billingAccountId);
    return row?.label ?? '';
  };
  return options.packages.map((one) => {
    const what = one.domainName === null ? '' : `${one.name} #${one.number}`;
    const sub = [what, payer(one)].filter((part) => part !== '').join(' · ');
    return { packageId: one.packageId, name: packageName(one), sub };
  });
}
