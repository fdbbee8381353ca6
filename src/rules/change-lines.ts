import type {
  BeginningItem,
  ChangeLine,
  ChangeRequest,
  InvoiceOfLines,
  StandingLine,
} from './change-model.ts';
import { unusedCredit, unusedDays, unusedPart } from './credit.ts';
import { parseCycle } from './cycle.ts';
import { discountLines } from './discount.ts';
import type { PricedLine } from './document.ts';
import { discountStep, type Explanation, type ExplanationStep, step } from './explanation.ts';
import {
  formatAmount,
  isZero,
  type Money,
  minimum,
  multiplyQuantity,
  multiplyRatio,
  subtract,
  zero,
} from './money.ts';
import { priceStep } from './period-price.ts';
import { minDate, type PlainDate } from './plain-date.ts';
import { prorate, shareOf } from './proration.ts';
import { applyRate, parseRate } from './rate.ts';
import { type BilledPeriod, boundaryAfter, boundaryAtOrBefore } from './schedule.ts';

/** A line of a change before its taxes are summed. */
export interface ChangeDraft {
  readonly line: Omit<ChangeLine, 'gross' | 'net'>;
  readonly priced: PricedLine;
}

/** The stretches that are billed for new items, each a line, in order and without a gap. */
export function newStretches(request: ChangeRequest): readonly BilledPeriod[] {
  const { periods, anchor, day } = request;
  if (periods.kind === 'later' || periods.kind === 'covered') return [];
  if (periods.kind === 'anew') return periods.periods;
  const cycle = parseCycle(request.cycle);
  const stretches: BilledPeriod[] = [];
  let start = day;
  while (start < periods.through) {
    const whole = {
      start: boundaryAtOrBefore(anchor, cycle, start),
      end: boundaryAfter(anchor, cycle, start),
    };
    const period = { start, end: minDate(whole.end, periods.through) };
    stretches.push({ period, whole });
    start = period.end;
  }
  return stretches;
}

/** The line by which a change takes back what is unused of another (SPEC 5.14, 5.16). */
export function reversalDraft(
  standing: StandingLine,
  { number }: InvoiceOfLines,
  { day, policy }: ChangeRequest,
): ChangeDraft {
  const { line, reversed } = standing;
  const credit = unusedCredit(standing, day, policy.mode);
  const { unused, days } = unusedDays(line, day);
  // A price that included tax is taken back with the tax that it included (SPEC 7.10).
  const charged =
    policy.inclusive !== undefined && line.charged !== undefined && isZero(reversed)
      ? unusedPart(line.charged, line, day, policy.mode)
      : null;
  const unitPrice = charged ?? credit;
  const from = day > standing.period.start ? day : standing.period.start;
  const steps: ExplanationStep[] = [
    step('line_net', { number }, line.net),
    step('unused', { days: `${unused}`, of: `${days}`, mode: policy.mode }, credit),
  ];
  const priced: PricedLine = {
    unitPrice,
    quantity: -1,
    discount: zero(credit.currency),
    taxes: line.taxes,
    ...(charged === null ? { priceIs: 'net' as const } : { homeTaxes: line.taxes }),
  };
  return {
    priced,
    line: {
      begins: null,
      reverses: line.lineId,
      kind: 'reversal',
      description: `Unused: ${line.description} (${number})`,
      quantity: -1,
      unitPrice,
      discount: priced.discount,
      taxes: line.taxes,
      period: { start: from, end: standing.period.end },
      explanation: { rule: 'unused-part', steps },
    },
  };
}

/** The lines of the n-th beginning item: its stretches, then what is charged once. */
export function newDrafts(request: ChangeRequest, index: number): ChangeDraft[] {
  const item = request.begins[index];
  if (item === undefined) return [];
  const drafts = item.oneTime
    ? []
    : newStretches(request).map((stretch) => stretchDraft(request, item, index, stretch));
  if (item.once !== null && item.once.price.amount > 0n) {
    drafts.push(onceDraft(request, item, index, item.once));
  }
  return drafts;
}

function stretchDraft(
  request: ChangeRequest,
  item: BeginningItem,
  index: number,
  stretch: BilledPeriod,
): ChangeDraft {
  const { policy } = request;
  const { period, whole } = stretch;
  const proration = item.prorated ? request.proration : 'none';
  const gross = prorate(item.price, item.quantity, period, whole, proration, policy.mode);
  const isWhole = period.start === whole.start && period.end === whole.end;
  const discount = discountOf(request, item, period.start, gross);
  // Of a part of several units no unit has a price that multiplies to the sum: it is one piece.
  const inOnePiece = item.quantity !== 1 && !isWhole;
  const quantity = inOnePiece ? 1 : item.quantity;
  const unitPrice = isWhole ? item.price : gross;
  const description = inOnePiece ? `${item.description} × ${item.quantity}` : item.description;
  const { days, of } = shareOf(period, whole, proration);
  const share = { days: `${days}`, of: `${of}`, proration, ...whole, mode: policy.mode };
  const steps: ExplanationStep[] = [
    priceStep({ ...item, cycle: request.cycle }),
    step('share', share, gross),
  ];
  if (!isZero(discount)) {
    const left = subtract(gross, discount);
    steps.push(discountStep(item.promotion?.terms ?? {}, formatAmount(discount), left));
  }
  const code = isZero(discount) ? undefined : item.promotion?.terms.code;
  const explanation = { rule: 'change', steps };
  const promotion = code === undefined ? {} : { promotionCode: code };
  return draft(
    request,
    { index, kind: 'cycle', description, quantity, unitPrice, discount, period, explanation },
    promotion,
  );
}

function onceDraft(
  request: ChangeRequest,
  item: BeginningItem,
  index: number,
  { kind, price }: NonNullable<BeginningItem['once']>,
): ChangeDraft {
  const { quantity } = item;
  const description = kind === 'setup' ? `Set-up: ${item.description}` : item.description;
  const said = { item: item.description, price: formatAmount(price), quantity: `${quantity}` };
  const all = multiplyQuantity(price, quantity);
  const steps = [step(kind === 'setup' ? 'setup' : 'once', said, all)];
  return draft(request, {
    index,
    kind,
    description,
    quantity,
    unitPrice: price,
    discount: zero(price.currency),
    period: null,
    explanation: { rule: 'price', steps },
  });
}

interface Made {
  readonly index: number;
  readonly kind: ChangeLine['kind'];
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly discount: Money;
  readonly period: ChangeLine['period'];
  readonly explanation: Explanation;
}

function draft(
  { taxes, homeTaxes, policy }: ChangeRequest,
  { index, ...made }: Made,
  promotion: { readonly promotionCode?: string } = {},
): ChangeDraft {
  const { unitPrice, quantity, discount } = made;
  const included = policy.inclusive === undefined ? {} : { homeTaxes };
  return {
    line: { ...made, ...promotion, begins: index, reverses: null, taxes },
    priced: { unitPrice, quantity, discount, taxes, ...included },
  };
}

/**
 * The discount of a stretch. Days that were discounted stay so when the promotion covers the new
 * plan (SPEC 7.9): a percentage is taken anew; of a fixed amount that part goes along which the
 * reversal took back, so that no change multiplies it. A new cycle is a whole period of its own.
 */
function discountOf(
  request: ChangeRequest,
  { promotion, replaces }: BeginningItem,
  start: PlainDate,
  gross: Money,
): Money {
  const none = zero(gross.currency);
  if (promotion === null) return none;
  const { terms, periodsLeft } = promotion;
  const { mode } = request.policy;
  if (request.periods.kind === 'anew') {
    if (periodsLeft === 0) return none;
    const [whole] = discountLines([{ gross, component: 'recurring' }], terms, gross.currency, mode);
    return whole ?? none;
  }
  const before = request.standing.find(
    ({ itemId, period }) => itemId === replaces && period.start <= start && start < period.end,
  );
  if (before === undefined || isZero(before.line.discount)) return none;
  if (terms.percent !== undefined) return applyRate(gross, parseRate(terms.percent), mode);
  if (!request.credited) return none;
  const { unused, days } = unusedDays(before.line, request.day);
  const taken = multiplyRatio(before.line.discount, BigInt(unused), BigInt(days), 'floor');
  return minimum(taken, gross);
}
