import { fail, invariant } from '../errors.ts';
import type { Promotion } from './catalog-model.ts';
import { type DiscountableLine, discountLines, promotionFor } from './discount.ts';
import { type InvoiceLine, type LineAmounts, lineAmounts, type Totals, totals } from './invoice.ts';
import { type Money, multiplyQuantity, zero } from './money.ts';
import { type DraftLine, draftLines, type OrderRequest } from './order-lines.ts';
import { compareDates, type PlainDate } from './plain-date.ts';
import { type TaxParty, taxesFor } from './tax.ts';

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

/** The price of an order: today's lines and totals, and those of the next periods (SPEC 4.1). */
export interface OrderQuote {
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly totals: Totals;
  /** One per renewal date, in their order; empty when nothing recurs. */
  readonly next: readonly NextCharge[];
  readonly promotion: QuotePromotion | null;
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
  const promotion = choosePromotion(request, discountable);
  const discounts =
    promotion === null ? [] : discountLines(discountable, promotion, currency, mode);
  const lines = drafts.map((draft, index) =>
    finishLine(request, draft, discounts[index] ?? zero(currency), promotion),
  );
  const sums = totals(lines, mode, currency);
  invariant(sums.total.amount >= 0n, 'An order never pays the client.');
  const next = nextCharges(request, drafts, promotion);
  const reasons = lines.flatMap(({ taxes }) => taxes.flatMap(({ reason }) => reason ?? []));
  const taxNote = [...new Set(reasons)].join(' ');
  const quote = { currency, lines, totals: sums, next, promotion: describe(promotion) };
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

function amountsOf(
  { catalog, party, on }: QuoteRequest,
  { unitPrice, quantity, productKind }: DraftLine,
  discount: Money,
): LineAmounts {
  const { taxes: rules, provider } = catalog;
  const regime = provider.taxRegime;
  const taxes = taxesFor({ rules, provider, regime, party, productKind, on });
  return { ...lineAmounts(unitPrice, quantity, discount), taxes };
}

function finishLine(
  request: QuoteRequest,
  draft: DraftLine,
  discount: Money,
  promotion: Promotion | null,
): QuoteLine {
  const { itemIndex, addOnId, kind, description, quantity, unitPrice, period, item } = draft;
  const amounts = amountsOf(request, draft, discount);
  const cycle = kind === 'cycle' ? `, ${item.cycle}` : '';
  const steps = [{ label: `${description}${cycle} × ${quantity}`, amount: amounts.gross }];
  const discounted = promotion !== null && discount.amount > 0n;
  const off = promotion?.percent === undefined ? 'fixed amount' : `${promotion.percent}%`;
  const name = promotion?.code ?? 'promotion';
  if (discounted) steps.push({ label: `Less ${name}, ${off}`, amount: amounts.net });
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
    explanation: { rule: 'price', steps },
  };
}

/**
 * The second period of each recurring line, summed per date. A fixed discount is spread over the
 * recurring lines of the whole order, so that two cycles in one order do not get it twice.
 */
function nextCharges(
  request: QuoteRequest,
  drafts: readonly DraftLine[],
  promotion: Promotion | null,
): NextCharge[] {
  const { currency } = request.input;
  const mode = request.catalog.provider.roundingMode;
  const recurring = drafts.filter(({ kind }) => kind === 'cycle');
  const lasts = promotion !== null && (promotion.periods === null || promotion.periods > 1);
  const discounts = lasts
    ? discountLines(recurring.map(toDiscountable), promotion, currency, mode)
    : [];
  const byDate = new Map<PlainDate, LineAmounts[]>();
  recurring.forEach((draft, index) => {
    invariant(draft.period !== null, 'A recurring line has a period.');
    const amounts = amountsOf(request, draft, discounts[index] ?? zero(currency));
    byDate.set(draft.period.end, [...(byDate.get(draft.period.end) ?? []), amounts]);
  });
  return [...byDate]
    .sort(([a], [b]) => compareDates(a, b))
    .map(([on, lines]) => {
      const { net, tax, total } = totals(lines, mode, currency);
      return { on, net, tax, total };
    });
}
