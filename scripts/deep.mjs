// `npm run deep`: the property tests with many more runs than `npm test` makes.
import { run } from './run.mjs';

const { passed, output } = await run('vitest', ['run', '--project', 'unit', 'src/rules'], {
  RACKRATE_RUNS: process.argv[2] ?? '20000',
});
console.log(output);
process.exitCode = passed ? 0 : 1;
