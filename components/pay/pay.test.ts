import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ChargeView, PaymentOptions } from '../../src/contract/payments.ts';
import { BillingError } from '../../src/errors.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import { eur } from '../../stories/fixtures/money.ts';
import {
  askingCharge,
  canceledCharge,
  declinedCharge,
  firstPayOptions,
  manyPayOptions,
  noMethodOptions,
  nothingToPay,
  paidCharge,
  partlyCharge,
  payOptions,
  pendingCharge,
  storyGateway,
  transferCharge,
  unknownCharge,
} from '../../stories/fixtures/pay.ts';
import {
  all,
  axeFindings,
  deferred,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { countOf, focused, openCharge, pause, press, sent, show } from './pay.fixture.ts';

describe('rr-pay', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(firstPayOptions, {}, { width, dir });
          expect(await axeFindings(document.body)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    const states: Readonly<Record<string, PaymentOptions>> = {
      form: payOptions,
      'many invoices': manyPayOptions,
      'no method': noMethodOptions,
      'nothing to pay': nothingToPay,
      paid: openCharge(paidCharge),
      partly: openCharge(partlyCharge),
      'bank asks': openCharge(askingCharge),
      declined: openCharge(declinedCharge),
      canceled: openCharge(canceledCharge),
      pending: openCharge(pendingCharge),
      unknown: openCharge(unknownCharge),
      instructions: openCharge(transferCharge),
    };
    for (const [name, options] of Object.entries(states)) {
      it(`[19.7] axe finds nothing: ${name}, and nothing is wider than 320 px`, async () => {
        const { widget } = await show(options, {}, { width: 320 });
        expect(await axeFindings(document.body)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }

    it('[19.7] axe finds nothing where options, payment or fields fail', async () => {
      const failed = await show(() => {
        throw new BillingError('unavailable', 'x', { reference: '7KQ2' });
      });
      expect(textOf(failed.widget)).to.contain('The payment could not be prepared');
      expect(await axeFindings(document.body)).to.deep.equal([]);
      unmountAll();
      const broken = await show(firstPayOptions, {}, { gateway: null });
      await pause(100);
      await press(broken.widget);
      expect(await axeFindings(document.body)).to.deep.equal([]);
    });

    it('[19.7] a result at load does not take the focus', async () => {
      const { widget } = await show(openCharge(declinedCharge));
      expect(focused(widget)).to.equal(null);
    });
  });

  describe('keyboard', () => {
    it('[8.1] arrows choose, Tab goes to the button, Enter pays, the result has the focus', async () => {
      const { widget, adapter } = await show(payOptions, { 'payments.pay': () => transferCharge });
      one(widget, 'input:checked').focus();
      await sendKeys({ press: 'ArrowUp' });
      await settled(widget);
      expect(one<HTMLInputElement>(widget, 'input:checked').value).to.equal('method:transfer');
      await sendKeys({ press: 'Tab' });
      expect(focused(widget)).to.equal(one(widget, '[type=submit]'));
      await sendKeys({ press: 'Enter' });
      await settled(widget);
      expect(sent(adapter, 'payments.pay')[0]?.methodId).to.equal('transfer');
      expect(focused(widget)?.id).to.equal('result');
    });

    it('[8.1] Space chooses a radio; the fields come before the button in the tab order', async () => {
      const { widget } = await show(payOptions);
      const card = all<HTMLInputElement>(widget, 'input[type=radio]')[1];
      card?.focus();
      await sendKeys({ press: 'Space' });
      await settled(widget);
      expect(card?.checked).to.equal(true);
      await sendKeys({ press: 'Tab' });
      expect((document.activeElement as HTMLInputElement).autocomplete).to.equal('cc-number');
      for (let times = 0; times < 3; times += 1) await sendKeys({ press: 'Tab' });
      expect((focused(widget) as HTMLInputElement).type).to.equal('checkbox');
      await sendKeys({ press: 'Tab' });
      expect(focused(widget)).to.equal(one(widget, '[type=submit]'));
    });
  });

  describe('the payment', () => {
    it('[8.1] pays all outstanding in one charge, by a billing account', async () => {
      const { widget, adapter } = await show(payOptions, { 'payments.pay': () => paidCharge });
      const details: unknown[] = [];
      widget.addEventListener('rr-paid', (event) => details.push((event as CustomEvent).detail));
      expect(adapter.calls[0]?.input).to.deep.equal({ invoiceIds: [] });
      expect(one(widget, '[type=submit]').innerText.trim()).to.equal('Confirm payment of €181.47');
      await press(widget);
      const ids = payOptions.invoices.map(({ invoiceId }) => invoiceId);
      const [input] = sent(adapter, 'payments.pay');
      expect(input?.invoiceIds).to.deep.equal(ids);
      expect(input?.confirmedTotal).to.deep.equal(eur('181.47'));
      expect(input?.billingAccountId).to.equal('ba_1');
      expect(input).not.to.have.any.keys('methodId', 'gatewayData', 'save');
      expect(textOf(widget)).to.contain('Paid €181.47');
      expect(textOf(widget)).to.contain('Transaction T-90533');
      expect(focused(widget)?.id).to.equal('result');
      expect(details).to.deep.equal([{ chargeId: 'ch_7', invoiceIds: ids }]);
    });

    it('[8.1] pays with a new card, and keeps it when asked', async () => {
      const { widget, adapter } = await show(firstPayOptions, { 'payments.pay': () => paidCharge });
      one(widget, '[type=checkbox]').click();
      await press(widget);
      const [input] = sent(adapter, 'payments.pay');
      expect(input?.methodId).to.equal('card');
      expect(input?.gatewayData).to.deep.equal({ token: 'tok_1' });
      expect(input?.save).to.equal(true);
    });

    it('[8.1] a method at the gateway’s page is kept too, when asked', async () => {
      const methods = firstPayOptions.methods.map((method) => ({
        ...method,
        kind: 'redirect' as const,
      }));
      const { widget, adapter } = await show(
        { ...firstPayOptions, methods },
        { 'payments.pay': () => paidCharge },
      );
      expect(document.querySelector('[autocomplete=cc-number]')).to.equal(null);
      one(widget, '[type=checkbox]').click();
      await press(widget);
      expect(sent(adapter, 'payments.pay')[0]?.save).to.equal(true);
    });

    it('[8.1] less than the sum was taken: that is said', async () => {
      const { widget } = await show(payOptions, { 'payments.pay': () => partlyCharge });
      await press(widget);
      expect(textOf(widget)).to.contain('Only €100.00 was taken');
    });

    it('[8.2] no method is configured: a clear text, and no button', async () => {
      const { widget } = await show(noMethodOptions);
      expect(textOf(widget)).to.contain('There is no way to pay this sum online');
      expect(all(widget, '[type=submit]').length).to.equal(0);
    });

    it('[8.1] pressed twice it is sent once', async () => {
      const answer = deferred<ChargeView>();
      const { widget, adapter } = await show(payOptions, { 'payments.pay': () => answer.promise });
      one(widget, '[type=submit]').click();
      one(widget, '[type=submit]').click();
      await settled(widget);
      one(widget, '[type=submit]').click();
      await settled(widget);
      expect(one(widget, '[type=submit]').innerText.trim()).to.equal('Paying');
      expect(countOf(adapter, 'payments.pay')).to.equal(1);
      answer.resolve(paidCharge);
    });

    for (const options of [payOptions, firstPayOptions]) {
      const how = options === payOptions ? 'a billing account' : 'a new card';
      it(`[8.1] no answer: the retry with ${how} is the same command`, async () => {
        const gateway: GatewayClient = {
          ...storyGateway,
          mount: () =>
            Promise.resolve({
              confirm: () => Promise.resolve({ token: crypto.randomUUID() }),
              unmount: () => {},
            }),
        };
        let turn = 0;
        const pay = (): ChargeView => {
          turn += 1;
          if (turn === 1) throw new BillingError('offline', 'x');
          return paidCharge;
        };
        const { widget, adapter } = await show(options, { 'payments.pay': pay }, { gateway });
        await press(widget);
        expect(one(widget, '[role=alert]').innerText).to.contain('it is taken only once');
        await press(widget);
        const [first, second] = sent(adapter, 'payments.pay');
        expect(first?.commandId).to.match(/^[\da-f-]{36}$/);
        expect(second).to.deep.equal(first);
        expect(textOf(widget)).to.contain('Paid €181.47');
      });
    }

    it('[8.1] a refusal and another choice make a new command', async () => {
      const pay = (): never => {
        throw new BillingError('method_not_available', 'This method is not available.');
      };
      const { widget, adapter } = await show(payOptions, { 'payments.pay': pay });
      await press(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain(
        'This way to pay is not offered here.',
      );
      await press(widget);
      const [first, second] = sent(adapter, 'payments.pay');
      expect(second?.commandId).not.to.equal(first?.commandId);
    });

    it('[8.1] the sum has changed: it is shown anew, to be confirmed', async () => {
      let total = eur('181.47');
      const pay = (): ChargeView => {
        if (total.amount === 20_000n) return paidCharge;
        total = eur('200.00');
        throw new BillingError('amount_changed', 'The sum to pay has changed.');
      };
      const { widget, adapter } = await show(() => ({ ...payOptions, total }), {
        'payments.pay': pay,
      });
      await press(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain('The sum to pay has changed.');
      expect(one(widget, '[type=submit]').innerText).to.contain('€200.00');
      await press(widget);
      const [first, second] = sent(adapter, 'payments.pay');
      expect(second?.confirmedTotal).to.deep.equal(eur('200.00'));
      expect(second?.commandId).not.to.equal(first?.commandId);
    });

    it('[8.5] a payment is on its way: it is shown', async () => {
      let open: ChargeView | null = null;
      const { widget } = await show(() => ({ ...payOptions, openCharge: open }), {
        'payments.pay': () => {
          open = askingCharge;
          throw new BillingError('charge_open', 'A payment is on its way.');
        },
      });
      await press(widget);
      expect(textOf(widget)).to.contain('Your bank asks you to confirm');
      expect(focused(widget)?.id).to.equal('result');
    });

    it('nothing to pay is a calm text', async () => {
      const { widget } = await show(nothingToPay);
      expect(textOf(widget)).to.contain('All invoices are paid.');
    });
  });
});
