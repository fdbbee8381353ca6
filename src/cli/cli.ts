import { Command } from 'commander';
import { encode } from '../contract/wire.ts';
import { isBillingError } from '../errors.ts';
import { addBillingAccountCommands } from './commands/billing-accounts.ts';
import { addBookCommands } from './commands/books.ts';
import { addCatalogCommands } from './commands/catalog.ts';
import { addClientCommands } from './commands/client.ts';
import { addInvoiceCommands } from './commands/invoice.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addPackageCommands } from './commands/package.ts';
import { addRunCommand } from './commands/run.ts';
import { addServerCommands } from './commands/server.ts';
import { addSwitchCommands } from './commands/switch.ts';
import { connect } from './connection.ts';
import type { Cli, GlobalOptions } from './context.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** Runs the command with its arguments (those after the program's name); answers the exit code. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const program = new Command('rackrate');
  let code: number = exitCodes.ok;
  const cli: Cli = {
    io,
    options: () => program.opts<GlobalOptions>(),
    work: async (use) => {
      const connection = await connect(cli.options(), io);
      try {
        await use(connection);
      } finally {
        await connection.close();
      }
    },
    print: (answer, text) => {
      const json = cli.options().json === true;
      io.out(json ? `${JSON.stringify(encode(answer), null, 2)}\n` : `${text}\n`);
    },
    commandId: () => cli.options().commandId ?? crypto.randomUUID(),
    endWith: (other) => {
      code = other;
    },
  };
  describeProgram(program, cli);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    tell(error, cli, args.includes('--json'));
    return exitCodeOf(error);
  }
}

function describeProgram(program: Command, cli: Cli): void {
  program
    .description('Billing for web-hosting providers: the operator’s command.')
    .option('--url <address>', 'a server’s API, such as https://billing.example/api')
    .option('--key <key>', 'the operator’s key for it')
    .option('--config <file>', 'a module that exports the provider’s options: work on its database')
    .option('--database <address>', 'another database than that of the configuration')
    .option('--json', 'answer as JSON')
    .option('--command-id <uuid>', 'the same id is the same command, however often it is sent')
    .addHelpText('after', environmentHelp);
  addServerCommands(program, cli);
  addCatalogCommands(program, cli);
  addRunCommand(program, cli);
  addBookCommands(program, cli);
  addInvoiceCommands(program, cli);
  addPackageCommands(program, cli);
  addClientCommands(program, cli);
  addBillingAccountCommands(program, cli);
  addKeyCommands(program, cli);
  addSwitchCommands(program, cli);
  quieten(program, cli);
}

const environmentHelp = `
RACKRATE_URL, RACKRATE_KEY, RACKRATE_CONFIG and RACKRATE_DATABASE stand for the options;
RACKRATE_PASSPHRASE opens the private key of bank accounts without a question.
Exit status: 0 done, 1 refused by a rule, 2 wrong usage, 3 not reachable, 4 books broken.`;

/** Errors and help go through the given streams, and nothing ends the process. */
function quieten(command: Command, cli: Cli): void {
  command.exitOverride().configureOutput({ writeOut: cli.io.out, writeErr: cli.io.error });
  for (const inner of command.commands) quieten(inner, cli);
}

function tell(error: unknown, { io }: Cli, json: boolean): void {
  if (error instanceof Error && error.name === 'CommanderError') return;
  const message = error instanceof Error ? error.message : String(error);
  if (!isBillingError(error)) {
    io.error(`${message}\n`);
    return;
  }
  const { code, field, faults } = error;
  if (json) {
    io.error(`${JSON.stringify({ code, message, field: field ?? null, faults })}\n`);
    return;
  }
  const more = faults.slice(1).map((fault) => `  ${fault.field}: ${fault.message}\n`);
  io.error(`${message} (${code})\n${more.join('')}`);
}
