import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Billing } from '../../src/billing.ts';
import type { ChargeView, PaymentMethodView, PaymentOptions } from '../../src/contract/payments.ts';
import type { Money } from '../../src/rules/money.ts';
import { isUnanswered } from '../internal/command-ids.ts';
import { RackrateElement } from '../internal/element.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { explained } from '../internal/problems.strings.ts';
import { property, state } from '../internal/property.ts';
import { errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { type HowToPay, howToPay } from './command.ts';
import { GatewaySlot } from './gateway-slot.ts';
import { type Choice, choiceAmong, methodOfCharge, methodRows, noMethods } from './methods.ts';
import { leave, takeStep } from './next-step.ts';
import { type Problem, problemBanner, saveCheck } from './parts.ts';
import { strings } from './pay.strings.ts';
import { styles } from './pay.styles.ts';
import { ChargePoll } from './poll.ts';
import { chargeResult, resultTitle } from './result.ts';
import { comeBack, noteLeaving } from './returning.ts';

/**
 * What all widgets that take money have in common: the ways to pay with the gateway's fields, one
 * confirmation that is sent once, and where the charge stands, in place (SPEC 8.1, 8.5).
 */
export abstract class Paying extends RackrateElement {
  static override readonly styles: CSSResultGroup = styles;

  /** What may be paid and how. */
  protected readonly options: Load<PaymentOptions> = new Load<PaymentOptions>(
    this,
    (billing, signal) => this.ask(billing, signal),
  );
  protected readonly live: LiveRegion = new LiveRegion(this);
  readonly #gateway: GatewaySlot = new GatewaySlot(
    this,
    () => {
      this.#sent = null;
    },
    () => ({ amount: this.total, save: this.save }),
  );
  readonly #poll: ChargePoll = new ChargePoll(this, (charge) => this.#heard(charge));
  /** A payment whose answer did not come; sent again as it was, it is made once. */
  #sent: { readonly content: string; readonly how: HowToPay } | null = null;
  /** What gets the focus when it is there. */
  #focusNext: '#result' | 'input:checked' | null = null;

  @state()
  protected charge: ChargeView | null = null;

  @state()
  protected choice: Choice = '';

  @state()
  protected save: boolean = false;

  @state()
  protected busy: boolean = false;

  @state()
  protected problem: Problem | null = null;

  /** A charge whose result is shown first. */
  @property({ attribute: 'charge-id' })
  chargeId: string = '';

  /** Asks what may be paid and how. */
  protected abstract ask(billing: Billing, signal: AbortSignal): Promise<PaymentOptions>;

  /** Sends the payment; the same `commandId` is the same payment. */
  protected abstract send(
    billing: Billing,
    options: PaymentOptions,
    how: HowToPay,
  ): Promise<ChargeView>;

  /** Tells the host that the money was taken. */
  protected abstract taken(charge: ChargeView): void;

  /** What stands while nothing is on its way. */
  protected abstract renderForm(options: PaymentOptions): TemplateResult;

  /** The sum to pay; null while it is not known. */
  protected get total(): Money | null {
    return this.options.value?.total ?? null;
  }

  /** Under which a charge is noted in this tab while the client is at a gateway's page. */
  protected abstract get noteKey(): string;

  /** Address of an invoice with `{id}`; empty: nothing leads there. */
  protected get invoiceAddress(): string {
    return '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chargeId') && this.chargeId !== '' && this.hasUpdated) this.restart();
  }

  protected override load(): void {
    if (this.chargeId !== '' && this.charge === null) void this.#poll.ask(this.chargeId);
    void this.#prepare();
  }

  /** Begins anew, for something else. */
  protected restart(): void {
    this.#poll.stop();
    this.charge = null;
    this.problem = null;
    this.load();
  }

  protected override updated(): void {
    const chosen = this.#chosenMethod();
    const paying = this.charge === null && this.options.value !== undefined;
    if (this.charge === null || paying) void this.#gateway.use(paying ? chosen : null);
    const next = this.#focusNext;
    const target = next === null ? null : this.renderRoot.querySelector<HTMLElement>(next);
    if (target === null) return;
    this.#focusNext = null;
    target.focus();
  }

  async #prepare(): Promise<void> {
    await this.options.run();
    const { value } = this.options;
    if (value === undefined) return;
    if (value.openCharge !== null && this.charge === null) this.#show(value.openCharge);
    this.choice = choiceAmong(value, this.choice);
    const back = await comeBack(this.billing, this.noteKey, this.charge);
    if (back !== null) this.#heard(back);
  }

  #chosenMethod(): PaymentMethodView | null {
    const methods = this.options.value?.methods ?? [];
    return methods.find(({ methodId }) => this.choice === `method:${methodId}`) ?? null;
  }

  /** Confirms the payment: once, however often it is pressed. */
  protected async confirm(): Promise<void> {
    const { billing } = this;
    const options = this.options.value;
    if (billing === null || options === undefined || this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      const charge = await this.send(billing, options, await this.#how(options));
      this.#took(charge);
      if (charge.action?.kind === 'redirect') leave(charge.action, this.#mayLeave);
    } catch (error) {
      await this.#explain(error);
    } finally {
      this.busy = false;
    }
  }

  /** Two confirmations of one content are one and the same. */
  async #how({ invoices }: PaymentOptions): Promise<HowToPay> {
    const { choice, total } = this;
    const save = this.save && (this.#chosenMethod()?.canSave ?? false);
    const ids = invoices.map(({ invoiceId }) => invoiceId);
    const content = [choice, save, total?.amount, total?.currency, ...ids].join();
    if (this.#sent?.content !== content) {
      const gatewayData = await this.#gateway.confirm();
      this.#sent = { content, how: howToPay({ choice, save, gatewayData }) };
    }
    return this.#sent.how;
  }

  /** A changed sum, or a payment on its way, is shown anew; the rest stays to be mended. */
  async #explain(caught: unknown): Promise<void> {
    const error = asBillingError(caught);
    if (this.#sent !== null && isUnanswered(error)) {
      this.problem = { title: strings.unanswered(), text: strings.unansweredText() };
      return;
    }
    this.#sent = null;
    this.#fail(error);
    if (error.code === 'amount_changed' || error.code === 'charge_open') await this.options.run();
    const open = this.options.value?.openCharge;
    if (error.code === 'charge_open' && open) this.#took(open);
  }

  #fail(error: unknown): void {
    this.problem = { title: strings.payFailed(), text: explained(asBillingError(error)) };
  }

  /** Shows where a charge stands. */
  #show(charge: ChargeView): void {
    const before = this.charge?.state;
    this.charge = charge;
    this.problem = null;
    this.#sent = null;
    void this.#gateway.use(null);
    if (before !== charge.state && charge.state === 'succeeded') this.#paid(charge);
    this.#poll.follow(charge);
  }

  /** Shows what came of the client's own step. */
  #took(charge: ChargeView): void {
    if (this.charge?.state !== charge.state) this.#focusNext = '#result';
    this.#show(charge);
  }

  /** Shows what came by itself: it is said, but the focus stays where the client is. */
  #heard(charge: ChargeView): void {
    if (this.charge?.state !== charge.state) {
      this.live.announce(resultTitle(charge, this.format));
      if (this.matches(':focus-within')) this.#focusNext = '#result';
    }
    this.#show(charge);
  }

  #paid(charge: ChargeView): void {
    this.live.announce(strings.paid(this.format.money(charge.captured)));
    this.taken(charge);
    this.context?.refresh.notify();
  }

  readonly #mayLeave = (url: string): boolean => {
    noteLeaving(this.noteKey, this.charge?.chargeId ?? '');
    return this.emit('rr-redirect', { url }, { cancelable: true });
  };

  /** Lets the bank ask, then reads from the gateway what came of it. */
  #challenge(): Promise<void> {
    return this.#step(async (billing, charge) => {
      const method = methodOfCharge(this.options.value?.methods ?? [], charge);
      const parts = { gateway: this.#gateway, method, mayLeave: this.#mayLeave };
      const end = await takeStep(charge.action, parts);
      if (end === 'left') return;
      const command = { commandId: crypto.randomUUID(), chargeId: charge.chargeId };
      this.#took(
        end === 'finished'
          ? await billing.payments.resume(command)
          : await billing.payments.cancel(command),
      );
    });
  }

  #cancel(): Promise<void> {
    return this.#step(async (billing, { chargeId }) => {
      this.#took(await billing.payments.cancel({ commandId: crypto.randomUUID(), chargeId }));
    });
  }

  /** Gives up what waits for the client, so that the invoices are free for another method. */
  #change(): Promise<void> {
    return this.#step(async (billing, { chargeId }) => {
      const command = { commandId: crypto.randomUUID(), chargeId };
      const charge = await billing.payments.cancel(command);
      if (charge.state === 'voided') this.#again();
      else this.#took(charge);
    });
  }

  /** One step with the charge at a time; what went wrong is shown. */
  async #step(act: (billing: Billing, charge: ChargeView) => Promise<void>): Promise<void> {
    const { charge, billing } = this;
    if (charge === null || billing === null || this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await act(billing, charge);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.busy = false;
    }
  }

  /** Back to the form, with a command of its own. */
  #again(): void {
    this.#poll.stop();
    this.charge = null;
    this.chargeId = '';
    this.#focusNext = 'input:checked';
    void this.options.run();
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.live.render()}${this.#renderBody()}</div>`;
  }

  #renderBody(): unknown {
    const level = this.headingLevel;
    if (this.charge !== null) return this.#renderResult(this.charge);
    const { value, error, slow, signedOut } = this.options;
    if (signedOut) return html`<section class="rr-panel">${signedOutState(level)}</section>`;
    if (error !== null) {
      const retry = (): void => void this.options.run();
      return html`<section class="rr-panel">
        ${errorState({ title: strings.failed(), error, level, retry })}
      </section>`;
    }
    if (value !== undefined) return this.renderForm(value);
    if (!slow) return nothing;
    return html`<section class="rr-panel" aria-busy="true">
      ${skeletonRows(3, strings.loading())}
    </section>`;
  }

  #renderResult(charge: ChargeView): TemplateResult {
    return html`<div class="rr-stack">
      ${problemBanner(this.problem)}
      ${chargeResult({
        charge,
        format: this.format,
        level: this.headingLevel,
        busy: this.busy,
        invoiceHref: this.invoiceAddress,
        openInvoice: (invoiceId) =>
          this.emit('rr-open-invoice', { invoiceId }, { cancelable: true }),
        actions: {
          confirm: () => void this.#challenge(),
          cancel: () => void this.#cancel(),
          again: () => this.#again(),
          change: () => void this.#change(),
        },
      })}
      <slot name="rr-gateway"></slot>
    </div>`;
  }

  /** The ways to pay, with the chosen one's fields. */
  protected renderMethods(options: PaymentOptions): TemplateResult {
    if (options.methods.length === 0 && options.billingAccounts.length === 0) {
      return noMethods(this.headingLevel + 1);
    }
    return methodRows({
      accounts: options.billingAccounts,
      methods: options.methods,
      chosen: this.choice,
      choose: (choice) => {
        this.choice = choice;
        this.problem = null;
      },
      body: this.#renderChosen(),
    });
  }

  #renderChosen(): TemplateResult | typeof nothing {
    const method = this.#chosenMethod();
    const fields = method?.kind === 'embedded' ? this.#gateway.render() : nothing;
    const change = (save: boolean): void => {
      this.save = save;
    };
    const keep = method?.canSave ? saveCheck(this.save, change) : nothing;
    if (fields === nothing && keep === nothing) return nothing;
    return html`<div class="rr-choice__body rr-stack rr-stack--tight">${fields} ${keep}</div>`;
  }
}
