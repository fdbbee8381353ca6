import { describe, expect, it } from 'vitest';
import { isBillingError } from '../errors.ts';
import { price, sampleCatalog } from './catalog.fixture.ts';
import type { AddOn, Catalog, Plan, Promotion } from './catalog-model.ts';
import { changeOffers } from './change-offers.ts';
import {
  type ChangeActor,
  type ChangeTarget,
  type CurrentItem,
  type CurrentPackage,
  wantedChange,
} from './change-target.ts';
import { parseMoney } from './money.ts';

const eur = (text: string) => parseMoney(text, 'EUR');

function catalogWith(plans: Readonly<Record<string, Partial<Plan>>>): Catalog {
  const products = sampleCatalog.products.map((product) => ({
    ...product,
    plans: product.plans.map((plan) => ({ ...plan, ...plans[plan.id] })),
  }));
  return { ...sampleCatalog, products };
}

const catalog = catalogWith({
  silver: { upgradesTo: ['gold'], downgradesTo: ['old'] },
  gold: {
    downgradesTo: ['silver'],
    addOnIds: ['ip'],
    setupOnChange: true,
    prices: [price('EUR', 'annual', '161.89', '9.00')],
  },
});

function addOnsWith(more: Partial<AddOn>): Catalog {
  const products = catalog.products.map((product) => ({
    ...product,
    addOns: product.addOns.map((addOn) => ({ ...addOn, ...more })),
  }));
  return { ...catalog, products };
}

const welcome: Promotion = {
  code: 'WELCOME20',
  percent: '20',
  appliesTo: 'recurring',
  periods: 3,
  plans: ['silver'],
  newClientsOnly: true,
};

function item(addOnId: string | null, quantity: number, text: string): CurrentItem {
  return {
    itemId: addOnId ?? 'plan',
    addOnId,
    name: addOnId ?? 'Silver',
    quantity,
    price: eur(text),
    oneTime: false,
    prorated: true,
    billedThrough: '2027-11-22',
    promotion: { terms: welcome, periodsLeft: 2 },
    raise: null,
  };
}

const silver: CurrentPackage = {
  productId: 'web',
  planId: 'silver',
  cycle: 'annual',
  currency: 'EUR',
  domainName: 'shop.example',
  // Both prices are frozen below those of the catalog (SPEC 2.8).
  items: [item(null, 1, '80.00'), item('ip', 2, '20.00')],
};

const wanted = (target: ChangeTarget, by: ChangeActor = 'client', of = catalog) =>
  wantedChange(of, silver, target, by);

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (isBillingError(error)) return `${error.code} ${error.field ?? ''}`;
    throw error;
  }
}

describe('a change of plan', () => {
  it('[2.4, 2.8] takes the new price of the plan and keeps the frozen one of its add-ons', () => {
    const change = wanted({ planId: 'gold' });
    expect(change).toMatchObject({ kind: 'upgrade', direction: 'up', cycle: 'annual' });
    expect(change.ends.map(({ itemId }) => itemId)).toEqual(['plan', 'ip']);
    expect(change.begins).toMatchObject([
      { addOnId: null, description: 'Web hosting Gold (shop.example)', price: eur('161.89') },
      { addOnId: 'ip', quantity: 2, price: eur('20.00'), replaces: 'ip' },
    ]);
  });

  it('[5.20] charges the set-up fee of a plan that says so', () => {
    expect(wanted({ planId: 'gold' }).begins[0]?.once).toEqual({
      kind: 'setup',
      price: eur('9.00'),
    });
    expect(wanted({ cycle: 'monthly' }).begins[0]?.once).toBeNull();
    const silent = catalogWith({
      silver: { upgradesTo: ['gold'] },
      gold: { prices: [price('EUR', 'annual', '161.89', '9.00')] },
    });
    expect(wanted({ planId: 'gold' }, 'client', silent).begins[0]?.once).toBeNull();
  });

  it('[7.9] a promotion survives only if it covers the new plan', () => {
    expect(wanted({ planId: 'gold' }).begins.map(({ promotion }) => promotion)).toEqual([
      null,
      null,
    ]);
    expect(wanted({ cycle: 'monthly' }).begins[0]?.promotion).toEqual({
      terms: welcome,
      periodsLeft: 2,
    });
  });

  it('[2.2] an add-on that the new plan does not have ends', () => {
    const without = catalogWith({ silver: { upgradesTo: ['gold'] }, gold: { addOnIds: [] } });
    const { ends, begins } = wanted({ planId: 'gold' }, 'client', without);
    expect(ends).toHaveLength(2);
    expect(begins.map(({ addOnId }) => addOnId)).toEqual([null]);
  });

  it('[2.4] goes by the paths, and by whom the catalog lets', () => {
    expect(codeOf(() => wanted({ planId: 'none' }))).toBe('unknown_plan planId');
    // Hidden from clients, and no path leads elsewhere.
    expect(codeOf(() => wanted({ planId: 'old' }))).toBe('not_for_sale planId');
    expect(codeOf(() => wanted({ planId: 'old' }, 'operator'))).toBe('none');
    const none = catalogWith({});
    expect(codeOf(() => wanted({ planId: 'gold' }, 'client', none))).toBe('not_for_sale planId');
    const closed = catalogWith({ silver: { upgradesTo: ['gold'], clientMayUpgrade: false } });
    expect(codeOf(() => wanted({ planId: 'gold' }, 'client', closed))).toBe('not_supported planId');
    expect(codeOf(() => wanted({ planId: 'gold' }, 'operator', closed))).toBe('none');
  });

  it('[5.15] another cycle is up when longer, with the prices of that cycle', () => {
    const change = wanted({ cycle: 'monthly' });
    expect(change).toMatchObject({ direction: 'down', cycleChanges: true });
    expect(change.begins.map((one) => one.price)).toEqual([eur('7.99'), eur('2.50')]);
    expect(codeOf(() => wanted({ cycle: 'biennial' }))).toBe('unknown_price cycle');
    expect(codeOf(() => wanted({ cycle: '12-months' }))).toBe('invalid_input ');
  });
});

describe('Adjust Add-ons', () => {
  it('[5.10, 5.20] ends and begins only what is named; less is a downgrade', () => {
    const more = wanted({ addOns: [{ id: 'ip', quantity: 3 }] });
    expect(more).toMatchObject({ kind: 'add_ons', direction: 'up' });
    expect(more.ends.map(({ itemId }) => itemId)).toEqual(['ip']);
    expect(more.begins).toMatchObject([{ quantity: 3, price: eur('20.00') }]);
    expect(wanted({ addOns: [{ id: 'ip', quantity: 0 }] })).toMatchObject({
      direction: 'down',
      begins: [],
    });
  });

  it('[2.2] refuses what cannot be had, and both directions at once', () => {
    const refused = (addOns: ChangeTarget['addOns']) => codeOf(() => wanted({ addOns }));
    expect(refused([{ id: 'ip', quantity: 5 }])).toBe('quantity_out_of_range addOns.0.quantity');
    expect(refused([{ id: 'ip', quantity: 1.5 }])).toBe('quantity_out_of_range addOns.0.quantity');
    expect(refused([{ id: 'ram', quantity: 1 }])).toBe('unknown_add_on addOns.0.addOnId');
    expect(refused([{ id: 'ip', quantity: 2 }])).toBe('invalid_input ');
    expect(
      refused([
        { id: 'ip', quantity: 1 },
        { id: 'migration', quantity: 1 },
      ]),
    ).toBe('invalid_input addOns');
  });

  it('[2.2] a client raises or lowers alone what the add-on allows, an operator both', () => {
    const raiseOnly = addOnsWith({ clientMay: 'raise' });
    const ask = (quantity: number, by: ChangeActor) =>
      codeOf(() => wanted({ addOns: [{ id: 'ip', quantity }] }, by, raiseOnly));
    expect(ask(3, 'client')).toBe('none');
    expect(ask(1, 'client')).toBe('not_supported addOns.0');
    expect(ask(1, 'operator')).toBe('none');
  });
});

describe('what is offered', () => {
  it('[2.4, 5.10] hides from a client what he may not do alone', () => {
    const offers = changeOffers(catalog, silver, 'client');
    expect(offers.upgrade?.plans).toEqual([{ planId: 'gold', name: 'Gold', cycles: ['annual'] }]);
    expect(offers.downgrade?.plans).toEqual([
      { planId: 'silver', name: 'Silver', cycles: ['monthly'] },
    ]);
    expect(changeOffers(catalog, silver, 'operator').downgrade?.plans).toHaveLength(2);
    expect(offers.downgrade?.addOns).toEqual([
      { addOnId: 'ip', name: 'Dedicated IP', quantity: 2, minimum: 0, maximum: 1 },
    ]);
  });

  it('[5.10] is null where nothing is configured', () => {
    const vps: CurrentPackage = { ...silver, productId: 'vps', planId: 'vps-s', cycle: 'monthly' };
    expect(changeOffers(catalog, { ...vps, items: [] }, 'client')).toEqual({
      upgrade: null,
      downgrade: null,
    });
  });
});
