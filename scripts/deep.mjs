// `npm run deep`: the property tests with many more runs than `npm test` makes, and the benchmark
// of the invoice list. What came of them is written to docs/evidence/*.json.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const runs = process.argv[2] ?? '20000';
const folder = await mkdtemp(join(tmpdir(), 'rackrate-deep-'));
await mkdir('docs/evidence', { recursive: true });
let failed = false;

async function keep(name, evidence) {
  await writeFile(`docs/evidence/${name}.json`, `${JSON.stringify(evidence, null, 2)}\n`);
  console.log(name, JSON.stringify(evidence));
}

const report = join(folder, 'rules.json');
const rules = await run(
  'vitest',
  [
    'run',
    '--project',
    'unit',
    'src/rules',
    '--reporter=json',
    `--outputFile=${report}`,
    '--testTimeout=600000',
  ],
  { RACKRATE_RUNS: runs },
);
const counts = JSON.parse(await readFile(report, 'utf8'));
await keep('rules', {
  runsPerProperty: Number(runs),
  passed: counts.numPassedTests,
  failed: counts.numFailedTests,
});
if (!rules.passed) {
  failed = true;
  console.log(rules.output);
}

const bench = await run('node', ['scripts/bench.mjs', 'invoice-list', '--json']);
const start = bench.output.indexOf('{');
if (bench.passed && start >= 0) await keep('invoice-list', JSON.parse(bench.output.slice(start)));
else {
  failed = true;
  console.log(bench.output);
}

await rm(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
