// Writes the integrity hash of each file for a script tag beside it, for `<script integrity="…">`.
// The parts that rackrate.lazy.js loads have their own hash in their names.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

for (const name of ['rackrate.js', 'rackrate.lazy.js']) {
  const bytes = await readFile(`dist/${name}`);
  const hash = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  await writeFile(`dist/${name}.sri`, `${hash}\n`);
  console.log(`dist/${name} ${hash}`);
}
