import type { Command } from 'commander';
import { openStore } from '../../node/open-store.ts';
import type { ProviderOptions } from '../../node/options.ts';
import { createProvider, listen } from '../../node/provider.ts';
import { readConfig } from '../config.ts';
import { databaseOf } from '../connection.ts';
import type { Cli } from '../context.ts';
import { UsageError } from '../exit-codes.ts';

/** `serve`, `worker` and `migrate`. */
export function addServerCommands(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('serve the API, with a worker in the same process, until it is stopped')
    .option('--port <number>', 'a free one for 0', '4000')
    .option('--host <name>', 'where to listen', '127.0.0.1')
    .action((options: { readonly port: string; readonly host: string }) => serve(cli, options));
  program
    .command('worker')
    .description('do tasks and the daily billing run until it is stopped')
    .action(() => work(cli));
  program
    .command('migrate')
    .description('bring the database’s schema up to date')
    .action(() => migrate(cli));
}

async function providerOptions(cli: Cli): Promise<ProviderOptions> {
  const options = cli.options();
  const file = options.config ?? cli.io.environment['RACKRATE_CONFIG'];
  if (file === undefined) throw new UsageError('Say --config, or set RACKRATE_CONFIG.');
  const database = databaseOf(options, cli.io);
  return { ...(await readConfig(file)), ...(database === undefined ? {} : { database }) };
}

async function serve(
  cli: Cli,
  { port, host }: { readonly port: string; readonly host: string },
): Promise<void> {
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`"${port}" is no port.`);
  const options = await providerOptions(cli);
  const provider = await createProvider(options);
  const listener = await listen((request) => provider.fetch(request), {
    port: Number(port),
    host,
  });
  const address = `http://${host}:${listener.port}${options.base ?? ''}`;
  cli.print({ address, port: listener.port }, `Serving at ${address}`);
  await cli.io.stopped();
  await listener.close();
  await provider.close();
}

async function work(cli: Cli): Promise<void> {
  const provider = await createProvider(await providerOptions(cli));
  cli.print({ working: true }, 'Working.');
  await cli.io.stopped();
  await provider.close();
}

async function migrate(cli: Cli): Promise<void> {
  const database = databaseOf(cli.options(), cli.io) ?? (await providerOptions(cli)).database;
  const { store } = await openStore(database);
  await store.close();
  cli.print({ migrated: true }, 'The schema is up to date.');
}
