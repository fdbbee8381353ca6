import { html, nothing, type TemplateResult } from 'lit';
import type { BalanceRow, BookDates } from '../../src/contract/books.ts';
import { isNegative, isZero, type Money, negate } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { tableHead } from '../internal/list-view.ts';
import { dash } from '../internal/money.ts';
import { words } from '../internal/strings.ts';
import { kindWord, strings } from './balance-report.strings.ts';

/** How movements are written. */
export interface RowOptions {
  readonly format: Formatter;
  /** Whether who reads it is the client itself; an operator reads of the client. */
  readonly own: boolean;
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
  const { reference, credit } = row;
  const none = isZero(credit);
  return html`<tr role="row" part="row">
    <td role="cell" data-card="a2" class="rr-nowrap">${format.date(row.on)}</td>
    <th role="rowheader" scope="row" data-card="a1">
      ${kindWord(row.kind)}
      <span class="rr-sub rr-anywhere"><bdi dir="ltr">${reference}</bdi></span>
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

/** What is owed now, by the last movement of each currency. */
export function standing(rows: readonly BalanceRow[], options: RowOptions): TemplateResult {
  const last = new Map(rows.map((row) => [row.balance.currency, row.balance]));
  return html`${[...last.values()].map((sum, index) => {
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
