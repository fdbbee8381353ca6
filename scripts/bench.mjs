// `npm run bench -- invoice-list [--json]`: runs a benchmark of bench/, or all of them.
import { existsSync, readdirSync } from 'node:fs';

const json = process.argv.includes('--json');
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const all = readdirSync('bench').filter((name) => existsSync(`bench/${name}/run.mjs`));
const results = {};
for (const name of named.length > 0 ? named : all) {
  if (!all.includes(name)) {
    console.error(`No benchmark is called ${name}; there are ${all.join(', ')}.`);
    process.exit(2);
  }
  const { default: bench } = await import(`../bench/${name}/run.mjs`);
  results[name] = await bench();
}

if (json) console.log(JSON.stringify(results, null, 2));
else {
  for (const [name, { figures, holds }] of Object.entries(results)) {
    console.log(name);
    for (const [what, value] of Object.entries(figures)) console.log(`  ${what}: ${value}`);
    for (const [what, held] of Object.entries(holds))
      console.log(`  ${held ? 'ok  ' : 'FAIL'} ${what}`);
  }
}
const broken = Object.values(results).some(({ holds }) => Object.values(holds).includes(false));
process.exitCode = broken ? 1 : 0;
