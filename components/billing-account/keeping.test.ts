import { expect, oneEvent } from '@open-wc/testing';
import type { BillingAccountSetup } from '../../src/contract/billing-accounts.ts';
import { BillingError } from '../../src/errors.ts';
import { accounts, redirecting } from '../../stories/fixtures/billing-accounts.ts';
import { storyGateway } from '../../stories/fixtures/pay.ts';
import { all, axeFindings, one, textOf, unmountAll } from '../internal/testing.ts';
import { shortenPauses } from '../pay/pay.fixture.ts';
import { press, sent, settle, show } from './billing-account.fixture.ts';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const adds = (setup: BillingAccountSetup) => ({ 'billingAccounts.add': () => setup });

describe('rr-billing-account, the keeping of a method', () => {
  afterEach(() => {
    unmountAll();
    sessionStorage.clear();
  });

  it('[9.6, 8.8] the bank asks; after its answer the account is there', async () => {
    const { form, adapter } = await show(adds(accounts.asking));
    await press(form);
    expect(textOf(form)).to.contain('Your bank asks you to confirm');
    expect(await axeFindings(form)).to.deep.equal([]);
    const saved = oneEvent(form, 'rr-billing-account-saved');
    await press(form, '.rr-result .rr-btn--primary');
    expect(sent(adapter, 'billingAccounts.resume')[0]?.setupId).to.equal(accounts.asking.setupId);
    expect((await saved).detail.added).to.equal(true);
    expect(textOf(form)).to.contain('The billing account is saved');
  });

  it('[9.6] the challenge stands in the light DOM', async () => {
    const seen: unknown[] = [];
    const gateway: typeof storyGateway = {
      ...storyGateway,
      challenge: ({ container, url }) => {
        seen.push(container.getRootNode() === document, url);
        return Promise.resolve('finished');
      },
    };
    const { form } = await show(adds(accounts.asking), { gateway });
    await press(form);
    await press(form, '.rr-result .rr-btn--primary');
    const { action } = accounts.asking;
    expect(seen).to.deep.equal([true, action?.kind === 'challenge' ? action.url : '']);
  });

  it('[9.6] who gave up is told that nothing is saved, and can start anew', async () => {
    const gateway: typeof storyGateway = {
      ...storyGateway,
      challenge: () => Promise.resolve('abandoned'),
    };
    const { form } = await show(
      { ...adds(accounts.asking), 'billingAccounts.resume': () => accounts.asking },
      { gateway },
    );
    await press(form);
    await press(form, '.rr-result .rr-btn--primary');
    expect(one(form, '[part=errors]').innerText).to.contain('The account is not saved yet.');
    await press(form, '.rr-result .rr-btn--quiet');
    expect(all(form, 'form').length).to.equal(1);
    expect(form.shadowRoot?.activeElement?.id).to.equal('title');
  });

  it('[9.6] a step that the gateway’s own half takes', async () => {
    const seen: unknown[] = [];
    const gateway: typeof storyGateway = {
      ...storyGateway,
      proceed: ({ data }) => {
        seen.push(data);
        return Promise.resolve('finished');
      },
    };
    const action = { kind: 'client', data: { secret: 's_1' } } as const;
    const { form } = await show(adds({ ...accounts.asking, action }), { gateway });
    await press(form);
    await press(form, '.rr-result .rr-btn--primary');
    expect(seen).to.deep.equal([{ secret: 's_1' }]);
    expect(textOf(form)).to.contain('The billing account is saved');
  });

  it('[9.6] a step that cannot be taken is told, and can be tried again', async () => {
    const gateway: typeof storyGateway = {
      ...storyGateway,
      challenge: () => Promise.reject(new Error('blocked')),
    };
    const { form } = await show(adds(accounts.asking), { gateway });
    await press(form);
    await press(form, '.rr-result .rr-btn--primary');
    expect(one(form, '[part=errors]').innerText).to.contain('This step could not be taken');
    expect(one(form, '.rr-result .rr-btn--primary').ariaDisabled).to.equal(null);
  });

  it('[9.6] a page of the gateway is opened by the host where it wants to', async () => {
    const { form } = await show(adds(redirecting));
    const urls: string[] = [];
    form.addEventListener('rr-redirect', (event) => {
      urls.push(event.detail.url);
      event.preventDefault();
    });
    await press(form);
    expect(urls).to.deep.equal(['about:blank#wallet']);
    expect(textOf(form)).to.contain('One step is left');
    await press(form, '.rr-result .rr-btn--primary');
    expect(urls.length).to.equal(2);
  });

  it('[9.6] who comes back from that page is shown what came of it, once', async () => {
    const first = await show(adds(redirecting));
    first.form.addEventListener('rr-redirect', (event) => event.preventDefault());
    await press(first.form);
    unmountAll();
    const back = await show();
    expect(sent(back.adapter, 'billingAccounts.setup')).to.deep.equal([
      { setupId: redirecting.setupId },
    ]);
    expect(textOf(back.form)).to.contain('The billing account is saved');
    unmountAll();
    const later = await show();
    expect(sent(later.adapter, 'billingAccounts.setup')).to.deep.equal([]);
    expect(all(later.form, 'form').length).to.equal(1);
  });

  it('[9.6] a setup that is named is shown first; one that is not there is the form', async () => {
    const named = await show(
      { 'billingAccounts.setup': () => accounts.declined },
      { setup: 's_1' },
    );
    expect(textOf(named.form)).to.contain('The billing account was not saved');
    unmountAll();
    const gone = await show(
      {
        'billingAccounts.setup': () => {
          throw new BillingError('not_found', 'x');
        },
      },
      { setup: 's_1' },
    );
    expect(all(gone.form, 'form').length).to.equal(1);
  });

  it('[9.6] what waits is asked for until it is known, and said', async () => {
    const shortened = shortenPauses();
    try {
      const states = [accounts.pending, { ...accounts.pending, state: 'unknown' as const }];
      const { form, adapter } = await show({
        ...adds({ ...accounts.pending, state: 'sent' }),
        'billingAccounts.setup': () => states.shift() ?? accounts.saved,
      });
      await press(form);
      await pause(60);
      await settle(form);
      expect(sent(adapter, 'billingAccounts.setup').length).to.equal(3);
      expect(shortened.pauses).to.deep.equal([1000, 2000, 4000]);
      expect(textOf(form)).to.contain('The billing account is saved');
      expect(one(form, '[role=status]').innerText).to.contain('The billing account is saved');
    } finally {
      shortened.restore();
    }
  });

  for (const [state, text] of [
    ['pending', 'The payment gateway is still checking'],
    ['unknown', 'Do not add it again.'],
  ] as const) {
    it(`[9.6] ${state}: says so, and offers no second try`, async () => {
      const { form } = await show(adds({ ...accounts.pending, state }));
      await press(form);
      expect(textOf(form)).to.contain(text);
      expect(all(form, '.rr-result button').length).to.equal(0);
    });
  }

  it('[9.6] a refusal says why, that nothing was kept, and goes back to the form', async () => {
    const { form } = await show(adds(accounts.declined));
    await press(form);
    expect(textOf(form)).to.contain('Your bank does not accept it. Use another one.');
    expect(textOf(form)).to.contain('nothing was kept');
    await press(form, '.rr-result button');
    expect(form.querySelectorAll('[slot=rr-gateway] input').length).to.equal(3);
  });
});
