import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv.ts';

/** Reads one line back, as RFC 4180 says. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g;
  for (const [, cell = ''] of line.matchAll(pattern)) {
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  }
  return cells;
}

describe('CSV', () => {
  it.each(['=1+1', '+49 30 1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x")', '-', '--1'])(
    '[17.3] %j cannot run as a formula',
    (text) => {
      expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it.each(['-12.50', '0', '12', '1200.000'])('[17.3] the amount %s stays a number', (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it('[17.3] quotes commas, quotes and line breaks, and leaves null empty', () => {
    expect(csvLine(['a,b', 'say "x"', 'one\ntwo', null, 'plain'])).toBe(
      '"a,b","say ""x""","one\ntwo",,plain\r\n',
    );
  });

  it('[17.3] any text is read back as it was, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const back = cellsOf(csvLine(texts));
        expect(back).toHaveLength(texts.length);
        for (const [index, text] of texts.entries()) {
          expect([text, `'${text}`]).toContain(back[index]);
        }
      }),
    );
  });
});
