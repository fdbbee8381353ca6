import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { type Checksums, checksums } from './checksums.ts';
import { runBaseline, runOurs, seed } from './provider.ts';

/** What a process is asked to do, on PostgreSQL by address or on a PGlite of its own. */
interface Task {
  readonly what: 'seed' | 'ours' | 'one-by-one' | 'baseline' | 'embedded';
  readonly url: string;
  readonly count: number;
}

/** What it did: seconds, invoices, and the most memory that the process ever held, in MB. */
interface Answer {
  readonly seconds: number;
  readonly again?: number;
  readonly baseline?: number;
  readonly invoices: number;
  readonly memory: number;
  readonly sums?: Checksums;
  readonly baselineSums?: Checksums;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const memory = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

async function onPostgres({ what, url, count }: Task): Promise<Answer> {
  const store = await openPostgres({ url });
  try {
    if (what === 'seed') {
      return { seconds: await timed(() => seed(store, count)), invoices: 0, memory: memory() };
    }
    if (what === 'baseline') {
      const seconds = await timed(() => runBaseline(store));
      return { seconds, invoices: count, memory: memory(), sums: await checksums(store) };
    }
    let invoices = 0;
    const run = async (): Promise<void> => {
      const report = await runOurs(store, { oneByOne: what === 'one-by-one' });
      if (report.state !== 'done') throw new Error(`The run ended early: ${report.reason}`);
      invoices += report.counts.invoices;
    };
    const seconds = await timed(run);
    const most = memory();
    const again = await timed(run);
    return { seconds, again, invoices, memory: most, sums: await checksums(store) };
  } finally {
    await store.close();
  }
}

/** Both sides on PGlite, each in memory of its own. */
async function embedded({ count }: Task): Promise<Answer> {
  const first = await openPglite();
  await seed(first, count);
  const baseline = await timed(() => runBaseline(first));
  const baselineSums = await checksums(first);
  await first.close();
  const second = await openPglite();
  await seed(second, count);
  let invoices = 0;
  const seconds = await timed(async () => {
    invoices = (await runOurs(second)).counts.invoices;
  });
  const sums = await checksums(second);
  await second.close();
  return { seconds, baseline, invoices, memory: memory(), sums, baselineSums };
}

process.once('message', (task: Task) => {
  const work = task.what === 'embedded' ? embedded(task) : onPostgres(task);
  work.then(
    (answer) => process.send?.(answer, () => process.disconnect()),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.disconnect()),
  );
});
