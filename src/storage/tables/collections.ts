import type { Generated } from 'kysely';

/** Bank data that only an operator's pass-phrase opens; gone with its account (SPEC 9.7). */
export interface SealedAccountsTable {
  billing_account_id: string;
  kind: 'iban' | 'us_bank';
  /** The thumbprint of the public key (RFC 7638). */
  key_id: string;
  /** A JWE in its compact form. */
  sealed: string;
}

/** A charge that a file of the bank collects (SPEC 8.9). */
export interface CollectionsTable {
  charge_id: string;
  number: Generated<bigint>;
  billing_account_id: string;
  kind: 'iban' | 'us_bank';
  /** The day that the client was told; from its file on the day that the file names. */
  collect_on: string;
  file_id: Generated<string | null>;
  /** Its place among the collections of its mandate, as its file says. */
  sequence: Generated<'FRST' | 'RCUR' | null>;
  result: Generated<'paid' | 'returned' | null>;
  /** Of a return: the bank's code. */
  reason: Generated<string | null>;
  settled_at: Generated<Date | null>;
}

/** A file for the bank, with the collections that were due when it was made. */
export interface CollectionFilesTable {
  id: string;
  number: Generated<number>;
  format: 'pain008' | 'nacha';
  key_id: string;
  made_on: string;
  made_by: string;
  created_at: Date;
}
