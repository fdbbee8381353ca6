import { expect } from '@open-wc/testing';
import type { ChargeView } from '../../src/contract/payments.ts';
import { BillingError } from '../../src/errors.ts';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import {
  askingCharge,
  canceledCharge,
  declinedCharge,
  nothingToPay,
  paidCharge,
  payOptions,
  pendingCharge,
  redirectCharge,
  storyGateway,
  transferCharge,
} from '../../stories/fixtures/pay.ts';
import {
  type Answers,
  all,
  deferred,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import {
  countOf,
  focused,
  openCharge,
  pause,
  press,
  sent,
  shortenPauses,
  show,
} from './pay.fixture.ts';

describe('rr-pay', () => {
  afterEach(unmountAll);

  describe('the result', () => {
    it('[8.1] declined: the reason, the code, and a way back to the methods', async () => {
      const { widget, adapter } = await show(payOptions, { 'payments.pay': () => declinedCharge });
      await press(widget);
      expect(textOf(widget)).to.contain('there is not enough money. Nothing was charged');
      expect(textOf(widget)).not.to.contain(declinedCharge.failure?.message ?? '');
      expect(textOf(widget)).to.contain('Status code 51');
      const again = one(widget, '[part=result] button');
      expect(again.innerText.trim()).to.equal('Choose another method');
      await press(widget, '[part=result] button');
      expect(focused(widget)).to.equal(one(widget, 'input:checked'));
      await press(widget);
      const [first, second] = sent(adapter, 'payments.pay');
      expect(second?.commandId).not.to.equal(first?.commandId);
    });

    it('[8.1] declined, and another try makes sense: Try again', async () => {
      const failure = {
        code: '91',
        reason: 'try_later',
        message: 'The bank did not answer.',
        tryAgain: true,
      } as const;
      const { widget } = await show(payOptions, {
        'payments.pay': () => ({ ...declinedCharge, failure }),
      });
      await press(widget);
      expect(one(widget, '[part=result] button').innerText.trim()).to.equal('Try again');
    });

    it('[8.1] paid: leads on to the invoices where the page says where they are', async () => {
      const { widget } = await show(payOptions, { 'payments.pay': () => paidCharge });
      await press(widget);
      expect(all(widget, '[part=result] a')).to.have.lengthOf(0);
      widget.invoiceHref = '#/invoices/{id}';
      await settled(widget);
      const [first] = paidCharge.invoices;
      const link = one<HTMLAnchorElement>(widget, '[part=result] a');
      expect(link.innerText.trim()).to.equal(`Open ${first?.number}`);
      const details: unknown[] = [];
      widget.addEventListener('rr-open-invoice', (event) => {
        details.push((event as CustomEvent).detail);
        event.preventDefault();
      });
      link.click();
      expect(details).to.deep.equal([{ invoiceId: first?.invoiceId }]);
    });

    for (const end of ['finished', 'abandoned'] as const) {
      const name = end === 'finished' ? 'payments.resume' : 'payments.cancel';
      it(`[8.5] a challenge that is ${end} leads to ${name}`, async () => {
        const places: (Element | null)[] = [];
        const gateway: GatewayClient = {
          ...storyGateway,
          challenge: ({ container, url }) => {
            expect(url).to.equal('https://bank.example/confirm/7');
            places.push(container.parentElement);
            return Promise.resolve(end);
          },
        };
        const more: Answers = {
          'payments.resume': () => paidCharge,
          'payments.cancel': () => canceledCharge,
        };
        const { widget, adapter } = await show(openCharge(askingCharge), more, { gateway });
        await press(widget, '.rr-btn--primary');
        expect(places).to.deep.equal([widget]);
        expect(sent(adapter, name)[0]?.chargeId).to.equal('ch_7');
        expect(sent(adapter, name).length).to.equal(1);
        const title = end === 'finished' ? 'Paid €181.47' : 'The payment was canceled';
        expect(textOf(widget)).to.contain(title);
        expect(focused(widget)?.id).to.equal('result');
        expect(widget.children.length).to.equal(0);
      });
    }

    it('[8.5] Cancel payment gives the charge up', async () => {
      const { widget, adapter } = await show(openCharge(askingCharge), {
        'payments.cancel': () => canceledCharge,
      });
      await press(widget, '.rr-btn--quiet');
      expect(sent(adapter, 'payments.cancel')[0]?.chargeId).to.equal('ch_7');
      expect(textOf(widget)).to.contain('Nothing was charged, and the invoices stay open.');
    });

    it('[8.1] a bank transfer: instructions and reference; another method gives it up', async () => {
      let open: ChargeView | null = transferCharge;
      const { widget, adapter } = await show(() => ({ ...payOptions, openCharge: open }), {
        'payments.cancel': () => {
          open = null;
          return canceledCharge;
        },
      });
      expect(textOf(widget)).to.contain('IBAN DE89 3704 0044 0532 0130 00');
      expect(textOf(widget)).to.contain('Reference HL-2026-004731');
      await press(widget, '[part=result] button');
      expect(countOf(adapter, 'payments.cancel')).to.equal(1);
      expect(focused(widget)).to.equal(one(widget, 'input:checked'));
    });

    it('[8.1] a redirect goes where the host lets it, once, and never at load', async () => {
      const urls: unknown[] = [];
      const { widget } = await show(payOptions, { 'payments.pay': () => redirectCharge });
      const keep = (event: Event): void => {
        event.preventDefault();
        urls.push((event as CustomEvent<{ url: string }>).detail.url);
      };
      widget.addEventListener('rr-redirect', keep);
      await press(widget);
      expect(urls).to.deep.equal(['https://wallet.example/pay/7']);
      unmountAll();
      document.body.addEventListener('rr-redirect', keep);
      await show(openCharge(redirectCharge));
      document.body.removeEventListener('rr-redirect', keep);
      expect(urls.length).to.equal(1);
    });

    it('[8.1] back from the gateway’s page, what came of it is read there', async () => {
      const resumed = () => paidCharge;
      const { adapter, widget } = await show(openCharge(redirectCharge), {
        'payments.resume': resumed,
      });
      expect(countOf(adapter, 'payments.resume')).to.equal(1);
      expect(textOf(widget)).to.contain('Paid €181.47');
    });

    it('[8.1] back to an invoice that is paid by now, the payment is shown', async () => {
      const left = await show(payOptions, { 'payments.pay': () => redirectCharge });
      left.widget.addEventListener('rr-redirect', (event) => event.preventDefault());
      await press(left.widget);
      unmountAll();
      const { adapter, widget } = await show(nothingToPay, { 'payments.resume': () => paidCharge });
      expect(countOf(adapter, 'payments.resume')).to.equal(1);
      expect(textOf(widget)).to.contain('Paid €181.47');
      unmountAll();
      // Said once: later there is just nothing to pay.
      const later = await show(nothingToPay, { 'payments.resume': () => paidCharge });
      expect(countOf(later.adapter, 'payments.resume')).to.equal(0);
    });

    it('[8.1] after a redirect the charge of the address is shown', async () => {
      const get = { 'payments.get': () => paidCharge };
      const { widget } = await show(nothingToPay, get, { charge: 'ch_7' });
      expect(textOf(widget)).to.contain('Paid €181.47');
    });

    it('[8.13] pending asks again with growing pauses, until it is settled', async () => {
      const { pauses, restore } = shortenPauses();
      try {
        let turn = 0;
        // The first answer waits, so that a busy machine sees the state before it as well.
        const first = deferred<ChargeView>();
        const get = (): ChargeView | Promise<ChargeView> => {
          turn += 1;
          if (turn === 1) return first.promise;
          if (turn === 2) throw new BillingError('offline', 'x');
          return turn < 5 ? pendingCharge : paidCharge;
        };
        const { widget, adapter } = await show(openCharge(pendingCharge), { 'payments.get': get });
        expect(textOf(widget)).to.contain('The payment is on its way');
        first.resolve(pendingCharge);
        await pause(200);
        await settled(widget);
        expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 16_000]);
        expect(countOf(adapter, 'payments.get')).to.equal(5);
        expect(one(widget, '[part=result]').innerText).to.contain('Paid €181.47');
        expect(one(widget, '[role=status]').innerText).to.contain('Paid €181.47');
      } finally {
        restore();
      }
    });

    it('[8.13] a widget that is taken out asks no more, even after an answer', async () => {
      const { pauses, restore } = shortenPauses();
      try {
        const answer = deferred<ChargeView>();
        const { widget, adapter } = await show(openCharge(pendingCharge), {
          'payments.get': () => answer.promise,
        });
        await pause(50);
        expect(countOf(adapter, 'payments.get')).to.equal(1);
        widget.remove();
        answer.resolve(pendingCharge);
        await pause(100);
        expect(pauses).to.deep.equal([1000]);
        expect(countOf(adapter, 'payments.get')).to.equal(1);
      } finally {
        restore();
      }
    });
  });

  it('[8.9] a bank account that is collected from later says when', async () => {
    const { widget } = await show(openCharge({ ...pendingCharge, collectedOn: '2026-12-03' }));
    expect(textOf(widget)).to.contain('is collected from your bank account on 3 Dec 2026');
  });
});
