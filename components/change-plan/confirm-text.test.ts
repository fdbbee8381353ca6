import { expect } from '@open-wc/testing';
import { laterQuote, upgradeQuote } from '../../stories/fixtures/changes.ts';
import { Formatter } from '../internal/format.ts';
import { confirmText } from './confirm-text.ts';

const format = new Formatter('en-GB');
const free = { ...laterQuote, timing: 'now-with-credit' } as const;

describe('the button of a change', () => {
  it('[5.11] says what happens, with the sum', () => {
    expect(confirmText(upgradeQuote, format)).to.equal('Upgrade and pay €22.61');
    const adjusted = { ...upgradeQuote, kind: 'add_ons' } as const;
    expect(confirmText(adjusted, format)).to.equal('Adjust add-ons and pay €22.61');
    expect(confirmText({ ...upgradeQuote, kind: 'downgrade' }, format)).to.equal(
      'Downgrade and pay €22.61',
    );
  });

  it('[5.13] says when it happens, if not at once', () => {
    expect(confirmText(laterQuote, format)).to.equal('Downgrade on 14 Mar 2027');
    expect(confirmText({ ...laterQuote, kind: 'add_ons' }, format)).to.equal(
      'Adjust add-ons on 14 Mar 2027',
    );
  });

  it('[5.13] names no sum where nothing is due', () => {
    expect(confirmText(free, format)).to.equal('Downgrade');
    expect(confirmText({ ...free, kind: 'add_ons' }, format)).to.equal('Adjust add-ons');
  });
});
