import { readFileSync } from 'node:fs';

const file = new URL('../expected/first-sale.csv', import.meta.url);

/** The figures of the French consumer's order by name, worked out by hand. */
export const expectedFigures: Readonly<Record<string, string>> = Object.fromEntries(
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row): [string, string] => {
      const [figure = '', , amount = ''] = row.split(',');
      return [figure, amount];
    }),
);
