import { readFileSync } from 'node:fs';
import type { OrderItem, PlaceOrder } from '../../src/contract/orders.ts';
import { parseCatalog } from '../../src/operations/catalog-document.ts';
import type { Catalog } from '../../src/rules/catalog.ts';
import type { ClientPrincipal, World } from '../support/world.ts';

interface CatalogFile {
  readonly provider: object;
  readonly affiliates: readonly unknown[];
  readonly products: readonly {
    readonly id: string;
    readonly plans: readonly { readonly id: string; readonly upgradesTo?: readonly string[] }[];
  }[];
}

const agencies = {
  id: 'agencies',
  name: 'Agencies',
  fixed: { EUR: '25.00', USD: '28.00', JPY: '4000' },
  recurring: false,
  minimumPayout: { EUR: '50.00' },
  waitDays: 45,
  cookieDays: 90,
};

const platinum = {
  id: 'platinum',
  name: 'Platinum',
  features: ['Unlimited sites', '500 GB disk', 'Own server'],
  prices: [
    { currency: 'EUR', cycle: 'monthly', recurring: '24.99', setup: '0.00' },
    { currency: 'EUR', cycle: 'annual', recurring: '269.89', setup: '0.00' },
  ],
};

/**
 * The catalog of the example's provider with what it lacks: a fourth plan, a second affiliate
 * program, and credit for what is not used of a package that is canceled.
 */
export function storyCatalog(): Catalog {
  const path = new URL('../../examples/provider/catalog.json', import.meta.url);
  const file = JSON.parse(readFileSync(path, 'utf8')) as CatalogFile;
  const products = file.products.map((product) => {
    if (product.id !== 'web') return product;
    const plans = product.plans.map((plan) => {
      const { upgradesTo } = plan;
      return upgradesTo === undefined ? plan : { ...plan, upgradesTo: [...upgradesTo, 'platinum'] };
    });
    return { ...product, plans: [...plans, platinum] };
  });
  return parseCatalog({
    ...file,
    provider: { ...file.provider, cancelRefund: 'unused' },
    products,
    affiliates: [...file.affiliates, agencies],
  });
}

/** The client of the stories. */
export const tidewell: NonNullable<PlaceOrder['client']> = {
  company: 'Tidewell Atelier',
  firstName: 'Iris',
  lastName: 'Quenby',
  email: 'iris@tidewell-atelier.com',
  street: 'Uferweg 8',
  city: 'Kiel',
  zip: '24103',
  country: 'DE',
  phone: '+49 431 5550',
  language: 'en',
  userName: 'tidewell',
  password: 'a long phrase for stories',
};

/** Another client, who came by a link of the first. */
export const brackenfold: NonNullable<PlaceOrder['client']> = {
  company: 'Brackenfold',
  firstName: 'Maren',
  lastName: 'Bracken',
  email: 'maren@brackenfold.example',
  street: 'Torstraße 40',
  city: 'Lübeck',
  zip: '23552',
  country: 'DE',
  phone: '+49 451 7720',
  language: 'en',
  userName: 'brackenfold',
  password: 'another phrase for stories',
};

/** An order that was placed. */
export interface StoryOrder {
  readonly client: ClientPrincipal;
  readonly orderId: string;
  readonly invoiceId: string;
  readonly packageId: string;
}

/** Orders one item, as a new client or as one who is there. */
export async function order(
  world: World,
  who: ClientPrincipal | NonNullable<PlaceOrder['client']>,
  item: OrderItem,
  more: Pick<PlaceOrder, 'promotionCode' | 'referralCode'> & { readonly currency?: string } = {},
): Promise<StoryOrder> {
  const isNew = !('kind' in who);
  const asker = isNew ? ({ kind: 'public' } as const) : who;
  const { referralCode, ...rest } = more;
  const input = { currency: 'EUR', items: [item], ...rest };
  const address = isNew ? { taxAddress: { country: who.country } } : {};
  const quote = await world.engine.execute(asker, 'orders.quote', { ...input, ...address });
  const placed = await world.engine.execute(asker, 'orders.place', {
    ...input,
    ...(referralCode === undefined ? {} : { referralCode }),
    ...(isNew ? { client: who } : {}),
    commandId: world.newId(),
    confirmedTotal: quote.total,
    termsVersion: '1',
  });
  const client = isNew ? await world.engine.authenticate(placed.session?.token ?? '', null) : who;
  if (client?.kind !== 'client') throw new Error('The order opened no session.');
  const { orderId, invoiceId, packageIds } = placed.order;
  return { client, orderId, invoiceId, packageId: packageIds[0] ?? '' };
}

/** One item of web hosting. */
export function hosting(
  planId: string,
  cycle: string,
  domainName: string,
  addOns: OrderItem['addOns'] = [],
): OrderItem {
  return { productId: 'web', planId, cycle, addOns, domainName };
}
