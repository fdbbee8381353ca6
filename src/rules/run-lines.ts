import type { ItemToBill, PackageToBill } from './billing-run-model.ts';
import type { Promotion } from './catalog-model.ts';
import { type DiscountableLine, discountLines } from './discount.ts';
import { type DuePeriod, isWhole } from './due-periods.ts';
import { discountStep, type Explanation } from './explanation.ts';
import { formatAmount, isZero, type Money, type RoundingMode, subtract, zero } from './money.ts';
import { type PeriodPolicy, pricePeriod } from './period-price.ts';

/** A due period with its price, before tax. */
export interface DueLine extends DuePeriod {
  readonly hostingPackage: PackageToBill;
  readonly item: ItemToBill;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly gross: Money;
  readonly discount: Money;
  readonly promotion: Promotion | null;
  readonly explanation: Explanation;
}

/** The due periods of one item. */
export interface DueItem {
  readonly item: ItemToBill;
  readonly due: readonly DuePeriod[];
}

/** A line whose discount is found after those that it is spread with are known. */
interface Draft extends DueLine {
  discount: Money;
  explanation: Explanation;
}

/**
 * The lines of one package: each period at the price of the day on which it was due (SPEC 2.9), a
 * part by its share (6.5), less the promotion as long as it lasts (7.9).
 */
export function linesOfPackage(
  hostingPackage: PackageToBill,
  items: readonly DueItem[],
  policy: PeriodPolicy,
): DueLine[] {
  const drafts: Draft[] = [];
  for (const { item, due } of items) addDrafts(drafts, hostingPackage, { item, due }, policy);
  if (drafts.some(({ promotion }) => promotion !== null)) takeOff(drafts, policy.mode);
  return drafts;
}

function addDrafts(
  drafts: Draft[],
  hostingPackage: PackageToBill,
  { item, due }: DueItem,
  policy: PeriodPolicy,
): void {
  const { promotion, raise } = item;
  let left = promotion?.periodsLeft ?? null;
  let { price } = item;
  for (const one of due) {
    const covered = promotion !== null && left !== 0;
    // A part of a period is discounted and counts as none (SPEC 7.9).
    if (covered && left !== null && isWhole(one)) left -= 1;
    const before = price;
    if (raise !== null && raise.from <= one.wantedOn) price = raise.price;
    const terms = covered ? promotion.terms : null;
    drafts.push(draftLine(hostingPackage, item, one, { price, before, promotion: terms }, policy));
  }
}

/** What a period costs before it is prorated. */
interface PeriodPrice {
  readonly price: Money;
  /** Of the period before it: another one where a raise comes into force. */
  readonly before: Money;
  readonly promotion: Promotion | null;
}

function draftLine(
  hostingPackage: PackageToBill,
  item: ItemToBill,
  one: DuePeriod,
  { price, before, promotion }: PeriodPrice,
  policy: PeriodPolicy,
): Draft {
  const { description, quantity, prorated } = item;
  const { cycle } = hostingPackage;
  const raised = price === before ? undefined : { before, from: one.wantedOn };
  const sold = { description, cycle, quantity, price, prorated, raised };
  const priced = pricePeriod(one, sold, policy);
  return {
    period: one.period,
    whole: one.whole,
    wantedOn: one.wantedOn,
    hostingPackage,
    item,
    description: priced.description,
    quantity: priced.quantity,
    unitPrice: priced.unitPrice,
    gross: priced.gross,
    discount: zero(price.currency),
    promotion,
    explanation: { rule: priced.rule, steps: priced.steps },
  };
}

/** A fixed amount is spread over the lines of the package's period (SPEC 7.9). */
function takeOff(drafts: readonly Draft[], mode: RoundingMode): void {
  const [first] = drafts;
  // Mostly one period is due, and then no groups need to be made.
  if (first?.promotion && drafts.every((draft) => isTakenOffWith(draft, first))) {
    takeOffTogether(drafts, first.promotion, mode);
    return;
  }
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.promotion === null) continue;
    const key = `${draft.period.start} ${draft.promotion.code ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draft]);
    else group.push(draft);
  }
  for (const together of groups.values()) {
    const promotion = together[0]?.promotion;
    if (promotion) takeOffTogether(together, promotion, mode);
  }
}

function isTakenOffWith({ period, promotion }: Draft, other: Draft): boolean {
  return (
    promotion !== null &&
    promotion.code === other.promotion?.code &&
    period.start === other.period.start
  );
}

function takeOffTogether(
  together: readonly Draft[],
  promotion: Promotion,
  mode: RoundingMode,
): void {
  const currency = together[0]?.gross.currency ?? '';
  const eligible = together.map(
    ({ gross }): DiscountableLine => ({ gross, component: 'recurring' }),
  );
  const discounts = discountLines(eligible, promotion, currency, mode);
  together.forEach((draft, index) => {
    const discount = discounts[index];
    if (discount === undefined || isZero(discount)) return;
    draft.discount = discount;
    const { rule, steps } = draft.explanation;
    const left = subtract(draft.gross, discount);
    const less = discountStep(promotion, formatAmount(discount), left);
    draft.explanation = { rule, steps: [...steps, less] };
  });
}
