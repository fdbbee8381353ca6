// `npm run deep [-- NAME…]`: every check that takes too long for `npm test`, or those named. What
// came of each is written to docs/evidence/NAME.json; one that fails does not stop the others.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const runsPerProperty = 100_000;
const seeds = 2000;
/** So many of them live through a year, the others through a quarter. */
const seedsOfAYear = 100;
const raceRounds = 50;
const killedPackages = 10_000;
const publishedCases = '../shared/cases';

const folder = await mkdtemp(join(tmpdir(), 'rackrate-deep-'));
let files = 0;

function newFile() {
  files += 1;
  return join(folder, `${files}.json`);
}

/** Tests of a project, with what they are asked for by the environment. */
async function tests(project, path, env) {
  const report = newFile();
  const { passed, output } = await run(
    'vitest',
    [
      ...['run', '--project', project, path, '--testTimeout=7200000', '--hookTimeout=600000'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    env,
  );
  const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
  const figures = { passed: numPassedTests, failed: numFailedTests };
  return { held: passed && numPassedTests > 0, figures, output };
}

async function properties() {
  const env = { RACKRATE_RUNS: String(runsPerProperty) };
  const { figures, ...rest } = await tests('unit', 'src/rules', env);
  return { ...rest, figures: { runsPerProperty, ...figures } };
}

async function races() {
  const env = {
    RACKRATE_RACE_ROUNDS: String(raceRounds),
    RACKRATE_KILL_PACKAGES: String(killedPackages),
  };
  const { figures, ...rest } = await tests('postgres', 'test/postgres', env);
  return { ...rest, figures: { roundsPerRace: raceRounds, killedPackages, ...figures } };
}

/** The lines of JSON among what a command printed. */
function jsonLines(output) {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** The object that a command printed, over several lines, after what else it said. */
function printedObject(output) {
  const start = `\n${output}`.indexOf('\n{\n');
  if (start < 0) throw new Error(output);
  return JSON.parse(output.slice(start));
}

function sumOf(list, key) {
  return list.reduce((sum, item) => sum + item[key], 0);
}

/** How often each thing happened over some lives. */
function happenedIn(lives) {
  const happened = {};
  for (const { counts } of lives) {
    for (const [what, count] of Object.entries(counts)) {
      happened[what] = (happened[what] ?? 0) + count;
    }
  }
  return happened;
}

async function livesOf(range, months) {
  const { passed, output } = await run('node', [
    ...['test/simulation/cli.ts', '--seeds', range, '--months', months, '--json'],
  ]);
  return { passed, output, lives: jsonLines(output).filter((line) => 'seed' in line) };
}

async function simulation() {
  const years = await livesOf(`1..${seedsOfAYear}`, '12');
  const quarters = await livesOf(`${seedsOfAYear + 1}..${seeds}`, '3');
  const lives = [...years.lives, ...quarters.lives];
  const red = lives.filter(({ violations }) => violations.length > 0);
  const figures = {
    seeds: lives.length,
    seedsOfAYear: years.lives.length,
    seedsOfAQuarter: quarters.lives.length,
    steps: sumOf(lives, 'steps'),
    virtualDays: sumOf(lives, 'virtualDays'),
    redSeeds: red.map(({ seed, violations }) => ({ seed, violations })),
    happened: happenedIn(lives),
  };
  const failed = [years, quarters].filter(({ passed }) => !passed);
  return {
    held: failed.length === 0 && lives.length === seeds,
    figures,
    output: failed.map(({ output }) => tail(output)).join('\n'),
  };
}

/** Lives are long: what matters stands at the end. */
function tail(output) {
  const lines = output.split('\n').filter((line) => !line.startsWith('{'));
  return lines.slice(-60).join('\n');
}

async function guards() {
  const { passed, output } = await run('node', ['test/simulation/cli.ts', '--guards']);
  const figures = Object.fromEntries(
    [...output.matchAll(/^without ([\w-]+): (NOT NOTICED|red at seed \d+)/gm)].map(
      ([, guard, what]) => [`without ${guard}`, what],
    ),
  );
  return { held: passed && Object.keys(figures).length > 0, figures, output };
}

/** Every gateway's plugin against its vendor's stand-in, under the same faults. */
async function gateways() {
  const lives = [];
  let passed = true;
  for (const name of ['stripe', 'paypal', 'twocheckout']) {
    const args = ['--seeds', '1..50', '--months', '3', '--gateway', name, '--json'];
    const ran = await run('node', ['test/simulation/cli.ts', ...args]);
    passed &&= ran.passed;
    lives.push(...jsonLines(ran.output).filter((line) => 'seed' in line));
  }
  const red = lives.filter(({ violations }) => violations.length > 0);
  const figures = {
    lives: lives.length,
    steps: sumOf(lives, 'steps'),
    virtualDays: sumOf(lives, 'virtualDays'),
    red: red.map(({ gateway, seed, violations }) => ({ gateway, seed, violations })),
    happened: happenedIn(lives),
  };
  return { held: passed && lives.length === 150, figures, output: '' };
}

async function sweep() {
  const { passed, output } = await run('node', [
    ...['test/simulation/cli.ts', '--sweep', '1', '--json'],
  ]);
  const flows = jsonLines(output).filter((line) => 'flow' in line);
  const figures = {
    flows: flows.length,
    told: sumOf(flows, 'told'),
    red: flows
      .filter(({ violations }) => violations.length > 0)
      .map(({ flow, violations }) => ({ flow, violations })),
  };
  return { held: passed && flows.length > 0, figures, output: passed ? '' : tail(output) };
}

async function mutants() {
  const evidence = newFile();
  const { passed, output } = await run('node', ['scripts/mutants.mjs'], {
    RACKRATE_EVIDENCE: evidence,
  });
  const figures = JSON.parse(await readFile(evidence, 'utf8'));
  return { held: passed && figures.mutants > 0, figures, output: passed ? '' : output };
}

async function cases() {
  if (!existsSync(publishedCases)) return null;
  const { passed, output } = await run('node', ['test/cases/run.ts', publishedCases, '--json']);
  const lists = printedObject(output);
  const figures = {
    passed: lists.passed.length,
    failed: lists.failed,
    skipped: lists.skipped.length,
  };
  return { held: passed && figures.passed > 0, figures, output: '' };
}

function bench(name) {
  return async () => {
    const { passed, output } = await run('node', ['scripts/bench.mjs', name, '--json']);
    const { [name]: result } = printedObject(output);
    const { figures, holds } = result;
    return { held: passed, figures: { ...figures, holds }, output: passed ? '' : output };
  };
}

const checks = {
  properties,
  simulation,
  gateways,
  guards,
  sweep,
  mutants,
  cases,
  races,
  'bench-rules': bench('rules'),
  'bench-http': bench('http'),
  'bench-invoice-list': bench('invoice-list'),
  'bench-billing-run': bench('billing-run'),
};

/** Does one check and keeps what came of it. Answers whether it held. */
async function keep(name) {
  const start = performance.now();
  const date = new Date().toISOString().slice(0, 10);
  const result = await checks[name]().catch((error) => ({
    held: false,
    figures: {},
    output: String(error),
  }));
  if (result === null) {
    console.log(`${name}: passed over, ${publishedCases} is not there`);
    return true;
  }
  const { held, figures, output } = result;
  const seconds = Math.round((performance.now() - start) / 1000);
  const evidence = { held, date, cores: availableParallelism(), seconds, figures };
  await writeFile(`docs/evidence/${name}.json`, `${JSON.stringify(evidence, null, 2)}\n`);
  if (!held) console.log(output.trimEnd());
  console.log(`${name}: ${held ? 'held' : 'DID NOT HOLD'}, ${seconds} s`);
  return held;
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in checks));
if (unknown.length > 0) {
  const names = Object.keys(checks).join(', ');
  console.error(`No check is called ${unknown.join(', ')}; there are ${names}.`);
  process.exit(2);
}
await mkdir('docs/evidence', { recursive: true });
let failed = 0;
try {
  for (const name of named.length > 0 ? named : Object.keys(checks)) {
    if (!(await keep(name))) failed += 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? 'everything held' : `${failed} did not hold`);
process.exitCode = failed === 0 ? 0 : 1;
