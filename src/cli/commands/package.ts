import { type Command, Option } from 'commander';
import type { PackageView } from '../../contract/packages.ts';
import { type PackageStatus, packageStatuses } from '../../rules/package.ts';
import type { Connection } from '../connection.ts';
import type { Cli } from '../context.ts';
import { UsageError } from '../exit-codes.ts';
import { findClient, findPackage } from '../find.ts';
import { amountText, factsText, tableText } from '../text.ts';

/** `package show|status|retry|move|change` and `explain` (SPEC 5.4, 5.7, 5.10, 19.1). */
export function addPackageCommands(program: Command, cli: Cli): void {
  const group = program.command('package').description('packages, by id or number');
  group
    .command('show <package>')
    .description('a package with its status and next renewal')
    .action((name: string) =>
      change(cli, name, ({ execute }, packageId) => execute('packages.get', { packageId })),
    );
  group
    .command('status <package>')
    .description('change the status, where the state machine allows it')
    .addOption(new Option('--to <status>').choices(packageStatuses).makeOptionMandatory())
    .requiredOption('--reason <text>', 'the client reads it')
    .action((name: string, flags: { readonly to: PackageStatus; readonly reason: string }) =>
      change(cli, name, ({ execute }, packageId) =>
        execute('packages.changeStatus', {
          commandId: cli.commandId(),
          packageId,
          status: flags.to,
          reason: flags.reason,
        }),
      ),
    );
  group
    .command('retry <package>')
    .description('try again to set up a package that failed')
    .action((name: string) =>
      change(cli, name, ({ execute }, packageId) =>
        execute('packages.retry', { commandId: cli.commandId(), packageId }),
      ),
    );
  group
    .command('move <package>')
    .description('to another client; paid time goes along')
    .requiredOption('--to <client>', 'by id or number')
    .requiredOption('--reason <text>')
    .action((name: string, flags: { readonly to: string; readonly reason: string }) =>
      change(cli, name, (connection, packageId) => move(cli, connection, packageId, flags)),
    );
  addChange(group, cli);
  program
    .command('explain <package>')
    .description('whether a package will be invoiced, when, for how much and by which rule')
    .action((name: string) => explain(cli, name));
}

function addChange(group: Command, cli: Cli): void {
  group
    .command('change <package>')
    .description('to another plan, cycle or other add-ons; shows the quote unless --confirm')
    .option('--plan <plan>', 'the plan’s id')
    .option('--cycle <cycle>', 'such as annual')
    .option('--add-on <id=quantity...>', 'an add-on and how many of it, 0 for none')
    .option('--confirm', 'make the change at the price quoted now')
    .action((name: string, flags: ChangeFlags) => changePlan(cli, name, flags));
}

/** Does something to one package and prints what it is then. */
function change(
  cli: Cli,
  name: string,
  work: (connection: Connection, packageId: string) => Promise<PackageView>,
): Promise<void> {
  return cli.work(async (connection) => {
    const view = await work(connection, await findPackage(connection, name));
    const facts = factsText({
      package: view.number,
      name: view.name,
      domain: view.domainName,
      status: view.status,
      price: `${amountText(view.price)} ${view.cycle}`,
      'next renewal': view.nextRenewal,
    });
    cli.print(view, facts);
  });
}

async function move(
  cli: Cli,
  connection: Connection,
  packageId: string,
  { to, reason }: { readonly to: string; readonly reason: string },
): Promise<PackageView> {
  const toClientId = await findClient(connection, to);
  const commandId = cli.commandId();
  return connection.execute('packages.move', { commandId, packageId, toClientId, reason });
}

interface ChangeFlags {
  readonly plan?: string;
  readonly cycle?: string;
  readonly addOn?: readonly string[];
  readonly confirm?: boolean;
}

function changePlan(cli: Cli, name: string, flags: ChangeFlags): Promise<void> {
  const { plan, cycle, addOn } = flags;
  const wish = {
    ...(plan === undefined ? {} : { planId: plan }),
    ...(cycle === undefined ? {} : { cycle }),
    ...(addOn === undefined ? {} : { addOns: addOn.map(addOnOf) }),
  };
  if (Object.keys(wish).length === 0) throw new UsageError('Say --plan, --cycle or --add-on.');
  return cli.work(async (connection) => {
    const packageId = await findPackage(connection, name);
    const quote = await connection.execute('packages.quoteChange', { packageId, ...wish });
    const facts = factsText({
      plan: `${quote.planName} ${quote.cycle}`,
      'takes effect': `${quote.effectiveOn} (${quote.timing})`,
      sum: amountText(quote.sum),
      'due now': amountText(quote.dueNow),
      'to credit': amountText(quote.toCredit),
      next: `${amountText(quote.next.total)} on ${quote.next.on}`,
    });
    if (flags.confirm !== true) return cli.print(quote, facts);
    const { token } = quote;
    const commandId = cli.commandId();
    const made = await connection.execute('packages.change', { commandId, packageId, token });
    cli.print(made, `${facts}\nstate         ${made.change.state}`);
  });
}

function addOnOf(text: string): { readonly addOnId: string; readonly quantity: number } {
  const [addOnId = '', quantity = ''] = text.split('=');
  if (addOnId === '' || !/^\d{1,4}$/.test(quantity)) {
    throw new UsageError(`"${text}" is no add-on; write one such as ip=2.`);
  }
  return { addOnId, quantity: Number(quantity) };
}

function explain(cli: Cli, name: string): Promise<void> {
  return cli.work(async (connection) => {
    const packageId = await findPackage(connection, name);
    const answer = await connection.execute('packages.explain', { packageId });
    const { next, obstacles, explanation, willBeInvoiced } = answer;
    const facts = factsText({
      'will be invoiced': willBeInvoiced ? 'yes' : 'no',
      'issued on': next?.issueOn ?? null,
      'due on': next?.dueOn ?? null,
      period: next === null ? null : `${next.periodStart} to ${next.periodEnd}`,
      total: next === null ? null : amountText(next.total),
      rule: explanation.rule,
    });
    const steps = explanation.steps.map(({ label, amount }) => [
      label,
      amount === null ? null : amountText(amount),
    ]);
    const reasons = obstacles.map(({ text, stops }) => `${stops ? 'stops it' : 'note'}: ${text}`);
    cli.print(answer, [facts, tableText(['step', 'amount'], steps), ...reasons].join('\n'));
  });
}
