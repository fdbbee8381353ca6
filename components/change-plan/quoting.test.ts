import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { ChangeQuote } from '../../src/contract/changes.ts';
import { changeablePackage, changeCatalog, upgradeQuote } from '../../stories/fixtures/changes.ts';
import { eur } from '../../stories/fixtures/money.ts';
import { fakeAdapter, mount, one, settled, textOf, unmountAll } from '../internal/testing.ts';
import { RackrateChangePlan } from './change-plan.ts';

/** A wait of a minute or more, which a test runs when it likes. */
interface Wait {
  readonly pause: number;
  readonly run: () => void;
}

describe('the quote of a change, kept fresh', () => {
  const original = globalThis.setTimeout;
  const waits: Wait[] = [];

  beforeEach(() => {
    waits.length = 0;
    const later = (run: () => void, pause = 0): unknown => {
      if (pause < 60_000) return original(run, pause);
      waits.push({ pause, run });
      return 0;
    };
    globalThis.setTimeout = later as typeof setTimeout;
  });

  afterEach(() => {
    globalThis.setTimeout = original;
    unmountAll();
  });

  async function quoted(quotes: readonly ChangeQuote[]): Promise<RackrateChangePlan> {
    const left = [...quotes];
    const adapter = fakeAdapter({
      'packages.get': () => changeablePackage,
      'catalog.get': () => changeCatalog,
      'packages.quoteChange': () => left.shift() ?? upgradeQuote,
    });
    const template = html`<rr-change-plan package-id="pkg_1042"></rr-change-plan>`;
    const widget = await mount<RackrateChangePlan>(RackrateChangePlan, adapter, template);
    one(widget, '.rr-plan button').click();
    await settled(widget);
    return widget;
  }

  const endsIn = (minutes: number): ChangeQuote => ({
    ...upgradeQuote,
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
  });

  it('[5.12] is asked for anew when it ends, and says so when it changed', async () => {
    const dearer = { ...endsIn(60), dueNow: eur('30.00'), token: 'token-9' };
    const widget = await quoted([endsIn(30), dearer]);
    const [wait] = waits;
    expect(wait?.pause).to.be.within(29 * 60_000, 30 * 60_000);
    wait?.run();
    await settled(widget);
    expect(textOf(widget)).to.contain('The price has changed');
    expect(textOf(widget)).to.contain('Upgrade and pay €30.00');
  });

  it('[5.12] stays quiet when the new one is the same', async () => {
    const widget = await quoted([endsIn(30), { ...endsIn(60), token: 'token-9' }]);
    waits[0]?.run();
    await settled(widget);
    expect(textOf(widget)).not.to.contain('The price has changed');
  });

  it('[5.12] a clock that is wrong does not make it ask without a pause', async () => {
    await quoted([endsIn(-600)]);
    expect(waits.map(({ pause }) => pause)).to.deep.equal([60_000]);
  });
});
