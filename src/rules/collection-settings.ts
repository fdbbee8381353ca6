import type { BankAccountKind } from './collection.ts';

/** Who collects by SEPA direct debit (pain.008). */
export interface SepaCreditor {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string;
  /** The creditor identifier, such as `DE98ZZZ09999999999`. */
  readonly creditorId: string;
  /** The scheme; `CORE` unless told. */
  readonly scheme?: 'CORE' | 'B2B';
}

/** Who collects by ACH (NACHA), as his bank has told him. */
export interface AchOriginator {
  /** The bank that takes the file: nine digits, and its name. */
  readonly destination: { readonly routingNumber: string; readonly name: string };
  /** The sender of the file: ten characters, and its name. */
  readonly origin: { readonly id: string; readonly name: string };
  /** The company as it stands in the client's statement: ten characters, and its name. */
  readonly company: { readonly id: string; readonly name: string };
  /** What for, at most ten characters, such as `HOSTING`. */
  readonly description: string;
  /** How clients agree; `WEB` unless told. */
  readonly entryClass?: 'PPD' | 'WEB' | 'CCD';
}

/** How bank accounts are collected from by a file (SPEC 8.9). */
export interface CollectionSettings {
  /** The version of the text to which clients agree; `1` unless told. */
  readonly mandateVersion?: string;
  /** Days between the notice and the collection; 14 for SEPA and 10 for ACH unless told. */
  readonly noticeDays?: { readonly [Kind in BankAccountKind]?: number };
  readonly sepa?: SepaCreditor;
  readonly ach?: AchOriginator;
}
