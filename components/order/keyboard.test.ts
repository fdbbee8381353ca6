import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { PlaceOrder } from '../../src/contract/orders.ts';
import { orderAnswers } from '../../stories/fixtures/order.ts';
import {
  all,
  type FakeAdapter,
  fakeAdapter,
  mount,
  one,
  settled,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateOrder } from './order.ts';

interface Shown {
  readonly widget: RackrateOrder;
  readonly adapter: FakeAdapter;
}

async function show(): Promise<Shown> {
  const adapter = fakeAdapter(orderAnswers);
  const template = html`<rr-order plan="gold" cycle="annual"></rr-order>`;
  const widget = await mount<RackrateOrder>(RackrateOrder, adapter, template);
  await settled(widget);
  await settled(widget);
  return { widget, adapter };
}

async function press(widget: RackrateOrder, key: string): Promise<void> {
  await sendKeys({ press: key });
  await settled(widget);
  await settled(widget);
}

const checked = (widget: RackrateOrder, name: string): string =>
  one<HTMLInputElement>(widget, `input[name=${name}]:checked`).value;

const focused = (widget: RackrateOrder): string | undefined =>
  ((widget.renderRoot as ShadowRoot).activeElement as HTMLInputElement | null)?.value;

function quoted({ adapter }: Shown): { readonly count: number; readonly item: unknown } {
  const inputs = adapter.calls
    .filter(({ name }) => name === 'orders.quote')
    .map(({ input }) => input as PlaceOrder);
  const { planId, cycle } = inputs.at(-1)?.items[0] ?? {};
  return { count: inputs.length, item: { planId, cycle } };
}

describe('rr-order by keyboard', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(unmountAll);

  it('[4.1] every choice can be reached: plans are radios of one group', async () => {
    const { widget } = await show();
    const plans = all<HTMLInputElement>(widget, 'input[name=plan]');
    expect(plans.map(({ type: kind }) => kind)).to.deep.equal(['radio', 'radio', 'radio']);
    plans[2]?.focus();
    expect((widget.renderRoot as ShadowRoot).activeElement).to.equal(plans[2]);
    const name = plans[2]?.getAttribute('aria-labelledby') ?? '';
    expect(one(widget, `#${name}`).innerText).to.equal('Gold');
  });

  it('[4.1] arrow keys choose a plan, and each choice is quoted once', async () => {
    const shown = await show();
    const { widget } = shown;
    one(widget, 'input[name=plan]:checked').focus();
    await press(widget, 'ArrowUp');
    expect(checked(widget, 'plan')).to.equal('silver');
    expect(focused(widget)).to.equal('silver');
    expect(quoted(shown)).to.deep.equal({ count: 2, item: { planId: 'silver', cycle: 'annual' } });
    await press(widget, 'ArrowLeft');
    expect(checked(widget, 'plan')).to.equal('bronze');
    await press(widget, 'ArrowDown');
    expect(checked(widget, 'plan')).to.equal('silver');
    expect(focused(widget)).to.equal('silver');
    expect(quoted(shown).count).to.equal(4);
  });

  it('[4.1] arrow keys choose a cycle, and the plan stays', async () => {
    const shown = await show();
    const { widget } = shown;
    one(widget, 'input[name=cycle]:checked').focus();
    await press(widget, 'ArrowLeft');
    expect(checked(widget, 'cycle')).to.equal('monthly');
    expect(focused(widget)).to.equal('monthly');
    expect(checked(widget, 'plan')).to.equal('gold');
    expect(quoted(shown)).to.deep.equal({ count: 2, item: { planId: 'gold', cycle: 'monthly' } });
    await press(widget, 'ArrowRight');
    expect(checked(widget, 'cycle')).to.equal('annual');
    expect(one(widget, '[part=submit]').innerText).to.contain('Order and pay €192.64');
  });
});
