import type { Money } from '../rules/money.ts';
import type { Command, Operation } from './operation.ts';

/** What anybody may know of the provider. */
export interface ProviderView {
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  /** The date at the provider, `YYYY-MM-DD`. */
  readonly today: string;
  readonly currencies: readonly string[];
  /** Whether prices shown include tax (SPEC 7.10). */
  readonly pricesIncludeTax: boolean;
  /** Address of the terms, and the version that an order accepts. */
  readonly terms: { readonly url: string | null; readonly version: string };
  /** What this backend can do; widgets hide the rest (SPEC 19.8). */
  readonly features: readonly string[];
}

/** What a plan or add-on costs for one currency and cycle. */
export interface PriceView {
  readonly currency: string;
  /** `monthly`, `annual`, `one-time` … */
  readonly cycle: string;
  readonly recurring: Money;
  readonly setup: Money;
  /** The recurring amount for one month, rounded; null when the cycle has no months. */
  readonly perMonth: Money | null;
  /** Whole percent saved against the monthly price; null when there is none or nothing saved. */
  readonly savingPercent: number | null;
}

/** A plan on sale. */
export interface PlanView {
  readonly planId: string;
  readonly name: string;
  readonly description: string;
  readonly features: readonly string[];
  readonly prices: readonly PriceView[];
  /** Add-ons of the product that go with this plan. */
  readonly addOnIds: readonly string[];
  /** False when out of stock. */
  readonly available: boolean;
}

/** An optional extra. */
export interface AddOnView {
  readonly addOnId: string;
  readonly name: string;
  readonly kind: 'recurring' | 'one-time';
  /** Null: it is either taken or not. */
  readonly quantity: { readonly minimum: number; readonly maximum: number } | null;
  readonly prices: readonly PriceView[];
}

/** What is sold. */
export interface ProductView {
  readonly productId: string;
  readonly kind: 'hosting' | 'domain' | 'certificate' | 'service';
  readonly name: string;
  readonly description: string;
  readonly plans: readonly PlanView[];
  readonly addOns: readonly AddOnView[];
}

/** The catalog as a shop shows it (SPEC 2.1, 2.2). */
export interface CatalogView {
  readonly products: readonly ProductView[];
}

/** A fault of a catalog's file (SPEC 2.7). */
export interface CatalogFaultView {
  /** Such as `products.0.plans.1.prices.0.recurring`. */
  readonly path: string;
  readonly message: string;
}

/** A catalog that was loaded and is in force. */
export interface LoadedCatalog {
  /** Counted from 1. */
  readonly number: number;
  readonly products: number;
  readonly plans: number;
  readonly loadedAt: string;
}

/** Operations on the catalog. */
export interface CatalogOperations {
  'provider.get': { input: Record<string, never>; output: ProviderView };
  'catalog.get': { input: Record<string, never>; output: CatalogView };
  'catalog.check': {
    /** The file's text, as it is. */
    input: { readonly document: string };
    output: { readonly faults: readonly CatalogFaultView[] };
  };
  'catalog.load': {
    input: Command & { readonly document: string };
    output: LoadedCatalog;
  };
}

/** Their table. */
export const catalogOperations: { readonly [Name in keyof CatalogOperations]: Operation } = {
  'provider.get': {
    kind: 'query',
    method: 'GET',
    path: '/provider',
    access: { public: true },
    summary: 'The provider: name, currencies, terms and what this backend can do.',
  },
  'catalog.get': {
    kind: 'query',
    method: 'GET',
    path: '/catalog',
    access: { public: true },
    summary: 'Products, plans, prices and add-ons on sale.',
  },
  'catalog.check': {
    kind: 'query',
    method: 'POST',
    path: '/catalog/check',
    access: { operator: 'catalog:write' },
    summary: 'The path of every fault of a catalog file; changes nothing.',
  },
  'catalog.load': {
    kind: 'command',
    method: 'POST',
    path: '/catalog',
    access: { operator: 'catalog:write' },
    summary: 'Loads a catalog file; it is in force at once for new orders.',
  },
};
