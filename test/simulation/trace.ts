import { createHash } from 'node:crypto';

/** What happened in a simulated world, as a hash and its last lines, with counters. */
export interface Trace {
  /** Adds a line. It must hold nothing that differs between two runs of a seed. */
  line(text: string): void;
  /** Counts that something was met. */
  count(what: string): void;
  /** 1, 2, 3 … for each name. */
  next(name: string): number;
  readonly counts: Readonly<Record<string, number>>;
  /** The last lines. */
  readonly last: readonly string[];
  hash(): string;
}

const kept = 60;

/** Makes an empty trace; `print` gets each line, for a person who replays a seed. */
export function createTrace(print?: (line: string) => void): Trace {
  const hash = createHash('sha256');
  const last: string[] = [];
  const counts: Record<string, number> = {};
  const numbers: Record<string, number> = {};
  return {
    counts,
    last,
    line: (text) => {
      hash.update(`${text}\n`);
      last.push(text);
      if (last.length > kept) last.shift();
      print?.(text);
    },
    count: (what) => {
      counts[what] = (counts[what] ?? 0) + 1;
    },
    next: (name) => {
      numbers[name] = (numbers[name] ?? 0) + 1;
      return numbers[name];
    },
    hash: () => hash.copy().digest('hex'),
  };
}
