import { addDays, type PlainDate } from './plain-date.ts';
import { euCountries, type TaxParty } from './tax.ts';

/** Days for which a silent register is asked again (SPEC 7.12). */
const retryDays = 30;

/**
 * Whether the register's word on a client's number changes a tax: both are in the EU, in different
 * countries (SPEC 7.12).
 */
export function needsVatCheck(
  provider: { readonly country: string },
  party: Pick<TaxParty, 'country' | 'vatNumber' | 'exempt'>,
): boolean {
  if ((party.vatNumber ?? '') === '' || party.exempt === true) return false;
  const both = euCountries.includes(provider.country) && euCountries.includes(party.country);
  return both && provider.country !== party.country;
}

/** Whether a silent register is asked again, for 30 days from the order (SPEC 7.12). */
export function asksAgain(orderedOn: PlainDate, today: PlainDate): boolean {
  return today < addDays(orderedOn, retryDays);
}

/** What tells in which country a client is (SPEC 7.12). */
export interface PlaceEvidence {
  readonly billing: string;
  /** Of the network address, where the host knows it. */
  readonly network: string | null;
  /** Of the card's issuer or of the bank. */
  readonly payment: string | null;
}

/**
 * Whether the evidence of a client's country conflicts: what is known beside the billing country,
 * and none of it agrees. It matters within the EU alone, where the place decides the tax.
 */
export function conflictsOfPlace({ billing, network, payment }: PlaceEvidence): boolean {
  const others = [network, payment].filter((one) => one !== null);
  if (others.length === 0 || others.includes(billing)) return false;
  return [billing, ...others].some((country) => euCountries.includes(country));
}
