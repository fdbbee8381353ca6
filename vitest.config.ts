import { defineConfig } from 'vitest/config';
import { mutantPlugin } from './test/mutants/plugin.ts';

const apart = ['test/postgres/**', 'test/e2e/**', 'test/packed/**'];
/** Scenarios of what asks the database the most run on both databases. */
const onPostgresToo = [
  'test/scenarios/{run,change,collections,contact,order,outlook,overview,payment,sealed}*.test.ts',
];
/** `npm run mutants` changes a line of a rule, to see that a test fails. */
const mutant = process.env['RACKRATE_MUTANT'];
const outside = ['**/node_modules/**', 'dist/**', ...apart];

export default defineConfig({
  test: {
    // Each worker that opens PGlite takes 700 MB, and two are as many as two cores can feed.
    maxWorkers: 2,
    projects: [
      {
        plugins: mutant === undefined ? [] : [mutantPlugin(mutant)],
        test: {
          name: 'unit',
          include: ['{src,plugins,stories,scripts,examples,test}/**/*.test.ts'],
          exclude: outside,
          setupFiles: ['test/support/runs.ts'],
          // Files share a process, and so its embedded database: to open one takes a second, to
          // empty it 4 ms. No test may leave anything behind in a module.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/postgres/**/*.test.ts', ...onPostgresToo],
          globalSetup: ['test/postgres/server.ts'],
          setupFiles: ['test/postgres/scenarios.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'packed',
          include: ['test/packed/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
