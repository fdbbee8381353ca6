import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How many features the two reference documents have; they are numbered from S1. */
export const featureCount = 132;

/** Features that no test cites yet, and why; each belongs to a later part. */
export const laterFeatures: Readonly<Record<string, string>> = {
  ...because('Part 4: issue number and start date in the fields of the sandbox, SPEC 9.2.', [83]),
  ...because('Part 5: the order form has no domain yet.', [16]),
  ...because('Part 5: domain and certificate packages cannot be ordered yet.', [50, 55]),
  ...because('Part 5: certificates, SPEC 11.', [...range(69, 72), 113, 114]),
  ...because('Part 5: domains, SPEC 10.', [...range(73, 79), 115]),
  ...because('Part 5: registrars and certificate authorities.', [123]),
  ...because('Part 6: a button on the client page of a real hosting panel.', [17, 18]),
  ...because('Part 6: single sign-on, SPEC 3.5.', [20, 21, 22, 131]),
};

function because(why: string, numbers: readonly number[]): Record<string, string> {
  return Object.fromEntries(numbers.map((number) => [`S${number}`, why]));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** What the S numbers of the tests' titles come to. */
export interface FeatureCoverage {
  /** The files that cite a feature, by its number, such as S23. */
  readonly cited: ReadonlyMap<string, ReadonlySet<string>>;
  /** Neither cited nor put off. */
  readonly missing: readonly string[];
  /** Cited, and put off all the same. */
  readonly both: readonly string[];
  /** Cited, but of no feature. */
  readonly unknown: readonly string[];
}

const folders = ['src', 'components', 'plugins', 'stories', 'scripts', 'examples', 'test'];
const root = fileURLToPath(new URL('../../', import.meta.url));
/** The numbers at the beginning of a title: `[7.1, S23, S24] …`. */
const titleNumbers = /['"`]\[((?:S?\d+(?:\.\d+)?(?:, )?)+)\]/g;

/** Reads every test file of the project. */
export function featureCoverage(): FeatureCoverage {
  const cited = new Map<string, Set<string>>();
  for (const file of testFiles()) {
    for (const [, numbers = ''] of readFileSync(`${root}${file}`, 'utf8').matchAll(titleNumbers)) {
      for (const number of numbers.split(', ').filter((one) => one.startsWith('S'))) {
        cited.set(number, (cited.get(number) ?? new Set()).add(file));
      }
    }
  }
  const all = range(1, featureCount).map((number) => `S${number}`);
  return {
    cited,
    missing: all.filter((one) => !cited.has(one) && !(one in laterFeatures)),
    both: all.filter((one) => cited.has(one) && one in laterFeatures),
    unknown: [...cited.keys()].filter((one) => !all.includes(one)),
  };
}

function testFiles(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => `${folder}/${file}`),
  );
}

/** The list as `node test/docs/features.ts` prints it. */
export function featureReport(): string {
  const { cited, missing, both, unknown } = featureCoverage();
  const later = [...new Set(Object.values(laterFeatures))].map((why) => {
    const numbers = Object.keys(laterFeatures).filter((one) => laterFeatures[one] === why);
    return `  ${numbers.join(' ')}: ${why}`;
  });
  const row = (what: string, numbers: readonly string[]): string =>
    `${what}: ${numbers.length === 0 ? 'none' : numbers.join(' ')}`;
  return [
    `Features of the reference documents: ${featureCount}`,
    `Cited by a test's title: ${cited.size}`,
    `Of later parts: ${Object.keys(laterFeatures).length}`,
    ...later,
    row('Without a test', missing),
    row('Cited, and said to be of a later part', both),
    row('Of no feature', unknown),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${featureReport()}\n`);
}
