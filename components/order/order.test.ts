import { expect, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { OrderQuote, PlaceOrder } from '../../src/contract/orders.ts';
import { BillingError } from '../../src/errors.ts';
import { eur } from '../../stories/fixtures/money.ts';
import {
  clientSession,
  codeRefused,
  freeQuote,
  longNames,
  orderAnswers,
  quoteOf,
} from '../../stories/fixtures/order.ts';
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
import { RackrateOrder } from './order.ts';

const plain = html`<rr-order plan="gold" cycle="annual"></rr-order>`;
const signedIn: Answers = { 'sessions.current': () => clientSession };

interface Shown {
  readonly widget: RackrateOrder;
  readonly adapter: FakeAdapter;
}

async function show(
  more: Answers = {},
  template: TemplateResult = plain,
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ ...orderAnswers, ...more });
  const widget = await mount<RackrateOrder>(RackrateOrder, adapter, template, options);
  await settled(widget);
  await settled(widget);
  return { widget, adapter };
}

const of = (adapter: FakeAdapter, name: string): readonly { readonly input: unknown }[] =>
  adapter.calls.filter((call) => call.name === name);

const placed = (adapter: FakeAdapter): readonly PlaceOrder[] =>
  of(adapter, 'orders.place').map(({ input }) => input as PlaceOrder);

function type(widget: RackrateOrder, id: string, value: string): void {
  const field = one<HTMLInputElement>(widget, `#${id}`);
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

function fill(widget: RackrateOrder): void {
  const values = {
    firstName: 'Maren',
    lastName: 'Bracken',
    email: 'maren@brackenfold.example',
    street: 'Uferweg 8',
    zip: '24103',
    city: 'Kiel',
    phone: '+49 431 5550',
    userName: 'maren',
    password: 'a long secret',
  };
  for (const [id, value] of Object.entries(values)) type(widget, id, value);
}

async function send(widget: RackrateOrder): Promise<void> {
  const terms = one<HTMLInputElement>(widget, '#terms');
  if (!terms.checked) terms.click();
  one(widget, '[part=submit]').click();
  for (let turn = 0; turn < 5; turn += 1) await settled(widget);
}

function radio(widget: RackrateOrder, name: string, value: string): HTMLInputElement {
  return one<HTMLInputElement>(widget, `input[name=${name}][value="${value}"]`);
}

describe('rr-order', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1100, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it('[4.1] a plan name longer than its card stays inside it', async () => {
          const { widget } = await show(
            {
              'catalog.get': () => ({ products: [longNames] }),
              'orders.quote': (input) => quoteOf(input, longNames),
            },
            html`<rr-order></rr-order>`,
            { width: 1100 },
          );
          const cards = all(widget, '.rr-plan');
          expect(cards.length).to.be.greaterThan(0);
          for (const card of cards) expect(card.scrollWidth).to.equal(card.clientWidth);
        });

        it(`[4.1] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show({}, plain, { width, dir });
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    it('[4.1] axe finds nothing in a form with errors, and the summary has the focus', async () => {
      const { widget } = await show();
      one(widget, '[part=submit]').click();
      await settled(widget);
      const focused = (widget.renderRoot as ShadowRoot).activeElement;
      expect(focused?.getAttribute('part')).to.equal('errors');
      expect(await axeFindings(widget)).to.deep.equal([]);
    });
  });

  it('[4.1] one change asks for one quote, and the button has its total', async () => {
    const { widget, adapter } = await show();
    expect(of(adapter, 'orders.quote').length).to.equal(1);
    expect(one(widget, '[part=submit]').innerText).to.contain('Order and pay €192.64');
    radio(widget, 'plan', 'silver').click();
    await settled(widget);
    await settled(widget);
    expect(of(adapter, 'orders.quote').length).to.equal(2);
    expect(one(widget, '[part=submit]').innerText).to.contain('Order and pay €102.68');
    expect(one(widget, '[role=status]').innerText).to.contain('Total today €102.68');
  });

  it('[4.1] a late quote of an earlier choice is dropped', async () => {
    const late = deferred<OrderQuote>();
    const { widget, adapter } = await show({
      'orders.quote': (input) =>
        input.items[0]?.planId === 'bronze' ? late.promise : quoteOf(input),
    });
    radio(widget, 'plan', 'bronze').click();
    radio(widget, 'plan', 'silver').click();
    await settled(widget);
    late.resolve({ ...quoteOf({ currency: 'EUR', items: [] }), total: eur('1.00') });
    await settled(widget);
    const bronze = adapter.calls.filter(({ name }) => name === 'orders.quote')[1];
    expect(bronze?.signal?.aborted).to.equal(true);
    expect(textOf(widget)).to.contain('€102.68');
    expect(textOf(widget)).not.to.contain('€1.00');
  });

  it('[4.1] an add-on with a quantity has fewer and more within its limits', async () => {
    const { widget, adapter } = await show();
    const more = one(widget, '[aria-label="More Dedicated IP"]');
    for (let press = 0; press < 6; press += 1) {
      more.click();
      await settled(widget);
    }
    const last = of(adapter, 'orders.quote').at(-1)?.input as PlaceOrder;
    expect(last.items[0]?.addOns).to.deep.equal([{ addOnId: 'ip', quantity: 4 }]);
    expect(more.getAttribute('aria-disabled')).to.equal('true');
  });

  it('[4.1] a code that is not valid is named at its field, and the quote goes on', async () => {
    const { widget, adapter } = await show({ 'orders.quote': codeRefused });
    type(widget, 'code', 'NOPE');
    one(widget, '.rr-code button').click();
    await settled(widget);
    expect(one(widget, '#code-error').innerText).to.contain('This code is not valid.');
    expect(one(widget, '#code').getAttribute('aria-describedby')).to.equal('code-error');
    const last = of(adapter, 'orders.quote').at(-1)?.input as PlaceOrder;
    expect(last.promotionCode).to.equal(undefined);
    expect(one(widget, '[part=submit]').getAttribute('aria-disabled')).to.equal(null);
  });

  it('[4.1] another country is another quote', async () => {
    const { widget, adapter } = await show();
    const country = one<HTMLSelectElement>(widget, '#country');
    country.value = 'US';
    country.dispatchEvent(new Event('change'));
    await settled(widget);
    const last = of(adapter, 'orders.quote').at(-1)?.input as { taxAddress: object };
    expect(last.taxAddress).to.deep.equal({ country: 'US' });
    expect(one(widget, 'label[for=state]').innerText).to.equal('State');
  });

  it('[4.1] a signed-in client needs no contact data', async () => {
    const { widget, adapter } = await show(signedIn);
    expect(all(widget, '#firstName').length).to.equal(0);
    expect(textOf(widget)).to.contain('Ordering as Brackenfold');
    const ordered = oneEvent(widget, 'rr-ordered');
    await send(widget);
    expect((await ordered).detail).to.deep.equal({
      orderId: 'ord_1001',
      invoiceId: 'inv_1',
      clientId: 'cli_7',
    });
    expect(placed(adapter)[0]?.client).to.equal(undefined);
    expect(textOf(widget)).to.contain('Order 1001 is placed');
  });

  it('[4.1] a fault of an operation stands at its field', async () => {
    const { widget } = await show({
      'orders.place': () => {
        throw new BillingError('user_name_taken', 'Choose another user name.', {
          field: 'client.userName',
        });
      },
    });
    fill(widget);
    await send(widget);
    expect(one(widget, '#userName-error').innerText).to.contain('This user name is taken.');
  });

  it('[4.1] with another sum nothing is placed: the new one shows, to order again', async () => {
    let sums = 0;
    const { widget, adapter } = await show({
      ...signedIn,
      'orders.quote': (input) => {
        sums += 1;
        return sums === 1 ? quoteOf(input) : { ...quoteOf(input), total: eur('200.00') };
      },
      'orders.place': () => {
        throw new BillingError('quote_changed', 'The price has changed.');
      },
    });
    await send(widget);
    expect(one(widget, '.rr-banner--warn').innerText).to.contain('The new sum is €200.00');
    expect(one(widget, '[part=submit]').innerText).to.contain('€200.00');
    expect(of(adapter, 'payments.pay').length).to.equal(0);
  });

  it('[4.2] attributes preselect plan, cycle, add-ons, domain and code', async () => {
    const template = html`<rr-order
      plan="silver"
      cycle="monthly"
      add-ons="ip:2,backup"
      domain="brackenfold.com"
      code="WELCOME20"
    ></rr-order>`;
    const { widget, adapter } = await show({}, template);
    const input = of(adapter, 'orders.quote')[0]?.input as PlaceOrder;
    expect(input.promotionCode).to.equal('WELCOME20');
    expect(input.items[0]?.planId).to.equal('silver');
    expect(input.items[0]?.cycle).to.equal('monthly');
    expect(input.items[0]?.addOns).to.deep.equal([
      { addOnId: 'ip', quantity: 2 },
      { addOnId: 'backup', quantity: 1 },
    ]);
    expect(one<HTMLInputElement>(widget, '#domainName').value).to.equal('brackenfold.com');
  });

  it('[4.2] from-link reads the same names from the address', async () => {
    const before = location.href;
    const address = new URL(before);
    address.searchParams.set('plan', 'bronze');
    address.searchParams.set('add-ons', 'backup');
    history.replaceState(null, '', address);
    try {
      const template = html`<rr-order plan="gold" from-link></rr-order>`;
      const { adapter } = await show({}, template);
      const input = of(adapter, 'orders.quote')[0]?.input as PlaceOrder;
      expect(input.items[0]?.planId).to.equal('bronze');
      expect(input.items[0]?.addOns).to.deep.equal([{ addOnId: 'backup', quantity: 1 }]);
    } finally {
      history.replaceState(null, '', before);
    }
  });

  describe('sent more than once', () => {
    const offline: Answers = {
      'orders.place': () => {
        throw new BillingError('offline', 'x');
      },
    };

    it('[4.4] a double click sends one order', async () => {
      const { widget, adapter } = await show({
        ...signedIn,
        'orders.place': () => new Promise(() => {}),
      });
      one<HTMLInputElement>(widget, '#terms').click();
      one(widget, '[part=submit]').click();
      one(widget, '[part=submit]').click();
      await settled(widget);
      await settled(widget);
      expect(placed(adapter).length).to.equal(1);
      expect(one(widget, '[part=submit]').innerText.trim()).to.equal('Ordering');
    });

    it('[4.4] the same content has the same command, also in a new page', async () => {
      const first = await show(offline);
      fill(first.widget);
      await send(first.widget);
      await send(first.widget);
      unmountAll();
      const second = await show(offline);
      fill(second.widget);
      await send(second.widget);
      const ids = [...placed(first.adapter), ...placed(second.adapter)].map((one) => one.commandId);
      expect(ids.length).to.equal(3);
      expect(new Set(ids).size).to.equal(1);
    });

    it('[4.4] other content is another command, and an answer ends a command', async () => {
      const first = await show(offline);
      fill(first.widget);
      await send(first.widget);
      type(first.widget, 'city', 'Hamburg');
      await send(first.widget);
      const [kiel, hamburg] = placed(first.adapter);
      expect(kiel?.commandId).not.to.equal(hamburg?.commandId);
      unmountAll();
      sessionStorage.clear();
      const done = await show(signedIn);
      await send(done.widget);
      expect(placed(done.adapter).length).to.equal(1);
      expect(
        Object.keys(sessionStorage).filter((key) => key.startsWith('rr-order-')).length,
      ).to.equal(0);
    });

    it('[4.6] no password is kept in the page', async () => {
      const { widget } = await show(offline);
      fill(widget);
      await send(widget);
      expect(sessionStorage.length).to.equal(1);
      expect(JSON.stringify({ ...sessionStorage })).not.to.contain('a long secret');
    });
  });

  it('[4.5] a free order asks for no way to pay', async () => {
    const { widget, adapter } = await show({ 'orders.quote': freeQuote });
    expect(one(widget, '[part=submit]').innerText.trim()).to.equal('Order now, nothing to pay');
    fill(widget);
    await send(widget);
    expect(of(adapter, 'payments.methods').length).to.equal(0);
    expect(of(adapter, 'payments.pay').length).to.equal(0);
    expect(textOf(widget)).to.contain('Your package is being set up.');
    const focused = (widget.renderRoot as ShadowRoot).activeElement;
    expect(focused?.id).to.equal('result');
    expect(await axeFindings(widget)).to.deep.equal([]);
  });

  it('[4.6] the client chooses a password, or gets a link to set one', async () => {
    const { widget, adapter } = await show();
    fill(widget);
    type(widget, 'password', 'short');
    await send(widget);
    expect(one(widget, '#password-error').innerText).to.contain('Use 10 characters or more.');
    expect(placed(adapter).length).to.equal(0);
    one(widget, '#sendLink').click();
    await settled(widget);
    expect(all(widget, '#password').length).to.equal(0);
    await send(widget);
    expect(placed(adapter)[0]?.client).not.to.have.property('password');
  });

  it('[8.2] where no way to pay is set up a clear text stands', async () => {
    const { widget, adapter } = await show({
      ...signedIn,
      'payments.methods': () => ({ methods: [] }),
    });
    const text = 'No way to pay online is set up for this sum. Contact Hafenlicht Hosting.';
    expect(one(widget, '#method').innerText).to.contain(text);
    await send(widget);
    expect(placed(adapter).length).to.equal(0);
  });

  it('[8.2] paying by hand is an order for the sum', async () => {
    const { widget } = await show(signedIn);
    radio(widget, 'method', 'method:transfer').click();
    await settled(widget);
    expect(one(widget, '[part=submit]').innerText).to.contain('Order for €192.64');
  });

  it('[4.4] an order whose payment failed is placed all the same, and says so', async () => {
    const { widget } = await show({
      ...signedIn,
      'payments.pay': () => {
        throw new BillingError('unavailable', 'x', { reference: '7KQ2' });
      },
    });
    await send(widget);
    expect(textOf(widget)).to.contain('Order 1001 is placed');
    expect(one(widget, '[role=alert]').innerText).to.contain('did not go through');
    expect(one(widget, 'rr-pay').getAttribute('invoice-ids')).to.equal('inv_1');
  });
});
