import { closeSync, existsSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { UsageError } from './exit-codes.ts';

/** Refuses to work towards a file that is there already. @throws UsageError. */
export function requireNewFile(path: string): void {
  if (existsSync(path)) throw new UsageError(`${path} is there already. Name another file.`);
}

/**
 * Writes a file that only its owner can read, and never over another.
 *
 * @throws UsageError when it is there already, or cannot be written.
 */
export function writeNewFile(path: string, content: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    requireNewFile(path);
    throw new UsageError(`${path} cannot be written: ${codeOf(error)}.`);
  }
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown }).code);
}
