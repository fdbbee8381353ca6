import type { CollectionFormat } from '../../contract/bank-accounts.ts';
import type { CollectionFile, FiledCollection } from '../../contract/collections.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import {
  type BankAccountKind,
  collectionCurrency,
  collectionIdOf,
  dayInFile,
} from '../../rules/collection.ts';
import { money, sum } from '../../rules/money.ts';
import {
  countWaiting,
  type FiledRow,
  fileCollections,
  filedCollections,
  listCollectionFiles,
} from '../../storage/collections.ts';
import { emit, type Scope } from '../context.ts';
import { refuseOff } from '../switches.ts';
import type { Command, Query } from '../use-case.ts';

/** Collections of one file: a request that carries more is too long. */
const mostInFile = 2000;

/** Files that a list shows. */
const shown = 50;

/** The kind of account that a file of a format collects from. */
const kindOf: { readonly [Format in CollectionFormat]: BankAccountKind } = {
  pain008: 'iban',
  nacha: 'us_bank',
};

/** `collectionFiles.list`. */
export const getCollectionFiles: Query<'collectionFiles.list'> = {
  kind: 'query',
  async run(scope): Promise<Output<'collectionFiles.list'>> {
    const rows = await listCollectionFiles(scope.handle, shown);
    return {
      rows: rows.map((row) => ({
        collectionFileId: row.id,
        number: row.number,
        format: row.format,
        keyId: row.key_id,
        madeOn: row.made_on,
        createdAt: row.created_at.toISOString(),
        count: row.count,
        sum: money(row.sum, collectionCurrency[kindOf[row.format]]),
      })),
    };
  },
};

/** `collectionFiles.get`: what it was made of, the same each time. */
export const getCollectionFile: Query<'collectionFiles.get'> = {
  kind: 'query',
  run: (scope, _caller, input) => fileView(scope, input.collectionFileId),
};

interface Made {
  readonly collectionFileId: string;
}

/**
 * `collectionFiles.add` (SPEC 8.9): what is due goes into the file and into no other; what the
 * bank will collect can be given up no more.
 *
 * @throws BillingError `invalid_input` where the settings do not say who collects, `not_found`
 *   where nothing is due.
 */
export const addCollectionFile: Command<'collectionFiles.add', Made> = {
  kind: 'command',
  async run(scope, _caller, { format, keyId }): Promise<Made> {
    const { collection } = scope.context.settings;
    const setting = format === 'pain008' ? 'sepa' : 'ach';
    if (collection?.[setting] === undefined) {
      fail('invalid_input', `The setting collection.${setting} does not say who collects.`, {
        field: 'format',
      });
    }
    await refuseOff(scope, 'charging');
    const kind = kindOf[format];
    // Nothing is written for a key that sealed nothing: what is typed there may be no key.
    if ((await countWaiting(scope.handle, { kind, keyId })) === 0) refuseEmpty();
    const fileId = scope.context.chance.uuid();
    await scope.handle
      .insertInto('collection_files')
      .values({
        id: fileId,
        format,
        key_id: keyId,
        made_on: scope.today,
        made_by: scope.actor,
        created_at: scope.now,
      })
      .execute();
    const count = await fileCollections(scope.handle, {
      fileId,
      keyId,
      kind,
      soonest: dayInFile(scope.today, scope.today),
      limit: mostInFile,
    });
    if (count === 0) refuseEmpty();
    await emit(scope, 'collections.exported', fileId, null);
    return { collectionFileId: fileId };
  },
  view: (scope, _caller, { collectionFileId }) => fileView(scope, collectionFileId),
};

function refuseEmpty(): never {
  fail('not_found', 'Nothing is due whose account this key opens.', { field: 'keyId' });
}

async function fileView(scope: Scope, fileId: string): Promise<CollectionFile> {
  const file = await scope.handle
    .selectFrom('collection_files')
    .selectAll()
    .where('id', '=', fileId)
    .executeTakeFirst();
  if (file === undefined) {
    fail('not_found', 'There is no such file.', { field: 'collectionFileId' });
  }
  const kind = kindOf[file.format];
  const rows = await filedCollections(scope.handle, file.id);
  const { sepa = null, ach = null } = scope.context.settings.collection ?? {};
  const collections = rows.map(filedCollection);
  return {
    collectionFileId: file.id,
    number: file.number,
    format: file.format,
    keyId: file.key_id,
    madeOn: file.made_on,
    createdAt: file.created_at.toISOString(),
    count: rows.length,
    sum: sum(
      collections.map(({ amount }) => amount),
      collectionCurrency[kind],
    ),
    collections,
    sepa: kind === 'iban' ? sepa : null,
    ach: kind === 'us_bank' ? ach : null,
    left: await countWaiting(scope.handle, { kind, keyId: file.key_id }),
  };
}

function filedCollection(row: FiledRow): FiledCollection {
  if (row.sealed === null) {
    fail('not_found', 'An account of this file was removed since, and its data erased.', {
      field: 'collectionFileId',
    });
  }
  return {
    collectionId: collectionIdOf(row.number),
    amount: money(row.amount, row.currency),
    collectOn: row.collect_on,
    sequence: row.sequence,
    mandate: { reference: row.mandate.reference, signedOn: row.mandate.acceptedOn },
    description: row.description,
    clientNumber: row.client_number,
    sealed: row.sealed,
  };
}
