import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { ChangeQuote } from '../../src/contract/changes.ts';
import type { PackageView } from '../../src/contract/packages.ts';
import { BillingError } from '../../src/errors.ts';
import {
  changeablePackage,
  changeCatalog,
  changed,
  creditQuote,
  laterQuote,
  overdue,
  scheduledChange,
  unpaidChange,
  upgradeQuote,
} from '../../stories/fixtures/changes.ts';
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
import { RackrateChangePlan } from './change-plan.ts';

interface Shown {
  readonly widget: RackrateChangePlan;
  readonly adapter: FakeAdapter;
}

interface ShowOptions extends MountOptions {
  readonly view?: PackageView;
  readonly direction?: string;
}

const takenBack = { ...scheduledChange, state: 'taken_back' } as const;

async function show(more: Answers = {}, options: ShowOptions = {}): Promise<Shown> {
  let now = options.view ?? changeablePackage;
  const adapter = fakeAdapter({
    'packages.get': () => now,
    'catalog.get': () => changeCatalog,
    'packages.quoteChange': () => upgradeQuote,
    'packages.change': () => {
      const result = changed(unpaidChange);
      now = result.hostingPackage;
      return result;
    },
    'packages.takeBackChange': () => {
      const result = changed(takenBack);
      now = result.hostingPackage;
      return result;
    },
    ...more,
  });
  const template = html`<rr-change-plan
    package-id="pkg_1042"
    direction=${options.direction ?? 'upgrade'}
  ></rr-change-plan>`;
  const widget = await mount<RackrateChangePlan>(RackrateChangePlan, adapter, template, options);
  return { widget, adapter };
}

function button(widget: RackrateChangePlan, name: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(widget, 'button').find(
    (one) => (one.getAttribute('aria-label') ?? one.innerText).trim() === name,
  );
  if (found === undefined) throw new Error(`There is no button "${name}".`);
  return found;
}

async function press(widget: RackrateChangePlan, name: string): Promise<void> {
  button(widget, name).click();
  await settled(widget);
}

const inputs = ({ calls }: FakeAdapter, name: string): readonly unknown[] =>
  calls.filter((call) => call.name === name).map(({ input }) => input);

describe('rr-change-plan', () => {
  afterEach(unmountAll);

  for (const width of [1000, 640, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}, with a quote, and nothing is wider`, async () => {
        const { widget } = await show({}, { width, dir });
        await press(widget, 'Perform upgrade, Gold');
        expect(await axeFindings(widget)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  describe('what is offered', () => {
    it('[5.10, S46, S49] an upgrade has add-ons and packages, each with Perform upgrade', async () => {
      const { widget } = await show();
      const text = textOf(widget);
      expect(text).to.contain('Silver Web hosting · €161.78 a year');
      expect(text).to.contain('Gold €161.89 a year');
      expect(text).to.contain('Priority support');
      expect(all(widget, '.rr-plan button').map((one) => one.innerText.trim())).to.deep.equal([
        'Perform upgrade',
        'Perform upgrade',
      ]);
      expect(one(widget, '[part=addons]').innerText).to.contain('Adjust add-ons');
    });

    it('[5.10, S49] a downgrade has the same sections and the same button', async () => {
      const { widget, adapter } = await show({}, { direction: 'downgrade' });
      expect(textOf(widget)).to.contain('Downgrade');
      await press(widget, 'Perform upgrade, Bronze');
      expect(inputs(adapter, 'packages.quoteChange')).to.deep.equal([
        { packageId: 'pkg_1042', planId: 'bronze', cycle: 'annual' },
      ]);
    });

    it('[5.10] another cycle is chosen once for all plans', async () => {
      const { widget, adapter } = await show();
      one<HTMLInputElement>(widget, 'input[value=monthly]').click();
      await settled(widget);
      expect(textOf(widget)).to.contain('Gold €14.99 a month');
      await press(widget, 'Perform upgrade, Gold');
      expect(inputs(adapter, 'packages.quoteChange')[0]).to.include({ cycle: 'monthly' });
    });

    it('[S47, S48] add-ons go within their limits and are quoted alone', async () => {
      const { widget, adapter } = await show();
      const adjust = button(widget, 'Adjust add-ons');
      expect(adjust.getAttribute('aria-disabled')).to.equal('true');
      await press(widget, 'More, Dedicated IP');
      await press(widget, 'More, Dedicated IP');
      await press(widget, 'More, Dedicated IP');
      expect(one<HTMLInputElement>(widget, '#addon-0').value).to.equal('4');
      expect(textOf(widget)).not.to.contain('Add something first.');
      await press(widget, 'Adjust add-ons');
      expect(inputs(adapter, 'packages.quoteChange')).to.deep.equal([
        { packageId: 'pkg_1042', addOns: [{ addOnId: 'ip', quantity: 4 }] },
      ]);
    });

    it('[5.20] a downgrade lowers add-ons, and what is typed is held within limits', async () => {
      const { widget, adapter } = await show({}, { direction: 'downgrade' });
      const input = one<HTMLInputElement>(widget, '#addon-0');
      input.value = '9';
      input.dispatchEvent(new Event('change'));
      expect(input.value).to.equal('2');
      one<HTMLInputElement>(widget, '#addon-1').click();
      await press(widget, 'Fewer, Dedicated IP');
      await press(widget, 'Adjust add-ons');
      expect(inputs(adapter, 'packages.quoteChange')[0]).to.deep.equal({
        packageId: 'pkg_1042',
        addOns: [
          { addOnId: 'backup', quantity: 0 },
          { addOnId: 'ip', quantity: 1 },
        ],
      });
    });

    it('[S45] where nothing is offered it says so', async () => {
      const view = { ...changeablePackage, upgrade: null };
      const { widget } = await show({}, { view });
      expect(one(widget, '[part=empty]').innerText).to.contain(
        'No upgrade is offered for this package',
      );
      unmountAll();
      const ending = { ...view, cancelOn: '2027-03-14' };
      const { widget: ended } = await show({}, { view: ending });
      expect(textOf(ended)).to.contain('It is to end on 14 Mar 2027');
    });

    it('[19.8] without a catalog it goes on without prices', async () => {
      const { widget } = await show({ 'catalog.get': () => Promise.reject(new Error('x')) });
      expect(all(widget, '.rr-plan button').length).to.equal(2);
    });
  });

  describe('the quote', () => {
    it('[5.11] shows each line with why, credit, tax, what is due and what follows', async () => {
      const { widget } = await show();
      await press(widget, 'Perform upgrade, Gold');
      const quote = one(widget, '[part=quote]');
      const text = quote.innerText.replaceAll(/\s+/g, ' ');
      expect(text).to.contain('(HL-2026-000002) −€26.48');
      expect(text).to.contain('VAT 19% on €23.20 €4.41');
      expect(text).to.contain('From account credit −€5.00');
      expect(text).to.contain('Due now €22.61');
      expect(text).to.contain('From 14 Mar 2027');
      expect(text).to.contain('€282.48');
      expect(text).to.contain('It takes effect when the sum due is paid.');
      one(quote, '.rr-whybtn').click();
      await settled(widget);
      expect(one(quote, '[part=why]').innerText).to.contain('112 of 365 days are not used');
      expect(widget.shadowRoot?.activeElement?.id).to.equal('quote');
    });

    it('[5.16] credit goes by a credit note and becomes account credit', async () => {
      const answers = { 'packages.quoteChange': () => creditQuote };
      const { widget } = await show(answers, { direction: 'downgrade' });
      await press(widget, 'Perform upgrade, Bronze');
      const text = one(widget, '[part=quote]').innerText.replaceAll(/\s+/g, ' ');
      expect(text).to.contain('Credit note for HL-2026-000002');
      expect(text).to.contain('To your account credit €15.78');
      expect(text).not.to.contain('Due now');
      expect(button(widget, 'Downgrade').className).to.contain('primary');
      expect(await axeFindings(widget)).to.deep.equal([]);
    });

    it('[5.13] the button of a scheduled change names its day', async () => {
      const answers = {
        'packages.quoteChange': () => laterQuote,
        'packages.change': () => changed(scheduledChange),
      };
      const view = { ...changeablePackage, pendingChange: scheduledChange };
      const { widget } = await show(
        { ...answers, 'packages.get': () => view },
        { direction: 'downgrade' },
      );
      await press(widget, 'Perform upgrade, Bronze');
      await press(widget, 'Downgrade on 14 Mar 2027');
      expect(one(widget, '[part=result]').innerText).to.contain(
        'It changes to Bronze (a year) on 14 Mar 2027',
      );
    });

    it('[5.18] an overdue invoice is named and can be paid from there', async () => {
      const { widget, adapter } = await show({ 'packages.quoteChange': overdue });
      await press(widget, 'Perform upgrade, Gold');
      await settled(widget);
      expect(one(widget, '[part=quote]').innerText).to.contain('HL-2026-004731 is overdue');
      const paying = oneEvent(widget, 'rr-pay');
      button(widget, 'Pay HL-2026-004731').click();
      expect((await paying).detail).to.deep.equal({ invoiceIds: ['inv_2026004731'] });
      expect(adapter.calls.some(({ name }) => name === 'invoices.list')).to.equal(false);
      expect(await axeFindings(widget)).to.deep.equal([]);
    });

    it('a server that does not answer leaves a message and Try again', async () => {
      let fails = true;
      const { widget } = await show({
        'packages.quoteChange': () => {
          if (fails) throw new BillingError('unavailable', 'x');
          return upgradeQuote;
        },
      });
      await press(widget, 'Perform upgrade, Gold');
      fails = false;
      await press(widget, 'Try again');
      expect(textOf(widget)).to.contain('Due now');
    });
  });

  describe('the change', () => {
    it('[5.17] is made and leads to its payment', async () => {
      const { widget, adapter } = await show();
      await press(widget, 'Perform upgrade, Gold');
      const paying = oneEvent(widget, 'rr-pay');
      const made = oneEvent(widget, 'rr-package-changed');
      button(widget, 'Upgrade and pay €22.61').click();
      expect((await paying).detail).to.deep.equal({ invoiceIds: ['inv_2026000012'] });
      expect((await made).detail.change.changeId).to.equal(unpaidChange.changeId);
      await settled(widget);
      const result = one(widget, '[part=result]');
      expect(result.innerText).to.contain('The change to Gold (a year) waits for its payment');
      expect(result.innerText).to.contain('Pay €22.61 for HL-2026-000012 by 25 Nov 2026.');
      expect(result.innerText.replaceAll(/\s+/g, ' ')).to.contain('Left to pay €22.61');
      expect(widget.shadowRoot?.activeElement?.id).to.equal('result');
      expect(inputs(adapter, 'packages.change')[0]).to.include({ token: 'token-1' });
      expect(await axeFindings(widget)).to.deep.equal([]);
    });

    it('[5.12] pressed twice, and again after no answer, it is one command', async () => {
      const answer = deferred<never>();
      const { widget, adapter } = await show({ 'packages.change': () => answer.promise });
      await press(widget, 'Perform upgrade, Gold');
      const confirm = button(widget, 'Upgrade and pay €22.61');
      confirm.click();
      confirm.click();
      await settled(widget);
      expect(inputs(adapter, 'packages.change').length).to.equal(1);
      answer.reject(new BillingError('offline', 'x'));
      await settled(widget);
      expect(one(widget, '[part=errors]').innerText).to.contain('could not be made');
      confirm.click();
      await settled(widget);
      const [first, second] = inputs(adapter, 'packages.change') as { commandId: string }[];
      expect(second?.commandId).to.equal(first?.commandId);
    });

    it('[5.12] a changed quote is shown anew and not redeemed unseen', async () => {
      const dearer: ChangeQuote = { ...upgradeQuote, dueNow: eur('30.00'), token: 'token-9' };
      const quotes = [upgradeQuote, dearer];
      const { widget, adapter } = await show({
        'packages.quoteChange': () => quotes.shift() ?? dearer,
        'packages.change': () => {
          throw new BillingError('quote_changed', 'x');
        },
      });
      await press(widget, 'Perform upgrade, Gold');
      await press(widget, 'Upgrade and pay €22.61');
      await settled(widget);
      expect(one(widget, '[part=quote] [part=banner]').innerText).to.contain(
        'The price has changed',
      );
      expect(button(widget, 'Upgrade and pay €30.00').className).to.contain('primary');
      expect(inputs(adapter, 'packages.change').length).to.equal(1);
    });

    it('[5.12] a quote that ended is renewed, and it says that the price is the same', async () => {
      const { widget } = await show({
        'packages.change': () => {
          throw new BillingError('quote_changed', 'This quote has ended.');
        },
      });
      await press(widget, 'Perform upgrade, Gold');
      await press(widget, 'Upgrade and pay €22.61');
      await settled(widget);
      expect(textOf(widget)).to.contain('The price is the same.');
    });

    it('[5.22] says when the panel has yet to follow', async () => {
      const applied = changed({ ...unpaidChange, state: 'applied', lapsesOn: null });
      const hostingPackage = { ...applied.hostingPackage, waitsForPanel: true };
      const { widget } = await show({
        'packages.change': () => ({ ...applied, hostingPackage }),
      });
      await press(widget, 'Perform upgrade, Gold');
      await press(widget, 'Upgrade and pay €22.61');
      expect(textOf(widget)).to.contain('The package is on Gold (a year) now');
      expect(textOf(widget)).to.contain('The hosting panel follows in a moment.');
    });
  });

  describe('a change that waits', () => {
    it('[5.18] unpaid it blocks another, and can be paid', async () => {
      const view = { ...changeablePackage, pendingChange: unpaidChange };
      const { widget } = await show({}, { view });
      expect(all(widget, '.rr-plan').length).to.equal(0);
      const paying = oneEvent(widget, 'rr-pay');
      button(widget, 'Pay now').click();
      expect((await paying).detail).to.deep.equal({ invoiceIds: ['inv_2026000012'] });
    });

    it('[5.13] scheduled it is taken back after a question', async () => {
      const view = { ...changeablePackage, pendingChange: scheduledChange };
      const { widget, adapter } = await show({}, { view });
      expect(all(widget, '.rr-plan').length).to.equal(3);
      await press(widget, 'Take back');
      expect(one(widget, 'dialog').innerText).to.contain('Nothing changes on 14 Mar 2027.');
      await press(widget, 'Keep the change');
      expect(inputs(adapter, 'packages.takeBackChange').length).to.equal(0);
      await press(widget, 'Take back');
      await press(widget, 'Take the change back');
      expect(inputs(adapter, 'packages.takeBackChange').length).to.equal(1);
      expect(textOf(widget)).to.contain('The package stays on Silver.');
    });
  });

  it('nobody signed in is told once', async () => {
    const { widget } = await show({
      'packages.get': () => {
        throw new BillingError('session_ended', 'x');
      },
    });
    expect(textOf(widget)).to.contain('You are not signed in');
  });
});
