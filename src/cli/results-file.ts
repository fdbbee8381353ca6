import { UsageError } from './exit-codes.ts';

/** What a bank did with a collection. */
export interface CollectionResult {
  /** From 1. */
  readonly line: number;
  readonly collectionId: string;
  readonly result: 'paid' | 'returned';
  readonly reason: string | null;
}

/** A cell in quotes with its quotes doubled, or one without any. */
const cell = /(?:^|[,;\t])(?: *"((?:[^"]|"")*)" *|([^,;\t]*))/g;

/**
 * Reads results: a line of end-to-end id, `paid` or `returned`, and the bank's code of a return,
 * with commas, semicolons or tabs. A first line of names is passed over.
 *
 * @throws UsageError that names the line at fault.
 */
export function readResults(text: string): readonly CollectionResult[] {
  const results: CollectionResult[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [collectionId = '', result = '', reason = ''] = cellsOf(line);
    if (index === 0 && !/^C\d/.test(collectionId)) continue;
    const where = `Line ${index + 1}`;
    if (!/^C\d{10}$/.test(collectionId)) {
      throw new UsageError(`${where} does not begin with an end-to-end id such as C0000000012.`);
    }
    if (result !== 'paid' && result !== 'returned') {
      throw new UsageError(`${where} says neither paid nor returned.`);
    }
    if (result === 'returned' && reason === '') {
      throw new UsageError(`${where} has no code of the return, such as AM04 or R01.`);
    }
    results.push({
      line: index + 1,
      collectionId,
      result,
      reason: reason === '' ? null : reason,
    });
  }
  return results;
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(cell)].map(([, quoted, plain = '']) =>
    (quoted?.replaceAll('""', '"') ?? plain).trim(),
  );
}
