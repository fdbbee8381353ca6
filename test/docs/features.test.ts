import { describe, expect, it } from 'vitest';
import { featureCount, featureCoverage, featureReport, laterFeatures } from './features.ts';

describe('features of the reference documents', () => {
  const { cited, missing, both, unknown } = featureCoverage();

  it('[19.7] each is cited by a test, or put off with a reason', () => {
    expect(missing, featureReport()).toEqual([]);
    expect(cited.size + Object.keys(laterFeatures).length).toBe(featureCount);
  });

  it('[19.7] none is cited and put off at once, and no number is made up', () => {
    expect(both).toEqual([]);
    expect(unknown).toEqual([]);
  });
});
