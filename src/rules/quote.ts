import { fail, invariant } from '../errors.ts';
import type { Promotion } from './catalog-model.ts';
import { type DiscountableLine, discountLines, promotionFor } from './discount.ts';
import { documentPolicy, type PricedLine, priceDocument } from './document.ts';
import { discountStep } from './explanation.ts';
import type { InvoiceLine, LineAmounts, Totals } from './invoice.ts';
import { formatAmount, type Money, multiplyQuantity, sum, zero } from './money.ts';
import { type DraftLine, draftLines, type OrderRequest } from './order-lines.ts';
import { compareDates, type PlainDate } from './plain-date.ts';
import { homeTaxesFor, type TaxParty, taxesFor } from './tax.ts';

export type { OrderAddOn, OrderInput, OrderItem } from './order-lines.ts';

/** All that decides the price of an order. */
export interface QuoteRequest extends OrderRequest {
  readonly party: TaxParty;
  readonly newClient: boolean;
  /** How often a promotion code was used, in all and by this client; never when absent. */
  readonly uses?: ((code: string) => number) | undefined;
  readonly usesByClient?: ((code: string) => number) | undefined;
}

/** A line of a quote: an invoice line without an id, with its place in the order. */
export interface QuoteLine extends Omit<InvoiceLine, 'lineId' | 'packageId' | 'itemId'> {
  readonly itemIndex: number;
  readonly addOnId?: string;
}

/** What falls due on one renewal date. */
export interface NextCharge {
  readonly on: PlainDate;
  readonly net: Money;
  readonly tax: Money;
  /** Tax included. */
  readonly total: Money;
}

/** The promotion of a quote, as data to describe it; the code is null when it applies by itself. */
export interface QuotePromotion
  extends Pick<Promotion, 'percent' | 'fixed' | 'appliesTo' | 'periods'> {
  readonly code: string | null;
}

/** What a package keeps of the order's promotion (SPEC 2.6, 7.9). */
export interface KeptPromotion {
  /** A fixed amount is the package's share of the order's. */
  readonly terms: Promotion;
  /** How many more whole periods it covers; null for ever. */
  readonly periodsLeft: number | null;
}

/** The price of an order: today's lines and totals, and those of the next periods (SPEC 4.1). */
export interface OrderQuote {
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly totals: Totals;
  /** One per renewal date, in their order; empty when nothing recurs. */
  readonly next: readonly NextCharge[];
  readonly promotion: QuotePromotion | null;
  /** By the index of the order's item: the promotion that its renewals keep, or null. */
  readonly kept: readonly (KeptPromotion | null)[];
  /** Why no tax is charged, such as a reverse charge. */
  readonly taxNote?: string;
}

/**
 * The price of an order (SPEC 4.1, 7.8, 7.9), for a known or an anonymous client; it is pure, so
 * the same request has the same answer to the cent. A total of zero is allowed.
 *
 * @throws BillingError with the field at fault: `invalid_input`, `currency_mismatch`,
 * `unknown_plan`, `not_for_sale`, `out_of_stock`, `unknown_price`, `unknown_add_on`,
 * `quantity_out_of_range`, `promotion_not_valid`.
 */
export function quoteOrder(request: QuoteRequest): OrderQuote {
  const { catalog, input } = request;
  const { currency } = input;
  const mode = catalog.provider.roundingMode;
  if (!catalog.provider.currencies.includes(currency)) {
    fail('currency_mismatch', `${catalog.provider.name} does not sell in ${currency}.`, {
      field: 'currency',
    });
  }
  const drafts = draftLines(request);
  const discountable = drafts.map(toDiscountable);
  const promotion = choosePromotion(request, drafts.map(toChoosable));
  const discounts =
    promotion === null ? [] : discountLines(discountable, promotion, currency, mode);
  const document = priceDocument(
    drafts.map((draft, index) => pricedLine(request, draft, discounts[index] ?? zero(currency))),
    documentPolicy(catalog.provider, currency),
  );
  const lines = drafts.map((draft, index) => finishLine(draft, document.lines[index], promotion));
  const sums = document.totals;
  invariant(sums.total.amount >= 0n, 'An order never pays the client.');
  const kept = keptPromotions(request, drafts, promotion);
  const next = nextCharges(request, drafts, kept);
  const reasons = lines.flatMap(({ taxes }) => taxes.flatMap(({ reason }) => reason ?? []));
  const taxNote = [...new Set(reasons)].join(' ');
  const quote = { currency, lines, totals: sums, next, promotion: describe(promotion), kept };
  return taxNote === '' ? quote : { ...quote, taxNote };
}

function toDiscountable({ unitPrice, quantity, kind, item }: DraftLine): DiscountableLine {
  return {
    gross: multiplyQuantity(unitPrice, quantity),
    component: kind === 'cycle' ? 'recurring' : 'setup',
    planId: item.planId,
    cycle: item.cycle,
  };
}

/** A trial costs nothing yet, but what follows it may be discounted. */
function toChoosable(draft: DraftLine): DiscountableLine {
  const line = toDiscountable(draft);
  return draft.next === null || draft.unitPrice.amount > 0n
    ? line
    : { ...line, gross: draft.next.gross };
}

function choosePromotion(
  { catalog, input, on, newClient, uses, usesByClient }: QuoteRequest,
  lines: readonly DiscountableLine[],
): Promotion | null {
  const { promotion, reason } = promotionFor({
    promotions: catalog.promotions,
    code: input.promotionCode,
    on,
    currency: input.currency,
    newClient,
    uses,
    usesByClient,
    lines,
    mode: catalog.provider.roundingMode,
  });
  if (reason === null) return promotion;
  const message =
    reason === 'unknown_or_expired'
      ? 'This promotion code is not known or no longer valid; check it or leave it out.'
      : 'This promotion code does not apply to this order; leave it out or choose another plan.';
  fail('promotion_not_valid', message, { field: 'promotionCode' });
}

function describe(promotion: Promotion | null): QuotePromotion | null {
  if (promotion === null) return null;
  const { code, percent, fixed, appliesTo, periods } = promotion;
  return { code: code ?? null, percent, fixed, appliesTo, periods };
}

function pricedLine(
  { catalog, party, on }: QuoteRequest,
  { unitPrice, quantity, productKind }: Pick<DraftLine, 'unitPrice' | 'quantity' | 'productKind'>,
  discount: Money,
): PricedLine {
  const { taxes: rules, provider } = catalog;
  const question = { rules, provider, regime: provider.taxRegime, productKind, on };
  return {
    unitPrice,
    quantity,
    discount,
    taxes: taxesFor({ ...question, party }),
    ...(provider.pricesIncludeTax ? { homeTaxes: homeTaxesFor(question) } : {}),
  };
}

function finishLine(
  draft: DraftLine,
  amounts: LineAmounts | undefined,
  promotion: Promotion | null,
): QuoteLine {
  invariant(amounts !== undefined, 'Every line is priced.');
  const { itemIndex, addOnId, kind, description, quantity, unitPrice, period } = draft;
  const { rule } = draft.explanation;
  const steps = [...draft.explanation.steps];
  const discounted = promotion !== null && amounts.discount.amount > 0n;
  if (discounted) {
    steps.push(discountStep(promotion, formatAmount(amounts.discount), amounts.net));
  }
  return {
    itemIndex,
    ...(addOnId === undefined ? {} : { addOnId }),
    kind,
    description,
    quantity,
    unitPrice,
    period,
    ...(discounted && promotion.code !== undefined ? { promotionCode: promotion.code } : {}),
    ...amounts,
    explanation: { rule, steps },
  };
}

/**
 * What each item's package keeps of the promotion. A fixed amount holds for the whole order and
 * each period, so every package gets its share of it: two cycles in one order do not get it twice.
 */
function keptPromotions(
  { input, catalog }: QuoteRequest,
  drafts: readonly DraftLine[],
  promotion: Promotion | null,
): (KeptPromotion | null)[] {
  const { currency } = input;
  if (promotion === null || promotion.appliesTo === 'setup') return input.items.map(() => null);
  const recurring = drafts.filter(({ next }) => next !== null);
  const discounts = discountLines(
    recurring.map(toFollowing),
    promotion,
    currency,
    catalog.provider.roundingMode,
  );
  return input.items.map((_item, itemIndex) => {
    const share = sum(
      discounts.filter((_, index) => recurring[index]?.itemIndex === itemIndex),
      currency,
    );
    if (share.amount === 0n) return null;
    const terms = promotion.fixed === undefined ? promotion : { ...promotion, fixed: [share] };
    if (promotion.periods === null) return { terms, periodsLeft: null };
    const used = drafts.filter(
      ({ counts, addOnId, itemIndex: at }) => counts && addOnId === undefined && at === itemIndex,
    );
    return { terms, periodsLeft: Math.max(0, promotion.periods - used.length) };
  });
}

/** A line of the first renewal. */
function toFollowing({ next, item }: DraftLine): DiscountableLine {
  invariant(next !== null, 'A recurring line has a renewal.');
  const { planId, cycle } = item;
  return { gross: next.gross, component: 'recurring', planId, cycle };
}

/** What the first renewal of each item costs, summed per date. */
function nextCharges(
  request: QuoteRequest,
  drafts: readonly DraftLine[],
  kept: readonly (KeptPromotion | null)[],
): NextCharge[] {
  const { currency } = request.input;
  const { provider } = request.catalog;
  const byDate = new Map<PlainDate, PricedLine[]>();
  kept.forEach((promotion, itemIndex) => {
    const lines = drafts.filter((draft) => draft.itemIndex === itemIndex && draft.next !== null);
    const discounts =
      promotion === null || promotion.periodsLeft === 0
        ? []
        : discountLines(lines.map(toFollowing), promotion.terms, currency, provider.roundingMode);
    lines.forEach((draft, index) => {
      invariant(draft.next !== null, 'A recurring line has a renewal.');
      const line = pricedLine(
        request,
        { ...draft, ...draft.next },
        discounts[index] ?? zero(currency),
      );
      const on = draft.next.period.start;
      byDate.set(on, [...(byDate.get(on) ?? []), line]);
    });
  });
  return [...byDate]
    .sort(([a], [b]) => compareDates(a, b))
    .map(([on, lines]) => {
      const { net, tax, total } = priceDocument(lines, documentPolicy(provider, currency)).totals;
      return { on, net, tax, total };
    });
}
