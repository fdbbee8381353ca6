import type { Json } from '../../src/contract/wire.ts';
import type { TidewellLife } from './life.ts';

/** Names for ids, so that a test can say which package or document it means. */
export type Names = Map<string, string>;

/** The packages of the year by the names that the stories have for them. */
export function packageNames(life: TidewellLife): Names {
  return new Map([
    [life.silver.packageId, 'pkg_1042'],
    [life.gold.packageId, 'pkg_1039'],
    [life.bronze.packageId, 'pkg_1051'],
    [life.pending.packageId, 'pkg_1066'],
    [life.support.packageId, 'pkg_0907'],
  ]);
}

/** Adds the documents of an answer: `inv_2026000008` for HL-2026-000008. */
export function addDocuments(names: Names, value: Json): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const each of value) addDocuments(names, each);
    return;
  }
  const { invoiceId, number } = value as { invoiceId?: Json; number?: Json };
  if (typeof invoiceId === 'string' && typeof number === 'string') {
    names.set(invoiceId, `inv_${number.replaceAll(/[^0-9C]/g, '')}`);
  }
  for (const each of Object.values(value)) addDocuments(names, each);
}

/** A text with names in the place of ids. */
export function withNames(text: string, names: Names): string {
  return [...names].reduce((named, [id, name]) => named.replaceAll(id, name), text);
}
