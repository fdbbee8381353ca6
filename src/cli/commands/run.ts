import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import type { RunView } from '../../contract/runs.ts';
import type { RunProgress } from '../../engine/run/options.ts';
import { isPlainDate } from '../../rules/plain-date.ts';
import type { Connection } from '../connection.ts';
import type { Cli } from '../context.ts';
import { exitCodes, UsageError } from '../exit-codes.ts';
import { amountsText, factsText } from '../text.ts';

interface RunFlags {
  readonly until?: string;
  readonly preview?: boolean;
}

/** `run` (SPEC 16.1, 16.6, 16.7). */
export function addRunCommand(program: Command, cli: Cli): void {
  program
    .command('run')
    .description('do all billing that is due')
    .option('--until <date>', 'what is due by that day, such as 2026-12-01; else today')
    .option('--preview', 'say what would be done, and do nothing')
    .action((flags: RunFlags) => run(cli, flags));
}

function run(cli: Cli, flags: RunFlags): Promise<void> {
  const { until } = flags;
  if (until !== undefined && !isPlainDate(until)) {
    throw new UsageError(`"${until}" is no date; write one such as 2026-12-01.`);
  }
  const asked = { ...flags, ...(until === undefined ? {} : { until }) };
  return cli.work(async (connection) => {
    const view = await start(cli, connection, asked);
    cli.print(view, textOf(view));
    if (view.state === 'stopped' || view.state === 'failed') cli.endWith(exitCodes.refused);
  });
}

/** On a database the run tells how far it is; a server answers when it has ended. */
async function start(cli: Cli, connection: Connection, flags: RunFlags): Promise<RunView> {
  if (connection.run === undefined) {
    return connection.execute('runs.start', { commandId: cli.commandId(), ...flags });
  }
  const bar = progressBar(cli);
  try {
    return await connection.run({ ...flags, kind: 'manual', onProgress: bar.show });
  } finally {
    bar.end();
  }
}

const barFormat = '{bar} {value}/{total} clients  {rate}/s  {left} left  {invoices} invoices';

/** A bar on a terminal, else nothing: it must not stand in a file or a log. */
function progressBar(cli: Cli): {
  readonly show: (progress: RunProgress) => void;
  readonly end: () => void;
} {
  if (!cli.io.isTerminal || cli.options().json === true) {
    return { show: () => undefined, end: () => undefined };
  }
  const bar = new cliProgress.SingleBar(
    { format: barFormat, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show: (progress) => {
      const payload = barPayload(progress);
      if (started) bar.update(progress.done, payload);
      else bar.start(progress.total, progress.done, payload);
      started = true;
    },
    end: () => bar.stop(),
  };
}

/** Rate, time left and counts as the bar shows them. */
export function barPayload({ rate, secondsLeft, counts }: RunProgress): {
  readonly rate: string;
  readonly left: string;
  readonly invoices: number;
} {
  const left = secondsLeft === null ? '?' : `${Math.ceil(secondsLeft)} s`;
  return { rate: rate === null ? '?' : rate.toFixed(0), left, invoices: counts.invoices };
}

function textOf(view: RunView): string {
  const { counts, problems, reason } = view;
  // A run with nothing to do leaves no trace, so it has no number.
  const named = view.number === null ? 'Run' : `Run ${view.number}`;
  const title = view.kind === 'preview' ? 'Preview' : named;
  const facts = factsText({
    clients: counts.clients,
    invoices: counts.invoices,
    lines: counts.lines,
    sums: amountsText(counts.sums),
    charges: counts.charges,
    reminders: counts.reminders,
    'late fees': counts.lateFees,
    suspensions: counts.suspensions,
    terminations: counts.terminations,
    'trials ended': counts.trialsEnded,
    changes: counts.changes,
    cancelations: counts.cancelations,
    'usage invoices': counts.usageInvoices,
    commissions: counts.commissions,
    parked: counts.parked,
  });
  const faults = problems.map((problem) => `client ${problem.clientId}: ${problem.reason}`);
  const why = reason === null ? [] : [reason];
  return [`${title} until ${view.until}: ${view.state}`, ...why, facts, ...faults].join('\n');
}
