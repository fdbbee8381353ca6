import { type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { FundsOptions } from '../../src/contract/funds.ts';
import type { ChargeView, PaymentOptions } from '../../src/contract/payments.ts';
import { add, compare, type Money, zero } from '../../src/rules/money.ts';
import { textField } from '../internal/field.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { state } from '../internal/property.ts';
import { sumRow } from '../internal/quote-view.ts';
import { emptyState } from '../internal/states.ts';
import { inputStyles } from '../internal/styles/input.styles.ts';
import type { HowToPay } from '../pay/command.ts';
import { problemBanner, sumPanel } from '../pay/parts.ts';
import { styles } from '../pay/pay.styles.ts';
import { Paying } from '../pay/paying.ts';
import { strings } from './add-funds.strings.ts';
import { readAmount } from './amount.ts';

/** Detail of `rr-funds-added`. */
export interface FundsAddedDetail {
  readonly chargeId: string;
}

/**
 * Adds to the account credit within the provider's limits, and shows the receipt in place; it is
 * no tax invoice (SPEC 8.4).
 *
 * @summary Add funds to the account.
 * @attr {string} charge-id - A charge whose result is shown first, such as after a redirect.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<FundsAddedDetail>} rr-funds-added - The money was taken.
 * @event {CustomEvent<{ url: string }>} rr-redirect - A gateway's own page is to be opened;
 *   cancelable: when prevented, the host opens it.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot rr-gateway - The gateway's fields, put there by the widget itself.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart title - The title.
 * @csspart form - The amount and the methods.
 * @csspart field - The amount.
 * @csspart label - Its label.
 * @csspart hint - Its limits.
 * @csspart input - Its input.
 * @csspart methods - The ways to pay.
 * @csspart gateway - The frame around a gateway's own fields.
 * @csspart summary - The sums and the button.
 * @csspart result - Where the payment stands: the receipt.
 * @csspart errors - Why it could not be made.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateAddFunds extends Paying {
  static override readonly widget: string = 'add-funds';

  static override readonly styles: CSSResultGroup = [styles, inputStyles];

  #funds: FundsOptions | null = null;

  /** As it was typed. */
  @state()
  protected amount: string = '';

  /** Whether the amount is told to be wrong. */
  @state()
  protected wrong: boolean = false;

  protected override get noteKey(): string {
    return 'funds';
  }

  /** Gateways mount their fields for a sum, so until there is one it is the least. */
  protected override get total(): Money | null {
    return this.#entered() ?? this.#funds?.range?.minimum ?? null;
  }

  protected override async ask(billing: Billing, signal: AbortSignal): Promise<PaymentOptions> {
    const funds = await billing.funds.options({}, { signal });
    this.#funds = funds;
    const { billingAccounts, credit, methods, openCharge } = funds;
    const total = zero(credit.currency);
    return { invoices: [], total, billingAccounts, methods, openCharge };
  }

  protected override send(
    billing: Billing,
    _options: PaymentOptions,
    how: HowToPay,
  ): Promise<ChargeView> {
    return billing.funds.add({ ...how, amount: this.total ?? zero('EUR') });
  }

  protected override taken({ chargeId }: ChargeView): void {
    this.amount = '';
    this.emit('rr-funds-added', { chargeId } satisfies FundsAddedDetail);
  }

  /** What was typed, where it is an amount that may be added. */
  #entered(): Money | null {
    const range = this.#funds?.range ?? null;
    if (range === null) return null;
    const amount = readAmount(this.amount, range.minimum.currency);
    if (amount === null) return null;
    const fits = compare(amount, range.minimum) >= 0 && compare(amount, range.maximum) <= 0;
    return fits ? amount : null;
  }

  #confirm(event: Event): void {
    event.preventDefault();
    this.wrong = this.#entered() === null;
    if (this.wrong) this.renderRoot.querySelector<HTMLElement>('#amount')?.focus();
    else void this.confirm();
  }

  protected override renderForm(options: PaymentOptions): TemplateResult {
    const level = this.headingLevel;
    const funds = this.#funds;
    if (funds === null || funds.range === null) {
      const credit = this.format.money(funds?.credit ?? options.total);
      return html`<section class="rr-panel">
        ${emptyState({
          icon: icons.paid,
          title: strings.fullTitle(),
          text: strings.fullText(credit),
          level,
        })}
      </section>`;
    }
    const offered = this.#offered(options, funds);
    return html`<form class="rr-stack" novalidate @submit=${(event: Event) => this.#confirm(event)}>
      <div>
        ${heading(level, strings.title(), { look: 'title' })}
        <p class="rr-muted">${strings.lead()}</p>
      </div>
      ${problemBanner(this.problem)}
      <div class="rr-columns">
        <div class="rr-stack" part="form">
          ${this.#renderAmount(funds.range)} ${this.renderMethods(offered)}
        </div>
        ${this.#renderSum(offered, funds)}
      </div>
    </form>`;
  }

  /** A method that is not offered for the sum is left out, once there is one. */
  #offered(options: PaymentOptions, { methods }: FundsOptions): PaymentOptions {
    const amount = this.#entered();
    const fits = methods.filter(({ minimum, maximum }) => {
      if (amount === null) return true;
      if (minimum !== null && compare(amount, minimum) < 0) return false;
      return maximum === null || compare(amount, maximum) <= 0;
    });
    return { ...options, methods: fits };
  }

  #renderAmount({ minimum, maximum }: NonNullable<FundsOptions['range']>): TemplateResult {
    const [least, most] = [this.format.money(minimum), this.format.money(maximum)];
    return html`<section class="rr-panel">
      <div class="rr-panel__body rr-panel__body--only">
        ${textField({
          id: 'amount',
          label: strings.amount(minimum.currency),
          value: this.amount,
          inputMode: 'decimal',
          ltr: true,
          maxLength: 15,
          hint: strings.range(least, most),
          error: this.wrong ? strings.outside(least, most) : undefined,
          onInput: (value) => {
            this.amount = value;
            this.wrong = false;
          },
        })}
      </div>
    </section>`;
  }

  #renderSum(options: PaymentOptions, { credit }: FundsOptions): TemplateResult {
    const { format } = this;
    const amount = this.#entered();
    const after = amount === null ? credit : add(credit, amount);
    return sumPanel({
      options,
      level: this.headingLevel + 1,
      busy: this.busy,
      rows: html`${sumRow(strings.credit(), format.amount(credit))}
      ${sumRow(strings.after(), format.amount(after), 'rr-sum__total rr-sum__total--big')}`,
      label: amount === null ? strings.title() : strings.confirm(format.money(amount)),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-add-funds': RackrateAddFunds;
  }
}
