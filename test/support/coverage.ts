/** The dimensions of what is generated, each with its values. */
export type Dimensions = Readonly<Record<string, readonly string[]>>;

/** One combination: a value for each dimension. */
export type Cell<Names extends Dimensions> = {
  readonly [Name in keyof Names]: Names[Name][number];
};

/** Counts how often each combination was really met. */
export interface Coverage<Names extends Dimensions> {
  /** Every combination. */
  readonly cells: readonly Cell<Names>[];
  hit(cell: Cell<Names>): void;
  /** The combinations that were met less often, as `actual leap …: 3`. */
  below(least: number): readonly string[];
}

/** Counters for all combinations of the values of some dimensions. */
export function coverageOf<const Names extends Dimensions>(dimensions: Names): Coverage<Names> {
  const names = Object.keys(dimensions);
  const cells = names.reduce<readonly Record<string, string>[]>(
    (made, name) =>
      made.flatMap((cell) => (dimensions[name] ?? []).map((value) => ({ ...cell, [name]: value }))),
    [{}],
  ) as unknown as readonly Cell<Names>[];
  const keyOf = (cell: Cell<Names>): string => names.map((name) => cell[name]).join(' ');
  const counts = new Map(cells.map((cell) => [keyOf(cell), 0]));
  return {
    cells,
    hit: (cell) => {
      const key = keyOf(cell);
      const count = counts.get(key);
      if (count === undefined) throw new Error(`"${key}" is none of the combinations.`);
      counts.set(key, count + 1);
    },
    below: (least) =>
      [...counts].filter(([, count]) => count < least).map(([key, count]) => `${key}: ${count}`),
  };
}

const asked = process.env['RACKRATE_RUNS'];

/** How many cases a rule is tried with: 1,000, or what `npm run deep` asks for. */
export const casesPerRule: number = asked === undefined ? 1000 : Number(asked);

/** How often each combination is to be met: 100 times in the deep run, and always once. */
export const leastHits: number = casesPerRule >= 100_000 ? 100 : 1;
