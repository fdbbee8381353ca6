import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { invoicePage, invoiceRows } from '../stories/fixtures/invoices.ts';
import { fakeAdapter } from './internal/fake-adapter.ts';
import { unmountAll } from './internal/testing.ts';
import { defineLazily, lazyNames } from './lazy.ts';

/** Waits until a tag is registered, or fails. */
function isDefined(tag: string): Promise<unknown> {
  const late = new Promise((_resolve, reject) =>
    setTimeout(() => reject(new Error(`${tag} did not come.`)), 5000),
  );
  return Promise.race([customElements.whenDefined(tag), late]);
}

const registered = (prefix: string): readonly string[] =>
  lazyNames.filter((name) => customElements.get(`${prefix}-${name}`) !== undefined);

describe('rackrate.lazy.js', () => {
  afterEach(unmountAll);

  it('[19.7] loads what the page has, and nothing else', async () => {
    document.body.append(document.createElement('rr-set-password'));
    const stop = defineLazily();
    await isDefined('rr-set-password');
    expect(customElements.get('rr-provider')).not.to.equal(undefined);
    expect(registered('rr')).to.deep.equal(['set-password']);
    stop();
  });

  it('loads what comes later, however deep', async () => {
    const stop = defineLazily();
    const box = document.createElement('div');
    render(html`<p><span><rr-sign-in></rr-sign-in></span></p>`, box);
    document.body.append(box);
    await isDefined('rr-sign-in');
    expect(registered('rr')).to.deep.equal(['set-password', 'sign-in']);
    stop();
  });

  it('[13.3] loads what a widget shows inside itself, under its prefix', async () => {
    const stop = defineLazily('acme');
    const adapter = fakeAdapter({
      'account.features': () => ({ features: ['invoices'] }),
      'invoices.list': () => invoicePage(invoiceRows),
    });
    const box = document.createElement('div');
    document.body.append(box);
    render(
      html`<acme-provider .adapter=${adapter}
        ><acme-portal routing="none" path="invoices"></acme-portal
      ></acme-provider>`,
      box,
    );
    await isDefined('acme-invoice-list');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const list = box.querySelector('acme-portal')?.shadowRoot?.querySelector('acme-invoice-list');
    expect(list?.shadowRoot?.textContent).to.contain('HL-2026-004802');
    expect(registered('acme')).to.deep.equal(['invoice-list', 'portal']);
    stop();
  });

  it('stops when it is told to', async () => {
    defineLazily('gone')();
    document.body.append(document.createElement('gone-pay'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(customElements.get('gone-pay')).to.equal(undefined);
  });
});
