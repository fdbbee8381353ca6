import type * as z from 'zod';
import { type Fault, fail, isBillingError } from '../errors.ts';
import { type Catalog, checkCatalog, type Price } from '../rules/catalog.ts';
import { isCurrency } from '../rules/currency.ts';
import type { FundsSettings } from '../rules/funds.ts';
import { parseMoney } from '../rules/money.ts';
import {
  type ReadAmount as Amount,
  affiliateOf,
  readAmounts as amounts,
  billingFieldOf,
  billingOf,
  meterOf,
} from './catalog-billing.ts';
import { type CatalogDocument, catalogDocument } from './catalog-shape.ts';
import { faultsOf } from './faults.ts';

/**
 * The catalog of an operator's file (SPEC 2.7).
 *
 * @throws BillingError `invalid_input` with the path of every fault in `faults`, as paths of the
 * file. Wrong types are told before what needs right ones, such as cross references.
 */
export function parseCatalog(file: unknown): Catalog {
  const { document, faults } = read(file);
  const built = document === null ? null : build(document);
  const all = [...faults, ...(built?.faults ?? [])];
  if (built !== null && all.length === 0) return built.catalog;
  const [first] = all;
  fail(
    'invalid_input',
    `The catalog has ${all.length === 1 ? 'a fault' : `${all.length} faults`}. First: ${
      first === undefined ? '' : `${first.field}: ${first.message}`
    }`,
    { faults: all, ...(first === undefined ? {} : { field: first.field }) },
  );
}

interface Reading {
  readonly document: CatalogDocument | null;
  readonly faults: readonly Fault[];
}

/** Unknown fields alone do not keep the rest from being checked. */
function read(file: unknown): Reading {
  const parsed = catalogDocument.safeParse(file);
  if (parsed.success) return { document: parsed.data, faults: [] };
  const faults = faultsOf(parsed.error);
  if (parsed.error.issues.some(({ code }) => code !== 'unrecognized_keys')) {
    return { document: null, faults };
  }
  const again = catalogDocument.safeParse(withoutUnknown(file, parsed.error));
  return { document: again.success ? again.data : null, faults };
}

function withoutUnknown(file: unknown, { issues }: z.ZodError): unknown {
  const copy = structuredClone(file);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const owner = issue.path.reduce<unknown>((at, key) => Object(at)[key], copy);
    for (const key of issue.keys) Reflect.deleteProperty(Object(owner), key);
  }
  return copy;
}

function build(document: CatalogDocument): {
  readonly catalog: Catalog;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const amount: Amount = (text, currency, field) => {
    // That the provider does not sell in a currency is told by `checkCatalog`.
    if (!isCurrency(currency)) return { amount: 0n, currency };
    try {
      return parseMoney(text, currency);
    } catch (error) {
      if (!isBillingError(error)) throw error;
      faults.push({ field, message: error.message });
      return { amount: 0n, currency };
    }
  };
  const catalog: Catalog = {
    provider: providerOf(document.provider, amount),
    products: document.products.map((product, index) =>
      productOf(product, `products.${index}`, amount),
    ),
    promotions: document.promotions.map((promotion, index) => {
      const { fixed, maxUses, maxPerClient, ...rest } = promotion;
      return {
        ...rest,
        ...(fixed === undefined
          ? {}
          : { fixed: amounts(fixed, `promotions.${index}.fixed`, amount) }),
        ...(maxUses === undefined ? {} : { maximumUses: maxUses }),
        ...(maxPerClient === undefined ? {} : { maximumPerClient: maxPerClient }),
      };
    }),
    taxes: document.provider.taxes.map(({ amounts: fixed, ...tax }, index) => ({
      ...tax,
      ...(fixed === undefined
        ? {}
        : { amounts: amounts(fixed, `provider.taxes.${index}.amounts`, amount) }),
    })),
    affiliates: document.affiliates.map((program, index) =>
      affiliateOf(program, `affiliates.${index}`, amount),
    ),
  };
  for (const { path, message } of checkCatalog(catalog)) {
    faults.push({ field: fieldOf(path, catalog), message });
  }
  return { catalog, faults };
}

type ProviderDocument = CatalogDocument['provider'];
type ProductDocument = CatalogDocument['products'][number];
type AddOnDocument = ProductDocument['addons'][number];

function providerOf(document: ProviderDocument, amount: Amount): Catalog['provider'] {
  const { taxes: _taxes, invoicing, payments, ...rest } = document;
  const { dunning, terminateAfterDays, changes, cancelRefund, safety, review, ...own } = rest;
  const { termsDays, orderLapseDays, numbering, roundingMode } = invoicing;
  const { retryDays: chargeRetryDays, disputeSuspendDays } = payments;
  return {
    ...own,
    termsDays,
    orderLapseDays,
    numbering,
    roundingMode,
    billing: billingOf(invoicing, { ...document, chargeRetryDays, disputeSuspendDays }, amount),
    provisionOnPending: payments.provisionOnPending,
    ...(payments.funds === undefined ? {} : { funds: fundsOf(payments.funds, amount) }),
    paymentMethods: payments.methods.map(({ plugin, minimum, maximum, ...method }, index) => {
      const path = `provider.payments.methods.${index}`;
      return {
        ...method,
        pluginId: plugin,
        ...(minimum === undefined ? {} : { minimum: amounts(minimum, `${path}.minimum`, amount) }),
        ...(maximum === undefined ? {} : { maximum: amounts(maximum, `${path}.maximum`, amount) }),
      };
    }),
  };
}

function fundsOf(
  document: NonNullable<ProviderDocument['payments']['funds']>,
  amount: Amount,
): FundsSettings {
  const bound = (name: keyof FundsSettings): FundsSettings[typeof name] =>
    amounts(document[name], `provider.payments.funds.${name}`, amount);
  return { minimum: bound('minimum'), maximum: bound('maximum'), balance: bound('balance') };
}

function productOf(
  { addons, plans, ...rest }: ProductDocument,
  path: string,
  amount: Amount,
): Catalog['products'][number] {
  return {
    ...rest,
    plans: plans.map(({ addons: addOnIds, meters, ...plan }, index) => ({
      ...plan,
      ...(meters === undefined ? {} : { meters: meters.map(meterOf) }),
      ...(addOnIds === undefined ? {} : { addOnIds }),
      prices: pricesOf(plan.prices, `${path}.plans.${index}.prices`, amount),
    })),
    addOns: addons.map((addOn, index) => addOnOf(addOn, `${path}.addons.${index}`, amount)),
  };
}

function pricesOf(
  prices: ProductDocument['plans'][number]['prices'],
  path: string,
  amount: Amount,
): readonly Price[] {
  return prices.map(({ currency, cycle, recurring, setup }, index) => ({
    currency,
    cycle,
    recurring: amount(recurring, currency, `${path}.${index}.recurring`),
    setup: amount(setup, currency, `${path}.${index}.setup`),
  }));
}

function addOnOf(
  { quantity, prices, oneTime, ...rest }: AddOnDocument,
  path: string,
  amount: Amount,
): Catalog['products'][number]['addOns'][number] {
  return {
    ...rest,
    kind: oneTime === undefined ? 'recurring' : 'one-time',
    ...(quantity === undefined
      ? {}
      : { quantity: { minimum: quantity.min, maximum: quantity.max } }),
    prices:
      oneTime === undefined
        ? pricesOf(prices ?? [], `${path}.prices`, amount)
        : Object.entries(oneTime).map(([currency, text]) => ({
            currency,
            cycle: 'one-time',
            recurring: { amount: 0n, currency },
            setup: amount(text, currency, `${path}.oneTime.${currency}`),
          })),
  };
}

/** The file's path for a path of the catalog. */
function fieldOf(path: string, catalog: Catalog): string {
  return billingFieldOf(path)
    .replace(/^taxes\./, 'provider.taxes.')
    .replace(
      /^provider\.(termsDays|orderLapseDays|numbering|roundingMode)\b/,
      'provider.invoicing.$1',
    )
    .replace(/^provider\.paymentMethods\b/, 'provider.payments.methods')
    .replace(/^provider\.funds\b/, 'provider.payments.funds')
    .replace(/^(products\.\d+\.plans\.\d+)\.addOnIds\b/, '$1.addons')
    .replace(/^(promotions\.\d+)\.maximum(Uses|PerClient)$/, '$1.max$2')
    .replace(
      /^products\.(\d+)\.addOns\.(\d+)\.prices\.(\d+).*$/,
      (whole, product: string, index: string, place: string) => {
        const addOn = catalog.products[Number(product)]?.addOns[Number(index)];
        if (addOn?.kind !== 'one-time') return whole;
        const { currency } = addOn.prices[Number(place)] ?? { currency: '' };
        return `products.${product}.addOns.${index}.oneTime.${currency}`;
      },
    )
    .replace(
      /^(products\.(\d+)\.plans\.(\d+)\.meters\.(\d+))\.tiers\.0\b/,
      (whole, meter: string, product: string, plan: string, index: string) => {
        const found = catalog.products[Number(product)]?.plans[Number(plan)];
        return found?.meters?.[Number(index)]?.model === 'flat' ? `${meter}.price` : whole;
      },
    )
    .replace(/^(products\.\d+)\.addOns\./, '$1.addons.')
    .replace(/\.quantity\.(min|max)imum$/, '.quantity.$1');
}
