import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { BillingError } from '../../src/errors.ts';
import { clientSession, freeQuote, orderAnswers } from '../../stories/fixtures/order.ts';
import {
  type Answers,
  all,
  axeFindings,
  fakeAdapter,
  mount,
  one,
  settled,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateOrder } from './order.ts';

/** Orders as a signed-in client. */
async function order(template: TemplateResult, more: Answers = {}): Promise<RackrateOrder> {
  const signedIn: Answers = { ...orderAnswers, 'sessions.current': () => clientSession };
  const adapter = fakeAdapter({ ...signedIn, ...more });
  const widget = await mount<RackrateOrder>(RackrateOrder, adapter, template);
  await settled(widget);
  await settled(widget);
  expect(all(widget, '[part=account]').length).to.equal(0);
  one<HTMLInputElement>(widget, '#terms').click();
  await settled(widget);
  one(widget, '[part=submit]').click();
  for (let turn = 0; turn < 4; turn += 1) await settled(widget);
  return widget;
}

const leading = html`<rr-order plan="gold" cycle="annual" account-href="/portal"></rr-order>`;

describe('what was ordered', () => {
  afterEach(unmountAll);

  it('[4.1, 13.1] leads to the account that the page names', async () => {
    const widget = await order(leading, { 'orders.quote': freeQuote });
    const link = one<HTMLAnchorElement>(widget, '[part=result] [part=account]');
    expect(link.getAttribute('href')).to.equal('/portal');
    expect(link.innerText.trim()).to.equal('Go to your account');
    expect(await axeFindings(widget)).to.deep.equal([]);
  });

  it('[4.4, 13.1] leads there too when its payment failed', async () => {
    const widget = await order(leading, {
      'payments.pay': () => {
        throw new BillingError('unavailable', 'x');
      },
    });
    expect(all(widget, '[part=result] [part=account]').length).to.equal(1);
  });

  it('[4.1] leads nowhere when the page names no account', async () => {
    const widget = await order(html`<rr-order plan="gold" cycle="annual"></rr-order>`);
    expect(all(widget, '[part=result]').length).to.equal(1);
    expect(all(widget, '[part=account]').length).to.equal(0);
  });
});
