import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { counties } from '../../stories/fixtures/contacts.ts';
import { orderAnswers } from '../../stories/fixtures/order.ts';
import { fakeAdapter, mount, one, settled, unmountAll } from '../internal/testing.ts';
import { RackrateOrder } from './order.ts';

describe('rr-order, region', () => {
  afterEach(unmountAll);

  it('[3.2, S97] the counties of a state are a list, and one of them is another quote', async () => {
    const adapter = fakeAdapter({ ...orderAnswers, 'contacts.counties': counties });
    const template = html`<rr-order plan="gold" cycle="annual"></rr-order>`;
    const widget = await mount<RackrateOrder>(RackrateOrder, adapter, template);
    await settled(widget);
    const inputs = (name: string): readonly unknown[] =>
      adapter.calls.filter((call) => call.name === name).map(({ input }) => input);
    for (const [id, value] of [
      ['country', 'US'],
      ['state', 'TX'],
      ['county', 'Travis'],
    ] as const) {
      const field = one<HTMLSelectElement>(widget, `#${id}`);
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await settled(widget);
    }
    const last = inputs('orders.quote').at(-1) as { taxAddress: object };
    expect(last.taxAddress).to.deep.equal({ country: 'US', state: 'TX', county: 'Travis' });
    expect(inputs('contacts.counties')).to.deep.equal([{ state: 'TX' }]);
  });

  it('[3.2] a backend that knows no counties lets one be typed', async () => {
    const adapter = fakeAdapter(orderAnswers);
    const template = html`<rr-order plan="gold" cycle="annual" country="us"></rr-order>`;
    const widget = await mount<RackrateOrder>(RackrateOrder, adapter, template);
    await settled(widget);
    const state = one<HTMLSelectElement>(widget, '#state');
    state.value = 'TX';
    state.dispatchEvent(new Event('change'));
    await settled(widget);
    expect(one(widget, '#county').localName).to.equal('input');
  });
});
