// Checks what would be published: publint, attw, size-limit, and that declarations are there.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { one, run, total } from './run.mjs';

const untyped = ['rackrate.js', 'rackrate.lazy.js', 'custom-elements.json', 'package.json'];
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

// Their names have hashes, so that size-limit cannot be told of them one by one.
const mostKilobytes = 40;
const heavy = [];
for (const name of await readdir('dist/lazy')) {
  const kilobytes = gzipSync(await readFile(`dist/lazy/${name}`)).length / 1000;
  if (kilobytes > mostKilobytes) heavy.push(`${name} ${kilobytes.toFixed(1)} kB`);
}
report(`each lazy part has at most ${mostKilobytes} kB`, heavy.length === 0, heavy.join('\n'));

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
