import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProviderOptions } from '../node/options.ts';
import { UsageError } from './exit-codes.ts';

/**
 * The provider's options as a module exports them by default: an object, or a function that returns
 * one, also later.
 *
 * @throws UsageError when there is no such file, or it exports nothing of the kind.
 */
export async function readConfig(file: string): Promise<ProviderOptions> {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`There is no file ${file}.`);
  const module: unknown = await import(pathToFileURL(path).href);
  const made = (module as { readonly default?: unknown }).default;
  const options: unknown = typeof made === 'function' ? await made() : made;
  if (!isOptions(options)) {
    throw new UsageError(`${file} does not export the provider's options by default.`);
  }
  return options;
}

function isOptions(value: unknown): value is ProviderOptions {
  if (typeof value !== 'object' || value === null) return false;
  const needed = ['database', 'catalog', 'plugins', 'secret', 'publicUrl'];
  return needed.every((name) => name in value);
}
