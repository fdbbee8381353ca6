import { fail } from '../errors.ts';
import type { Promotion } from './catalog-model.ts';
import { cycleId, parseCycle } from './cycle.ts';
import { allocate, compare, type Money, type RoundingMode, sum, zero } from './money.ts';
import type { PlainDate } from './plain-date.ts';
import { applyRate, parseRate } from './rate.ts';

/**
 * A line as far as its discount goes. With `planId` and `cycle` a promotion that is limited to
 * plans or cycles passes over the lines of others; without them the line counts as covered.
 */
export interface DiscountableLine {
  readonly gross: Money;
  readonly component: 'setup' | 'recurring';
  readonly planId?: string | undefined;
  readonly cycle?: string | undefined;
}

/** Why a code is refused; an unknown and an expired one get the same answer. */
export type PromotionRefusal = 'unknown_or_expired' | 'not_for_this_order';

/** The promotion of an order; both null when there is none and no code was given. */
export type PromotionChoice =
  | { readonly promotion: Promotion | null; readonly reason: null }
  | { readonly promotion: null; readonly reason: PromotionRefusal };

/** What {@link promotionFor} needs to know. */
export interface PromotionQuestion {
  readonly promotions: readonly Promotion[];
  readonly code?: string | undefined;
  readonly on: PlainDate;
  readonly currency: string;
  /** One plan and cycle to be covered; without them the lines decide. */
  readonly planId?: string | undefined;
  readonly cycle?: string | undefined;
  readonly newClient: boolean;
  /** How often a code was used, in all and by this client; never when absent. */
  readonly uses?: ((code: string) => number) | undefined;
  readonly usesByClient?: ((code: string) => number) | undefined;
  /** On these the better of code and automatic is found. */
  readonly lines?: readonly DiscountableLine[] | undefined;
  readonly mode?: RoundingMode | undefined;
}

/**
 * The one promotion of an order: the better of the given code's and the automatic ones, which is
 * the larger discount on the lines; of equals the code's (SPEC 2.6). None is ever stacked.
 */
export function promotionFor(question: PromotionQuestion): PromotionChoice {
  const wanted = question.code === undefined ? undefined : normalized(question.code);
  const candidates: Promotion[] = [];
  if (wanted !== undefined) {
    const found = question.promotions.find(
      ({ code }) => code !== undefined && normalized(code) === wanted,
    );
    const running = found !== undefined && isRunning(found, question);
    if (!running) return { promotion: null, reason: 'unknown_or_expired' };
    if (!covers(found, question)) return { promotion: null, reason: 'not_for_this_order' };
    candidates.push(found);
  }
  const automatic = question.promotions.filter(
    (one) => one.code === undefined && isRunning(one, question) && covers(one, question),
  );
  return { promotion: best([...candidates, ...automatic], question), reason: null };
}

function normalized(code: string): string {
  return code.trim().toUpperCase();
}

function isRunning(promotion: Promotion, question: PromotionQuestion): boolean {
  const { code, from, until, maximumUses, maximumPerClient } = promotion;
  const { on, uses, usesByClient } = question;
  if ((from !== undefined && on < from) || (until !== undefined && on > until)) return false;
  if (code === undefined) return true;
  if (maximumUses !== undefined && (uses?.(code) ?? 0) >= maximumUses) return false;
  return maximumPerClient === undefined || (usesByClient?.(code) ?? 0) < maximumPerClient;
}

function covers(promotion: Promotion, question: PromotionQuestion): boolean {
  if (promotion.newClientsOnly && !question.newClient) return false;
  if (promotion.percent === undefined && fixedAmount(promotion, question.currency) === undefined) {
    return false;
  }
  if (!coversPurchase(promotion, question)) return false;
  return question.lines?.some((line) => isEligible(line, promotion)) ?? true;
}

/** Whether a promotion that may be limited to plans and cycles covers these (SPEC 2.6, 7.9). */
export function coversPurchase(
  promotion: Promotion,
  { planId, cycle }: { readonly planId?: string | undefined; readonly cycle?: string | undefined },
): boolean {
  const { plans, cycles } = promotion;
  if (plans !== undefined && planId !== undefined && !plans.includes(planId)) return false;
  if (cycles === undefined || cycle === undefined) return true;
  const wanted = cycleId(parseCycle(cycle));
  return cycles.some((one) => cycleId(parseCycle(one)) === wanted);
}

/** Reversals and free lines take no discount, so they draw none away from the others. */
function isEligible(line: DiscountableLine, promotion: Promotion): boolean {
  const { appliesTo } = promotion;
  const covered = appliesTo === 'both' || appliesTo === line.component;
  return covered && line.gross.amount > 0n && coversPurchase(promotion, line);
}

function fixedAmount(promotion: Promotion, currency: string): Money | undefined {
  return promotion.fixed?.find((amount) => amount.currency === currency);
}

function best(candidates: readonly Promotion[], question: PromotionQuestion): Promotion | null {
  const { lines = [], currency, mode } = question;
  let chosen: { readonly promotion: Promotion; readonly worth: Money } | null = null;
  for (const promotion of candidates) {
    const worth = sum(discountLines(lines, promotion, currency, mode), currency);
    if (chosen === null || compare(worth, chosen.worth) > 0) chosen = { promotion, worth };
  }
  return chosen?.promotion ?? null;
}

/**
 * The discount of each line, none of them negative or above its gross (SPEC 7.9): a percentage is
 * rounded per line, a fixed amount is spread over the eligible lines and capped at their sum.
 *
 * @throws BillingError `promotion_not_valid` for a fixed promotion without that currency.
 */
export function discountLines(
  lines: readonly DiscountableLine[],
  promotion: Promotion,
  currency: string,
  mode: RoundingMode = 'half-away-from-zero',
): Money[] {
  if (promotion.percent !== undefined) {
    const rate = parseRate(promotion.percent);
    return lines.map((line) =>
      isEligible(line, promotion) ? applyRate(line.gross, rate, mode) : zero(currency),
    );
  }
  const fixed = fixedAmount(promotion, currency);
  if (fixed === undefined) {
    fail('promotion_not_valid', `The promotion does not apply to orders in ${currency}.`, {
      field: 'promotionCode',
    });
  }
  const weights = lines.map((line) => (isEligible(line, promotion) ? line.gross.amount : 0n));
  const most = weights.reduce((whole, weight) => whole + weight, 0n);
  if (most === 0n) return lines.map(() => zero(currency));
  const all = { amount: most, currency };
  return allocate(compare(fixed, all) > 0 ? all : fixed, weights);
}
