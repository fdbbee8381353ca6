import { Argument, type Command } from 'commander';
import type { SwitchEffect, SwitchList } from '../../contract/switches.ts';
import type { Cli } from '../context.ts';
import { tableText } from '../text.ts';

const effects: readonly SwitchEffect[] = ['charging', 'invoicing', 'provisioning', 'destroying'];

/** `switch on|off|list` (SPEC 16.9). */
export function addSwitchCommands(program: Command, cli: Cli): void {
  const group = program.command('switch').description('kill switches of effects');
  group
    .command('list')
    .description('what is off')
    .action(() => cli.work(async ({ execute }) => print(cli, await execute('switches.list', {}))));
  for (const state of ['on', 'off'] as const) {
    group
      .command(state)
      .description(`switch an effect ${state}`)
      .addArgument(new Argument('<effect>').choices(effects))
      .option('--plugin <id>', 'of one plugin only')
      .action((effect: SwitchEffect, { plugin }: { readonly plugin?: string }) =>
        cli.work(async ({ execute }) => {
          const more = plugin === undefined ? {} : { pluginId: plugin };
          const set = { commandId: cli.commandId(), effect, on: state === 'on', ...more };
          print(cli, await execute('switches.set', set));
        }),
      );
  }
}

function print(cli: Cli, list: SwitchList): void {
  const rows = list.off.map((row) => [row.effect, row.pluginId ?? 'all', row.offSince, row.actor]);
  const text = tableText(['off', 'plugin', 'since', 'by'], rows);
  cli.print(list, list.off.length === 0 ? 'Everything is on.' : text);
}
