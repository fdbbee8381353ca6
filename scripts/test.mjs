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
  lint: () => check('biome', 'check'),
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

// Stages of one row run at the same time: none of them alone keeps two cores busy.
const plan = [
  ['lint', 'types'],
  ['unit'],
  ['package', 'postgres'],
  ['browser'],
  ['stories'],
  ['e2e'],
  ['simulation'],
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
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (output.trim() !== '') console.log(`\n── ${name}\n${output.trimEnd()}`);
  return { name, counts, seconds };
}

const results = [];
try {
  for (const row of plan) {
    const names = row.filter((name) => only.includes(name));
    results.push(...(await Promise.all(names.map(runStage))));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

console.log('');
for (const { name, counts, seconds } of results) {
  const text = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  console.log(`${name.padEnd(10)}${seconds.padStart(7)} s   ${text}`);
}
const sum = total(results.map((result) => result.counts));
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 ? 0 : 1;
