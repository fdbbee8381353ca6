import { divideRounded } from '../../../src/rules/money.ts';
import { daysBetween, type PlainDate } from '../../../src/rules/plain-date.ts';

/** An item of a subscription; amounts in minor units. */
export interface TreeItem {
  readonly type: 'recurring' | 'repair' | 'item_adjustment' | 'fixed';
  readonly id: string;
  readonly start: PlainDate;
  readonly end: PlainDate | null;
  readonly amount: bigint;
  readonly periodPrice: bigint | null;
  readonly repairs: string | null;
}

/** An item of the next invoice, or one that still stands. */
export interface TreeResult {
  readonly type: string;
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly amount: bigint;
}

interface Span {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

function cut(spans: readonly Span[], by: Span): Span[] {
  return spans.flatMap(({ start, end }) => {
    if (by.end <= start || end <= by.start) return [{ start, end }];
    const parts: Span[] = [];
    if (start < by.start) parts.push({ start, end: by.start });
    if (by.end < end) parts.push({ start: by.end, end });
    return parts;
  });
}

function part(amount: bigint, span: Span, of: Span): bigint {
  const [days, all] = [daysBetween(span.start, span.end), daysBetween(of.start, of.end)];
  return divideRounded(amount * BigInt(days), BigInt(all), 'half-away-from-zero');
}

function spanOf({ start, end }: TreeItem): Span {
  return { start, end: end ?? start };
}

/** What is left of each invoiced item after its repairs. */
function standing(invoiced: readonly TreeItem[]): readonly { item: TreeItem; spans: Span[] }[] {
  return invoiced
    .filter(({ type }) => type === 'recurring')
    .map((item) => {
      const repairs = invoiced.filter((one) => one.type === 'repair' && one.repairs === item.id);
      const spans = repairs.reduce((left, one) => cut(left, spanOf(one)), [spanOf(item)]);
      return { item, spans };
    });
}

/** Kill Bill's effective items: what stands after the repairs, each prorated from its own dates. */
export function effectiveItems(invoiced: readonly TreeItem[]): TreeResult[] {
  return standing(invoiced).flatMap(({ item, spans }) =>
    spans.map((span) => ({
      type: 'recurring',
      ...span,
      amount: part(item.amount, span, spanOf(item)),
    })),
  );
}

/**
 * Kill Bill's next invoice: repairs of what is no longer wanted, prorated from the repaired item's
 * own dates and never more than adjustments have left of it; new items for what is not there yet.
 */
export function nextItems(
  invoiced: readonly TreeItem[],
  wanted: readonly TreeItem[],
): TreeResult[] {
  const results: TreeResult[] = [];
  const kept: Span[] = [];
  for (const { item, spans } of standing(invoiced)) {
    const same = wanted.filter(
      (one) => one.type === 'recurring' && one.periodPrice === item.periodPrice,
    );
    const unwanted = same.reduce((left, one) => cut(left, spanOf(one)), spans);
    let left = remaining(item, invoiced);
    for (const span of unwanted) {
      const share = part(item.amount, span, spanOf(item));
      const tooMuch = share > left;
      const repaired = tooMuch ? left : share;
      left -= repaired;
      if (repaired > 0n) results.push({ type: 'repair', ...span, amount: -repaired });
    }
    kept.push(...unwanted.reduce((still, span) => cut(still, span), spans));
  }
  for (const one of wanted) {
    if (one.type === 'fixed') {
      if (invoiced.some(({ id }) => id === one.id)) continue;
      results.push({ type: 'fixed', ...spanOf(one), amount: one.amount });
    }
    if (one.type !== 'recurring') continue;
    const missing = kept.reduce((left, span) => cut(left, span), [spanOf(one)]);
    for (const span of missing) {
      const amount = part(one.amount, span, spanOf(one));
      if (amount !== 0n) results.push({ type: 'recurring', ...span, amount });
    }
  }
  return results.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** What adjustments and repairs have left of an item. */
function remaining(item: TreeItem, invoiced: readonly TreeItem[]): bigint {
  return invoiced
    .filter(({ repairs }) => repairs === item.id)
    .reduce((left, { amount }) => left + amount, item.amount);
}
