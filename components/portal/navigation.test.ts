import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { invoicePage } from '../../stories/fixtures/invoices.ts';
import { firstPayOptions } from '../../stories/fixtures/pay.ts';
import { deferred, one, settled, unmountAll } from '../internal/testing.ts';
import type { RackrateInvoiceList } from '../invoice-list/invoice-list.ts';
import {
  backend,
  calm,
  entry,
  focusedDeep,
  follow,
  manyRows,
  said,
  show,
  shown,
  travel,
} from './portal.fixture.ts';
import type { NavigateDetail, RackratePortal } from './portal.ts';

/** The first link or button with a text in the widget that is shown. */
function inner(portal: RackratePortal, selector: string): HTMLElement {
  const found = shown(portal)?.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector} in the view.`);
  return found;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('rr-portal, going about', () => {
  const { href, pathname } = location;

  afterEach(() => {
    unmountAll();
    history.replaceState(null, '', href);
  });

  it('[13.3] a link is one step, in the address and in the history', async () => {
    const { portal } = await show('invoices');
    const before = history.length;
    await follow(portal, 'Packages');
    expect(location.hash).to.equal('#/packages');
    expect(shown(portal)?.localName).to.equal('rr-package-list');
    expect(history.length).to.equal(before + 1);
    await follow(portal, 'Packages');
    expect(history.length).to.equal(before + 1);
    inner(portal, 'tbody a').click();
    await calm(portal);
    expect(shown(portal)?.localName).to.equal('rr-package');
    expect(history.length).to.equal(before + 2);
  });

  it('[19.7] the focus moves to the heading, and the name of the view is said', async () => {
    const { portal } = await show('invoices');
    expect(focusedDeep()).to.equal(document.body);
    expect(said(portal)).to.equal('');
    entry(portal, 'Packages').focus();
    await follow(portal, 'Packages');
    expect(focusedDeep()?.localName).to.equal('h2');
    expect(focusedDeep()?.textContent).to.equal('Packages');
    expect(said(portal)).to.equal('Packages');
  });

  it('[19.7] the focus waits for a heading that comes with the data', async () => {
    const answer = deferred<ReturnType<typeof firstPay>>();
    const { portal } = await show(
      'invoices',
      backend({ 'payments.options': () => answer.promise }),
    );
    await follow(portal, 'Home');
    portal.navigate('pay');
    await calm(portal);
    expect(focusedDeep()).to.equal(one(portal, '#view'));
    answer.resolve(firstPay());
    await calm(portal);
    expect(focusedDeep()?.localName).to.equal('h2');
  });

  it('[19.7] the focus stays with who went elsewhere meanwhile', async () => {
    const answer = deferred<ReturnType<typeof firstPay>>();
    const { portal } = await show(
      'invoices',
      backend({ 'payments.options': () => answer.promise }),
    );
    portal.navigate('pay');
    await calm(portal);
    entry(portal, 'Home').focus();
    answer.resolve(firstPay());
    await calm(portal);
    expect(focusedDeep()).to.equal(entry(portal, 'Home'));
  });

  it('Back shows what was before, as far down as it was', async () => {
    const adapter = backend({ 'invoices.list': () => invoicePage(manyRows) });
    const { portal } = await show('invoices', adapter, html`<rr-portal></rr-portal>`, {
      width: 400,
    });
    window.scrollTo(0, 900);
    await pause(50);
    expect(window.scrollY).to.equal(900);
    await follow(portal, 'Contacts');
    expect(window.scrollY).to.be.below(50);
    await travel(portal, -1);
    await pause(100);
    expect(shown(portal)?.localName).to.equal('rr-invoice-list');
    expect(window.scrollY).to.equal(900);
    await travel(portal, 1);
    expect(shown(portal)?.localName).to.equal('rr-contact-list');
  });

  describe('in a part of the page that scrolls', () => {
    async function scrolled(): Promise<{ portal: RackratePortal; box: HTMLElement }> {
      const adapter = backend({ 'invoices.list': () => invoicePage(manyRows) });
      const { portal } = await show('invoices', adapter);
      const box = portal.closest('rr-provider')?.parentElement;
      if (!box) throw new Error('There is no box.');
      box.style.cssText = 'block-size: 300px; overflow-y: auto';
      box.scrollTop = 500;
      await pause(50);
      await follow(portal, 'Contacts');
      return { portal, box };
    }

    it('Back scrolls it to where it was', async () => {
      const { portal, box } = await scrolled();
      await travel(portal, -1);
      await pause(100);
      expect(box.scrollTop).to.equal(500);
    });

    it('Back leaves it alone once the reader scrolls', async () => {
      const { portal, box } = await scrolled();
      const moved = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
      history.back();
      await moved;
      dispatchEvent(new WheelEvent('wheel'));
      await calm(portal);
      await pause(100);
      expect(box.scrollTop).to.be.below(50);
    });
  });

  it('the state that the page keeps in its history stays', async () => {
    history.replaceState({ mine: 7 }, '', '#/invoices');
    await show();
    expect((history.state as { mine?: number }).mine).to.equal(7);
  });

  it('what a widget asks for by an event is shown; the event goes out as it is', async () => {
    const { portal } = await show('invoices');
    const details: unknown[] = [];
    const hear = (event: Event): void => void details.push((event as CustomEvent).detail);
    document.addEventListener('rr-pay', hear, { once: true });
    inner(portal, '.rr-head button').click();
    await calm(portal);
    expect(details).to.deep.equal([{ invoiceIds: [] }]);
    expect(shown(portal)?.localName).to.equal('rr-pay');
    expect(location.hash).to.equal('#/pay');
  });

  it('an event that the page prevents changes nothing here', async () => {
    const { portal } = await show('invoices');
    document.addEventListener('rr-pay', (event) => event.preventDefault(), { once: true });
    inner(portal, '.rr-head button').click();
    await calm(portal);
    expect(location.hash).to.equal('#/invoices');
    document.addEventListener('rr-open-invoice', (event) => event.preventDefault(), { once: true });
    inner(portal, 'tbody a').click();
    await calm(portal);
    expect(location.hash).to.equal('#/invoices');
  });

  it('a widget beside the portal does not show it too', async () => {
    const template = html`<rr-portal></rr-portal><rr-pay hidden invoice-ids="mine"></rr-pay>`;
    const { portal } = await show('invoices', backend(), template);
    inner(portal, 'tbody .rr-linkbtn').click();
    await calm(portal);
    expect(shown(portal)?.localName).to.equal('rr-pay');
    const beside = document.querySelector('rr-provider > rr-pay');
    expect(beside?.getAttribute('invoice-ids')).to.equal('mine');
  });

  it('tells where it went', async () => {
    const { portal } = await show('invoices');
    const steps: NavigateDetail[] = [];
    portal.addEventListener('rr-navigate', (event) => {
      steps.push((event as CustomEvent<NavigateDetail>).detail);
    });
    await follow(portal, 'Packages');
    expect(steps).to.deep.equal([{ path: 'packages', view: 'packages', name: 'Packages' }]);
    expect(portal.path).to.equal('packages');
  });

  it('the title of the page is left alone, unless a pattern is given', async () => {
    const { title } = document;
    const { portal } = await show('invoices');
    await follow(portal, 'Packages');
    expect(document.title).to.equal(title);
    portal.documentTitle = '{view} · Harbourlight';
    await follow(portal, 'Invoices');
    expect(document.title).to.equal('Invoices · Harbourlight');
    document.title = title;
  });

  it('an anchor of the page around does not concern the portal', async () => {
    const { portal } = await show('invoices');
    location.hash = '#faq';
    await calm(portal);
    expect(shown(portal)?.localName).to.equal('rr-invoice-list');
  });

  it('[S5] routing by the path, below any base', async () => {
    history.replaceState(null, '', '/my/account/invoices');
    const template = html`<rr-portal routing="history" base="/my/account"></rr-portal>`;
    const { portal } = await show('', backend(), template);
    expect(shown(portal)?.localName).to.equal('rr-invoice-list');
    const before = history.length;
    inner(portal, 'tbody a').click();
    await calm(portal);
    expect(location.pathname).to.match(/^\/my\/account\/invoices\/inv_\d+$/);
    expect(shown(portal)?.localName).to.equal('rr-invoice');
    expect(history.length).to.equal(before + 1);
    inner(portal, 'a.rr-back').click();
    await calm(portal);
    expect(location.pathname).to.equal('/my/account/invoices');
    expect(history.length).to.equal(before + 2);
    await travel(portal, -1);
    expect(shown(portal)?.localName).to.equal('rr-invoice');
    expect(location.pathname).not.to.equal(pathname);
  });

  it('[S5] a click for a new tab is the browser’s own', async () => {
    history.replaceState(null, '', '/my/account/');
    const template = html`<rr-portal routing="history" base="/my/account/"></rr-portal>`;
    const { portal } = await show('', backend(), template);
    const seen: boolean[] = [];
    const watch = (event: Event): void => {
      seen.push(event.defaultPrevented);
      event.preventDefault();
    };
    document.addEventListener('click', watch);
    for (const how of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }]) {
      const click = { bubbles: true, composed: true, cancelable: true, ...how };
      entry(portal, 'Invoices').dispatchEvent(new MouseEvent('click', click));
    }
    document.removeEventListener('click', watch);
    expect(seen).to.deep.equal([false, false, false, false]);
    expect(location.pathname).to.equal('/my/account/');
  });

  it('[S132] without an address its ways are buttons', async () => {
    const template = html`<rr-portal routing="none" path="invoices"></rr-portal>`;
    const steps: string[] = [];
    const hear = (event: Event): void => void steps.push(event.type);
    document.addEventListener('rr-navigate', hear);
    const { portal } = await show('', backend(), template);
    expect(shown(portal)?.localName).to.equal('rr-invoice-list');
    expect(focusedDeep()).to.equal(document.body);
    expect(steps).to.deep.equal([]);
    expect(entry(portal, 'Invoices').localName).to.equal('button');
    const before = location.href;
    inner(portal, 'tbody .rr-linkbtn').click();
    await calm(portal);
    expect(shown(portal)?.localName).to.equal('rr-invoice');
    portal.path = 'packages';
    await calm(portal);
    expect(shown(portal)?.localName).to.equal('rr-package-list');
    expect(location.href).to.equal(before);
    expect(steps.length).to.equal(2);
    document.removeEventListener('rr-navigate', hear);
  });

  it('a refresh asks anew and leaves the view where it is', async () => {
    const { portal, adapter } = await show('invoices');
    const list = shown(portal) as RackrateInvoiceList;
    const before = adapter.calls.length;
    document.querySelector('rr-provider')?.refresh();
    await calm(portal);
    expect(shown(portal)).to.equal(list);
    expect(adapter.calls.slice(before).map(({ name }) => name)).to.have.members([
      'account.features',
      'invoices.list',
    ]);
  });

  describe('the gateway [Law 16]', () => {
    it('has its fields in the light DOM of the portal, shown in the frame of rr-pay', async () => {
      const { portal } = await show('pay');
      const container = document.querySelector('[slot=rr-gateway]');
      expect(container?.parentElement).to.equal(portal);
      expect(container?.getRootNode()).to.equal(document);
      expect(container?.querySelectorAll('input').length).to.equal(3);
      const slot = inner(portal, '[part=gateway] slot') as HTMLSlotElement;
      expect(slot.assignedElements({ flatten: true })).to.deep.equal([container]);
      expect(container?.getBoundingClientRect().height).to.be.above(20);
    });

    it('takes them away when another view is shown, and gives them again', async () => {
      const { portal } = await show('pay');
      await follow(portal, 'Invoices');
      expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
      await travel(portal, -1);
      expect(document.querySelectorAll('[slot=rr-gateway] input').length).to.equal(3);
    });

    it('[S4] what the fields give pays, and the result stands in the view', async () => {
      const { portal, adapter } = await show('pay');
      const form = inner(portal, '[type=submit]');
      form.click();
      await calm(portal);
      await settled(portal);
      const paid = adapter.calls.filter(({ name }) => name === 'payments.pay');
      const given = paid.map(({ input }) => (input as { gatewayData?: unknown }).gatewayData);
      expect(given).to.deep.equal([{ token: 'tok_1' }]);
    });
  });
});

/** A first payment. */
function firstPay(): typeof firstPayOptions {
  return firstPayOptions;
}
