// Checks what would be published: publint, attw, size-limit, and that declarations are there.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { one, run, total } from './run.mjs';

const untyped = ['rackrate.js', 'custom-elements.json', 'package.json'];
const manifest = JSON.parse(await readFile('package.json', 'utf8'));
const results = [];

function report(name, passed, output) {
  results.push(one(passed));
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
  if (!passed) console.log(output);
}

// attw is content with a package that has no types at all.
const targets = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? [target] : Object.values(target),
);
const missing = [];
for (const target of targets) await stat(target).catch(() => missing.push(target));
report('every exported file is there', missing.length === 0, missing.join('\n'));

const checks = [
  ['publint', ['--strict']],
  ['attw', ['--pack', '.', '--profile', 'esm-only', '--exclude-entrypoints', ...untyped]],
  ['size-limit', []],
];
for (const [command, parameters] of checks) {
  const { passed, output } = await run(command, parameters, { NO_COLOR: '1' });
  report(command, passed, output);
  if (passed && command === 'size-limit') console.log(output);
}

const counts = total(results);
if (process.env.RACKRATE_COUNTS) {
  await writeFile(process.env.RACKRATE_COUNTS, JSON.stringify(counts));
}
process.exitCode = counts.failed === 0 ? 0 : 1;
