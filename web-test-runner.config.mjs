import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { findBrowser } from './scripts/browser.mjs';

const browser = await findBrowser();
const builtins = new Set(builtinModules);

/** PGlite imports Node modules behind a check for Node; the server refuses to resolve them. */
const nodeStubs = {
  name: 'node-stubs',
  resolveImport: ({ source }) =>
    builtins.has(source.replace(/^node:/, '')) ? '/__node-stub.js' : undefined,
  resolveMimeType: (context) =>
    context.path.endsWith('.data') ? 'application/octet-stream' : undefined,
  serve: (context) =>
    context.path === '/__node-stub.js' ? { body: 'export default {};', type: 'js' } : undefined,
};

/** esbuild drops the attribute that lets a browser import JSON, so it is served as a module. */
const isFixture = ({ path }) => path.startsWith('/stories/') && path.endsWith('.json');
const jsonModules = {
  name: 'json-modules',
  resolveMimeType: (context) => (isFixture(context) ? 'js' : undefined),
  transform: (context) => (isFixture(context) ? `export default ${context.body}` : undefined),
};

/** The server reads files of unknown kinds as text, which breaks PGlite's. */
async function rawData(context, next) {
  if (!context.path.endsWith('.data')) return next();
  context.body = createReadStream(new URL(`.${decodeURI(context.path)}`, import.meta.url));
  context.type = 'application/octet-stream';
}

/** Writes the counts for scripts/test.mjs. */
function countReporter(file) {
  return {
    async onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        if (session.testResults) count(session.testResults, counts);
        if (!session.passed && (session.errors.length > 0 || !session.testResults)) {
          counts.failed += 1;
        }
      }
      await writeFile(file, JSON.stringify(counts));
    },
  };
}

function count(suite, counts) {
  for (const test of suite.tests) {
    counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  }
  for (const inner of suite.suites) count(inner, counts);
}

const countsFile = process.env.RACKRATE_COUNTS;

export default {
  files: ['components/**/*.test.ts', '!**/node_modules/**'],
  nodeResolve: { exportConditions: ['browser', 'development'] },
  concurrency: 2,
  testFramework: { config: { timeout: '10000' } },
  middleware: [rawData],
  plugins: [
    nodeStubs,
    jsonModules,
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: new URL('./tsconfig.json', import.meta.url).pathname,
    }),
  ],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter(), ...(countsFile ? [countReporter(countsFile)] : [])],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: browser.path, args: browser.flags, headless: true },
    }),
  ],
};
