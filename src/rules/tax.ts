import { invariant } from '../errors.ts';
import { add, isZero, type Money, type RoundingMode, sum, zero } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import { applyRate, parseRate } from './rate.ts';

/** The four kinds of product (SPEC 1). */
export type ProductKind = 'hosting' | 'domain' | 'certificate' | 'service';

/** Whose tax is charged within the EU (SPEC 7.12): the provider's, or the consumer's country's. */
export type TaxRegime = 'domestic' | 'oss';

/** VAT category (EN 16931, UNCL 5305): standard, zero, exempt, reverse charge, outside, export. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'O' | 'G';

/** One tax of one place; several that match are each applied on the same base (SPEC 7.11). */
export interface TaxRule {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly state?: string | undefined;
  readonly county?: string | undefined;
  /** Percent as a decimal string, such as `9.975`. */
  readonly rate: string;
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
  readonly kind: 'consumer' | 'business';
  readonly vatNumber?: string | undefined;
  /** Whether the register has confirmed the number; while it is silent tax is charged. */
  readonly vatNumberValid?: boolean | undefined;
  readonly exempt?: boolean | undefined;
}

/** A tax as a line keeps it (SPEC 7.11). */
export interface AppliedTax {
  readonly name: string;
  /** Percent as a decimal string. */
  readonly rate: string;
  readonly category: TaxCategory;
  /** Why no tax is charged, for the document (BT-120). */
  readonly reason?: string;
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
  if (party.exempt === true) return [exempt];
  const home = provider.country;
  const crossesEu =
    home !== party.country && euCountries.includes(home) && euCountries.includes(party.country);
  if (crossesEu && isValidBusiness(party)) return [reverseCharge];
  const place = crossesEu && regime === 'domestic' ? { country: home } : party;
  const applied = rules.filter((rule) => holds(rule, place, question)).map(applyRule);
  return applied.length === 0 ? [outside] : applied;
}

function isValidBusiness(party: TaxParty): boolean {
  return (
    party.kind === 'business' && party.vatNumberValid === true && (party.vatNumber ?? '') !== ''
  );
}

function holds(
  rule: TaxRule,
  place: Pick<TaxParty, 'country' | 'state' | 'county'>,
  { productKind, on }: TaxQuestion,
): boolean {
  if (rule.country !== place.country) return false;
  if (rule.state !== undefined && !samePlace(rule.state, place.state)) return false;
  if (rule.county !== undefined && !samePlace(rule.county, place.county)) return false;
  if (rule.productKinds !== undefined && !rule.productKinds.includes(productKind)) return false;
  return (
    (rule.from === undefined || rule.from <= on) && (rule.until === undefined || on <= rule.until)
  );
}

function samePlace(a: string, b: string | undefined): boolean {
  return b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
}

function applyRule({ name, rate }: TaxRule): AppliedTax {
  return { name, rate, category: parseRate(rate).numerator === 0n ? 'Z' : 'S' };
}

/** A line as far as its tax goes. */
export interface TaxableLine {
  readonly net: Money;
  readonly taxes: readonly AppliedTax[];
}

/**
 * The tax per rate on the sum of its lines, rounded once per rate (SPEC 7.8, BR-CO-17).
 *
 * @param currency of an empty list of lines; else it may be left out.
 */
export function taxTotals(
  lines: readonly TaxableLine[],
  mode: RoundingMode,
  currency: string | undefined = lines[0]?.net.currency,
): { readonly breakdown: readonly TaxSubtotal[]; readonly tax: Money } {
  invariant(currency !== undefined, 'The tax of no lines needs a currency.');
  const groups = new Map<string, { readonly applied: AppliedTax; base: Money }>();
  for (const { net, taxes } of lines) {
    for (const applied of taxes) {
      const key = [applied.category, applied.rate, applied.name].join('\n');
      const group = groups.get(key) ?? { applied, base: zero(currency) };
      group.base = add(group.base, net);
      groups.set(key, group);
    }
  }
  const breakdown = [...groups.values()].map(({ applied, base }): TaxSubtotal => {
    const tax = applyRate(base, parseRate(applied.rate), mode);
    invariant(applied.category === 'S' || isZero(tax), 'Only a standard rate yields tax.');
    return { ...applied, base, tax };
  });
  return {
    breakdown,
    tax: sum(
      breakdown.map(({ tax }) => tax),
      currency,
    ),
  };
}
