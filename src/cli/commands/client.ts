import type { Command } from 'commander';
import type { ClientView } from '../../contract/clients.ts';
import type { Input, Output } from '../../contract/operations.ts';
import { parseMoney } from '../../rules/money.ts';
import type { Connection } from '../connection.ts';
import type { Cli } from '../context.ts';
import { findClient } from '../find.ts';
import { amountText, factsText, tableText } from '../text.ts';

/** `client show|export|credit|unpark` and `outlook` (SPEC 8.10, 16.8, 19.2). */
export function addClientCommands(program: Command, cli: Cli): void {
  const group = program.command('client').description('clients, by id or number');
  group
    .command('show <client>')
    .description('a client with its primary contact')
    .action((name: string) =>
      withClient(cli, name, async ({ execute }, clientId) => {
        const view = await execute('clients.get', { clientId });
        cli.print(view, clientText(view));
      }),
    );
  group
    .command('export <client>')
    .description('client, packages, invoices and account as JSON')
    .action((name: string) =>
      withClient(cli, name, async (connection, clientId) => {
        const all = await exportClient(connection, clientId);
        cli.print(all, tableText(['invoice', 'status', 'total', 'open'], invoiceRows(all)));
      }),
    );
  group
    .command('credit <client>')
    .description('give account credit as goodwill')
    .requiredOption('--amount <amount>', 'in the client’s currency, such as 12.50')
    .requiredOption('--reason <text>')
    .action((name: string, flags: { readonly amount: string; readonly reason: string }) =>
      withClient(cli, name, async ({ execute }, clientId) => {
        const { currency } = await execute('clients.get', { clientId });
        const amount = parseMoney(flags.amount, currency);
        const commandId = cli.commandId();
        const { reason } = flags;
        const given = await execute('clients.credit', { commandId, clientId, amount, reason });
        cli.print(given, `The account credit is ${amountText(given.credit)}.`);
      }),
    );
  group
    .command('unpark <client>')
    .description('let the billing run work for a client again that it had put aside')
    .requiredOption('--reason <text>')
    .action((name: string, { reason }: { readonly reason: string }) =>
      withClient(cli, name, async ({ execute }, clientId) => {
        const commandId = cli.commandId();
        const view = await execute('clients.unpark', { commandId, clientId, reason });
        cli.print(view, clientText(view));
      }),
    );
  program
    .command('outlook <client>')
    .description('the coming twelve months by the rules that will run')
    .action((name: string) =>
      withClient(cli, name, (connection, id) => outlook(cli, connection, id)),
    );
}

function withClient(
  cli: Cli,
  name: string,
  work: (connection: Connection, clientId: string) => Promise<void>,
): Promise<void> {
  return cli.work(async (connection) => work(connection, await findClient(connection, name)));
}

function clientText(view: ClientView): string {
  const { firstName, lastName, email, userName } = view.primaryContact;
  return factsText({
    client: view.number,
    id: view.clientId,
    name: view.name,
    status: view.status,
    currency: view.currency,
    country: view.country,
    contact: `${firstName} ${lastName} <${email}>`,
    'user name': userName,
  });
}

/** All that the operations say of a client. */
interface ClientExport {
  readonly client: ClientView;
  readonly packages: readonly Output<'packages.get'>[];
  readonly invoices: readonly Output<'invoices.get'>[];
  readonly account: Output<'books.balanceReport'>['rows'];
}

async function exportClient({ execute }: Connection, clientId: string): Promise<ClientExport> {
  const packages = await everyRow((page: Input<'packages.list'>) =>
    execute('packages.list', { ...page, clientId }),
  );
  const invoices = await everyRow((page: Input<'invoices.list'>) =>
    execute('invoices.list', { ...page, clientId }),
  );
  const views: Output<'packages.get'>[] = [];
  for (const { packageId } of packages) views.push(await execute('packages.get', { packageId }));
  const documents: Output<'invoices.get'>[] = [];
  for (const { invoiceId } of invoices)
    documents.push(await execute('invoices.get', { invoiceId }));
  return {
    client: await execute('clients.get', { clientId }),
    packages: views,
    invoices: documents,
    account: await everyRow((page: Input<'books.balanceReport'>) =>
      execute('books.balanceReport', { ...page, clientId }),
    ),
  };
}

/** The rows of all pages. */
async function everyRow<Row>(
  read: (page: { readonly cursor?: string }) => Promise<{
    readonly rows: readonly Row[];
    readonly next: string | null;
  }>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await read(cursor === undefined ? {} : { cursor });
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

function invoiceRows({ invoices }: ClientExport): readonly (readonly string[])[] {
  return invoices.map(({ number, status, total, balance }) => [
    number,
    status,
    amountText(total),
    amountText(balance),
  ]);
}

async function outlook(cli: Cli, { execute }: Connection, clientId: string): Promise<void> {
  const answer = await execute('clients.outlook', { clientId });
  const rows = answer.events.map(({ on, kind, amount, ifUnpaid }) => [
    on,
    ifUnpaid ? `${kind}, if unpaid` : kind,
    amount === null ? null : amountText(amount),
  ]);
  cli.print(answer, tableText(['on', 'what', 'amount'], rows));
}
