import type { Selectable } from 'kysely';
import type { TaxParty } from '../../rules/tax.ts';
import type { ClientsTable } from '../../storage/tables/clients.ts';

/** What of a client's row decides its taxes. */
export type TaxedClient = Pick<
  Selectable<ClientsTable>,
  'country' | 'state' | 'county' | 'city' | 'vat_number' | 'vat_number_valid' | 'tax_exempt'
>;

/** A client as the tax rules see it: who has a VAT number is a business. */
export function partyOf(client: TaxedClient): TaxParty {
  return {
    country: client.country,
    state: client.state ?? undefined,
    county: client.county ?? undefined,
    city: client.city ?? undefined,
    kind: client.vat_number === null ? 'consumer' : 'business',
    vatNumber: client.vat_number ?? undefined,
    vatNumberValid: client.vat_number_valid,
    exempt: client.tax_exempt,
  };
}
