import type { AchOriginator, SepaCreditor } from '../rules/collection-settings.ts';
import type { Money } from '../rules/money.ts';
import type { BankAccountKind, CollectionFormat } from './bank-accounts.ts';
import type { Command, Operation } from './operation.ts';

/**
 * Where a collection stands: due for the next file, in a file, and how it ended. One that is
 * withdrawn was paid in another way before any bank knew of it.
 */
export type CollectionState = 'due' | 'exported' | 'paid' | 'returned' | 'withdrawn';

/** A payment that a file of the bank collects (SPEC 8.9). */
export interface CollectionRow {
  /** What the bank knows it by from end to end, `C0000000012`. */
  readonly collectionId: string;
  readonly chargeId: string;
  readonly clientId: string;
  readonly clientNumber: number;
  /** `Example Bank •••• 6789`. */
  readonly account: string;
  readonly kind: BankAccountKind;
  readonly amount: Money;
  /** Numbers of the invoices that it pays, with commas. */
  readonly invoices: string;
  /** A date. */
  readonly collectOn: string;
  readonly state: CollectionState;
  readonly collectionFileId: string | null;
  /** The bank's code of a return, such as `AM04`. */
  readonly reason: string | null;
}

/** What a file asks the bank to collect; only the private key opens whose account it is. */
export interface FiledCollection {
  readonly collectionId: string;
  readonly amount: Money;
  readonly collectOn: string;
  /** Whether it is the first of its mandate. */
  readonly sequence: 'FRST' | 'RCUR';
  readonly mandate: { readonly reference: string; readonly signedOn: string };
  /** For the client's statement. */
  readonly description: string;
  readonly clientNumber: number;
  /** A JWE in its compact form. */
  readonly sealed: string;
}

/** A file of collections in short. */
export interface CollectionFileRow {
  readonly collectionFileId: string;
  readonly number: number;
  readonly format: CollectionFormat;
  /** The thumbprint of the key that opens its accounts. */
  readonly keyId: string;
  /** A date. */
  readonly madeOn: string;
  /** Instant. */
  readonly createdAt: string;
  readonly count: number;
  readonly sum: Money;
}

/** All that a file is written from: the same content each time that it is asked for. */
export interface CollectionFile extends CollectionFileRow {
  readonly collections: readonly FiledCollection[];
  /** Who collects; of the other format null. */
  readonly sepa: SepaCreditor | null;
  readonly ach: AchOriginator | null;
  /** Collections that are due and did not fit in. */
  readonly left: number;
}

/** Operations on what is collected by files (SPEC 8.9). */
export interface CollectionOperations {
  'collections.list': {
    input: {
      readonly state?: CollectionState;
      readonly clientId?: string;
      readonly cursor?: string;
    };
    output: { readonly rows: readonly CollectionRow[]; readonly next: string | null };
  };
  'collections.settle': {
    input: Command & {
      readonly collectionId: string;
      readonly result: 'paid' | 'returned';
      /** The bank's code; a return has one. */
      readonly reason?: string;
    };
    output: CollectionRow;
  };
  'collectionFiles.list': {
    input: Record<string, never>;
    output: { readonly rows: readonly CollectionFileRow[] };
  };
  'collectionFiles.get': {
    input: { readonly collectionFileId: string };
    output: CollectionFile;
  };
  'collectionFiles.add': {
    input: Command & { readonly format: CollectionFormat; readonly keyId: string };
    output: CollectionFile;
  };
}

/** Their table. */
export const collectionOperations: { readonly [Name in keyof CollectionOperations]: Operation } = {
  'collections.list': {
    kind: 'query',
    method: 'GET',
    path: '/collections',
    access: { operator: 'payments:read' },
    summary: 'Payments that files of the bank collect, newest first.',
  },
  'collections.settle': {
    kind: 'command',
    method: 'POST',
    path: '/collections/{collectionId}/settle',
    access: { operator: 'payments:write' },
    summary: 'Enters what became of a collection at the bank.',
  },
  'collectionFiles.list': {
    kind: 'query',
    method: 'GET',
    path: '/collection-files',
    access: { operator: 'payments:read' },
    summary: 'The latest files of collections, newest first.',
  },
  'collectionFiles.get': {
    kind: 'query',
    method: 'GET',
    path: '/collection-files/{collectionFileId}',
    access: { operator: 'payments:write' },
    summary: 'A file of collections again, with its sealed accounts.',
  },
  'collectionFiles.add': {
    kind: 'command',
    method: 'POST',
    path: '/collection-files',
    access: { operator: 'payments:write' },
    summary: 'Puts all collections that are due into a file, with their sealed accounts.',
  },
};
