import { html, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { ChargeView, PaymentOptions } from '../../src/contract/payments.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { property } from '../internal/property.ts';
import { emptyState } from '../internal/states.ts';
import type { HowToPay } from './command.ts';
import { invoicesPanel, problemBanner, summaryPanel } from './parts.ts';
import { strings } from './pay.strings.ts';
import { Paying } from './paying.ts';

/** Detail of `rr-paid`. */
export interface PaidDetail {
  readonly chargeId: string;
  readonly invoiceIds: readonly string[];
}

/**
 * Pays one invoice, or all that are outstanding: the sum, the ways to pay, one confirmation, and
 * the result in place (SPEC 8.1, 8.2).
 *
 * @summary Pay invoices.
 * @attr {string} invoice-ids - Ids with commas between; left out: all outstanding invoices.
 * @attr {string} charge-id - A charge whose result is shown first, such as after a redirect.
 * @attr {string} invoice-href - Address of an invoice with `{id}`, to go on to when it is paid.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<PaidDetail>} rr-paid - The money was taken.
 * @event {CustomEvent<{ invoiceId: string }>} rr-open-invoice - An invoice was chosen; cancelable.
 * @event {CustomEvent<{ url: string }>} rr-redirect - A gateway's own page is to be opened;
 *   cancelable: when prevented, the host opens it.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot rr-gateway - The gateway's fields, put there by the widget itself.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart title - The title.
 * @csspart form - Invoices and methods.
 * @csspart invoices - What is paid.
 * @csspart methods - The ways to pay.
 * @csspart gateway - The frame around a gateway's own fields.
 * @csspart summary - The sum and the button.
 * @csspart result - Where the payment stands.
 * @csspart errors - Why it could not be made.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackratePay extends Paying {
  static override readonly widget: string = 'pay';

  /** Ids with commas between; empty: all outstanding invoices. */
  @property({ attribute: 'invoice-ids' })
  invoiceIds: string = '';

  /** Address of an invoice with `{id}`. */
  @property({ attribute: 'invoice-href' })
  invoiceHref: string = '';

  protected override get noteKey(): string {
    return this.invoiceIds;
  }

  protected override get invoiceAddress(): string {
    return this.invoiceHref;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('invoiceIds') && this.hasUpdated) this.restart();
    else super.willUpdate(changed);
  }

  protected override ask(billing: Billing, signal: AbortSignal): Promise<PaymentOptions> {
    const invoiceIds = this.invoiceIds.split(/[\s,]+/).filter(Boolean);
    return billing.payments.options({ invoiceIds }, { signal });
  }

  protected override send(
    billing: Billing,
    { invoices, total }: PaymentOptions,
    how: HowToPay,
  ): Promise<ChargeView> {
    const invoiceIds = invoices.map(({ invoiceId }) => invoiceId);
    return billing.payments.pay({ ...how, invoiceIds, confirmedTotal: total });
  }

  protected override taken({ chargeId, invoices }: ChargeView): void {
    const invoiceIds = invoices.map(({ invoiceId }) => invoiceId);
    this.emit('rr-paid', { chargeId, invoiceIds } satisfies PaidDetail);
  }

  #confirm(event: Event): void {
    event.preventDefault();
    void this.confirm();
  }

  protected override renderForm(options: PaymentOptions): TemplateResult {
    return options.invoices.some(({ payable }) => payable)
      ? this.#renderInvoices(options)
      : html`<section class="rr-panel">
          ${emptyState({
            icon: icons.paid,
            title: strings.nothingTitle(),
            text: strings.nothingText(),
            level: this.headingLevel,
          })}
        </section>`;
  }

  #renderInvoices(options: PaymentOptions): TemplateResult {
    const level = this.headingLevel;
    return html`<form class="rr-stack" novalidate @submit=${(event: Event) => this.#confirm(event)}>
      ${heading(level, strings.title(), { look: 'title' })} ${problemBanner(this.problem)}
      <div class="rr-columns">
        <div class="rr-stack" part="form">
          ${invoicesPanel(options, this.format, level + 1)} ${this.renderMethods(options)}
        </div>
        ${summaryPanel({ options, format: this.format, level: level + 1, busy: this.busy })}
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-pay': RackratePay;
  }
}
