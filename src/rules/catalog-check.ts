import { checkAffiliates, checkBilling, checkPlanBilling } from './catalog-billing-check.ts';
import type { AddOn, Catalog, Plan, Price, Product, Promotion } from './catalog-model.ts';
import {
  attempt,
  checkAmounts,
  checkCount,
  checkCountry,
  checkUnique,
  type Report,
} from './catalog-report.ts';
import { isCurrency } from './currency.ts';
import { cycleId, parseCycle } from './cycle.ts';
import { isNegative, isZero } from './money.ts';
import { isPlainDate, type PlainDate, todayIn } from './plain-date.ts';
import { parseRate } from './rate.ts';
import type { TaxRule } from './tax.ts';
import { regionFaults } from './us-counties.ts';

/** One fault of a catalog, with the path to it, such as `products.0.plans.1.prices.2.currency`. */
export interface CatalogFault {
  readonly path: string;
  readonly message: string;
}

/**
 * Every fault that the shape alone does not show: cross references, duplicates, currencies, cycles,
 * rates, dates, limits (SPEC 2.7). Empty when the catalog is sound.
 */
export function checkCatalog(catalog: Catalog): readonly CatalogFault[] {
  const faults: CatalogFault[] = [];
  const report: Report = (path, message) => faults.push({ path, message });
  checkProvider(catalog, report);
  checkBilling(catalog, report);
  checkUnique(catalog.products, 'products', report);
  catalog.products.forEach((product, index) => {
    checkProduct(product, `products.${index}`, catalog.provider.currencies, report);
  });
  checkPromotions(catalog, report);
  checkAffiliates(catalog, report);
  catalog.taxes.forEach((rule, index) => {
    checkTax(rule, `taxes.${index}`, catalog.provider.currencies, report);
  });
  return faults;
}

function checkDates(
  span: { readonly from?: PlainDate | undefined; readonly until?: PlainDate | undefined },
  path: string,
  report: Report,
): void {
  const { from, until } = span;
  for (const [name, date] of [
    ['from', from],
    ['until', until],
  ] as const) {
    if (date !== undefined && !isPlainDate(date)) {
      report(`${path}.${name}`, `"${date}" is not a date; write one as 2026-11-22.`);
    }
  }
  if (from !== undefined && until !== undefined && from > until) {
    report(`${path}.until`, `${until} is before ${from}.`);
  }
}

function checkProvider({ provider }: Catalog, report: Report): void {
  const { currencies, numbering, paymentMethods } = provider;
  if (currencies.length === 0) report('provider.currencies', 'At least one currency is needed.');
  currencies.forEach((currency, index) => {
    const path = `provider.currencies.${index}`;
    if (!isCurrency(currency)) report(path, `"${currency}" is not an ISO 4217 currency.`);
    if (currencies.indexOf(currency) !== index) report(path, `${currency} is listed twice.`);
  });
  attempt('provider.timeZone', report, () => todayIn(provider.timeZone, new Date(0)));
  checkCountry(provider.country, 'provider.country', report);
  checkCount(provider.termsDays, 'provider.termsDays', report);
  checkCount(provider.orderLapseDays, 'provider.orderLapseDays', report, 1);
  checkCount(numbering.digits, 'provider.numbering.digits', report, 1);
  if (numbering.digits > 12) report('provider.numbering.digits', 'More than 12 digits.');
  checkUnique(paymentMethods, 'provider.paymentMethods', report);
  paymentMethods.forEach((method, index) => {
    const path = `provider.paymentMethods.${index}`;
    method.currencies?.forEach((currency, at) => {
      if (currencies.includes(currency)) return;
      report(`${path}.currencies.${at}`, `The provider does not sell in ${currency}.`);
    });
    method.countries?.forEach((country, at) => {
      checkCountry(country, `${path}.countries.${at}`, report);
    });
    checkAmounts(method.minimum, `${path}.minimum`, currencies, report);
    checkAmounts(method.maximum, `${path}.maximum`, currencies, report);
  });
}

function checkProduct(
  product: Product,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  checkCount(product.stock, `${path}.stock`, report);
  checkUnique(product.plans, `${path}.plans`, report);
  checkUnique(product.addOns, `${path}.addOns`, report);
  product.plans.forEach((plan, index) => {
    checkCount(plan.stock, `${path}.plans.${index}.stock`, report);
    checkPrices(plan, `${path}.plans.${index}`, currencies, report);
    checkPlanBilling(product, plan, `${path}.plans.${index}`, report);
    plan.addOnIds?.forEach((id, at) => {
      if (product.addOns.some((addOn) => addOn.id === id)) return;
      report(`${path}.plans.${index}.addOnIds.${at}`, `There is no add-on "${id}".`);
    });
  });
  product.addOns.forEach((addOn, index) => {
    checkAddOn(addOn, `${path}.addOns.${index}`, currencies, report);
  });
}

function checkAddOn(
  addOn: AddOn,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  checkPrices(addOn, path, currencies, report);
  addOn.prices.forEach(({ cycle }, index) => {
    if ((cycle === 'one-time') === (addOn.kind === 'one-time')) return;
    report(`${path}.prices.${index}.cycle`, `The add-on is ${addOn.kind}, its price is ${cycle}.`);
  });
  if (addOn.quantity === undefined) return;
  const { minimum, maximum } = addOn.quantity;
  checkCount(minimum, `${path}.quantity.minimum`, report);
  checkCount(maximum, `${path}.quantity.maximum`, report, 1);
  if (minimum > maximum) report(`${path}.quantity.maximum`, `${maximum} is below ${minimum}.`);
}

function checkPrices(
  sold: Pick<Plan | AddOn, 'name' | 'prices'>,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  if (sold.prices.length === 0) report(`${path}.prices`, `${sold.name} has no price.`);
  const seen = new Set<string>();
  sold.prices.forEach((price, index) => {
    const at = `${path}.prices.${index}`;
    checkPrice(price, at, currencies, report);
    if (!attempt(`${at}.cycle`, report, () => parseCycle(price.cycle))) return;
    const key = `${price.currency} ${cycleId(parseCycle(price.cycle))}`;
    if (seen.has(key)) report(at, `There are two prices for ${key}.`);
    seen.add(key);
  });
}

function checkPrice(
  { currency, cycle, recurring, setup }: Price,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  if (!currencies.includes(currency)) {
    report(`${path}.currency`, `The provider does not sell in ${currency}.`);
  }
  for (const [name, amount] of [
    ['recurring', recurring],
    ['setup', setup],
  ] as const) {
    if (amount.currency !== currency) {
      report(`${path}.${name}`, `The amount is in ${amount.currency}, the price in ${currency}.`);
    }
    if (isNegative(amount)) report(`${path}.${name}`, 'A price cannot be negative.');
  }
  if (cycle === 'one-time' && !isZero(recurring)) {
    report(`${path}.recurring`, 'A one-time price has its amount in setup.');
  }
}

function checkPromotions({ promotions, products, provider }: Catalog, report: Report): void {
  const plans = new Set(products.flatMap((product) => product.plans.map(({ id }) => id)));
  const codes = new Set<string>();
  promotions.forEach((promotion, index) => {
    const path = `promotions.${index}`;
    const code = promotion.code?.trim().toUpperCase();
    if (code === '') report(`${path}.code`, 'A code cannot be empty.');
    if (code !== undefined && codes.has(code)) {
      report(`${path}.code`, `The code "${promotion.code}" is used twice.`);
    }
    if (code !== undefined) codes.add(code);
    checkPromotion(promotion, path, report);
    checkAmounts(promotion.fixed, `${path}.fixed`, provider.currencies, report);
    promotion.plans?.forEach((id, at) => {
      if (!plans.has(id)) report(`${path}.plans.${at}`, `There is no plan "${id}".`);
    });
  });
}

function checkPromotion(promotion: Promotion, path: string, report: Report): void {
  const { code, percent, fixed, periods, maximumUses, maximumPerClient } = promotion;
  if ((percent === undefined) === (fixed === undefined)) {
    report(path, 'A promotion is either percent or fixed.');
  }
  if (fixed !== undefined && fixed.length === 0) report(`${path}.fixed`, 'An amount is missing.');
  if (percent !== undefined && attempt(`${path}.percent`, report, () => parseRate(percent))) {
    const { numerator, denominator } = parseRate(percent);
    if (numerator === 0n || numerator > denominator) {
      report(`${path}.percent`, 'A percentage off is above 0 and at most 100.');
    }
  }
  promotion.cycles?.forEach((cycle, at) => {
    attempt(`${path}.cycles.${at}`, report, () => parseCycle(cycle));
  });
  if (periods !== null) checkCount(periods, `${path}.periods`, report, 1);
  checkCount(maximumUses, `${path}.maximumUses`, report);
  checkCount(maximumPerClient, `${path}.maximumPerClient`, report, 1);
  if (code === undefined && (maximumUses !== undefined || maximumPerClient !== undefined)) {
    report(`${path}.code`, 'Uses are counted by code, so a limit needs one.');
  }
  checkDates(promotion, path, report);
}

function checkTax(
  rule: TaxRule,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  checkCountry(rule.country, `${path}.country`, report);
  const sound = attempt(`${path}.rate`, report, () => parseRate(rule.rate));
  if (rule.county !== undefined && rule.state === undefined) {
    report(`${path}.state`, 'A county needs its state.');
  } else if (rule.state !== undefined || rule.county !== undefined) {
    // A county that no address can have would silently never be taxed.
    for (const { field, message } of regionFaults(rule)) report(`${path}.${field}`, message);
  }
  const charges = sound && parseRate(rule.rate).numerator > 0n;
  if (charges && (rule.amounts !== undefined || rule.exempt !== undefined)) {
    report(`${path}.rate`, 'A tax is a rate, fixed amounts, or an exemption.');
  }
  if (rule.amounts !== undefined) {
    if (rule.compound === true) report(`${path}.compound`, 'A fixed amount has no base.');
    checkAmounts(rule.amounts, `${path}.amounts`, currencies, report);
    for (const currency of currencies) {
      if (rule.amounts.some((amount) => amount.currency === currency)) continue;
      report(`${path}.amounts.${currency}`, `An amount in ${currency} is missing.`);
    }
  }
  checkDates(rule, path, report);
}
