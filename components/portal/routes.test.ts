import { expect } from '@open-wc/testing';
import { readAddress, writeAddress } from './address.ts';
import { type Place, pathOf, placeOf, type View } from './routes.ts';

const known: readonly (readonly [path: string, view: View, id?: string])[] = [
  ['', 'home'],
  ['invoices', 'invoices'],
  ['invoices/inv_1', 'invoice', 'inv_1'],
  ['pay', 'pay'],
  ['pay/inv_1', 'pay', 'inv_1'],
  ['pay/inv_1%2Cinv_2', 'pay', 'inv_1,inv_2'],
  ['charges/ch_1', 'charge', 'ch_1'],
  ['packages', 'packages'],
  ['packages/p1', 'package', 'p1'],
  ['packages/p1/upgrade', 'upgrade', 'p1'],
  ['packages/p1/downgrade', 'downgrade', 'p1'],
  ['packages/p1/cancel', 'cancel', 'p1'],
  ['billing-accounts', 'billing-accounts'],
  ['billing-accounts/new', 'billing-account-new'],
  ['billing-accounts/routing', 'routing'],
  ['billing-accounts/acc_1', 'billing-account', 'acc_1'],
  ['contacts', 'contacts'],
  ['contacts/new', 'contact-new'],
  ['contacts/c1', 'contact', 'c1'],
  ['add-funds', 'add-funds'],
  ['report', 'report'],
  ['outlook', 'outlook'],
  ['affiliates', 'affiliates'],
  ['todos', 'todos'],
];

describe('the routes of rr-portal', () => {
  it('[S4, 13.3] every path has its place, and every place its path', () => {
    for (const [path, view, id = ''] of known) {
      const place: Place = { view, id };
      expect(placeOf(path), path).to.deep.equal(place);
      if (view !== 'not-found') expect(pathOf(view, id), path).to.equal(path);
    }
  });

  it('slashes at the ends and a query do not matter', () => {
    expect(placeOf('/invoices/').view).to.equal('invoices');
    expect(placeOf('invoices?sort=due')).to.deep.equal({ view: 'invoices', id: '' });
    expect(placeOf('pay/a,b')).to.deep.equal({ view: 'pay', id: 'a,b' });
  });

  it('an id is encoded, whatever is in it', () => {
    const id = '../a b/ü?#%';
    expect(placeOf(pathOf('invoice', id))).to.deep.equal({ view: 'invoice', id });
  });

  it('what fits nothing is not found', () => {
    for (const path of [
      'nothing',
      'invoices/',
      'invoices/a/b',
      'packages/p/sell',
      'invoices/%zz',
    ]) {
      const view = path === 'invoices/' ? 'invoices' : 'not-found';
      expect(placeOf(path).view, path).to.equal(view);
    }
    expect(placeOf('packages//upgrade').view).to.equal('not-found');
    expect(placeOf('toString').view).to.equal('not-found');
  });
});

describe('the address of rr-portal', () => {
  const at = (pathname: string, hash = '', search = ''): Parameters<typeof readAddress>[0] => ({
    pathname,
    hash,
    search,
  });

  it('[S5] is the fragment, whatever path the page has', () => {
    const page = at('/plesk-billing/account/', '#/invoices/inv_1');
    expect(readAddress(page, 'hash', '/')).to.equal('invoices/inv_1');
    expect(readAddress(at('/x'), 'hash', '/')).to.equal('');
    expect(readAddress(at('/x', '#/'), 'hash', '/')).to.equal('');
    expect(readAddress(at('/x', '#faq'), 'hash', '/')).to.equal(null);
  });

  it('[S5] is the path below any base', () => {
    for (const base of ['/my/account/', '/my/account', 'my/account']) {
      expect(readAddress(at('/my/account/pay'), 'history', base), base).to.equal('pay');
      expect(readAddress(at('/my/account'), 'history', base), base).to.equal('');
      expect(readAddress(at('/my/accounts'), 'history', base), base).to.equal(null);
      expect(readAddress(at('/shop'), 'history', base), base).to.equal(null);
    }
    expect(readAddress(at('/'), 'history', '/')).to.equal('');
    expect(readAddress(at('/invoices/'), 'history', '/')).to.equal('invoices');
  });

  it('is nowhere when the portal keeps none', () => {
    expect(readAddress(at('/pay', '#/pay'), 'none', '/')).to.equal(null);
    const page = { address: at('/x'), isBase: true };
    expect(writeAddress('pay', 'none', '/', page)).to.equal('');
  });

  it('[19.7] of a link stays in the page, with a base element too', () => {
    const address = at('/panel/account', '#/', '?lang=de');
    expect(writeAddress('pay', 'hash', '/', { address, isBase: true })).to.equal('#/pay');
    expect(writeAddress('pay', 'hash', '/', { address, isBase: false })).to.equal(
      '/panel/account?lang=de#/pay',
    );
    expect(writeAddress('pay', 'history', '/panel', { address, isBase: true })).to.equal(
      '/panel/pay',
    );
    expect(writeAddress('', 'history', '/', { address, isBase: true })).to.equal('/');
  });
});
