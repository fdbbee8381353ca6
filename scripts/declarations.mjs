// Writes the types into dist: tsc keeps `.ts` in the paths of declarations, where a consumer's
// compiler needs `.js`.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { run } from './run.mjs';

const { passed, output } = await run('tsc', ['-p', 'tsconfig.build.json']);
if (!passed) {
  console.error(output);
  process.exit(1);
}
const relative = /(from |import\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;
for (const name of await readdir('dist', { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const path = `dist/${name}`;
  const text = await readFile(path, 'utf8');
  const rewritten = text.replaceAll(relative, '$1$2$3.js$2');
  if (rewritten !== text) await writeFile(path, rewritten);
}
