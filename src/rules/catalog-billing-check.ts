import type { AffiliateProgram } from './affiliate-model.ts';
import type { BillingSettings } from './billing-settings.ts';
import type { Catalog, Plan, Product } from './catalog-model.ts';
import {
  attempt,
  checkAmounts,
  checkCount,
  checkCountry,
  checkUnique,
  type Report,
} from './catalog-report.ts';
import { parseCycle } from './cycle.ts';
import { compareFractions, type Fraction, fraction, parseDecimal } from './fraction.ts';
import { type FundsSettings, fundsRange } from './funds.ts';
import type { Meter } from './meter-model.ts';
import { isZero, zero } from './money.ts';
import { parseRate } from './rate.ts';

/** The faults of the provider's billing settings (SPEC 2.7). */
export function checkBilling({ provider }: Catalog, report: Report): void {
  const { billing, currencies } = provider;
  const path = 'provider.billing';
  checkLeadDays(billing.leadDays, `${path}.leadDays`, report);
  checkCycleMode(billing.cycleMode, `${path}.cycleMode`, report);
  checkCount(billing.changes.lapseDays, `${path}.changes.lapseDays`, report, 1);
  checkCount(billing.raiseNoticeDays, `${path}.raiseNoticeDays`, report);
  checkDunning(billing.dunning, `${path}.dunning`, currencies, report);
  billing.chargeRetryDays.forEach((day, index) => {
    const before = billing.chargeRetryDays[index - 1] ?? 0;
    const at = `${path}.chargeRetryDays.${index}`;
    checkCount(day, at, report, 1);
    if (day <= before && before > 0) report(at, `Day ${day} is not after day ${before}.`);
  });
  if (billing.disputeSuspendDays !== null) {
    checkCount(billing.disputeSuspendDays, `${path}.disputeSuspendDays`, report);
  }
  checkFunds(provider.funds, 'provider.funds', currencies, report);
  checkAmounts(billing.review.amountAbove, `${path}.review.amountAbove`, currencies, report);
  billing.review.countries.forEach((country, index) => {
    checkCountry(country, `${path}.review.countries.${index}`, report);
  });
  checkCount(billing.safety.linesPerPackage, `${path}.safety.linesPerPackage`, report, 1);
  checkCount(billing.safety.invoicesPerClient, `${path}.safety.invoicesPerClient`, report, 1);
  if (!(billing.safety.forecastFactor >= 1)) {
    report(`${path}.safety.forecastFactor`, 'A run may at least reach its forecast.');
  }
}

/** In each currency all three bounds are known, and an amount fits between them. */
function checkFunds(
  funds: FundsSettings | undefined,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  for (const name of ['minimum', 'maximum', 'balance'] as const) {
    checkAmounts(funds?.[name], `${path}.${name}`, currencies, report);
    for (const { currency } of [...(funds?.minimum ?? []), ...(funds?.maximum ?? [])]) {
      if (funds?.[name].some((amount) => amount.currency === currency)) continue;
      report(`${path}.${name}.${currency}`, `An amount in ${currency} is missing.`);
    }
  }
  for (const least of funds?.minimum ?? []) {
    const { currency } = least;
    if (least.amount === 0n) report(`${path}.minimum.${currency}`, 'Nothing cannot be added.');
    else if (fundsRange(funds, zero(currency)) === null) {
      report(`${path}.maximum.${currency}`, `The most in ${currency} is below the least.`);
    }
  }
}

function checkLeadDays(
  { byCycle, default: otherwise, domain }: BillingSettings['leadDays'],
  path: string,
  report: Report,
): void {
  for (const [cycle, days] of Object.entries(byCycle)) {
    attempt(`${path}.byCycle.${cycle}`, report, () => parseCycle(cycle));
    checkCount(days, `${path}.byCycle.${cycle}`, report);
  }
  checkCount(otherwise, `${path}.default`, report);
  checkCount(domain, `${path}.domain`, report);
}

function checkCycleMode(mode: BillingSettings['cycleMode'], path: string, report: Report): void {
  if (mode.kind === 'anniversary') return;
  for (const [name, day] of [
    ['day', mode.day],
    ['thresholdDay', mode.thresholdDay],
  ] as const) {
    if (day === null) continue;
    checkCount(day, `${path}.${name}`, report, 1);
    if (day > 31) report(`${path}.${name}`, 'A month has at most 31 days.');
  }
}

/** Days rise, and nothing is terminated that was not suspended before (SPEC 16.2). */
function checkDunning(
  { steps, terminateAfterDays }: BillingSettings['dunning'],
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  checkCount(terminateAfterDays, `${path}.terminateAfterDays`, report, 1);
  steps.forEach((step, index) => {
    const at = `${path}.steps.${index}`;
    const before = steps[index - 1];
    if (!Number.isSafeInteger(step.day)) report(`${at}.day`, `${step.day} is not a whole number.`);
    if (before !== undefined && step.day <= before.day) {
      report(`${at}.day`, `Day ${step.day} is not after day ${before.day}.`);
    }
    if (step.day < 0 && step.do !== 'remind') {
      report(`${at}.do`, `Before the due date there are reminders only.`);
    }
    const done = steps.slice(0, index).map((earlier) => earlier.do);
    if (step.do !== 'remind' && done.includes(step.do)) {
      report(`${at}.do`, `There are two steps that ${step.do}.`);
    }
    if (step.do === 'terminate' && !done.includes('suspend')) {
      report(`${at}.do`, 'A package is suspended before it is terminated.');
    }
    if (done.includes('terminate')) report(at, 'Nothing follows termination.');
    checkAmounts(step.lateFee, `${at}.lateFee`, currencies, report);
  });
}

/** The faults of what a plan says of changes, trials and meters (SPEC 2.3, 2.4, 2.10). */
export function checkPlanBilling(product: Product, plan: Plan, path: string, report: Report): void {
  for (const name of ['upgradesTo', 'downgradesTo'] as const) {
    plan[name]?.forEach((id, index) => {
      const at = `${path}.${name}.${index}`;
      if (id === plan.id) report(at, 'A plan does not change to itself.');
      else if (!product.plans.some((other) => other.id === id)) {
        report(at, `There is no plan "${id}" of this product.`);
      }
    });
  }
  plan.downgradesTo?.forEach((id, index) => {
    if (plan.upgradesTo?.includes(id) !== true) return;
    report(`${path}.downgradesTo.${index}`, `"${id}" is an upgrade already.`);
  });
  checkCount(plan.trialDays, `${path}.trialDays`, report);
  // What is canceled in the trial costs nothing (SPEC 2.10).
  if ((plan.trialDays ?? 0) > 0 && plan.prices.some(({ setup }) => !isZero(setup))) {
    report(`${path}.trialDays`, 'A plan with a trial has no set-up fee.');
  }
  const resources = new Set<string>();
  plan.meters?.forEach((meter, index) => {
    const at = `${path}.meters.${index}`;
    if (resources.has(meter.resource)) {
      report(`${at}.resource`, `"${meter.resource}" is measured twice.`);
    }
    resources.add(meter.resource);
    checkMeter(meter, plan, at, report);
  });
}

function checkMeter(meter: Meter, plan: Plan, path: string, report: Report): void {
  checkQuantity(meter.included, `${path}.included`, report);
  if (meter.block !== undefined && checkQuantity(meter.block, `${path}.block`, report)) {
    if (parseDecimal(meter.block).numerator === 0n) {
      report(`${path}.block`, 'A block has at least something in it.');
    }
  }
  if (meter.over === 'refused') return;
  if (meter.tiers.length === 0) report(`${path}.tiers`, 'A price is missing.');
  if (meter.model === 'flat' && meter.tiers.length > 1) {
    report(`${path}.model`, 'A flat price has one tier.');
  }
  let reached: Fraction = fraction(0n);
  meter.tiers.forEach(({ upTo, prices }, index) => {
    const at = `${path}.tiers.${index}`;
    const last = index === meter.tiers.length - 1;
    if ((upTo === null) !== last) report(`${at}.upTo`, 'The last tier, and it alone, has no end.');
    if (upTo !== null && checkQuantity(upTo, `${at}.upTo`, report)) {
      const end = parseDecimal(upTo);
      if (compareFractions(end, reached) <= 0) report(`${at}.upTo`, 'Tiers rise.');
      reached = end;
    }
    checkUnitPrices(prices, plan, at, report);
  });
}

/** Every currency in which the plan is sold has a price of its use. */
function checkUnitPrices(
  prices: Meter['tiers'][number]['prices'],
  plan: Plan,
  path: string,
  report: Report,
): void {
  const sold = new Set(plan.prices.map(({ currency }) => currency));
  for (const { currency, amount } of prices) {
    const at = `${path}.${currency}`;
    if (!sold.has(currency)) report(at, `The plan has no price in ${currency}.`);
    checkQuantity(amount, at, report);
  }
  for (const currency of sold) {
    if (prices.some((price) => price.currency === currency)) continue;
    report(`${path}.${currency}`, `A price in ${currency} is missing.`);
  }
}

function checkQuantity(text: string, path: string, report: Report): boolean {
  if (!attempt(path, report, () => parseDecimal(text))) return false;
  if (parseDecimal(text).numerator >= 0n) return true;
  report(path, 'It cannot be negative.');
  return false;
}

/** The faults of the affiliate programs (SPEC 14.1). */
export function checkAffiliates({ affiliates, provider }: Catalog, report: Report): void {
  const programs = affiliates ?? [];
  checkUnique(programs, 'affiliates', report);
  programs.forEach((program, index) => {
    checkProgram(program, `affiliates.${index}`, provider.currencies, report);
  });
}

function checkProgram(
  { percent, fixed, waitDays, cookieDays, minimumPayout }: AffiliateProgram,
  path: string,
  currencies: readonly string[],
  report: Report,
): void {
  if ((percent === undefined) === (fixed === undefined)) {
    report(path, 'A program pays either percent or fixed.');
  }
  if (percent !== undefined && attempt(`${path}.percent`, report, () => parseRate(percent))) {
    const { numerator, denominator } = parseRate(percent);
    if (numerator === 0n || numerator > denominator) {
      report(`${path}.percent`, 'A commission is above 0 and at most 100 percent.');
    }
  }
  checkCount(waitDays, `${path}.waitDays`, report);
  checkCount(cookieDays, `${path}.cookieDays`, report, 1);
  checkAmounts(fixed, `${path}.fixed`, currencies, report);
  checkAmounts(minimumPayout, `${path}.minimumPayout`, currencies, report);
}
