import { closeSync, openSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import type { Output } from '../../contract/operations.ts';
import { formatAmount, type Money } from '../../rules/money.ts';
import type { Cli } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { findClient } from '../find.ts';
import { tableText } from '../text.ts';

interface ExportFlags {
  readonly from?: string;
  readonly until?: string;
  readonly client?: string;
  readonly out?: string;
}

/** `check` and `books export` (SPEC 17.3, 17.4). */
export function addBookCommands(program: Command, cli: Cli): void {
  program
    .command('check')
    .description('run every rule that the books must keep; exit status 4 if one is broken')
    .action(() => check(cli));
  program
    .command('reconcile')
    .description('compare the books with a gateway; exit status 4 if they differ')
    .argument('<gateway>', 'the plugin, such as stripe')
    .requiredOption('--from <date>', 'the first day, by UTC')
    .requiredOption('--until <date>', 'the last day')
    .action((pluginId: string, span: { readonly from: string; readonly until: string }) =>
      reconcile(cli, pluginId, span),
    );
  const books = program.command('books').description('the double entries');
  books
    .command('export')
    .description('postings as CSV')
    .option('--from <date>', 'the first day')
    .option('--until <date>', 'the last day')
    .option('--client <client>', 'of one client, by id or number')
    .option('--out <file>', 'write to a file')
    .action((flags: ExportFlags) => exportBooks(cli, flags));
}

function check(cli: Cli): Promise<void> {
  return cli.work(async ({ execute }) => {
    const answer = await execute('books.check', {});
    const { checked, violations } = answer;
    const lines = violations.map(({ rule, says, ids }) => `${rule} ${says}\n  ${ids.join('\n  ')}`);
    const text =
      violations.length === 0
        ? `All ${checked} rules hold.`
        : [`${violations.length} of ${checked} rules are broken:`, ...lines].join('\n');
    cli.print(answer, text);
    if (violations.length > 0) cli.endWith(exitCodes.broken);
  });
}

function reconcile(
  cli: Cli,
  pluginId: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<void> {
  return cli.work(async ({ execute }) => {
    const asked = { commandId: cli.commandId(), pluginId, from, until };
    const answer = await execute('books.reconcile', asked);
    const { compared, differences } = answer;
    const shown = (amount: Money | null): string =>
      amount === null ? '-' : `${formatAmount(amount)} ${amount.currency}`;
    const rows = differences.map((row) => [
      row.kind,
      row.reference,
      shown(row.held),
      shown(row.booked),
    ]);
    const text =
      differences.length === 0
        ? `All ${compared} movements are booked as they are there.`
        : tableText(['kind', 'reference', 'there', 'booked'], rows);
    cli.print(answer, text);
    if (differences.length > 0) cli.endWith(exitCodes.broken);
  });
}

function exportBooks(cli: Cli, { from, until, client, out }: ExportFlags): Promise<void> {
  return cli.work(async (connection) => {
    const clientId = client === undefined ? undefined : await findClient(connection, client);
    const asked = {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(clientId === undefined ? {} : { clientId }),
    };
    const file = out === undefined ? null : openSync(out, 'w');
    const write = (text: string): void => {
      if (file === null) cli.io.out(text);
      else writeSync(file, text);
    };
    try {
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page: Output<'books.export'> = await connection.execute('books.export', {
          ...asked,
          ...(cursor === undefined ? {} : { cursor }),
        });
        write(page.body);
        cursor = page.next;
      }
    } finally {
      if (file !== null) closeSync(file);
    }
  });
}
