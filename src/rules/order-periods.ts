import type { Price } from './catalog-model.ts';
import { type Cycle, cycleId, parseCycle } from './cycle.ts';
import { isWhole } from './due-periods.ts';
import { step } from './explanation.ts';
import { formatAmount, isZero, multiplyQuantity, zero } from './money.ts';
import type { DraftLine, ItemChosen, NextPeriod, OrderRequest } from './order-model.ts';
import { type PeriodPolicy, type PricedPeriod, pricePeriod } from './period-price.ts';
import { addDays, type PlainDate } from './plain-date.ts';
import { type BilledPeriod, boundaryAfter, firstPeriods, periodHolding } from './schedule.ts';

/** A price that is ordered, of a plan or an add-on. */
export interface Sold {
  readonly addOnId?: string;
  readonly description: string;
  readonly quantity: number;
  /** Whether a part of a period costs a part (SPEC 2.2). */
  readonly prorated: boolean;
  readonly price: Price;
}

/**
 * A recurring price has a line for each of its first periods, even of zero, or one for its trial;
 * and a set-up fee above zero has one, which is never prorated (SPEC 6.3).
 */
export function priceLines(request: OrderRequest, chosen: ItemChosen, sold: Sold): DraftLine[] {
  const { price } = sold;
  const cycle = parseCycle(price.cycle);
  if (cycle.unit === 'one-time') return [onceLine(chosen, sold, 'one_time', sold.description)];
  const named = { ...chosen, item: { ...chosen.item, cycle: cycleId(cycle) } };
  const lines =
    chosen.trialDays > 0
      ? [trialLine(request, named, sold, cycle)]
      : periodLines(request, named, sold, cycle);
  if (isZero(price.setup)) return lines;
  return [...lines, onceLine(named, sold, 'setup', `Set-up: ${sold.description}`)];
}

function baseOf(
  { item, itemIndex, product }: ItemChosen,
  { addOnId }: Sold,
): Pick<DraftLine, 'itemIndex' | 'item' | 'addOnId' | 'productKind'> {
  const base = { itemIndex, item, productKind: product.kind };
  return addOnId === undefined ? base : { ...base, addOnId };
}

function onceLine(
  chosen: ItemChosen,
  sold: Sold,
  kind: 'one_time' | 'setup',
  description: string,
): DraftLine {
  const { quantity } = sold;
  const unitPrice = sold.price.setup;
  const said = {
    item: sold.description,
    price: formatAmount(unitPrice),
    quantity: `${quantity}`,
  };
  const all = multiplyQuantity(unitPrice, quantity);
  const steps = [step(kind === 'setup' ? 'setup' : 'once', said, all)];
  return {
    ...baseOf(chosen, sold),
    kind,
    description,
    quantity,
    unitPrice,
    period: null,
    explanation: { rule: 'price', steps },
    counts: false,
    next: null,
  };
}

function periodLines(
  request: OrderRequest,
  chosen: ItemChosen,
  sold: Sold,
  cycle: Cycle,
): DraftLine[] {
  const { billing } = request.catalog.provider;
  const { anchor, periods } = firstPeriods({
    on: request.on,
    cycle,
    mode: billing.cycleMode,
    prorated: chosen.plan.prorated ?? true,
  });
  return periods.map((billed, index) => {
    const { rule, steps, gross: _ofTheQuote, ...priced } = priceOf(request, sold, billed);
    const isLast = index === periods.length - 1;
    return {
      ...baseOf(chosen, sold),
      kind: 'cycle',
      ...priced,
      period: billed.period,
      explanation: { rule, steps },
      counts: isWhole(billed),
      next: isLast ? nextPeriod(request, sold, { anchor, cycle, from: billed.period.end }) : null,
    };
  });
}

/** The days of a trial cost nothing; what follows begins on the first paid day (SPEC 2.10). */
function trialLine(request: OrderRequest, chosen: ItemChosen, sold: Sold, cycle: Cycle): DraftLine {
  const { on, catalog } = request;
  const from = addDays(on, chosen.trialDays);
  const nothing = zero(sold.price.currency);
  const mode = catalog.provider.billing.cycleMode;
  const prorated = chosen.plan.prorated ?? true;
  const { anchor } = firstPeriods({ on: from, cycle, mode, prorated });
  const said = { item: sold.description, days: `${chosen.trialDays}` };
  return {
    ...baseOf(chosen, sold),
    kind: 'cycle',
    description: sold.description,
    quantity: sold.quantity,
    unitPrice: nothing,
    period: { start: on, end: from },
    explanation: { rule: 'trial', steps: [step('trial', said, nothing)] },
    counts: false,
    next: nextPeriod(request, sold, { anchor, cycle, from }),
  };
}

function priceOf(
  { catalog }: OrderRequest,
  { description, quantity, prorated, price }: Sold,
  billed: BilledPeriod,
): PricedPeriod {
  const { billing, roundingMode: mode } = catalog.provider;
  const policy: PeriodPolicy = { proration: billing.proration, mode };
  const { recurring } = price;
  const cycle = cycleId(parseCycle(price.cycle));
  return pricePeriod(billed, { description, cycle, quantity, price: recurring, prorated }, policy);
}

/** What the run will bill next: whole, or after a trial up to the fixed day of the month. */
function nextPeriod(
  request: OrderRequest,
  sold: Sold,
  { anchor, cycle, from }: { anchor: PlainDate; cycle: Cycle; from: PlainDate },
): NextPeriod {
  const period = { start: from, end: boundaryAfter(anchor, cycle, from) };
  const whole = periodHolding(anchor, cycle, from);
  return { ...priceOf(request, sold, { period, whole }), period };
}
