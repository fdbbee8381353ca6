import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Cli } from '../context.ts';
import { exitCodes, UsageError } from '../exit-codes.ts';

/** `catalog check` and `catalog load` (SPEC 2.7). */
export function addCatalogCommands(program: Command, cli: Cli): void {
  const catalog = program.command('catalog').description('what is sold');
  catalog
    .command('check <file>')
    .description('name every fault of a catalog file; changes nothing')
    .action((file: string) => check(cli, file));
  catalog
    .command('load <file>')
    .description('load a catalog file; it is in force at once for new orders')
    .action((file: string) => load(cli, file));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}

function check(cli: Cli, file: string): Promise<void> {
  const document = read(file);
  return cli.work(async ({ execute }) => {
    const answer = await execute('catalog.check', { document });
    const { faults } = answer;
    const lines = faults.map(({ path, message }) => `${path}: ${message}`);
    cli.print(answer, faults.length === 0 ? 'The catalog has no fault.' : lines.join('\n'));
    if (faults.length > 0) cli.endWith(exitCodes.refused);
  });
}

function load(cli: Cli, file: string): Promise<void> {
  const document = read(file);
  return cli.work(async ({ execute }) => {
    const loaded = await execute('catalog.load', { commandId: cli.commandId(), document });
    const { number, products, plans } = loaded;
    cli.print(loaded, `Catalog ${number} is in force: ${products} products, ${plans} plans.`);
  });
}
