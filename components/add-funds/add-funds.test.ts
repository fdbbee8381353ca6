import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { FundsOptions } from '../../src/contract/funds.ts';
import type { Input } from '../../src/contract/operations.ts';
import { BillingError } from '../../src/errors.ts';
import { parseMoney } from '../../src/rules/money.ts';
import {
  addedFunds,
  declinedFunds,
  fullFunds,
  fundsOptions,
} from '../../stories/fixtures/funds.ts';
import { eur } from '../../stories/fixtures/money.ts';
import {
  type Answers,
  all,
  type FakeAdapter,
  fakeAdapter,
  mount,
  one,
  settled,
  textOf,
} from '../internal/testing.ts';
import { focused } from '../pay/pay.fixture.ts';
import { RackrateAddFunds } from './add-funds.ts';
import { readAmount } from './amount.ts';

interface Shown {
  readonly widget: RackrateAddFunds;
  readonly adapter: FakeAdapter;
}

async function show(options: FundsOptions = fundsOptions, more: Answers = {}): Promise<Shown> {
  const adapter = fakeAdapter({
    'funds.options': () => options,
    'funds.add': () => addedFunds,
    ...more,
  });
  const template = html`<rr-add-funds></rr-add-funds>`;
  const widget = await mount<RackrateAddFunds>(RackrateAddFunds, adapter, template);
  await settled(widget);
  return { widget, adapter };
}

async function enter(widget: RackrateAddFunds, text: string): Promise<void> {
  const input = one<HTMLInputElement>(widget, '#amount');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settled(widget);
}

async function press(widget: RackrateAddFunds): Promise<void> {
  one(widget, '[type=submit]').click();
  await settled(widget);
}

const sent = ({ adapter }: Shown): readonly Input<'funds.add'>[] =>
  adapter.calls.filter(({ name }) => name === 'funds.add').map(({ input }) => input as never);

describe('rr-add-funds', () => {
  it('[8.4] adds what is typed, once, and shows a receipt that is no tax invoice', async () => {
    const shown = await show();
    const { widget } = shown;
    const details: unknown[] = [];
    widget.addEventListener('rr-funds-added', (event) =>
      details.push((event as CustomEvent).detail),
    );
    await enter(widget, '50');
    expect(one(widget, '[type=submit]').innerText.trim()).to.equal('Add €50.00');
    expect(textOf(widget)).to.contain('Credit afterwards €62.40');
    one(widget, '[type=submit]').click();
    await press(widget);
    expect(sent(shown).length).to.equal(1);
    expect(sent(shown)[0]).to.deep.include({ amount: eur('50.00'), billingAccountId: 'ba_1' });
    expect(textOf(widget)).to.contain('Paid €50.00');
    expect(textOf(widget)).to.contain('This receipt is no tax invoice.');
    expect(focused(widget)?.id).to.equal('result');
    expect(details).to.deep.equal([{ chargeId: addedFunds.chargeId }]);
  });

  it('[8.4] what is outside of the limits is told at its field, and nothing is sent', async () => {
    const shown = await show();
    const { widget } = shown;
    for (const text of ['', '9.99', '500.01', '-20', 'ten', '10.001', '1e3']) {
      await enter(widget, text);
      await press(widget);
      const input = one(widget, '#amount');
      expect(input.getAttribute('aria-invalid')).to.equal('true');
      expect(focused(widget)).to.equal(input);
      expect(textOf(widget)).to.contain('Enter an amount from €10.00 to €500.00.');
    }
    expect(sent(shown)).to.deep.equal([]);
    await enter(widget, '20,5');
    await press(widget);
    expect(sent(shown)[0]?.amount).to.deep.equal(eur('20.50'));
  });

  it('[8.2] a method that is not offered for the sum is left out', async () => {
    const { widget } = await show();
    const labels = (): string[] =>
      all(widget, '[type=radio]').map((radio) => (radio as HTMLInputElement).value);
    expect(labels()).to.deep.equal(['account:ba_1', 'method:card', 'method:wallet']);
    await enter(widget, '20');
    expect(labels()).to.deep.equal(['account:ba_1', 'method:card']);
    await enter(widget, '50');
    expect(labels()).to.deep.equal(['account:ba_1', 'method:card', 'method:wallet']);
  });

  it('[8.4] a full account says so, and has no form', async () => {
    const { widget } = await show(fullFunds);
    expect(textOf(widget)).to.contain('No more can be added');
    expect(all(widget, 'form')).to.deep.equal([]);
  });

  it('[8.1] a decline says why, and that no credit was added', async () => {
    const { widget } = await show(fundsOptions, { 'funds.add': () => declinedFunds });
    await enter(widget, '50');
    await press(widget);
    expect(textOf(widget)).to.contain('Nothing was charged, and no credit was added.');
  });

  it('[8.5] no answer: the retry is the same command', async () => {
    const shown = await show(fundsOptions, {
      'funds.add': () => {
        throw new BillingError('unavailable', 'No answer.');
      },
    });
    await enter(shown.widget, '50');
    await press(shown.widget);
    await press(shown.widget);
    const [first, second] = sent(shown);
    expect(second).to.deep.equal(first);
    await enter(shown.widget, '60');
    await press(shown.widget);
    expect(sent(shown)[2]?.commandId).not.to.equal(first?.commandId);
  });
});

describe('an amount as it is typed', () => {
  it('[8.4] has the decimals of its currency, and no more', () => {
    expect(readAmount(' 20,50 ', 'EUR')).to.deep.equal(eur('20.50'));
    expect(readAmount('20.5', 'EUR')).to.deep.equal(eur('20.50'));
    expect(readAmount('1500', 'JPY')).to.deep.equal(parseMoney('1500', 'JPY'));
    expect(readAmount('1500.5', 'JPY')).to.equal(null);
    expect(readAmount('1.234', 'KWD')).to.deep.equal(parseMoney('1.234', 'KWD'));
    for (const text of ['', '1.2.3', '1,000.00', '٥', '0x10']) {
      expect(readAmount(text, 'EUR')).to.equal(null);
    }
  });
});
