import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceLineView, InvoiceView } from '../../src/contract/invoices.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from '../internal/format.ts';
import { type Column, tableHead } from '../internal/list-view.ts';
import { periodText } from '../internal/time.ts';
import { whyBox, whyToggle } from '../internal/why.ts';
import { strings } from './invoice.strings.ts';

/** What the lines of an invoice need besides the invoice. */
export interface LinesOptions {
  readonly format: Formatter;
  /** Ids of the lines whose explanation shows. */
  readonly open: ReadonlySet<string>;
  readonly toggle: (lineId: string) => void;
  /** A way to a package, or its number as text. */
  readonly packageLink: (line: InvoiceLineView) => unknown;
}

/** A discount as it is taken off, whichever sign it came with. */
export function takenOff(discount: Money): Money {
  return discount.amount > 0n ? { ...discount, amount: -discount.amount } : discount;
}

/** The lines of a document with period, price, discount, tax, and "Why this amount". */
export function linesTable(invoice: InvoiceView, options: LinesOptions): TemplateResult {
  const discounted = invoice.lines.some((line) => line.discount.amount !== 0n);
  const taxName = invoice.taxes[0]?.name ?? strings.tax();
  const columns: readonly Column[] = [
    { label: strings.item() },
    { label: strings.price(), numeric: true },
    ...(discounted ? [{ label: strings.discount(), numeric: true }] : []),
    { label: taxName, numeric: true },
    { label: strings.amount(), numeric: true },
  ];
  return html`<table
    class="rr-table rr-table--cards"
    part="table"
    role="table"
    aria-labelledby="lines"
  >
    ${tableHead(columns)}
    <tbody role="rowgroup">
      ${invoice.lines.map((line) => lineRows(line, { ...options, discounted, taxName }))}
    </tbody>
  </table>`;
}

interface RowOptions extends LinesOptions {
  readonly discounted: boolean;
  readonly taxName: string;
}

function lineRows(line: InvoiceLineView, options: RowOptions): TemplateResult {
  const { format, discounted } = options;
  const open = options.open.has(line.lineId);
  const id = `why-${line.lineId}`;
  const explained = { id, explanation: line.explanation, amount: line.net, open, format };
  return html`<tr role="row" part="row" class="rr-linerow">
      <th role="rowheader" scope="row" class="rr-line" data-card="a1full">
        ${lineText(line, id, open, options)}
      </th>
      <td role="cell" data-card="hide" class="rr-num">${priceOf(line, format)}</td>
      ${
        discounted
          ? html`<td role="cell" data-card="hide" class="rr-num">
              ${line.discount.amount === 0n ? nothing : format.amount(takenOff(line.discount))}
            </td>`
          : nothing
      }
      <td role="cell" data-card="hide" class="rr-num">${ratesOf(line)}</td>
      <td role="cell" data-card="b1" class="rr-num rr-strong">${format.amount(line.net)}</td>
    </tr>
    <tr role="row" class="rr-whyrow" ?hidden=${!open}>
      <td role="cell" data-card="row" colspan=${discounted ? 5 : 4}>${whyBox(explained)}</td>
    </tr>`;
}

function lineText(
  line: InvoiceLineView,
  id: string,
  open: boolean,
  options: RowOptions,
): TemplateResult {
  const { format } = options;
  const toggle = (): void => options.toggle(line.lineId);
  const dated = line.periodStart !== null && line.periodEnd !== null;
  return html`<span class="rr-medium">${line.description}</span>
    <span class="rr-sub rr-narrow">${reckoning(line, options)}</span>
    <span class="rr-sub rr-line__sub">
      ${
        dated
          ? html`<span class="rr-nowrap"
              >${periodText(format, line.periodStart ?? '', line.periodEnd ?? '')}</span
            >`
          : nothing
      }
      ${line.packageId === null ? nothing : options.packageLink(line)}
      ${whyToggle({ controls: id, of: line.description, open, toggle })}
    </span>`;
}

/** Price, discount and tax in one line, for a card. */
function reckoning(line: InvoiceLineView, options: RowOptions): TemplateResult {
  const { format, taxName } = options;
  return html`${priceOf(line, format)}${
    line.discount.amount === 0n ? nothing : html` ${format.amount(takenOff(line.discount))}`
  }, ${taxName} ${ratesOf(line)}`;
}

function priceOf(line: InvoiceLineView, format: Formatter): TemplateResult {
  const times = line.quantity === 1 ? '' : `${format.number(line.quantity)} × `;
  return html`<bdi>${times}${format.money(line.unitPrice)}</bdi>`;
}

function ratesOf(line: InvoiceLineView): string {
  return line.taxRates.length === 0 ? '–' : line.taxRates.map((rate) => `${rate}%`).join(' + ');
}
