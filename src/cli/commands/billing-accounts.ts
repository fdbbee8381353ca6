import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { CollectionFormat } from '../../contract/bank-accounts.ts';
import type { CollectionFile } from '../../contract/collections.ts';
import { isBillingError } from '../../errors.ts';
import { type OpenedSealingKey, openSealingKey } from '../../node/sealing-keys.ts';
import { nacha } from '../bank-files/nacha.ts';
import { type OpenedCollection, openCollection } from '../bank-files/opened.ts';
import { pain008 } from '../bank-files/pain008.ts';
import type { Connection } from '../connection.ts';
import type { Cli } from '../context.ts';
import { exitCodes, UsageError } from '../exit-codes.ts';
import { requireNewFile, writeNewFile } from '../new-file.ts';
import { passPhrase } from '../pass-phrase.ts';
import { type CollectionResult, readResults } from '../results-file.ts';
import { amountText, tableText } from '../text.ts';

const writers = { pain008, nacha } as const;

interface ExportFlags {
  readonly format: CollectionFormat;
  readonly privateKey: string;
  readonly out: string;
  readonly again?: string;
}

/** `billing-accounts export|collections|files|import-results` (SPEC 8.9, 9.7). */
export function addBillingAccountCommands(program: Command, cli: Cli): void {
  const group = program
    .command('billing-accounts')
    .description('bank accounts that are sealed, and collected from by files');
  group
    .command('export')
    .description('write a file for the bank with all collections that are due')
    .addOption(
      new Option('--format <format>', 'SEPA direct debit, or ACH')
        .choices(['pain008', 'nacha'])
        .makeOptionMandatory(),
    )
    .requiredOption('--private-key <file>', 'the private key that `keys create` made')
    .requiredOption('--out <file>', 'the file for the bank; it must not be there yet')
    .option('--again <file>', 'write an earlier file once more, by its id or number')
    .action((flags: ExportFlags) => exportCollections(cli, flags));
  group
    .command('collections')
    .description('what is collected by files, newest first')
    .option('--state <state>', 'due, exported, paid, returned or withdrawn')
    .action((flags: { readonly state?: string }) => listCollections(cli, flags));
  group
    .command('files')
    .description('the files that were made')
    .action(() => listFiles(cli));
  group
    .command('import-results <file>')
    .description('enter what the bank did: CSV of end-to-end id, paid or returned, code')
    .action((file: string) => importResults(cli, file));
}

async function exportCollections(cli: Cli, flags: ExportFlags): Promise<void> {
  const { format, out } = flags;
  requireNewFile(out);
  const key = await openSealingKey(read(flags.privateKey), await passPhrase(cli.io));
  await cli.work(async (connection) => {
    const file = await fileOf(cli, connection, key, flags);
    if (file.format !== format) {
      throw new UsageError(`The file ${file.number} is one of ${file.format}.`);
    }
    const opened = await openAll(file, key);
    writeNewFile(out, writers[format](file, opened));
    const { collectionFileId, number, count, sum, left } = file;
    const more = left === 0 ? '' : `\n${left} more are due: export again.`;
    cli.print(
      { collectionFileId, number, format, count, sum, left, out },
      `File ${number}: ${count} collections of ${amountText(sum)} are in ${out}.${more}`,
    );
  });
}

/** A new file, or one that was made before. */
async function fileOf(
  cli: Cli,
  { execute }: Connection,
  { keyId }: OpenedSealingKey,
  { format, again }: ExportFlags,
): Promise<CollectionFile> {
  if (again === undefined) {
    return execute('collectionFiles.add', { commandId: cli.commandId(), format, keyId });
  }
  const { rows } = await execute('collectionFiles.list', {});
  const named = rows.find(({ number }) => String(number) === again);
  return execute('collectionFiles.get', { collectionFileId: named?.collectionFileId ?? again });
}

/** What is in a file is opened before a byte of the bank's file is written. */
async function openAll(
  file: CollectionFile,
  key: OpenedSealingKey,
): Promise<readonly OpenedCollection[]> {
  try {
    return await Promise.all(file.collections.map((one) => openCollection(one, key)));
  } catch (error) {
    if (!isBillingError(error)) throw error;
    throw new UsageError(
      `${error.message} Nothing was written; --again ${file.number} writes the file later.`,
    );
  }
}

function listCollections(cli: Cli, { state }: { readonly state?: string }): Promise<void> {
  return cli.work(async ({ execute }) => {
    const asked = state === undefined ? {} : { state: state as 'due' };
    const page = await execute('collections.list', asked);
    const rows = page.rows.map((row) => [
      row.collectionId,
      row.state,
      row.collectOn,
      amountText(row.amount),
      row.account,
      row.invoices,
      row.reason,
    ]);
    const head = ['id', 'state', 'on', 'amount', 'account', 'invoices', 'reason'];
    cli.print(page, tableText(head, rows));
  });
}

function listFiles(cli: Cli): Promise<void> {
  return cli.work(async ({ execute }) => {
    const answer = await execute('collectionFiles.list', {});
    const rows = answer.rows.map((row) => [
      row.number,
      row.format,
      row.madeOn,
      row.count,
      amountText(row.sum),
    ]);
    cli.print(answer, tableText(['number', 'format', 'made', 'count', 'sum'], rows));
  });
}

function importResults(cli: Cli, path: string): Promise<void> {
  const results = readResults(read(path));
  return cli.work(async ({ execute }) => {
    const refused: string[] = [];
    for (const { line, collectionId, result, reason } of results) {
      try {
        const commandId = crypto.randomUUID();
        const named = { commandId, collectionId, result };
        await execute('collections.settle', reason === null ? named : { ...named, reason });
      } catch (error) {
        // One that is refused does not keep the others from being booked.
        if (!isRefusal(error)) throw error;
        refused.push(`Line ${line}, ${collectionId}: ${error.message}`);
      }
    }
    const { paid, returned } = countOf(results);
    const entered = results.length - refused.length;
    const kinds = `${paid} paid, ${returned} returned`;
    const text = `${entered} of ${results.length} results entered (${kinds}).`;
    cli.print({ results: results.length, entered, refused }, [text, ...refused].join('\n'));
    if (refused.length > 0) cli.endWith(exitCodes.refused);
  });
}

/** A rule's no; what cannot be reached or is broken ends the import. */
function isRefusal(error: unknown): error is Error {
  return isBillingError(error) && error.status < 500 && error.code !== 'rate_limited';
}

function countOf(results: readonly CollectionResult[]): { paid: number; returned: number } {
  const paid = results.filter(({ result }) => result === 'paid').length;
  return { paid, returned: results.length - paid };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}
