import { expect } from '@open-wc/testing';
import { hrefOf } from './link.ts';

describe('hrefOf', () => {
  it('[19.7] fills the id of an address', () => {
    expect(hrefOf('#/invoices/{id}', 'a b')).to.equal('#/invoices/a%20b');
  });

  it('[8.1, S106] all outstanding invoices have the address without an id', () => {
    expect(hrefOf('#/pay/{id}', '')).to.equal('#/pay');
    expect(hrefOf('/pay?invoices={id}', '')).to.equal('/pay?invoices=');
  });
});
