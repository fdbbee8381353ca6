import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceRow } from '../../src/contract/invoices.ts';
import type { Formatter } from '../internal/format.ts';
import { openLink } from '../internal/link.ts';
import { tableHead } from '../internal/list-view.ts';
import { invoiceStatus } from '../internal/status-badge.ts';
import { strings } from './account.strings.ts';

/** A number of more characters may break; shorter ones stay on one line. */
const longNumber = 20;

/** Where an invoice leads; each call asks the host, and is false when the host does the rest. */
export interface InvoiceWays {
  readonly invoiceHref: string;
  readonly payHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly pay: (invoiceId: string) => boolean;
}

/** The latest outstanding invoices, with Pay now each (S107). */
export function invoiceTable(
  rows: readonly InvoiceRow[],
  format: Formatter,
  ways: InvoiceWays,
): TemplateResult {
  return html`<table
    class="rr-table rr-table--cards"
    part="table"
    role="table"
    aria-labelledby="invoices"
  >
    ${tableHead([
      { label: strings.invoice() },
      { label: strings.dueDate() },
      { label: strings.status() },
      { label: strings.balance(), numeric: true },
      { label: strings.pay(), quiet: true },
    ])}
    <tbody role="rowgroup">
      ${rows.map((row) => invoiceRow(row, format, ways))}
    </tbody>
  </table>`;
}

function invoiceRow(row: InvoiceRow, format: Formatter, ways: InvoiceWays): TemplateResult {
  const { invoiceId, number, balance, total } = row;
  const breaks = number.length > longNumber;
  const partly = balance.amount !== total.amount;
  const link = openLink({
    pattern: ways.invoiceHref,
    id: invoiceId,
    text: html`<bdi>${number}</bdi>`,
    open: () => ways.openInvoice(invoiceId),
  });
  return html`<tr role="row" part="row">
    <th role="rowheader" scope="row" data-card="a1" class=${breaks ? 'rr-domain' : 'rr-number'}>
      ${link}
    </th>
    <td role="cell" data-card="a3" data-label=${strings.dueDate()} class="rr-nowrap">
      ${format.date(row.due)}
    </td>
    <td role="cell" data-card="a2">${invoiceStatus(row)}</td>
    <td role="cell" data-card="b12" class="rr-num">
      ${format.amount(balance)}${
        partly ? html`<span class="rr-sub">${strings.ofTotal(format.money(total))}</span>` : nothing
      }
    </td>
    <td role="cell" data-card="b3" class="rr-num">${row.payable ? payLink(row, ways) : nothing}</td>
  </tr>`;
}

function payLink({ invoiceId, number }: InvoiceRow, ways: InvoiceWays): TemplateResult {
  const link = openLink({
    pattern: ways.payHref,
    id: invoiceId,
    text: strings.pay(),
    label: strings.payOf(number),
    open: () => ways.pay(invoiceId),
  });
  return html`<span class="rr-links rr-links--end">${link}</span>`;
}
