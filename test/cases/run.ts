// `npm run cases -- PATH…`: runs published cases against the rules; `--json` lists ids.
import { existsSync } from 'node:fs';
import { report } from './report.ts';
import { casesOf, filesOf, type Result, runCase } from './runner.ts';

const words = process.argv.slice(2);
const paths = words.filter((word) => !word.startsWith('--'));
const missing = paths.find((path) => !existsSync(path));
if (paths.length === 0 || missing !== undefined) {
  console.error(
    missing === undefined
      ? 'Name files or folders of cases: npm run cases -- PATH…'
      : `There is nothing at ${missing}.`,
  );
  process.exit(2);
}
const results = paths.flatMap(filesOf).flatMap(readCases).map(runCase);

function readCases(file: string): ReturnType<typeof casesOf> {
  try {
    return casesOf(file);
  } catch (error) {
    console.error(`${file} is passed over: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}

if (words.includes('--json')) {
  const ids = (state: Result['state']): readonly string[] =>
    results.filter((result) => result.state === state).map(({ id }) => id);
  const lists = { passed: ids('passed'), failed: ids('failed'), skipped: ids('skipped') };
  console.log(JSON.stringify({ ...lists, results }, null, 2));
} else console.log(report(results));
process.exitCode = results.some(({ state }) => state === 'failed') ? 1 : 0;
