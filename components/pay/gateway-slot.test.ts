import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { GatewayClient } from '../../src/ports/gateway-client.ts';
import {
  firstPayOptions,
  paidCharge,
  payOptions,
  storyGateway,
} from '../../stories/fixtures/pay.ts';
import {
  type Answers,
  deferred,
  fakeAdapter,
  mount,
  one,
  settled,
  unmountAll,
} from '../internal/testing.ts';
import { countOf, giveGateway, pause, press, sent, show, TestHost } from './pay.fixture.ts';
import { RackratePay } from './pay.ts';

describe('rr-pay', () => {
  afterEach(unmountAll);

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
