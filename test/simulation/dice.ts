/** The one source of chance of a simulated world: the same seed, the same throws. */
export interface Dice {
  /** At least 0 and below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True in that share of throws. */
  chance(share: number): boolean;
  pick<Value>(list: readonly Value[]): Value;
  /** One of a list, in proportion to its weight. */
  weighted<Value extends { readonly weight: number }>(list: readonly Value[]): Value;
}

/**
 * Dice for a seed and a purpose. Each purpose has a stream of its own, so that one more throw for
 * the faults does not change what the clients want.
 */
export function createDice(seed: number, purpose: string): Dice {
  let state = seed >>> 0;
  for (const letter of purpose) state = mix((state + (letter.codePointAt(0) ?? 0)) >>> 0);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 2 ** 32;
  };
  const pick = <Value>(list: readonly Value[]): Value => {
    const value = list[Math.floor(next() * list.length)];
    if (value === undefined) throw new Error('Nothing can be picked from an empty list.');
    return value;
  };
  return {
    next,
    pick,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    weighted: (list) => {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const value of list) {
        left -= value.weight;
        if (left < 0) return value;
      }
      return pick(list);
    },
  };
}

function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
