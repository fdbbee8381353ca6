import type { ClientToBill, ItemToBill, PackageToBill } from './billing-run.ts';
import { type BillingSettings, defaultBilling } from './billing-settings.ts';
import { sampleCatalog } from './catalog.fixture.ts';
import type { Catalog, ProviderSettings } from './catalog-model.ts';
import { parseMoney } from './money.ts';

/** The sample catalog with other settings of billing or of the provider, for tests. */
export function catalogWith(
  billing: Partial<BillingSettings> = {},
  provider: Partial<ProviderSettings> = {},
): Catalog {
  const settings = { ...defaultBilling, ...billing };
  return {
    ...sampleCatalog,
    provider: { ...sampleCatalog.provider, billing: settings, ...provider },
  };
}

/** A plan item of 10.00 EUR a cycle, billed through 1 January 2027, for tests. */
export function itemToBill(more: Partial<ItemToBill> = {}): ItemToBill {
  return {
    itemId: 'plan',
    addOnId: null,
    description: 'Web hosting Silver',
    quantity: 1,
    price: parseMoney('10.00', 'EUR'),
    raise: null,
    billedThrough: '2027-01-01',
    endsOn: null,
    prorated: true,
    promotion: null,
    ...more,
  };
}

/** An active monthly package from the first of the month with such an item, for tests. */
export function packageToBill(more: Partial<PackageToBill> = {}): PackageToBill {
  return {
    packageId: 'package',
    productKind: 'hosting',
    planId: 'silver',
    cycle: 'monthly',
    anchor: '2026-12-01',
    status: 'active',
    items: [itemToBill()],
    ...more,
  };
}

/** A consumer in Germany with such a package, for tests. */
export function clientToBill(
  packages: readonly PackageToBill[] = [packageToBill()],
  more: Partial<ClientToBill> = {},
): ClientToBill {
  const party = { country: 'DE', kind: 'consumer' } as const;
  return { clientId: 'client', status: 'active', currency: 'EUR', party, packages, ...more };
}
