import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { NextInvoiceLine, PackageExplanation } from '../../src/contract/outlook.ts';
import type { PackageView } from '../../src/contract/packages.ts';
import { isZero, negate } from '../../src/rules/money.ts';
import type { RackrateElement } from '../internal/element.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { Load } from '../internal/load.ts';
import { sumRow } from '../internal/quote-view.ts';
import { errorState, skeletonRows } from '../internal/states.ts';
import { periodText } from '../internal/time.ts';
import { obstacleText, strings } from './next-invoice.strings.ts';

/**
 * Whether a package will be invoiced, when, for how much, by which rule, and what stands in the way
 * (SPEC 19.1). It is loaded when it is opened first, and again with the package.
 */
export class NextInvoice implements ReactiveController {
  readonly #host: RackrateElement;
  readonly #load: Load<PackageExplanation>;
  #view: PackageView | null = null;
  /** The state of the package that the explanation was asked for. */
  #explained: PackageView | null = null;
  #open = false;

  constructor(host: RackrateElement) {
    this.#host = host;
    this.#load = new Load(host, (billing, signal) =>
      billing.packages.explain({ packageId: this.#view?.packageId ?? '' }, { signal }),
    );
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#open || this.#view === this.#explained) return;
    // Asking within an update would begin another one in it.
    queueMicrotask(() => this.#view !== this.#explained && this.#run());
  }

  /** The part of the view; `level` is that of its heading. */
  render(view: PackageView, level: number): unknown {
    if (this.#view?.packageId !== view.packageId) this.#open = false;
    this.#view = view;
    // What a backend cannot do is absent.
    if (this.#load.error?.code === 'not_supported') return nothing;
    return html`<section class="rr-panel" part="next-invoice" aria-labelledby="next-invoice">
      <div class="rr-panel__head">
        ${heading(level, strings.title(), { id: 'next-invoice' })}
        <button
          class="rr-btn rr-btn--sm"
          type="button"
          aria-expanded=${this.#open ? 'true' : 'false'}
          aria-controls="next-invoice-body"
          @click=${() => this.#toggle()}
        >
          ${this.#open ? strings.hide() : strings.show()}
        </button>
      </div>
      <div id="next-invoice-body" ?hidden=${!this.#open}>
        ${this.#open ? this.#renderBody(level + 1) : nothing}
      </div>
    </section>`;
  }

  #toggle(): void {
    this.#open = !this.#open;
    this.#host.requestUpdate();
  }

  #run(): void {
    if (this.#explained?.packageId !== this.#view?.packageId) this.#load.set(undefined);
    this.#explained = this.#view;
    void this.#load.run();
  }

  #renderBody(level: number): unknown {
    const { value, error, slow } = this.#load;
    if (error !== null) {
      const retry = (): void => this.#run();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (value !== undefined) return explanationView(value, this.#host.format);
    return slow ? skeletonRows(3, strings.loading()) : nothing;
  }
}

type Next = NonNullable<PackageExplanation['next']>;

function explanationView(view: PackageExplanation, format: Formatter): TemplateResult {
  const { next, willBeInvoiced } = view;
  const stops = view.obstacles.filter((one) => one.stops);
  const others = view.obstacles.filter((one) => !one.stops);
  const refusal = stops.length === 0 ? strings.never() : strings.stopped();
  return html`<div class="rr-panel__body rr-next">
    ${willBeInvoiced ? nothing : html`<p class="rr-strong">${refusal}</p>`}
    ${obstacles(strings.stops(), stops, icons.alert, format)}
    ${next === null ? nothing : nextView(next, willBeInvoiced, format)}
    ${obstacles(strings.toKnow(), others, icons.clock, format)}
  </div>`;
}

function nextView(next: Next, comes: boolean, format: Formatter): TemplateResult {
  const words = comes ? strings.comes : strings.wouldCome;
  const period = periodText(format, next.periodStart, next.periodEnd);
  return html`<p>${words(format.date(next.issueOn), format.date(next.dueOn))}</p>
    <p>${strings.period(period)}</p>
    ${sums(next, format)}
    <p class="rr-muted rr-small">${strings.lead(next.leadDays, format.number(next.leadDays))}</p>`;
}

/** Each figure once: lines, discount, and what they come to. */
function sums(next: Next, format: Formatter): TemplateResult {
  const { discount, promotionCode, rounding } = next;
  const discountWord =
    promotionCode === null ? strings.anyDiscount() : strings.discount(promotionCode);
  return html`<dl class="rr-sum">
    ${next.lines.map((line) => sumRow(lineLabel(line, next, format), format.amount(line.gross)))}
    ${isZero(discount) ? nothing : sumRow(discountWord, format.amount(negate(discount)))}
    ${sumRow(strings.net(), format.amount(next.net), 'rr-sum__line')}
    ${sumRow(strings.tax(), format.amount(next.tax))}
    ${isZero(rounding) ? nothing : sumRow(strings.rounding(), format.amount(rounding))}
    ${sumRow(strings.total(), format.amount(next.total), 'rr-sum__total')}
  </dl>`;
}

/** What a line is for; its days where they are not those of the whole invoice. */
function lineLabel(line: NextInvoiceLine, next: Next, format: Formatter): TemplateResult {
  const { description, quantity, periodStart, periodEnd, partOfPeriod } = line;
  const what = quantity === 1 ? description : strings.times(format.number(quantity), description);
  const same = periodStart === next.periodStart && periodEnd === next.periodEnd;
  const days = periodText(format, periodStart, periodEnd);
  const below = partOfPeriod ? strings.part(days) : same ? '' : days;
  return html`${what}${below === '' ? nothing : html`<span class="rr-sub">${below}</span>`}`;
}

function obstacles(
  title: string,
  list: PackageExplanation['obstacles'],
  symbol: icons.Icon,
  format: Formatter,
): unknown {
  if (list.length === 0) return nothing;
  return html`<div>
    <p class="rr-muted rr-small">${title}</p>
    <ul>
      ${list.map((one) => html`<li>${icon(symbol)}<span>${obstacleText(one, format)}</span></li>`)}
    </ul>
  </div>`;
}
