import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { invoicePage, invoiceRows } from '../../stories/fixtures/invoices.ts';
import { fakeAdapter } from '../internal/fake-adapter.ts';
import { register } from '../internal/register.ts';
import { mount, settled, textOf, unmountAll } from '../internal/testing.ts';
import { RackrateInvoiceList } from '../invoice-list/invoice-list.ts';
import type { RackrateProvider } from './provider.ts';

const answers = { 'invoices.list': () => invoicePage(invoiceRows) };
const template = html`<rr-invoice-list></rr-invoice-list>`;

function providerOf(list: RackrateInvoiceList): RackrateProvider {
  const provider = list.closest('rr-provider');
  if (provider === null) throw new Error('There is no provider.');
  return provider;
}

describe('rr-provider', () => {
  const { fetch } = globalThis;

  afterEach(() => {
    unmountAll();
    globalThis.fetch = fetch;
  });

  it('another adapter makes the widgets load from it, without a new page', async () => {
    const list = await mount<RackrateInvoiceList>(
      RackrateInvoiceList,
      fakeAdapter(answers),
      template,
    );
    const other = fakeAdapter({ 'invoices.list': () => invoicePage([]) });
    providerOf(list).adapter = other;
    await settled(list);
    expect(other.calls.length).to.equal(1);
    expect(textOf(list)).to.contain('No invoices yet');
  });

  it('shows what a list asks for in the widget beside it, unless the page does it', async () => {
    const adapter = fakeAdapter(answers);
    const both = html`${template}<rr-invoice></rr-invoice>`;
    const list = await mount<RackrateInvoiceList>(RackrateInvoiceList, adapter, both);
    const invoice = providerOf(list).querySelector('rr-invoice');
    const ask = (invoiceId: string): Event => {
      const event = new CustomEvent('rr-open-invoice', {
        bubbles: true,
        cancelable: true,
        detail: { invoiceId },
      });
      list.dispatchEvent(event);
      return event;
    };
    ask('first');
    await settled(list);
    expect(invoice?.getAttribute('invoice-id')).to.equal('first');
    document.addEventListener('rr-open-invoice', (event) => event.preventDefault(), { once: true });
    ask('second');
    await settled(list);
    expect(invoice?.getAttribute('invoice-id')).to.equal('first');
  });

  it('another language writes figures and dates anew and asks for nothing', async () => {
    const adapter = fakeAdapter(answers);
    const list = await mount<RackrateInvoiceList>(RackrateInvoiceList, adapter, template);
    providerOf(list).locale = 'de-DE';
    await settled(list);
    expect(textOf(list)).to.contain('1.128,26 €');
    expect(textOf(list)).to.contain('2. Dez. 2026');
    expect(adapter.calls.length).to.equal(1);
  });

  it('a language that the browser does not know falls back instead of failing', async () => {
    const adapter = fakeAdapter(answers);
    const list = await mount<RackrateInvoiceList>(RackrateInvoiceList, adapter, template, {
      locale: 'klingon please',
    });
    expect(textOf(list)).to.contain('€1,128.26');
  });

  it('[19.8] a widget without a provider shows its frame and throws nothing', async () => {
    register([RackrateInvoiceList], 'rr');
    const list = document.createElement('rr-invoice-list');
    document.body.append(list);
    await settled(list);
    expect(list.billing).to.equal(null);
    expect(textOf(list)).to.contain('Invoices');
  });

  it('[3.6] asks the session endpoint by POST with cookies, and sends the token', async () => {
    const requests: Request[] = [];
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      const body = request.url.endsWith('/session')
        ? { token: 'tok-1', expiresAt: new Date(Date.now() + 600_000).toISOString() }
        : { ...invoicePage([]) };
      return Response.json(body);
    };
    await mountHttp();
    expect(requests.map((each) => `${each.method} ${new URL(each.url).pathname}`)).to.deep.equal([
      'POST /session',
      'GET /api/invoices',
    ]);
    expect(requests[0]?.credentials).to.equal('include');
    expect(requests[1]?.headers.get('authorization')).to.equal('Bearer tok-1');
  });

  it('[3.6] an endpoint that says 401 means that nobody is signed in', async () => {
    const seen: string[] = [];
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      seen.push(`${new URL(request.url).pathname} ${request.headers.get('authorization')}`);
      if (request.url.endsWith('/session')) return new Response(null, { status: 401 });
      return Response.json(invoicePage([]));
    };
    await mountHttp();
    expect(seen).to.include('/api/invoices null');
  });
});

async function mountHttp(): Promise<void> {
  const box = document.createElement('div');
  document.body.append(box);
  const base = `${location.origin}/api`;
  render(html`<rr-provider base=${base} session-url="/session">${template}</rr-provider>`, box);
  const list = box.querySelector('rr-invoice-list');
  if (list === null) throw new Error('There is no list.');
  for (let turn = 0; turn < 10; turn += 1) await settled(list);
}
