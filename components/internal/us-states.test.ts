import { expect } from '@open-wc/testing';
import { regionFaults } from '../../src/rules/us-counties.ts';
import { stateCode, usStates } from './us-states.ts';

describe('states of the United States', () => {
  it('[3.2, S97] each of the 57 codes is one that the rules take', () => {
    expect(new Set(usStates.map(({ value }) => value)).size).to.equal(57);
    for (const { value } of usStates) {
      expect(regionFaults({ country: 'US', state: value })).to.deep.equal([]);
    }
  });

  it('[3.2, S97] a code or a name gives the code, anything else none', () => {
    expect(stateCode(' tx ')).to.equal('TX');
    expect(stateCode('new york')).to.equal('NY');
    expect(stateCode('Bavaria')).to.equal('');
    expect(stateCode('')).to.equal('');
  });
});
