// `npm run bench -- billing-run [--json] [--packages=N] [--store=postgres|pglite]`
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createDatabase, startPostgres } from '../../src/testing/postgres.ts';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise;

const packages = Number(option('packages', '100000'));
const only = option('store', 'both');
/** Packages of the smaller run, of the sample, and on PGlite. */
const few = Math.max(100, Math.round(packages / 10));
const sample = Math.min(2000, packages);
const onPglite = Math.min(20_000, packages);

/** Does one thing in a process of its own, so that its memory is its own. */
async function work(what, url = '', count = packages) {
  const child = fork('bench/billing-run/worker.ts', { stdio: 'inherit' });
  child.send({ what, url, count });
  const [answer] = await once(child, 'message');
  if (answer.error !== undefined) throw new Error(`${what}: ${answer.error}`);
  return answer;
}

function equal(a, b) {
  const tables = Object.keys(a).filter((table) => a[table] !== b[table]);
  for (const table of tables) console.error(`${table}: ${a[table]} against ${b[table]}`);
  return tables.length === 0;
}

const round = (number) => Number(number.toFixed(3));
const rate = (count, { seconds }) => count / seconds;

async function postgres(figures, holds) {
  const server = await startPostgres();
  const seeded = async (count) => {
    const url = await createDatabase(server.url);
    await work('seed', url, count);
    return url;
  };
  try {
    const baseline = await work('baseline', await seeded(packages));
    const one = await work('ours', await seeded(packages));
    const shared = await seeded(packages);
    const start = performance.now();
    const two = await Promise.all([work('ours', shared), work('ours', shared)]);
    const together = Math.max(...two.map(({ seconds }) => seconds));
    const small = await work('ours', await seeded(few), few);
    const single = await work('one-by-one', await seeded(sample), sample);

    const toBaseline = rate(packages, one) / rate(packages, baseline);
    const toSingle = rate(packages, one) / rate(sample, single);
    const toOne = one.seconds / together;
    const again = one.again / one.seconds;
    const memory = one.memory / small.memory;
    const issued = two.reduce((sum, { invoices }) => sum + invoices, 0);
    Object.assign(figures, {
      'PostgreSQL, packages': packages,
      'baseline, packages a second': Math.round(rate(packages, baseline)),
      'one worker, packages a second': Math.round(rate(packages, one)),
      'one worker to the baseline': round(toBaseline),
      'one worker to one transaction per invoice': round(toSingle),
      'two workers to one': round(toOne),
      'second run to the first': round(again),
      [`memory of ${packages} to ${few}`]: round(memory),
      'memory, MB': one.memory,
      'two workers, with the start of their processes, s': round(
        (performance.now() - start) / 1000,
      ),
    });
    Object.assign(holds, {
      'PostgreSQL: equal rows and checksums in every table': equal(baseline.sums, one.sums),
      'one worker at least 0.60 of the baseline': toBaseline >= 0.6,
      'at least 15 times one transaction per invoice': toSingle >= 15,
      'two workers at least 1.2 times one': toOne >= 1.2,
      'two workers issue each invoice once': issued === packages,
      'a second run at most 0.02 of the first': again <= 0.02,
      'memory at most 1.2 times': memory <= 1.2,
    });
  } finally {
    await server.stop();
  }
}

async function pglite(figures, holds) {
  const { seconds, baseline, sums, baselineSums } = await work('embedded', '', onPglite);
  const ratio = baseline / seconds;
  Object.assign(figures, { 'PGlite, packages': onPglite, 'PGlite to its baseline': round(ratio) });
  Object.assign(holds, {
    'PGlite: equal rows and checksums in every table': equal(baselineSums, sums),
    'on PGlite at least 0.55 of its baseline': ratio >= 0.55,
  });
}

/** The billing run beside plain set-based SQL for the same rows (baseline.sql). */
export default async function billingRun() {
  const figures = {};
  const holds = {};
  if (only !== 'pglite') await postgres(figures, holds);
  if (only !== 'postgres') await pglite(figures, holds);
  figures.measured = 'wall time, each side in a process of its own, one after the other';
  return { figures, holds };
}
