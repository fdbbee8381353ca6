import { expect } from '@open-wc/testing';
import type { Adapter } from '../src/contract/operations.ts';
import { overview } from '../stories/fixtures/account.ts';
import { invoicePage, invoiceRows } from '../stories/fixtures/invoices.ts';
import { packagePage, packageRows } from '../stories/fixtures/packages.ts';
import { define } from './define.ts';
import { type Answers, fakeAdapter } from './internal/fake-adapter.ts';
import { unmountAll } from './internal/testing.ts';
import { allFeatures } from './portal/portal.fixture.ts';
import type { RackratePortal } from './portal/portal.ts';
import type { RackrateProvider } from './provider/provider.ts';

const answers: Answers = {
  'account.features': () => ({ features: allFeatures }),
  'account.overview': () => overview,
  'invoices.list': () => invoicePage(invoiceRows),
  'packages.list': () => packagePage(packageRows),
};

const settle = (milliseconds = 50): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Puts HTML with declarative shadow roots into the page, as the parser does with a server's. */
async function serve(text: string, adapter: Adapter | null): Promise<HTMLElement> {
  const box = document.createElement('div');
  document.body.append(box);
  box.setHTMLUnsafe(text);
  const provider = box.firstElementChild as RackrateProvider;
  if (adapter !== null) provider.adapter = adapter;
  await settle();
  return box;
}

/** The names of all elements of a page, through every shadow root. */
function namesIn(root: ParentNode): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element.localName,
    ...(element.shadowRoot === null ? [] : namesIn(element.shadowRoot)),
  ]);
}

const served = `<rr-provider
  ><template shadowrootmode="open"><slot></slot></template
  ><rr-invoice-list
    ><template shadowrootmode="open"
      ><style>.rr { color: red }</style><h2>Invoices</h2
      ><p class="rr-skeleton">Of the server</p
    ></template></rr-invoice-list
></rr-provider>`;

describe('embedding', () => {
  before(() => define());
  afterEach(unmountAll);

  it('[19.7] what a server rendered gives way to the widget, which begins with a skeleton', async () => {
    let answer = (): void => {};
    const awaited = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = {
      ...answers,
      'invoices.list': () => awaited.then(() => invoicePage(invoiceRows)),
    };
    const box = await serve(served, fakeAdapter(slow));
    const root = box.querySelector('rr-invoice-list')?.shadowRoot;
    expect(root?.querySelectorAll('h2').length).to.equal(1);
    expect(root?.textContent).not.to.contain('Of the server');
    expect(root?.querySelector('style')).to.equal(null);
    expect(root?.querySelector('.rr-skeleton')).not.to.equal(null);
    expect(root?.adoptedStyleSheets.length).to.be.greaterThan(0);
    expect(box.querySelector('rr-provider')?.shadowRoot?.querySelectorAll('slot').length).to.equal(
      1,
    );
    answer();
    await settle();
    expect(root?.textContent).to.contain('HL-2026-004802');
    expect(root?.querySelector('.rr-skeleton')).to.equal(null);
  });

  it('[19.7] a widget that no server rendered shows no skeleton for a quick answer', async () => {
    const box = await serve('<rr-provider><rr-invoice-list></rr-invoice-list></rr-provider>', null);
    const root = box.querySelector('rr-invoice-list')?.shadowRoot;
    expect(root?.querySelector('h2')).not.to.equal(null);
    expect(root?.querySelector('.rr-skeleton')).to.equal(null);
  });

  it('[19.7] another prefix holds in what the portal and the account show inside', async () => {
    define('acme');
    const box = await serve(
      '<acme-provider><acme-portal routing="none"></acme-portal></acme-provider>',
      fakeAdapter(answers),
    );
    const portal = box.querySelector<RackratePortal>('acme-portal');
    for (const [path, inside] of [
      ['', 'acme-account'],
      ['invoices', 'acme-invoice-list'],
      ['packages', 'acme-package-list'],
      ['contacts', 'acme-contact-list'],
    ] as const) {
      portal?.navigate(path);
      await settle();
      const names = namesIn(box);
      expect(names).to.include(inside);
      expect(names.filter((name) => name.startsWith('rr-'))).to.deep.equal([]);
    }
  });

  it('[19.7] under another prefix the list’s Pay now shows in the widget beside it', async () => {
    define('acme');
    const box = await serve(
      '<acme-provider><acme-invoice-list></acme-invoice-list><acme-pay></acme-pay></acme-provider>',
      fakeAdapter(answers),
    );
    const list = box.querySelector('acme-invoice-list')?.shadowRoot;
    list?.querySelector<HTMLButtonElement>('[part=actions] button')?.click();
    await settle();
    expect(box.querySelector('acme-pay')?.getAttribute('invoice-ids')).not.to.equal(null);
  });

  it('[19.7] twice is harmless: what is registered stays', () => {
    const before = customElements.get('rr-invoice-list');
    define();
    define();
    expect(customElements.get('rr-invoice-list')).to.equal(before);
  });
});
