// Writes the integrity hash of dist/rackrate.js beside it, for `<script integrity="…">`.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

const bytes = await readFile('dist/rackrate.js');
const hash = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
await writeFile('dist/rackrate.js.sri', `${hash}\n`);
console.log(`dist/rackrate.js ${hash}`);
