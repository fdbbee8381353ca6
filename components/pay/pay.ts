import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { InvoiceRow } from '../../src/contract/invoices.ts';
import type {
  ChargeView,
  PayInput,
  PaymentMethodView,
  PaymentOptions,
} from '../../src/contract/payments.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { sumRow } from '../internal/quote-view.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { describe } from '../internal/strings.ts';
import { GatewaySlot } from './gateway-slot.ts';
import { type Choice, methodRows } from './methods.ts';
import { strings } from './pay.strings.ts';
import { styles } from './pay.styles.ts';
import { ChargePoll } from './poll.ts';
import { chargeResult } from './result.ts';

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
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<PaidDetail>} rr-paid - The money was taken.
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
export class RackratePay extends RackrateElement {
  static override readonly widget: string = 'pay';

  static override readonly styles: CSSResultGroup = styles;

  readonly #options: Load<PaymentOptions> = new Load<PaymentOptions>(this, (billing, signal) =>
    billing.payments.options({ invoiceIds: this.#ids() }, { signal }),
  );
  readonly #gateway: GatewaySlot = new GatewaySlot(this);
  readonly #live: LiveRegion = new LiveRegion(this);
  readonly #poll: ChargePoll = new ChargePoll(this, (charge) => this.#took(charge));
  /** The id of the command in hand: the same for the same payment, however often it is pressed. */
  #command: { readonly content: string; readonly id: string } | null = null;
  #focusResult = false;

  @state()
  protected charge: ChargeView | null = null;

  @state()
  protected choice: Choice = '';

  @state()
  protected save: boolean = false;

  @state()
  protected busy: boolean = false;

  @state()
  protected problem: string | null = null;

  /** Ids with commas between; empty: all outstanding invoices. */
  @property({ attribute: 'invoice-ids' })
  invoiceIds: string = '';

  /** A charge whose result is shown first. */
  @property({ attribute: 'charge-id' })
  chargeId: string = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const asks = changed.has('invoiceIds') || changed.has('chargeId');
    if (asks && this.hasUpdated) this.load();
  }

  protected override load(): void {
    if (this.chargeId !== '' && this.charge === null) void this.#poll.ask(this.chargeId);
    void this.#prepare();
  }

  protected override updated(): void {
    const chosen = this.#chosenMethod();
    const paying = this.charge === null && this.#options.value !== undefined;
    if (this.charge === null || paying) void this.#gateway.use(paying ? chosen : null);
    if (!this.#focusResult) return;
    this.#focusResult = false;
    this.renderRoot.querySelector<HTMLElement>('#result')?.focus();
  }

  async #prepare(): Promise<void> {
    await this.#options.run();
    const { value } = this.#options;
    if (value === undefined) return;
    if (value.openCharge !== null && this.charge === null) this.#took(value.openCharge);
    const [account] = value.billingAccounts;
    const [method] = value.methods;
    const known = this.choice !== '' && this.#isOffered(this.choice, value);
    if (known) return;
    if (account !== undefined) this.choice = `account:${account.billingAccountId}`;
    else if (method !== undefined) this.choice = `method:${method.methodId}`;
  }

  #isOffered(choice: Choice, options: PaymentOptions): boolean {
    return (
      options.methods.some(({ methodId }) => choice === `method:${methodId}`) ||
      options.billingAccounts.some(
        ({ billingAccountId }) => choice === `account:${billingAccountId}`,
      )
    );
  }

  #ids(): readonly string[] {
    return this.invoiceIds
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
  }

  #chosenMethod(): PaymentMethodView | null {
    const methods = this.#options.value?.methods ?? [];
    return methods.find(({ methodId }) => this.choice === `method:${methodId}`) ?? null;
  }

  #choose(choice: Choice): void {
    this.choice = choice;
    this.problem = null;
  }

  /** Confirms the payment: once, however often it is pressed. */
  async #confirm(event: Event): Promise<void> {
    event.preventDefault();
    const { billing } = this;
    const options = this.#options.value;
    if (billing === null || options === undefined || this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      const gatewayData = await this.#gateway.confirm();
      this.#took(await billing.payments.pay(this.#payInput(options, gatewayData)));
    } catch (error) {
      await this.#explain(error);
    } finally {
      this.busy = false;
    }
  }

  #payInput(options: PaymentOptions, gatewayData: Readonly<Record<string, string>>): PayInput {
    const [kind, ...rest] = this.choice.split(':');
    const id = rest.join(':');
    const invoiceIds = options.invoices.map(({ invoiceId }) => invoiceId);
    const content = JSON.stringify([this.choice, invoiceIds, gatewayData, this.save]);
    if (this.#command?.content !== content) {
      this.#command = { content, id: crypto.randomUUID() };
    }
    return {
      commandId: this.#command.id,
      invoiceIds,
      confirmedTotal: options.total,
      returnUrl: location.href,
      ...(kind === 'account' ? { billingAccountId: id } : { methodId: id, gatewayData }),
      ...(this.save && kind === 'method' ? { save: true } : {}),
    };
  }

  /** A sum that has changed, or a payment on its way, is shown anew; the rest stays to be mended. */
  async #explain(caught: unknown): Promise<void> {
    const error = asBillingError(caught);
    // What a gateway's field says is for the client as it stands; it has no code of ours.
    this.problem =
      error.code === 'internal' && caught instanceof Error && !('code' in caught)
        ? caught.message
        : describe(error);
    if (error.code === 'amount_changed' || error.code === 'charge_open') await this.#options.run();
    const open = this.#options.value?.openCharge;
    if (error.code === 'charge_open' && open) this.#took(open);
  }

  #took(charge: ChargeView): void {
    const before = this.charge?.state;
    this.charge = charge;
    this.problem = null;
    void this.#gateway.use(null);
    if (before !== charge.state) {
      this.#focusResult = true;
      if (charge.state === 'succeeded') this.#paid(charge);
    }
    if (charge.action?.kind === 'redirect' && before === undefined)
      this.#redirect(charge.action.url);
    this.#poll.follow(charge);
  }

  #paid(charge: ChargeView): void {
    this.#live.announce(strings.paid(this.money(charge.captured)));
    const invoiceIds = charge.invoices.map(({ invoiceId }) => invoiceId);
    const detail: PaidDetail = { chargeId: charge.chargeId, invoiceIds };
    this.emit('rr-paid', detail);
    this.context?.refresh.notify();
  }

  #redirect(url: string): void {
    const mine = this.emit('rr-redirect', { url }, { cancelable: true });
    if (mine && /^https?:/.test(url)) location.assign(url);
  }

  /** Lets the bank ask, then reads from the gateway what came of it. */
  async #challenge(): Promise<void> {
    const { charge, billing } = this;
    if (charge?.action?.kind === 'redirect') return this.#redirect(charge.action.url);
    if (charge?.action?.kind !== 'challenge' || billing === null || this.busy) return;
    const method = this.#methodOf();
    if (method === null) return;
    this.busy = true;
    try {
      const end = await this.#gateway.challenge(method, charge.action.url);
      const { chargeId } = charge;
      const commandId = crypto.randomUUID();
      this.#took(
        end === 'finished'
          ? await billing.payments.resume({ commandId, chargeId })
          : await billing.payments.cancel({ commandId, chargeId }),
      );
    } catch (error) {
      this.problem = describe(asBillingError(error));
    } finally {
      this.busy = false;
    }
  }

  /** The method that has a browser half for a challenge: the chosen one, else the first such. */
  #methodOf(): PaymentMethodView | null {
    const methods = this.#options.value?.methods ?? [];
    return this.#chosenMethod() ?? methods.find(({ kind }) => kind === 'embedded') ?? null;
  }

  async #cancel(): Promise<void> {
    const { charge, billing } = this;
    if (charge === null || billing === null || this.busy) return;
    this.busy = true;
    try {
      const commandId = crypto.randomUUID();
      this.#took(await billing.payments.cancel({ commandId, chargeId: charge.chargeId }));
    } catch (error) {
      this.problem = describe(asBillingError(error));
    } finally {
      this.busy = false;
    }
  }

  /** Back to the form, with a command of its own. */
  #again(): void {
    this.#poll.stop();
    this.charge = null;
    this.chargeId = '';
    this.#command = null;
    void this.#options.run();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.#live.render()}${this.#renderBody()}</div>`;
  }

  #renderBody(): unknown {
    const level = this.headingLevel;
    if (this.charge !== null) return this.#renderResult(this.charge);
    const { value, error, slow, signedOut } = this.#options;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null) {
      const retry = (): void => void this.#options.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value === undefined) {
      return slow
        ? html`<section class="rr-panel" aria-busy="true">
            ${skeletonRows(3, strings.loading())}
          </section>`
        : nothing;
    }
    return value.invoices.some(({ payable }) => payable)
      ? this.#renderForm(value)
      : html`<section class="rr-panel">
          ${emptyState({ icon: 'paid', title: strings.nothingTitle(), text: strings.nothingText(), level })}
        </section>`;
  }

  #renderResult(charge: ChargeView): TemplateResult {
    return html`<div class="rr-stack">
      ${this.#renderProblem()}
      ${chargeResult({
        charge,
        format: this.format,
        level: this.headingLevel,
        busy: this.busy,
        actions: {
          confirm: () => void this.#challenge(),
          cancel: () => void this.#cancel(),
          again: () => this.#again(),
        },
      })}
      <slot name="rr-gateway"></slot>
    </div>`;
  }

  #renderForm(options: PaymentOptions): TemplateResult {
    const level = this.headingLevel;
    return html`<form class="rr-stack" novalidate @submit=${(event: Event) => this.#confirm(event)}>
      ${heading(level, strings.title(), { look: 'title' })} ${this.#renderProblem()}
      <div class="rr-columns">
        <div class="rr-stack" part="form">
          <section class="rr-panel" part="invoices" aria-labelledby="invoices">
            <div class="rr-panel__head">
              ${heading(level + 1, strings.invoices(), { id: 'invoices' })}
            </div>
            <ul class="rr-rows rr-rows--top">
              ${options.invoices.map((invoice) => this.#renderInvoice(invoice))}
            </ul>
          </section>
          ${this.#renderMethods(options)}
        </div>
        ${this.#renderSummary(options)}
      </div>
    </form>`;
  }

  #renderInvoice(invoice: InvoiceRow): TemplateResult {
    return html`<li class="rr-row">
      <div>
        <bdi class="rr-medium">${invoice.number}</bdi>
        <span class="rr-sub">${strings.due(this.date(invoice.due))}</span>
      </div>
      <div class="rr-row__end">${this.format.amount(invoice.balance)}</div>
    </li>`;
  }

  #renderMethods(options: PaymentOptions): TemplateResult {
    if (options.methods.length === 0 && options.billingAccounts.length === 0) {
      return html`<section class="rr-panel">
        ${emptyState({
          icon: 'card',
          title: strings.noMethod(),
          text: strings.noMethodText(),
          level: this.headingLevel + 1,
        })}
      </section>`;
    }
    return methodRows({
      accounts: options.billingAccounts,
      methods: options.methods,
      chosen: this.choice,
      choose: (choice) => this.#choose(choice),
      body: this.#renderChosen(),
    });
  }

  #renderChosen(): TemplateResult | typeof nothing {
    const method = this.#chosenMethod();
    if (method?.kind !== 'embedded') return nothing;
    return html`<div class="rr-choice__body rr-stack rr-stack--tight">
      ${this.#gateway.render()}
      ${
        method.canSave
          ? html`<label class="rr-check"
              ><input
                type="checkbox"
                .checked=${this.save}
                @change=${(event: Event) => {
                  this.save = (event.target as HTMLInputElement).checked;
                }}
              /><span>${strings.save()}<span class="rr-sub">${strings.saveHint()}</span></span></label
            >`
          : nothing
      }
    </div>`;
  }

  #renderSummary(options: PaymentOptions): TemplateResult {
    const can = options.methods.length + options.billingAccounts.length > 0;
    return html`<aside class="rr-columns__aside--stick" aria-label=${strings.payment()}>
      <section class="rr-panel" part="summary">
        <div class="rr-panel__head">${heading(this.headingLevel + 1, strings.payment())}</div>
        <div class="rr-panel__body rr-stack rr-stack--tight">
          <dl class="rr-sum">
            ${sumRow(strings.count(options.invoices.length), this.format.amount(options.total))}
            ${sumRow(strings.toPay(), this.format.amount(options.total), 'rr-sum__total rr-sum__total--big')}
          </dl>
          ${
            can
              ? html`<button
                  class="rr-btn rr-btn--primary rr-pay__confirm"
                  type="submit"
                  aria-disabled=${this.busy ? 'true' : nothing}
                >
                  ${this.busy ? strings.paying() : strings.confirm(this.money(options.total))}
                </button>`
              : nothing
          }
        </div>
      </section>
    </aside>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    if (this.problem === null) return nothing;
    return html`<div class="rr-banner rr-banner--bad" part="errors" role="alert">
      ${icon('alert')}
      <div>
        <p class="rr-banner__title">${strings.loadFailed()}</p>
        <p>${this.problem}</p>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-pay': RackratePay;
  }
}
