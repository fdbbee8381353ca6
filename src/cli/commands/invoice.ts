import { type Command, Option } from 'commander';
import type { InvoiceView, RefundReason, RefundWay } from '../../contract/invoices.ts';
import { parseMoney } from '../../rules/money.ts';
import type { Connection } from '../connection.ts';
import type { Cli } from '../context.ts';
import { UsageError } from '../exit-codes.ts';
import { findInvoice } from '../find.ts';
import { amountText, factsText } from '../text.ts';

/** `invoice show|mark-paid|cancel|credit|refund|promise` (SPEC 7.4, 8.10, 8.11, 16.4). */
export function addInvoiceCommands(program: Command, cli: Cli): void {
  const invoice = program.command('invoice').description('invoices, by id or number');
  invoice
    .command('show <invoice>')
    .description('an invoice with its balance')
    .action((name: string) =>
      change(cli, name, ({ execute }, invoiceId) => execute('invoices.get', { invoiceId })),
    );
  invoice
    .command('mark-paid <invoice>')
    .description('money that came outside any gateway')
    .requiredOption('--method <text>', 'such as "Bank transfer"')
    .requiredOption('--reference <text>', 'the bank’s, unique per method')
    .option('--on <date>', 'when the money came; today when left out')
    .action((name: string, flags: MarkPaidFlags) =>
      change(cli, name, (connection, invoiceId) => markPaid(cli, connection, invoiceId, flags)),
    );
  invoice
    .command('cancel <invoice>')
    .description('a full credit note; periods of running packages are billed anew')
    .requiredOption('--reason <text>')
    .action((name: string, { reason }: { readonly reason: string }) =>
      change(cli, name, ({ execute }, invoiceId) =>
        execute('invoices.cancel', { commandId: cli.commandId(), invoiceId, reason }),
      ),
    );
  invoice
    .command('credit <invoice>')
    .description('a credit note over lines, or all; nothing is billed anew')
    .requiredOption('--reason <text>')
    .option('--line <line=net...>', 'a line, by id or place from 1, whole, or as 1=5.00 in part')
    .action((name: string, flags: CreditFlags) =>
      change(cli, name, (connection, invoiceId) => credit(cli, connection, invoiceId, flags)),
    );
  addRefund(invoice, cli);
  invoice
    .command('promise <invoice>')
    .description('until then nothing is suspended or terminated, and no fee added')
    .option('--until <date>', 'left out: no promise')
    .action((name: string, flags: { readonly until?: string }) =>
      change(cli, name, ({ execute }, invoiceId) =>
        execute('invoices.promise', { commandId: cli.commandId(), invoiceId, ...flags }),
      ),
    );
}

function addRefund(invoice: Command, cli: Cli): void {
  const reasons: readonly RefundReason[] = ['credit_note', 'overpayment', 'goodwill'];
  const ways: readonly RefundWay[] = ['source', 'credit', 'by_hand'];
  invoice
    .command('refund <invoice>')
    .description('send money back, never more than was paid and did not go back yet')
    .requiredOption('--amount <amount>', 'in the invoice’s currency, such as 12.50')
    .addOption(new Option('--reason <reason>').choices(reasons).makeOptionMandatory())
    .addOption(new Option('--way <way>', 'where to').choices(ways).default('source'))
    .requiredOption('--note <text>', 'for the books and the client')
    .option('--reference <text>', 'of the transfer that was made by hand')
    .action((name: string, flags: RefundFlags) =>
      change(cli, name, (connection, invoiceId) => refund(cli, connection, invoiceId, flags)),
    );
}

/** Does something to one invoice and prints what it is then. */
function change(
  cli: Cli,
  name: string,
  work: (connection: Connection, invoiceId: string) => Promise<InvoiceView>,
): Promise<void> {
  return cli.work(async (connection) => {
    const view = await work(connection, await findInvoice(connection, name));
    const facts = factsText({
      invoice: view.number,
      status: view.overdue ? `${view.status}, overdue` : view.status,
      entered: view.entered,
      due: view.due,
      total: amountText(view.total),
      open: amountText(view.balance),
      buyer: view.buyer.name,
    });
    cli.print(view, facts);
  });
}

interface MarkPaidFlags {
  readonly method: string;
  readonly reference: string;
  readonly on?: string;
}

async function markPaid(
  cli: Cli,
  { execute }: Connection,
  invoiceId: string,
  { method, reference, on }: MarkPaidFlags,
): Promise<InvoiceView> {
  const paidOn = on ?? (await execute('provider.get', {})).today;
  const commandId = cli.commandId();
  return execute('invoices.markPaid', { commandId, invoiceId, paidOn, method, reference });
}

interface CreditFlags {
  readonly reason: string;
  readonly line?: readonly string[];
}

async function credit(
  cli: Cli,
  { execute }: Connection,
  invoiceId: string,
  { reason, line }: CreditFlags,
): Promise<InvoiceView> {
  const base = { commandId: cli.commandId(), invoiceId, reason };
  if (line === undefined) return execute('invoices.credit', base);
  const view = await execute('invoices.get', { invoiceId });
  const lines = line.map((text) => wishOf(text, view));
  return execute('invoices.credit', { ...base, lines });
}

/** `1`, `1=5.00` or `<line id>=5.00`. */
function wishOf(
  text: string,
  view: InvoiceView,
): { readonly lineId: string; readonly net?: ReturnType<typeof parseMoney> } {
  const [name = '', amount] = text.split('=');
  const byPlace = /^\d{1,3}$/.test(name) ? view.lines[Number(name) - 1]?.lineId : undefined;
  const lineId = byPlace ?? view.lines.find((line) => line.lineId === name)?.lineId;
  if (lineId === undefined) throw new UsageError(`${view.number} has no line "${name}".`);
  return amount === undefined
    ? { lineId }
    : { lineId, net: parseMoney(amount, view.total.currency) };
}

interface RefundFlags {
  readonly amount: string;
  readonly reason: RefundReason;
  readonly way: RefundWay;
  readonly note: string;
  readonly reference?: string;
}

async function refund(
  cli: Cli,
  { execute }: Connection,
  invoiceId: string,
  { amount, ...flags }: RefundFlags,
): Promise<InvoiceView> {
  const { total } = await execute('invoices.get', { invoiceId });
  return execute('invoices.refund', {
    ...flags,
    commandId: cli.commandId(),
    invoiceId,
    amount: parseMoney(amount, total.currency),
  });
}
