import type { BankAccountKind } from '../rules/collection.ts';

export type { BankAccountKind, CollectionFormat } from '../rules/collection.ts';

/**
 * Bank data from which a file of the bank collects (SPEC 9.3). It is sealed in the request that
 * brings it, and never comes back (SPEC 9.7).
 */
export type BankAccountInput =
  | {
      readonly kind: 'us_bank';
      /** Whose account it is, as the bank knows him. */
      readonly holder: string;
      readonly bankName: string;
      /** Two letters. */
      readonly bankState?: string;
      readonly accountType: 'checking' | 'savings';
      /** Nine digits with the check digit of the American Bankers Association. */
      readonly routingNumber: string;
      readonly accountNumber: string;
      /** Of a driving licence or another document. */
      readonly licenceNumber: string;
      /** The state that issued it, two letters. */
      readonly licenceState: string;
      /** A date. */
      readonly birthDate: string;
      /** The version of the text to which he agreed; another one is refused. */
      readonly consentVersion: string;
    }
  | {
      readonly kind: 'iban';
      readonly holder: string;
      /** With or without spaces. */
      readonly iban: string;
      readonly bic?: string;
      readonly consentVersion: string;
    };

type WithoutConsent<Account> = Account extends unknown ? Omit<Account, 'consentVersion'> : never;

/** The data of a bank account alone. */
export type BankAccountData = WithoutConsent<BankAccountInput>;

/** What a client agrees to when it gives bank data (SPEC 9.10); a page has the words. */
export interface MandateText {
  /** Sent back as `consentVersion`. */
  readonly version: string;
  /** Who will collect. */
  readonly creditor: string;
  /** The creditor identifier of SEPA, where the provider has one. */
  readonly creditorId: string | null;
  /** Days between the notice of a collection and the collection. */
  readonly noticeDays: { readonly [Kind in BankAccountKind]: number };
}
