import { unusedCredit } from '../../src/rules/credit.ts';
import type { InvoiceLine } from '../../src/rules/invoice.ts';
import { add, formatAmount, type Money, money, negate, sum, zero } from '../../src/rules/money.ts';
import { minDate, type PlainDate } from '../../src/rules/plain-date.ts';
import { prorate } from '../../src/rules/proration.ts';
import { amount, date, type Given, has, meaning, records, text } from './given.ts';
import { diverging } from './oracles/compare.ts';
import { effectiveItems, nextItems, type TreeItem, type TreeResult } from './oracles/item-tree.ts';
import { type Check, check, type Outcome } from './outcome.ts';

const types: ReadonlyMap<string, TreeItem['type']> = new Map<string, TreeItem['type']>([
  ['recurring', 'recurring'],
  ['repair', 'repair'],
  ['item_adjustment', 'item_adjustment'],
  ['fixed', 'fixed'],
]);

/** Kill Bill's tree of items beside our difference of what stands and what is wanted. */
export function killbillItemTree(given: Given, expect: Given): Outcome {
  const invoiced = records(given, 'already_invoiced').map(itemOf);
  if (has(expect, 'effective_items')) {
    const checks = checksOf(records(expect, 'effective_items'), effectiveItems(invoiced));
    return { rule: 'the tree of the source alone: nothing is wanted', checks };
  }
  const wanted = records(given, 'wanted_now').map(itemOf);
  const theirs = nextItems(invoiced, wanted);
  const total = sum(
    theirs.map(({ amount }) => usd(amount)),
    'USD',
  );
  return {
    rule: 'unusedCredit, prorate; beside the tree of the source',
    checks: checksOf(records(expect, 'invoice_items'), theirs),
    divergences: diverging(
      'sum of the next invoice',
      total,
      ourDifference(invoiced, wanted),
      'an adjusted line gives back of what is left of it, and stands as it was billed',
    ),
  };
}

function usd(amount: bigint): Money {
  return money(amount, 'USD');
}

function itemOf(given: Given): TreeItem {
  const read = (key: string): bigint => amount(given, key, 'USD').amount;
  return {
    type: meaning(types, text(given, 'type')),
    id: has(given, 'id') ? text(given, 'id') : '',
    start: date(given, 'start'),
    end: has(given, 'end') ? date(given, 'end') : null,
    amount: read('amount'),
    periodPrice: has(given, 'period_price') ? read('period_price') : null,
    repairs: has(given, 'repairs') ? text(given, 'repairs') : null,
  };
}

function checksOf(expected: readonly Given[], made: readonly TreeResult[]): Check[] {
  const shown = made.map(
    ({ type, start, end, amount }) => `${type} ${start} ${end} ${formatAmount(usd(amount))}`,
  );
  const wanted = expected.map((item) => {
    const shownAmount = formatAmount(amount(item, 'amount', 'USD'));
    return `${text(item, 'type')} ${text(item, 'start')} ${text(item, 'end')} ${shownAmount}`;
  });
  return [check('items', wanted.toSorted(), shown.toSorted())];
}

/**
 * Our way (SPEC 5.14, 5.15): each line gives back what is unused from the first day that is not
 * wanted, and what is wanted from then on is billed anew.
 */
function ourDifference(invoiced: readonly TreeItem[], wanted: readonly TreeItem[]): Money {
  const lines = invoiced.filter(({ type }) => type === 'recurring');
  const spans = wanted.filter(({ type }) => type === 'recurring');
  const back = lines.map((line) => {
    const from = firstUnwanted(line, spans);
    if (from === null) return zero('USD');
    const reversed = sum(
      invoiced.filter(({ repairs }) => repairs === line.id).map(({ amount }) => usd(amount)),
      'USD',
    );
    const credit = unusedCredit({ line: lineOf(line), reversed }, from, 'half-away-from-zero');
    return negate(credit);
  });
  const anew = spans.map((span) => newly(span, lines, spans));
  const fixed = wanted
    .filter(({ type, id }) => type === 'fixed' && !invoiced.some((one) => one.id === id))
    .map(({ amount }) => usd(amount));
  return [...back, ...anew, ...fixed].reduce(add, zero('USD'));
}

/** The first day of a line that no wanted span holds; null when all of it is wanted. */
function firstUnwanted({ start, end }: TreeItem, spans: readonly TreeItem[]): PlainDate | null {
  let day = start;
  for (const span of spans) if (span.start <= day && (span.end ?? day) > day) day = span.end ?? day;
  return end !== null && day < end ? day : null;
}

/** What of a wanted span is billed anew: the days that no line keeps. */
function newly(span: TreeItem, lines: readonly TreeItem[], spans: readonly TreeItem[]): Money {
  const whole = { start: span.start, end: span.end ?? span.start };
  const keeper = lines.find(({ start, end }) => start < whole.end && (end ?? start) > whole.start);
  const amount = usd(span.periodPrice ?? 0n);
  if (keeper === undefined) return prorate(amount, 1, whole, whole, 'actual');
  const own = { start: keeper.start, end: keeper.end ?? keeper.start };
  const keptUntil = firstUnwanted(keeper, spans) ?? own.end;
  if (whole.start < own.start) {
    const before = { start: whole.start, end: minDate(own.start, whole.end) };
    return prorate(amount, 1, before, whole, 'actual');
  }
  if (keptUntil >= whole.end) return zero('USD');
  return prorate(amount, 1, whole, own, 'actual');
}

function lineOf({ id, start, end, amount }: TreeItem): InvoiceLine {
  const net = usd(amount);
  return {
    lineId: id,
    kind: 'cycle',
    description: id,
    quantity: 1,
    unitPrice: net,
    gross: net,
    discount: zero('USD'),
    net,
    taxes: [],
    period: { start, end: end ?? start },
    explanation: { rule: 'period', steps: [] },
  };
}
