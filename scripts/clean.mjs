// Empties dist, so that no file of an earlier build is published.
import { rm } from 'node:fs/promises';

await rm('dist', { recursive: true, force: true });
