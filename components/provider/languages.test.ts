import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { invoicePage, invoiceRows } from '../../stories/fixtures/invoices.ts';
import { fakeAdapter } from '../internal/fake-adapter.ts';
import { speak } from '../internal/localize.ts';
import { mount, settled, textOf, unmountAll } from '../internal/testing.ts';
import { RackrateInvoiceList } from '../invoice-list/invoice-list.ts';
import type { RackrateProvider } from './provider.ts';

const template = html`<rr-invoice-list></rr-invoice-list>`;

async function listIn(locale: string): Promise<RackrateInvoiceList> {
  const adapter = fakeAdapter({ 'invoices.list': () => invoicePage(invoiceRows) });
  const list = await mount<RackrateInvoiceList>(RackrateInvoiceList, adapter, template, { locale });
  await speak(locale === '' ? document.documentElement.lang : locale);
  await settled(list);
  return list;
}

function providerOf(list: RackrateInvoiceList): RackrateProvider {
  const provider = list.closest('rr-provider');
  if (provider === null) throw new Error('There is no provider.');
  return provider;
}

describe('languages', () => {
  afterEach(async () => {
    unmountAll();
    document.documentElement.lang = 'en';
    await speak('en');
  });

  const titles: readonly [string, string][] = [
    ['de-AT', 'Rechnungen'],
    ['fr', 'Factures'],
    ['es-MX', 'Facturas'],
    ['ja', '請求書'],
    ['ar', 'الفواتير'],
    ['en-GB', 'Invoices'],
  ];
  for (const [locale, title] of titles) {
    it(`[3.2] S99 the words follow the locale ${locale}`, async () => {
      expect(textOf(await listIn(locale))).to.contain(title);
    });
  }

  it('[3.2] S99 a language without a translation is English, with its own figures', async () => {
    const list = await listIn('it-IT');
    expect(textOf(list)).to.contain('Invoices');
    expect(textOf(list)).to.contain('1128,26');
    expect(providerOf(list).lang).to.equal('en');
  });

  it('without a locale the words are those of the page', async () => {
    document.documentElement.lang = 'de';
    expect(textOf(await listIn(''))).to.contain('Rechnungen');
  });

  it('a language that is changed draws the widgets anew and asks for nothing', async () => {
    const list = await listIn('en');
    providerOf(list).locale = 'de';
    await speak('de');
    await settled(list);
    expect(textOf(list)).to.contain('Rechnungen');
    expect(providerOf(list).lang).to.equal('de');
    providerOf(list).locale = '';
    await speak('en');
    await settled(list);
    expect(providerOf(list).hasAttribute('lang')).to.equal(false);
    expect(textOf(list)).to.contain('Invoices');
  });

  it('Arabic is written from right to left, unless the page says its direction', async () => {
    const list = await listIn('ar');
    // The page of the tests has a box that says it is written from left to right.
    expect(providerOf(list).dir).to.equal('');
    const outside = document.createElement('rr-provider');
    outside.locale = 'ar';
    document.body.append(outside);
    await outside.updateComplete;
    await settled(list);
    expect(outside.dir).to.equal('rtl');
  });
});
