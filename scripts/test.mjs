// `npm test`: runs every stage, prints how long each took, and ends with one line of counts.
// `--only unit,browser` runs some stages; their names are the keys of `stages`.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { one, run, total } from './run.mjs';

// Readable for the user that PostgreSQL runs as.
const folder = await mkdtemp(join(tmpdir(), 'rackrate-test-'));
await chmod(folder, 0o755);
process.env.TMPDIR = folder;
let files = 0;

/** A command that is one check. */
async function check(command, ...parameters) {
  const { passed, output } = await run(command, parameters);
  return { counts: one(passed), output: passed ? '' : output };
}

/** A command that writes its counts to `$RACKRATE_COUNTS`. */
async function counted(command, ...parameters) {
  files += 1;
  const file = join(folder, `counts-${files}.json`);
  const { passed, output } = await run(command, parameters, { RACKRATE_COUNTS: file });
  return { counts: agree(await readCounts(file), passed), output };
}

/** A project of vitest.config.ts. */
async function vitest(project) {
  files += 1;
  const file = join(folder, `vitest-${files}.json`);
  const { passed, output } = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = await readCounts(file);
  const counts = report && {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return { counts: agree(counts, passed), output };
}

async function readCounts(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A stage that ended badly has failed, even when no test of it did. */
function agree(counts, passed) {
  // Nor does a stage pass in which nothing was tested.
  if (counts === null || counts.passed + counts.failed === 0) return one(false);
  return passed || counts.failed > 0 ? counts : total([counts, one(false)]);
}

async function inOrder(...steps) {
  const results = [];
  for (const step of steps) {
    const result = await step();
    results.push(result);
    if (result.counts.failed > 0) break;
  }
  return {
    counts: total(results.map((result) => result.counts)),
    output: results.map((result) => result.output).join(''),
  };
}

const stages = {
  lint: () =>
    inOrder(
      () => check('biome', 'check'),
      () => check('node', 'scripts/locales.mjs', '--check'),
    ),
  types: () => check('tsc', '--noEmit'),
  unit: () => vitest('unit'),
  postgres: () => vitest('postgres'),
  package: () =>
    inOrder(
      () => check('npm', 'run', '-s', 'build'),
      () => counted('node', 'scripts/check-package.mjs'),
      () => vitest('packed'),
    ),
  browser: () => counted('wtr'),
  stories: () =>
    inOrder(
      () => check('npm', 'run', '-s', 'build:storybook'),
      () => counted('node', 'scripts/stories.mjs'),
    ),
  e2e: () => vitest('e2e'),
  simulation: () => counted('node', 'test/simulation/cli.ts', '--ci'),
};

// Stages of one row run at the same time: none of them alone keeps two cores busy. Each row has
// its part of the 25 minutes that CI has on two cores.
const plan = [
  { minutes: 2, row: ['lint', 'types'] },
  { minutes: 4, row: ['unit'] },
  { minutes: 3, row: ['package', 'postgres'] },
  { minutes: 3, row: ['browser'] },
  { minutes: 3, row: ['stories'] },
  { minutes: 5, row: ['e2e'] },
  { minutes: 3, row: ['simulation'] },
];

const wanted = process.argv.indexOf('--only');
const only = wanted < 0 ? Object.keys(stages) : (process.argv[wanted + 1] ?? '').split(',');
const unknown = only.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(
    `No stage is called ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`,
  );
  process.exit(2);
}

async function runStage(name) {
  const start = performance.now();
  const { counts, output } = await stages[name]();
  const seconds = (performance.now() - start) / 1000;
  if (output.trim() !== '') console.log(`\n── ${name}\n${output.trimEnd()}`);
  return { name, counts, seconds };
}

const start = performance.now();
const results = [];
try {
  for (const { minutes, row } of plan) {
    const names = row.filter((name) => only.includes(name));
    const done = await Promise.all(names.map(runStage));
    results.push(...done.map((result) => ({ ...result, budget: minutes * 60 })));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const whole = (performance.now() - start) / 1000;

/** How long something took, beside what it may take. */
function timing(seconds, budget) {
  const over = seconds > budget ? 'OVER' : 'of';
  return `${seconds.toFixed(1).padStart(7)} s ${over.padStart(4)} ${String(budget).padStart(4)}`;
}

console.log('');
for (const { name, counts, seconds, budget } of results) {
  const text = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${name.padEnd(10)}${timing(seconds, budget)}   ${text}`);
}
console.log(`${'all'.padEnd(10)}${timing(whole, 25 * 60)}`);
const sum = total(results.map((result) => result.counts));
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 ? 0 : 1;
