import type { Billing } from '../../src/billing.ts';
import type { ProductView, ProviderView } from '../../src/contract/catalog.ts';
import type { SessionView } from '../../src/contract/clients.ts';
import { asBillingError, isSignedOut } from '../internal/load.ts';
import { productsToOrder } from './choice.ts';

/** What is sold, by whom, and to whom. */
export interface Shop {
  readonly provider: ProviderView;
  readonly products: readonly ProductView[];
  /** The client that is signed in; null: a new one. */
  readonly client: SessionView | null;
  /** The client's own currency, or those that a new client may choose from. */
  readonly currencies: readonly string[];
}

/** Loads what the order form shows. @param wished a product that is offered in any case. */
export async function openShop(
  billing: Billing,
  signal: AbortSignal,
  wished: string,
): Promise<Shop> {
  const [provider, catalog, client] = await Promise.all([
    billing.provider.get({}, { signal }),
    billing.catalog.get({}, { signal }),
    clientOf(billing, signal),
  ]);
  const own = client?.currency ?? null;
  const currencies = own === null ? provider.currencies : [own];
  return { provider, products: productsToOrder(catalog, wished), client, currencies };
}

/** An ended session is no error here: one can order without. */
async function clientOf(billing: Billing, signal: AbortSignal): Promise<SessionView | null> {
  try {
    const session = await billing.sessions.current({}, { signal });
    return session.kind === 'client' ? session : null;
  } catch (error) {
    if (isSignedOut(asBillingError(error))) return null;
    throw error;
  }
}
