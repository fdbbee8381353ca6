import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { AffiliateProgramView } from '../../src/contract/affiliates.ts';
import { BillingError } from '../../src/errors.ts';
import { joinedProgram, newlyJoined, openProgram } from '../../stories/fixtures/account.ts';
import { eur } from '../../stories/fixtures/money.ts';
import {
  type Answers,
  all,
  axeFindings,
  deferred,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateAffiliate } from './affiliate.ts';

interface Shown {
  readonly widget: RackrateAffiliate;
  readonly adapter: FakeAdapter;
}

async function show(
  programs: readonly AffiliateProgramView[],
  more: Answers = {},
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ 'affiliates.get': () => ({ programs }), ...more });
  const template = html`<rr-affiliate></rr-affiliate>`;
  const widget = await mount<RackrateAffiliate>(RackrateAffiliate, adapter, template, options);
  return { widget, adapter };
}

const joinButton = (widget: RackrateAffiliate): HTMLElement =>
  one(widget, '.rr-affiliate__way--join button');

/** Puts a clipboard in place of the browser's, and back. */
function withClipboard(clipboard: unknown): () => void {
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

describe('rr-affiliate', () => {
  let restore = (): void => {};

  afterEach(() => {
    restore();
    restore = () => {};
    unmountAll();
  });

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
        const { widget } = await show([joinedProgram, openProgram], {}, { width, dir });
        expect(await axeFindings(widget)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[14.1] shows the terms in words', async () => {
    const { widget } = await show([openProgram]);
    const text = textOf(widget);
    expect(text).to.contain('You earn €25.00 or US$28.00 for the first invoice');
    expect(text).to.contain('can be paid out after 45 days.');
    expect(text).to.contain('up to 90 days after a visit by your link');
  });

  it('[14.1, 14.2] shows link, referred clients and earnings of what was joined', async () => {
    const { widget } = await show([joinedProgram]);
    expect(one<HTMLInputElement>(widget, 'input').value).to.equal(joinedProgram.affiliate?.link);
    const text = textOf(widget);
    expect(text).to.contain('Referred clients 4');
    expect(text).to.contain('Waiting €18.45');
    expect(text).to.contain('Can be paid out €64.20');
    expect(text).to.contain('Paid out €45.75');
  });

  it('[14.1] earnings stand by currency, also below zero', async () => {
    const usd = { amount: 0n, currency: 'USD' };
    const earnings = [
      { currency: 'EUR', waiting: eur('0.00'), mature: eur('-4.10'), paid: eur('9.00') },
      { currency: 'USD', waiting: usd, mature: usd, paid: usd },
    ];
    const affiliate = joinedProgram.affiliate && { ...joinedProgram.affiliate, earnings };
    const { widget } = await show([{ ...joinedProgram, affiliate }]);
    const groups = all(widget, '[part=earnings]');
    expect(groups.map((group) => group.getAttribute('aria-label'))).to.deep.equal([
      'Earnings in EUR',
      'Earnings in USD',
    ]);
    expect(groups[0]?.innerText).to.contain('\u2212€4.10');
  });

  describe('Join', () => {
    it('[14.2] shows the link, says so, and the focus goes to it', async () => {
      const { widget, adapter } = await show([joinedProgram, openProgram], {
        'affiliates.join': () => newlyJoined,
      });
      const joined = oneEvent(widget, 'rr-affiliate-joined');
      joinButton(widget).click();
      const link = newlyJoined.affiliate?.link;
      expect((await joined).detail).to.deep.equal({ programId: 'agencies', link });
      await settled(widget);
      const input = one<HTMLInputElement>(widget, 'input[data-program=agencies]');
      expect(input.value).to.equal(link);
      expect(widget.shadowRoot?.activeElement).to.equal(input);
      expect(one(widget, '[aria-live]').textContent).to.contain('You have joined Agencies.');
      const call = adapter.calls.at(-1)?.input as { commandId: string; programId: string };
      expect(call.programId).to.equal('agencies');
      expect(call.commandId).to.match(/^[\da-f-]{36}$/);
    });

    it('[14.2] pressed twice it asks once', async () => {
      const answer = deferred<AffiliateProgramView>();
      const { widget, adapter } = await show([openProgram], {
        'affiliates.join': () => answer.promise,
      });
      joinButton(widget).click();
      await widget.updateComplete;
      expect(joinButton(widget).innerText.trim()).to.equal('Joining');
      joinButton(widget).click();
      const calls = adapter.calls.filter(({ name }) => name === 'affiliates.join');
      expect(calls.length).to.equal(1);
    });

    it('[4.4] pressed again after no answer it is the same command', async () => {
      const { widget, adapter } = await show([openProgram], {
        'affiliates.join': () => {
          throw new BillingError('unavailable', 'x', { reference: '7KQ2' });
        },
      });
      joinButton(widget).click();
      await settled(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain('Agencies could not be joined');
      expect(await axeFindings(widget)).to.deep.equal([]);
      joinButton(widget).click();
      await settled(widget);
      const ids = adapter.calls
        .filter(({ name }) => name === 'affiliates.join')
        .map(({ input }) => (input as { commandId: string }).commandId);
      expect(ids.length).to.equal(2);
      expect(ids[0]).to.equal(ids[1]);
    });

    it('[4.4] pressed again after a refusal it is another', async () => {
      const { widget, adapter } = await show([openProgram], {
        'affiliates.join': () => {
          throw new BillingError('not_found', 'There is no such program.');
        },
      });
      for (let turn = 0; turn < 2; turn += 1) {
        joinButton(widget).click();
        await settled(widget);
      }
      const ids = adapter.calls
        .filter(({ name }) => name === 'affiliates.join')
        .map(({ input }) => (input as { commandId: string }).commandId);
      expect(new Set(ids).size).to.equal(2);
    });
  });

  describe('Copy', () => {
    it('[14.2] puts the link on the clipboard and says so', async () => {
      const written: string[] = [];
      restore = withClipboard({ writeText: async (text: string) => void written.push(text) });
      const { widget } = await show([joinedProgram]);
      one(widget, '.rr-joined button').click();
      await settled(widget);
      expect(written).to.deep.equal([joinedProgram.affiliate?.link]);
      expect(one(widget, '.rr-joined button').innerText.trim()).to.equal('Copied');
      expect(one(widget, '[aria-live]').textContent).to.contain('The referral link is copied.');
    });

    it('[14.2] where there is no clipboard the link is selected', async () => {
      restore = withClipboard(undefined);
      const { widget } = await show([joinedProgram]);
      one(widget, '.rr-joined button').click();
      await settled(widget);
      const input = one<HTMLInputElement>(widget, 'input');
      expect(widget.shadowRoot?.activeElement).to.equal(input);
      expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).to.equal(
        joinedProgram.affiliate?.link,
      );
      expect(textOf(widget)).to.contain('The link is selected.');
      expect(await axeFindings(widget)).to.deep.equal([]);
    });
  });

  it('[19.8] says that the provider offers none', async () => {
    const { widget } = await show([]);
    expect(one(widget, '[part=empty]').innerText).to.contain('No affiliate programs');
  });

  it('an error has Try again; who is signed out gets the slot', async () => {
    const failed = await show([], {
      'affiliates.get': () => {
        throw new BillingError('forbidden', 'x');
      },
    });
    expect(one(failed.widget, '[part=error]').innerText).to.contain('Your access does not include');
    expect(one(failed.widget, '[part=error] button').innerText.trim()).to.equal('Try again');
    unmountAll();
    const out = await show([], {
      'affiliates.get': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(all(out.widget, 'slot[name=signed-out]').length).to.equal(1);
  });
});
