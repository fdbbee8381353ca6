import { expect } from '@open-wc/testing';
import { changeablePackage, changeCatalog } from '../../stories/fixtures/changes.ts';
import { activePackage } from '../../stories/fixtures/packages.ts';
import {
  addOnWish,
  allowedQuantity,
  cyclesOffered,
  firstCycle,
  productOf,
  stepped,
} from './wishes.ts';

const raise = { addOnId: 'ip', name: 'IP', quantity: 0, minimum: 3, maximum: 5 };
const lower = { addOnId: 'ip', name: 'IP', quantity: 4, minimum: 0, maximum: 3 };
const offer = {
  plans: [
    { planId: 'b', name: 'B', cycles: ['annual'] },
    { planId: 'a', name: 'A', cycles: ['18-months', 'monthly', 'annual', '2-weeks', 'odd'] },
  ],
  addOns: [],
};

describe('wishes of a change', () => {
  it('[5.10] cycles are named once, from short to long, and begin with the own one', () => {
    expect(cyclesOffered(offer)).to.deep.equal([
      '2-weeks',
      'monthly',
      'annual',
      '18-months',
      'odd',
    ]);
    expect(firstCycle(offer, 'annual')).to.equal('annual');
    expect(firstCycle(offer, 'weekly')).to.equal('2-weeks');
    expect(firstCycle({ plans: [], addOns: [] }, 'weekly')).to.equal('weekly');
  });

  it('[5.10] steps go over the quantities that may not be chosen, and stop at the ends', () => {
    expect([0, 3, 4, 5].map((value) => stepped(raise, value, 1))).to.deep.equal([3, 4, 5, 5]);
    expect([3, 4].map((value) => stepped(raise, value, -1))).to.deep.equal([0, 3]);
    expect([4, 3, 1, 0].map((value) => stepped(lower, value, -1))).to.deep.equal([3, 2, 0, 0]);
    expect([3, 0].map((value) => stepped(lower, value, 1))).to.deep.equal([4, 1]);
  });

  it('[5.10] what is typed becomes the nearest quantity that may be chosen', () => {
    const typed = [0, 1, 4, 9, -2, 1.5, Number.NaN];
    expect(typed.map((one) => allowedQuantity(raise, one))).to.deep.equal([0, 3, 4, 5, 0, 0, 0]);
    expect(typed.map((one) => allowedQuantity(lower, one))).to.deep.equal([0, 1, 4, 4, 0, 4, 4]);
  });

  it('[5.10] names only what was chosen', () => {
    expect(addOnWish('pkg_1', new Map())).to.equal(null);
    expect(addOnWish('pkg_1', new Map([['ip', 0]]))).to.deep.equal({
      packageId: 'pkg_1',
      addOns: [{ addOnId: 'ip', quantity: 0 }],
    });
  });

  it('finds the product on sale by its id, whatever it is called now', () => {
    expect(productOf(changeCatalog, changeablePackage)?.productId).to.equal('web');
    expect(productOf(undefined, activePackage)).to.equal(undefined);
    const renamed = { ...activePackage, productName: 'Another name' };
    expect(productOf(changeCatalog, renamed)?.productId).to.equal('web');
    expect(productOf(changeCatalog, { ...activePackage, productId: 'x' })).to.equal(undefined);
  });
});
