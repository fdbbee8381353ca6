import type { ProviderSettings } from './catalog-model.ts';
import type { DocumentPolicy, PricedDocument, PricedLine } from './document-model.ts';
import { priceInclusive } from './inclusive-prices.ts';
import { lineAmounts, totals } from './invoice.ts';

export type {
  DocumentPolicy,
  InclusiveOrder,
  PricedDocument,
  PricedLine,
} from './document-model.ts';

/** The policy of a provider's documents in a currency (SPEC 7.8, 7.10). */
export function documentPolicy(
  provider: Pick<ProviderSettings, 'roundingMode' | 'pricesIncludeTax' | 'billing'>,
  currency: string,
): DocumentPolicy {
  const { roundingMode: mode, pricesIncludeTax, billing } = provider;
  const { rounding, inclusive } = billing.tax;
  return { mode, currency, rounding, ...(pricesIncludeTax ? { inclusive } : {}) };
}

/**
 * The one way in which lines become a document: sums per line, tax per rate, total (SPEC 7.8).
 * Where prices include tax, what is shown is charged (SPEC 7.10).
 */
export function priceDocument(
  lines: readonly PricedLine[],
  policy: DocumentPolicy,
): PricedDocument {
  const { mode, currency, rounding, inclusive } = policy;
  const amounts = lines.map(({ unitPrice, quantity, discount, taxes }) => ({
    ...lineAmounts(unitPrice, quantity, discount),
    taxes,
  }));
  if (inclusive !== undefined) return priceInclusive(lines, amounts, { ...policy, inclusive });
  return { lines: amounts, totals: totals(amounts, mode, currency, rounding) };
}
