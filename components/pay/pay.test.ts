import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { Adapter, Input } from '../../src/contract/operations.ts';
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
  redirectCharge,
  storyGateway,
  transferCharge,
  unknownCharge,
} from '../../stories/fixtures/pay.ts';
import { RackrateElement } from '../internal/element.ts';
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
import type { RackrateProvider } from '../provider/provider.ts';
import { RackratePay } from './pay.ts';

interface Shown {
  readonly widget: RackratePay;
  readonly adapter: FakeAdapter;
}

interface Place extends MountOptions {
  /** Given to the provider; null: none. */
  readonly gateway?: GatewayClient | null;
  readonly charge?: string;
  readonly backend?: Partial<Adapter>;
}

/** A shell of a host that passes the gateway's slot on, as every Rackrate host does. */
class TestHost extends RackrateElement {
  protected override render(): TemplateResult {
    return html`<rr-pay><slot name="rr-gateway" slot="rr-gateway"></slot></rr-pay>`;
  }
}
customElements.define('test-host', TestHost);

async function show(
  options: PaymentOptions | (() => PaymentOptions),
  more: Answers = {},
  at: Place = {},
): Promise<Shown> {
  const answer = typeof options === 'function' ? options : (): PaymentOptions => options;
  const adapter = fakeAdapter({ 'payments.options': answer, ...more }, at.backend);
  const template = html`<rr-pay charge-id=${at.charge ?? ''}></rr-pay>`;
  const mounting = mount<RackratePay>(RackratePay, adapter, template, at);
  const gateway = at.gateway === undefined ? storyGateway : at.gateway;
  giveGateway(gateway);
  const widget = await mounting;
  await settled(widget);
  return { widget, adapter };
}

function giveGateway(gateway: GatewayClient | null): void {
  const provider = document.querySelector<RackrateProvider>('rr-provider');
  if (provider !== null && gateway !== null) provider.gateways = { sandbox: gateway };
}

function sent<Name extends 'payments.pay' | 'payments.resume' | 'payments.cancel'>(
  adapter: FakeAdapter,
  name: Name,
): readonly Input<Name>[] {
  return adapter.calls
    .filter((call) => call.name === name)
    .map((call) => call.input as Input<Name>);
}

function countOf(adapter: FakeAdapter, name: string): number {
  return adapter.calls.filter((call) => call.name === name).length;
}

async function press(widget: RackratePay, selector = '[type=submit]'): Promise<void> {
  one(widget, selector).click();
  await settled(widget);
  await settled(widget);
}

function focused(widget: RackratePay): Element | null {
  return widget.shadowRoot?.activeElement ?? null;
}

function openCharge(charge: ChargeView): PaymentOptions {
  return { ...payOptions, openCharge: charge };
}

/** Runs long pauses at once, and tells how long they would have been. */
function shortenPauses(): { readonly pauses: number[]; readonly restore: () => void } {
  const original = window.setTimeout;
  const pauses: number[] = [];
  window.setTimeout = ((run: () => void, pause = 0) => {
    if (pause < 1000) return original(run, pause);
    pauses.push(pause);
    return original(run, 5);
  }) as typeof window.setTimeout;
  return {
    pauses,
    restore: () => {
      window.setTimeout = original;
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

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
      expect(one(widget, '[role=alert]').innerText).to.contain('This method is not available.');
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

  describe('the result', () => {
    it('[8.1] declined: the reason, the code, and a way back to the methods', async () => {
      const { widget, adapter } = await show(payOptions, { 'payments.pay': () => declinedCharge });
      await press(widget);
      expect(textOf(widget)).to.contain('not enough funds. Nothing was charged');
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
      const failure = { code: '91', message: 'The bank did not answer.', tryAgain: true };
      const { widget } = await show(payOptions, {
        'payments.pay': () => ({ ...declinedCharge, failure }),
      });
      await press(widget);
      expect(one(widget, '[part=result] button').innerText.trim()).to.equal('Try again');
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

    it('[8.1] after a redirect the charge of the address is shown', async () => {
      const get = { 'payments.get': () => paidCharge };
      const { widget } = await show(nothingToPay, get, { charge: 'ch_7' });
      expect(textOf(widget)).to.contain('Paid €181.47');
    });

    it('[8.13] pending asks again with growing pauses, until it is settled', async () => {
      const { pauses, restore } = shortenPauses();
      try {
        let turn = 0;
        const get = (): ChargeView => {
          turn += 1;
          if (turn === 2) throw new BillingError('offline', 'x');
          return turn < 5 ? pendingCharge : paidCharge;
        };
        const { widget, adapter } = await show(openCharge(pendingCharge), { 'payments.get': get });
        expect(textOf(widget)).to.contain('The payment is on its way');
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

  describe('the gateway [Law 16]', () => {
    it('has its fields in the light DOM, and the frame shows them', async () => {
      const { widget } = await show(firstPayOptions);
      const container = document.querySelector('[slot=rr-gateway]');
      expect(container?.parentElement).to.equal(widget);
      expect(container?.getRootNode()).to.equal(document);
      const slot = one<HTMLSlotElement>(widget, '[part=gateway] slot');
      expect(slot.assignedElements({ flatten: true })).to.deep.equal([container]);
      expect(one(widget, '[part=gateway]').innerText).to.contain('never sees the card number');
    });

    it('stays in the light DOM of the page when the widget is inside another host', async () => {
      const adapter = fakeAdapter({ 'payments.options': () => firstPayOptions });
      await mount<RackratePay>(RackratePay, adapter, html`<rr-pay hidden></rr-pay>`);
      giveGateway(storyGateway);
      const host = new TestHost();
      document.querySelector('rr-provider')?.replaceChildren(host);
      await settled(host);
      const inner = one<RackratePay>(host, 'rr-pay');
      await settled(inner);
      const container = document.querySelector('[slot=rr-gateway]');
      expect(container?.parentElement).to.equal(host);
      expect(container?.getRootNode()).to.equal(document);
      expect(container?.querySelectorAll('input').length).to.equal(3);
      const slot = one<HTMLSlotElement>(inner, '[part=gateway] slot');
      expect(slot.assignedElements({ flatten: true })).to.deep.equal([container]);
      host.remove();
      expect(host.querySelector('[slot=rr-gateway]')).to.equal(null);
    });

    it('goes with another choice, and comes back with the first', async () => {
      const { widget } = await show(payOptions);
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
      await press(widget, '[value="method:card"]');
      expect(document.querySelectorAll('[slot=rr-gateway]').length).to.equal(1);
      await press(widget, '[value="method:transfer"]');
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
    });

    it('comes back when the widget is moved within the page', async () => {
      const { widget } = await show(firstPayOptions);
      const provider = document.querySelector('rr-provider');
      widget.remove();
      provider?.append(widget);
      await settled(widget);
      expect(widget.querySelectorAll('[slot=rr-gateway] input').length).to.equal(3);
    });

    it('of the provider wins over the module of the backend', async () => {
      const asked: string[] = [];
      const resolve = (path: string): string => {
        asked.push(path);
        return path;
      };
      const own = await show(firstPayOptions, {}, { backend: { resolve } });
      expect(own.widget.querySelectorAll('input').length).to.equal(3);
      expect(asked).to.deep.equal([]);
      unmountAll();
      await show(firstPayOptions, {}, { backend: { resolve }, gateway: null });
      expect(asked).to.deep.equal(['/gateways/sandbox/client.js']);
    });

    it('of the backend is loaded from the address that the adapter gives', async () => {
      const source = `export default {
        mount: async ({ container, publicConfig }) => {
          container.textContent = publicConfig.key;
          return { confirm: async () => ({ token: 'own' }), unmount: () => {} };
        },
      };`;
      const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const at = { backend: { resolve: () => address }, gateway: null };
      const more: Answers = { 'payments.pay': () => paidCharge };
      const { widget, adapter } = await show(firstPayOptions, more, at);
      await pause(100);
      expect(document.querySelector('[slot=rr-gateway]')?.textContent).to.equal('pk_1');
      await press(widget);
      expect(sent(adapter, 'payments.pay')[0]?.gatewayData).to.deep.equal({ token: 'own' });
    });

    it('that cannot be loaded shows an error, and nothing is sent', async () => {
      const { widget, adapter } = await show(firstPayOptions, {}, { gateway: null });
      await pause(200);
      await settled(widget);
      const frame = one(widget, '[part=gateway]');
      expect(frame.innerText).to.contain('The payment fields could not be loaded');
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
      await press(widget);
      expect(countOf(adapter, 'payments.pay')).to.equal(0);
    });

    it('says what is wrong in its fields; nothing is sent', async () => {
      const gateway: GatewayClient = {
        ...storyGateway,
        mount: () =>
          Promise.resolve({
            confirm: () => Promise.reject(new Error('Enter the card number.')),
            unmount: () => {},
          }),
      };
      const { widget, adapter } = await show(firstPayOptions, {}, { gateway });
      await press(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain('Enter the card number.');
      expect(countOf(adapter, 'payments.pay')).to.equal(0);
    });

    it('that is still loading is waited for', async () => {
      const answer = deferred<Awaited<ReturnType<GatewayClient['mount']>>>();
      const gateway: GatewayClient = { ...storyGateway, mount: () => answer.promise };
      const more: Answers = { 'payments.pay': () => paidCharge };
      const { widget, adapter } = await show(firstPayOptions, more, { gateway });
      await press(widget);
      expect(countOf(adapter, 'payments.pay')).to.equal(0);
      answer.resolve({ confirm: () => Promise.resolve({ token: 'late' }), unmount: () => {} });
      await settled(widget);
      await settled(widget);
      expect(sent(adapter, 'payments.pay')[0]?.gatewayData).to.deep.equal({ token: 'late' });
    });
  });
});
