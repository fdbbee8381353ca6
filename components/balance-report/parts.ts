import { html, nothing, type TemplateResult } from 'lit';
import type { BalanceRow, BookDates, PeriodBalance } from '../../src/contract/books.ts';
import { isNegative, isZero, type Money, negate } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { openLink } from '../internal/link.ts';
import { tableHead } from '../internal/list-view.ts';
import { dash } from '../internal/money.ts';
import { sumRow } from '../internal/quote-view.ts';
import { words } from '../internal/strings.ts';
import { kindWord, strings } from './balance-report.strings.ts';

/** How movements are written. */
export interface RowOptions {
  readonly format: Formatter;
  /** Whether who reads it is the client itself; an operator reads of the client. */
  readonly own: boolean;
  /** Address of a document with `{id}`. */
  readonly invoiceHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
}

/** The table of movements with the running balance; narrow, each is a card. */
export function movements(
  rows: readonly BalanceRow[],
  options: RowOptions & { readonly busy: boolean },
): TemplateResult {
  return html`<table
    class="rr-table rr-table--cards rr-table--hover"
    part="table"
    role="table"
    aria-labelledby="title"
    aria-busy=${options.busy ? 'true' : nothing}
  >
    ${tableHead([
      { label: strings.date() },
      { label: strings.what() },
      { label: strings.amount(), numeric: true },
      { label: strings.credit(), numeric: true },
      { label: strings.balance(), numeric: true },
    ])}
    <tbody role="rowgroup">
      ${rows.map((row) => movement(row, options))}
    </tbody>
  </table>`;
}

function movement(row: BalanceRow, options: RowOptions): TemplateResult {
  const { format } = options;
  const { credit } = row;
  const none = isZero(credit);
  return html`<tr role="row" part="row">
    <td role="cell" data-card="a2" class="rr-nowrap">${format.date(row.on)}</td>
    <th role="rowheader" scope="row" data-card="a1">
      ${kindWord(row.kind)}
      <span class="rr-sub rr-anywhere">${referenceText(row, options)}</span>
    </th>
    <td role="cell" data-card="b1" class="rr-num">${format.amount(row.amount)}</td>
    <td
      role="cell"
      data-card=${none ? 'hide' : 'a3'}
      data-label=${none ? nothing : strings.credit()}
      class="rr-num"
    >
      ${none ? dash(words.none()) : format.amount(credit)}
    </td>
    <td role="cell" data-card="b2" class="rr-num">${balance(row.balance, options)}</td>
  </tr>`;
}

/** The reference; that of a document leads to it. */
function referenceText({ reference, invoiceId }: BalanceRow, options: RowOptions): TemplateResult {
  const text = html`<bdi dir="ltr">${reference}</bdi>`;
  if (invoiceId === null) return text;
  return openLink({
    pattern: options.invoiceHref,
    id: invoiceId,
    text,
    open: () => options.openInvoice(invoiceId),
  });
}

/** A balance without its sign, which a word tells instead. */
function balance(sum: Money, options: RowOptions): TemplateResult {
  const { format } = options;
  const shown = isNegative(sum) ? negate(sum) : sum;
  return html`${format.amount(shown)}<span class="rr-sub">${balanceWord(sum, options)}</span>`;
}

function balanceWord(sum: Money, { own }: RowOptions): string {
  if (isZero(sum)) return strings.settled();
  if (isNegative(sum)) return own ? strings.weHold() : strings.heldForClient();
  return own ? strings.youOwe() : strings.clientOwes();
}

/** What stood after the last of the days, by currency. */
export function closings(balances: readonly PeriodBalance[]): readonly Money[] {
  return balances.map(({ closing }) => closing);
}

/** What stood before the first day and after the last one, where the days have such an end. */
export function balancesAround(
  balances: readonly PeriodBalance[],
  { from, until }: BookDates,
  options: RowOptions,
): TemplateResult | typeof nothing {
  if (balances.length === 0 || (from === undefined && until === undefined)) return nothing;
  const row = (label: string, sums: readonly Money[]): TemplateResult =>
    sumRow(html`<span class="rr-muted">${label}</span>`, standing(sums, options));
  const { format } = options;
  const opening = balances.map((one) => one.opening);
  return html`<dl class="rr-balances" part="balances">
    ${from === undefined ? nothing : row(strings.before(format.date(from)), opening)}
    ${until === undefined ? nothing : row(strings.after(format.date(until)), closings(balances))}
  </dl>`;
}

/** Sums of several currencies, each with what it means. */
export function standing(sums: readonly Money[], options: RowOptions): TemplateResult {
  return html`${sums.map((sum, index) => {
    const amount = options.format.amount(isNegative(sum) ? negate(sum) : sum);
    const word = balanceWord(sum, options);
    return html`${index === 0 ? nothing : ', '}${word}
      <span class="rr-strong">${amount}</span>`;
  })}`;
}

/** The days in words, as the printed report has them. */
export function daysText({ from, until }: BookDates, format: Formatter): string {
  if (from !== undefined && until !== undefined) {
    return strings.period(format.date(from), format.date(until));
  }
  if (from !== undefined) return strings.since(format.date(from));
  return until === undefined ? strings.allDays() : strings.upTo(format.date(until));
}
