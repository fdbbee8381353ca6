import { expect } from '@open-wc/testing';
import { define } from '../define.ts';
import { RackrateInvoiceList } from '../invoice-list/invoice-list.ts';

describe('define', () => {
  it('[19.7] importing a class registers nothing, define does, and twice is harmless', () => {
    expect(customElements.get('rr-invoice-list')).to.equal(undefined);
    define();
    define();
    expect(customElements.get('rr-invoice-list')).to.equal(RackrateInvoiceList);
  });

  it('[19.7] the same widgets work under another prefix beside the first', () => {
    define('shop');
    const element = document.createElement('shop-invoice-list');
    expect(element).to.be.instanceOf(RackrateInvoiceList);
    expect(element.localName).to.equal('shop-invoice-list');
  });
});
