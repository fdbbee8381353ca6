import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { TaxLineView } from '../../src/contract/invoices.ts';
import type { OrderQuote, QuoteLineView } from '../../src/contract/orders.ts';
import type { Money } from '../../src/rules/money.ts';
import type { Formatter } from './format.ts';
import { sumWords } from './sum.strings.ts';
import { periodText } from './time.ts';
import { whyBox, whyToggle } from './why.ts';

/** A row of a sum. */
export function sumRow(label: unknown, amount: unknown, look = ''): TemplateResult {
  return html`<div class=${look}>
    <dt>${label}</dt>
    <dd>${amount}</dd>
  </div>`;
}

/** The taxes by rate, each on the sum of its lines (SPEC 7.8). */
export function taxRows(taxes: readonly TaxLineView[], format: Formatter): TemplateResult[] {
  return taxes.map((tax) => {
    const label = sumWords.taxOn(tax.name, tax.rate, format.money(tax.base));
    return sumRow(tax.reason === null ? label : `${label}, ${tax.reason}`, format.amount(tax.tax));
  });
}

/**
 * A quote: lines, discount, taxes, total and the next period (SPEC 4.1).
 *
 * @param open the line whose explanation shows, by index; null: none.
 * @param toggle called with the index of a line whose "Why this amount" was pressed.
 */
export function quoteView(options: {
  readonly quote: OrderQuote;
  readonly format: Formatter;
  readonly open: number | null;
  readonly toggle: (line: number) => void;
}): TemplateResult {
  const { quote, format } = options;
  const line = (view: QuoteLineView, index: number): TemplateResult =>
    quotedLine({
      id: `why-${index}`,
      line: view,
      amount: view.gross,
      open: options.open === index,
      toggle: () => options.toggle(index),
      format,
    });
  return html`<div part="quote">
    <ul class="rr-quote">
      ${quote.lines.map(line)}
    </ul>
    <dl class="rr-sum">
      ${quote.discount.amount === 0n ? nothing : discountRow(quote, format)}
      ${sumRow(sumWords.sumBeforeTax(), format.amount(quote.net), 'rr-sum__line')}
      ${taxRows(quote.taxes, format)}
      ${sumRow(msg('Total today'), format.amount(quote.total), 'rr-sum__total rr-sum__total--big')}
      ${quote.next.map((next) => nextRow(next, format))}
    </dl>
  </div>`;
}

/** What every line of a quote has, of an order or of a change. */
export type QuotedLine = Pick<
  QuoteLineView,
  'description' | 'quantity' | 'net' | 'periodStart' | 'periodEnd' | 'explanation'
>;

/** A line of a quote with Why this amount; its id is unique within the shadow root. */
export function quotedLine(options: {
  readonly id: string;
  readonly line: QuotedLine;
  /** The amount at its end. */
  readonly amount: Money;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly format: Formatter;
}): TemplateResult {
  const { id, line, open, toggle, format } = options;
  const { periodStart, periodEnd } = line;
  const period =
    periodStart !== null && periodEnd !== null
      ? html`<span class="rr-nowrap">${periodText(format, periodStart, periodEnd)}</span>`
      : nothing;
  const times =
    line.quantity === 1 || line.quantity === -1 ? '' : `${format.number(line.quantity)} × `;
  return html`<li class="rr-quote__line">
    <span class="rr-medium">${times}${line.description}</span>
    <span class="rr-num">${format.amount(options.amount)}</span>
    <span class="rr-sub rr-quote__sub"
      >${period} ${whyToggle({ controls: id, of: line.description, open, toggle })}</span
    >
    ${whyBox({ id, explanation: line.explanation, amount: line.net, open, format })}
  </li>`;
}

function discountRow(quote: OrderQuote, format: Formatter): TemplateResult {
  const code = quote.promotion?.code;
  const label = code ? `${sumWords.discount()} ${code}` : sumWords.discount();
  const minus: Money = { ...quote.discount, amount: -quote.discount.amount };
  return sumRow(label, format.amount(minus));
}

function nextRow(next: OrderQuote['next'][number], format: Formatter): TemplateResult {
  const label = msg(str`Next on ${format.date(next.on)}`);
  return html`<div class="rr-small rr-muted">
    <dt>${label}</dt>
    <dd>${format.amount(next.total)}</dd>
  </div>`;
}
