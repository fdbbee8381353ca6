import { price, sampleCatalog } from '../../src/rules/catalog.fixture.ts';
import type { Catalog, Product } from '../../src/rules/catalog.ts';
import { parseMoney } from '../../src/rules/money.ts';

/** What a scenario changes of the provider or the products. */
export interface CatalogChange {
  readonly provider?: Partial<Catalog['provider']>;
  readonly products?: (product: Product) => Product;
}

const review = {
  id: 'review',
  name: 'Security review',
  kind: 'one-time',
  prices: [price('EUR', 'one-time', '0.00', '25.00')],
} as const;

/** The catalog of the scenarios: a card and a bank transfer, a panel, and a service by hand. */
export function scenarioCatalog(change: CatalogChange = {}): Catalog {
  const products = sampleCatalog.products.map((product) => {
    if (product.id === 'web') return { ...product, panel: 'sandbox' };
    if (product.id === 'support') return { ...product, addOns: [review] };
    return product;
  });
  return {
    ...sampleCatalog,
    provider: {
      ...sampleCatalog.provider,
      paymentMethods: [
        { id: 'card', pluginId: 'sandbox', label: 'Card' },
        { id: 'transfer', pluginId: 'manual', label: 'Bank transfer', currencies: ['EUR'] },
      ],
      ...change.provider,
    },
    products: products.map((product) => change.products?.(product) ?? product),
    promotions: [
      ...sampleCatalog.promotions,
      {
        code: 'LAST',
        fixed: [parseMoney('1.00', 'EUR')],
        appliesTo: 'both',
        periods: 1,
        newClientsOnly: false,
        maximumUses: 1,
      },
    ],
  };
}
