import type { Money } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import { parseRate } from './rate.ts';

/** The four kinds of product (SPEC 1). */
export type ProductKind = 'hosting' | 'domain' | 'certificate' | 'service';

/** Whose tax is charged within the EU (SPEC 7.12): the provider's, or the consumer's country's. */
export type TaxRegime = 'domestic' | 'oss';

/** VAT category (EN 16931, UNCL 5305): standard, zero, exempt, reverse charge, outside, export. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G';

/**
 * One tax of one place (SPEC 7.11). Of several that match each is applied on the line's net, in
 * the order of the rules; a compound one on the net and the taxes before it.
 */
export interface TaxRule {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly state?: string | undefined;
  readonly county?: string | undefined;
  readonly city?: string | undefined;
  /** Percent as a decimal string, such as `9.975`; `0` beside `amounts` and `exempt`. */
  readonly rate: string;
  /** A tax of a fixed amount, once per line: at most one per currency. */
  readonly amounts?: readonly Money[] | undefined;
  /** A tax on the taxes before it as well. */
  readonly compound?: boolean | undefined;
  /** The reason for which nothing is charged here, for the document (BT-120). */
  readonly exempt?: string | undefined;
  /** All kinds when absent. */
  readonly productKinds?: readonly ProductKind[] | undefined;
  /** The first and the last day on which it holds; both belong to it. */
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
}

/** What decides the taxes of a client. */
export interface TaxParty {
  readonly country: string;
  readonly state?: string | undefined;
  readonly county?: string | undefined;
  readonly city?: string | undefined;
  readonly kind: 'consumer' | 'business';
  readonly vatNumber?: string | undefined;
  /** Whether the register has confirmed the number; while it is silent tax is charged. */
  readonly vatNumberValid?: boolean | undefined;
  readonly exempt?: boolean | undefined;
  /** Kinds of product for which the exemption holds; all when absent. */
  readonly exemptKinds?: readonly ProductKind[] | undefined;
  /** The first and the last day of the exemption; both belong to it. */
  readonly exemptFrom?: PlainDate | undefined;
  readonly exemptUntil?: PlainDate | undefined;
}

/** A tax as a line keeps it (SPEC 7.11). */
export interface AppliedTax {
  readonly name: string;
  /** Percent as a decimal string. */
  readonly rate: string;
  readonly category: TaxCategory;
  /** Why no tax is charged, for the document (BT-120). */
  readonly reason?: string;
  /** Once per line instead of a rate; the one of the line's currency counts. */
  readonly amounts?: readonly Money[];
  /** On the taxes before it as well. */
  readonly compound?: true;
}

/** The taxes of one rate over a document: its base and its tax (EN 16931 BG-23). */
export interface TaxSubtotal extends AppliedTax {
  readonly base: Money;
  readonly tax: Money;
}

/** The members of the European Union by ISO 3166-1; Greece is GR here, EL only in VAT numbers. */
export const euCountries: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

const reverseCharge: AppliedTax = {
  name: 'VAT',
  rate: '0',
  category: 'AE',
  reason: 'Reverse charge: VAT is to be paid by the customer (VATEX-EU-AE).',
};
const exempt: AppliedTax = {
  name: 'Tax',
  rate: '0',
  category: 'E',
  reason: 'The customer is exempt from tax.',
};
const outside: AppliedTax = {
  name: 'Tax',
  rate: '0',
  category: 'O',
  reason: 'Not subject to tax (VATEX-EU-O).',
};

/** What {@link taxesFor} needs to know. */
export interface TaxQuestion {
  readonly rules: readonly TaxRule[];
  readonly provider: { readonly country: string };
  readonly regime: TaxRegime;
  readonly party: TaxParty;
  readonly productKind: ProductKind;
  /** The issue date: rules are dated by it. */
  readonly on: PlainDate;
}

/**
 * The taxes of a line; never empty, since a line without tax says why (SPEC 7.11, 7.12).
 *
 * Within the EU a business of another country with a valid number pays by reverse charge; all
 * others pay the tax of their own country (OSS) or of the provider's (domestic). Outside, the rules
 * of the client's country hold, and where there is none the sale is outside the scope.
 */
export function taxesFor(question: TaxQuestion): AppliedTax[] {
  const { rules, provider, regime, party } = question;
  if (isExempt(question)) return [exempt];
  const home = provider.country;
  const crossesEu =
    home !== party.country && euCountries.includes(home) && euCountries.includes(party.country);
  if (crossesEu && isValidBusiness(party)) return [reverseCharge];
  const place = crossesEu && regime === 'domestic' ? { country: home } : party;
  const applied = rules.filter((rule) => holds(rule, place, question)).map(applyRule);
  return applied.length === 0 ? [outside] : applied;
}

/**
 * The taxes that a price includes where prices include tax: those of a consumer of the provider's
 * own country (SPEC 7.10).
 */
export function homeTaxesFor(question: Omit<TaxQuestion, 'party'>): AppliedTax[] {
  const { country } = question.provider;
  return taxesFor({ ...question, party: { country, kind: 'consumer' } });
}

function isExempt({ party, productKind, on }: TaxQuestion): boolean {
  const { exempt: wholly, exemptKinds, exemptFrom, exemptUntil } = party;
  if (wholly !== true || exemptKinds?.includes(productKind) === false) return false;
  return within({ from: exemptFrom, until: exemptUntil }, on);
}

function within(
  {
    from,
    until,
  }: { readonly from?: PlainDate | undefined; readonly until?: PlainDate | undefined },
  on: PlainDate,
): boolean {
  return (from === undefined || from <= on) && (until === undefined || on <= until);
}

function isValidBusiness(party: TaxParty): boolean {
  return (
    party.kind === 'business' && party.vatNumberValid === true && (party.vatNumber ?? '') !== ''
  );
}

function holds(
  rule: TaxRule,
  place: Pick<TaxParty, 'country' | 'state' | 'county' | 'city'>,
  { productKind, on }: TaxQuestion,
): boolean {
  if (rule.country !== place.country) return false;
  if (rule.state !== undefined && !samePlace(rule.state, place.state)) return false;
  if (rule.county !== undefined && !samePlace(rule.county, place.county)) return false;
  if (rule.city !== undefined && !samePlace(rule.city, place.city)) return false;
  if (rule.productKinds !== undefined && !rule.productKinds.includes(productKind)) return false;
  return within(rule, on);
}

function samePlace(a: string, b: string | undefined): boolean {
  return b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
}

function applyRule({ name, rate, amounts, compound, exempt: reason }: TaxRule): AppliedTax {
  if (reason !== undefined) return { name, rate: '0', category: 'E', reason };
  const isFree = amounts === undefined && parseRate(rate).numerator === 0n;
  return {
    name,
    rate,
    category: isFree ? 'Z' : 'S',
    ...(amounts === undefined ? {} : { amounts }),
    ...(compound === true ? { compound } : {}),
  };
}
