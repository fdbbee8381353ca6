import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceView, PartyView, TransactionView } from '../../src/contract/invoices.ts';
import type { ChargeView } from '../../src/contract/payments.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { tableHead } from '../internal/list-view.ts';
import { sumRow, taxRows } from '../internal/quote-view.ts';
import { transactionStatus } from '../internal/status-badge.ts';
import { instantText } from '../internal/time.ts';
import { strings } from './invoice.strings.ts';
import { takenOff } from './lines.ts';

/** Seller or buyer as the document froze it. */
export function party(view: PartyView, locale: string): TemplateResult {
  const vat = view.vatNumber === null ? nothing : strings.vatNumber(view.vatNumber);
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(view.country);
  return html`<bdi>${view.name}</bdi
    >${view.lines.map((line) => html`<span class="rr-sub"><bdi>${line}</bdi></span>`)}
    <span class="rr-sub">${country}</span>
    ${vat === nothing ? nothing : html`<span class="rr-sub">${vat}</span>`}`;
}

/** Totals: sum of lines, taxes by rate, what was paid, and what is left. */
export function totals(invoice: InvoiceView, format: Formatter): TemplateResult {
  const less = (label: string, sum: Money): TemplateResult | typeof nothing =>
    sum.amount === 0n ? nothing : sumRow(label, format.amount(takenOff(sum)));
  const owed = invoice.balance.amount !== 0n && invoice.status === 'unpaid';
  const label = owed ? strings.balanceDue(format.date(invoice.due)) : strings.balance();
  return html`<dl class="rr-sum">
    ${sumRow(strings.sumOfLines(), format.amount(invoice.net))} ${taxRows(invoice.taxes, format)}
    ${
      invoice.rounding.amount === 0n
        ? nothing
        : sumRow(strings.rounding(), format.amount(invoice.rounding))
    }
    ${sumRow(strings.total(), format.amount(invoice.total), 'rr-sum__total')}
    ${less(strings.creditUsed(), invoice.creditUsed)} ${less(strings.paid(), invoice.paid)}
    ${sumRow(label, format.amount(invoice.balance), 'rr-sum__total rr-sum__total--big')}
  </dl>`;
}

/** The movements of money, declined ones struck through. */
export function transactionTable(
  transactions: readonly TransactionView[],
  format: Formatter,
): TemplateResult {
  return html`<table
    class="rr-table rr-table--cards"
    part="table"
    role="table"
    aria-labelledby="transactions"
  >
    ${tableHead([
      { label: strings.transaction() },
      { label: strings.on() },
      { label: strings.method() },
      { label: strings.statusCode() },
      { label: strings.amount(), numeric: true },
    ])}
    <tbody role="rowgroup">
      ${transactions.map((transaction) => transactionRow(transaction, format))}
    </tbody>
  </table>`;
}

function transactionRow(transaction: TransactionView, format: Formatter): TemplateResult {
  const { statusCode, message } = transaction;
  const said = [statusCode, message].filter((text) => text !== null && text !== '').join(', ');
  const declined = transaction.status === 'declined';
  return html`<tr role="row" part="row">
    <th role="rowheader" scope="row" data-card="a1">
      <bdi class="rr-mono" dir="ltr">${transaction.number}</bdi>
    </th>
    <td role="cell" data-card="a2" class="rr-nowrap">${format.date(transaction.on)}</td>
    <td role="cell" data-card="a3"><bdi>${transaction.method}</bdi></td>
    <td role="cell" data-card="row">
      ${transactionStatus(transaction.status)} <span class="rr-small rr-muted">${said}</span>
    </td>
    <td role="cell" data-card="b1" class="rr-num">
      ${
        declined
          ? html`<s class="rr-declined">${format.amount(transaction.amount)}</s>`
          : format.amount(transaction.amount)
      }
    </td>
  </tr>`;
}

/**
 * What an open charge means for the client; nothing when it is over.
 *
 * @param goOn resumes a payment that waits for the client.
 */
export function chargeBanner(
  charge: ChargeView | null,
  format: Formatter,
  goOn: () => void,
): TemplateResult | typeof nothing {
  if (charge === null) return nothing;
  const sum = format.money(charge.amount);
  const until = charge.expiresAt === null ? null : instantText(format, charge.expiresAt);
  switch (charge.state) {
    case 'action_required':
      return charge.action?.kind === 'instructions'
        ? banner(icons.clock, '', strings.pendingTitle(sum), instructions(charge.action))
        : banner(
            icons.alert,
            'rr-banner--warn',
            strings.confirmTitle(sum),
            strings.confirmText(charge.method, until),
            html`<button class="rr-btn rr-btn--sm" type="button" @click=${goOn}>
              ${strings.goOn()}
            </button>`,
          );
    case 'unknown':
      return banner(icons.clock, '', strings.pendingTitle(sum), strings.unknownText(charge.method));
    case 'created':
    case 'sent':
    case 'pending':
      return banner(icons.clock, '', strings.pendingTitle(sum), pendingText(charge));
    default:
      return nothing;
  }
}

function pendingText(charge: ChargeView): unknown {
  return charge.action?.kind === 'instructions'
    ? instructions(charge.action)
    : strings.pendingText(charge.method);
}

function instructions(action: { readonly text: string; readonly reference: string }): unknown {
  return html`${action.text}
    <span class="rr-strong">${strings.instructions(action.reference)}</span>`;
}

function banner(
  symbol: icons.Icon,
  look: string,
  title: string,
  text: unknown,
  action: unknown = nothing,
): TemplateResult {
  return html`<div class="rr-banner rr-banner--inline ${look}" part="banner">
    ${icon(symbol)}
    <div>
      <p class="rr-banner__title">${title}</p>
      <p>${text}</p>
    </div>
    ${action === nothing ? nothing : html`<div class="rr-banner__actions">${action}</div>`}
  </div>`;
}
