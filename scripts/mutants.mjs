// `npm run mutants [-- TEXT] [--json]`: changes one line of a rule at a time and runs the tests
// that must see it. A mutant that none kills is a rule that nobody tests; TEXT picks by name.
import { readFile, writeFile } from 'node:fs/promises';
import { mutants } from '../test/mutants/list.ts';
import { run } from './run.mjs';

const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = mutants.filter(({ name }) => wanted.every((word) => name.includes(word)));
const outcomes = [];
/** A mutant that goes round for ever is seen as well. */
const limitSeconds = 300;

/** A mutant whose line is not there any more tests nothing. */
async function misplaced({ file, find }) {
  const parts = (await readFile(file, 'utf8')).split(find).length - 1;
  return parts === 1 ? null : `its text stands ${parts} times in ${file}`;
}

async function outcomeOf(mutant) {
  const fault = await misplaced(mutant);
  if (fault !== null) return { ...mutant, outcome: 'misplaced', why: fault };
  const { passed, overdue } = await run(
    'vitest',
    ['run', '--project', 'unit', '--bail', '1', ...mutant.tests],
    { RACKRATE_MUTANT: mutant.name },
    limitSeconds,
  );
  return { ...mutant, outcome: passed ? 'survived' : 'killed', why: overdue ? '(endless)' : '' };
}

const queue = [...chosen];
async function work() {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const outcome = await outcomeOf(mutant);
    outcomes.push(outcome);
    if (!json) console.log(`${outcome.outcome.padEnd(9)} ${mutant.name} ${outcome.why}`.trimEnd());
  }
}
await Promise.all([work(), work()]);

// A mutant counts as killed only while its tests pass without it.
const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
const sound = await run('vitest', ['run', '--project', 'unit', ...files]);
const killed = outcomes.filter(({ outcome }) => outcome === 'killed').length;
const evidence = {
  mutants: outcomes.length,
  killed,
  left: outcomes
    .filter(({ outcome }) => outcome !== 'killed')
    .map(({ name, outcome, why }) => ({ name, outcome, why })),
  testsPassWithoutMutants: sound.passed,
};
if (process.env.RACKRATE_EVIDENCE) {
  await writeFile(process.env.RACKRATE_EVIDENCE, `${JSON.stringify(evidence, null, 2)}\n`);
}
if (json) console.log(JSON.stringify(evidence, null, 2));
else console.log(`\nmutants: ${killed} of ${outcomes.length} killed`);
if (!sound.passed) {
  const faults = sound.output.split('\n').filter((line) => line.includes('FAIL'));
  console.error('Tests fail without any mutant, so nothing was shown:', ...faults);
}
process.exitCode = sound.passed && killed === outcomes.length ? 0 : 1;
