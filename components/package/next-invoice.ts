import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { PackageExplanation } from '../../src/contract/outlook.ts';
import type { PackageView } from '../../src/contract/packages.ts';
import type { RackrateElement } from '../internal/element.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { Load } from '../internal/load.ts';
import { sumRow } from '../internal/quote-view.ts';
import { errorState, skeletonRows } from '../internal/states.ts';
import { periodText } from '../internal/time.ts';
import { strings } from './next-invoice.strings.ts';

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

function explanationView(view: PackageExplanation, format: Formatter): TemplateResult {
  const { next, explanation, willBeInvoiced } = view;
  const stops = view.obstacles.filter((one) => one.stops);
  const others = view.obstacles.filter((one) => !one.stops);
  const refusal = stops.length === 0 ? strings.never() : strings.stopped();
  const words = willBeInvoiced ? strings.comes : strings.wouldCome;
  return html`<div class="rr-panel__body rr-next">
    ${willBeInvoiced ? nothing : html`<p class="rr-strong">${refusal}</p>`}
    ${obstacles(strings.stops(), stops, icons.alert)}
    ${
      next === null
        ? nothing
        : html`<p>${words(format.date(next.issueOn), format.date(next.dueOn))}</p>
            <p>${strings.period(periodText(format, next.periodStart, next.periodEnd))}</p>
            ${sums(next, explanation, format)}`
    }
    <p class="rr-muted rr-small">${explanation.rule}</p>
    ${obstacles(strings.toKnow(), others, icons.clock)}
  </div>`;
}

function sums(
  next: NonNullable<PackageExplanation['next']>,
  { steps }: PackageExplanation['explanation'],
  format: Formatter,
): TemplateResult {
  return html`<dl class="rr-sum">
    ${steps.map(({ label, amount }) =>
      sumRow(label, amount === null ? nothing : format.amount(amount)),
    )}
    <div class="rr-sum__line">
      <dt>${strings.net()}</dt>
      <dd>${format.amount(next.net)}</dd>
    </div>
    ${sumRow(strings.tax(), format.amount(next.tax))}
    <div class="rr-sum__total">
      <dt>${strings.total()}</dt>
      <dd>${format.amount(next.total)}</dd>
    </div>
  </dl>`;
}

function obstacles(
  title: string,
  list: PackageExplanation['obstacles'],
  symbol: icons.Icon,
): unknown {
  if (list.length === 0) return nothing;
  return html`<div>
    <p class="rr-muted rr-small">${title}</p>
    <ul>
      ${list.map(({ text }) => html`<li>${icon(symbol)}<span>${text}</span></li>`)}
    </ul>
  </div>`;
}
