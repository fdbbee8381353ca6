import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { html as staticHtml } from 'lit/static-html.js';
import type { Billing } from '../../src/billing.ts';
import type { OrderInput } from '../../src/contract/orders.ts';
import type { PaymentMethodView } from '../../src/contract/payments.ts';
import type { Money } from '../../src/rules/money.ts';
import { isCountry } from '../internal/countries.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { asBillingError, Load } from '../internal/load.ts';
import { state } from '../internal/property.ts';
import { emptyState, errorState, skeletonRows } from '../internal/states.ts';
import { tagOf } from '../internal/tag.ts';
import { GatewaySlot } from '../pay/gateway-slot.ts';
import { blockedBy, buttonText, type SummaryView, sumBar, summaryPanel } from './aside.ts';
import { type Choice, choiceOf, itemOf, type Wish } from './choice.ts';
import { PromotionCode } from './code.ts';
import {
  checkOrder,
  newClient,
  type OrderErrors,
  OrderForm,
  paths,
  taxAddress,
} from './contact.ts';
import { methodSection } from './method-section.ts';
import { strings } from './order.strings.ts';
import { styles } from './order.styles.ts';
import { contactPanel, domainPanel, headPanel } from './panels.ts';
import { type OrderContent, orderContent, type Placed, payOrder, placeOrder } from './placing.ts';
import { Quoting } from './quoting.ts';
import { changedBanner, resultPanel } from './result.ts';
import { addOnSection, type ChoiceView, generalFields, planSection } from './sections.ts';
import { openShop, type Shop } from './shop.ts';
import { WishElement } from './wish-element.ts';

/** Detail of `rr-ordered`. */
export interface OrderedDetail {
  readonly orderId: string;
  readonly invoiceId: string;
  readonly clientId: string;
}

/**
 * Orders a package: plan, cycle and add-ons, the price of today and of the next period, contact
 * data or sign-in, and the payment (SPEC 4.1, 4.2, 4.4, 4.5, 4.6).
 *
 * @summary Order a package.
 * @attr {string} product - Product to begin with.
 * @attr {string} plan - Plan to begin with.
 * @attr {string} cycle - Cycle to begin with, `annual`.
 * @attr {string} add-ons - Add-ons with quantities, `ip:2,backup`.
 * @attr {string} domain - Domain name that the hosting is for.
 * @attr {string} code - Promotion code.
 * @attr {string} currency - Currency, `EUR`; a signed-in client's own is used in any case.
 * @attr {string} country - Country of a new client, two letters.
 * @attr {string} account-href - Address of the client's account, to go to after the order; left
 *   out: nothing leads there.
 * @attr {boolean} from-link - Reads the same names from the address of the page, once.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<OrderedDetail>} rr-ordered - The order is placed.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot rr-gateway - The gateway's fields, put there by the widget itself.
 * @csspart base - The widget.
 * @csspart title - The title.
 * @csspart plans - Plans and cycles.
 * @csspart plan - A plan.
 * @csspart cycles - The choice of the cycle.
 * @csspart addons - The add-ons.
 * @csspart contact - The contact data.
 * @csspart methods - The ways to pay.
 * @csspart gateway - The frame around a gateway's own fields.
 * @csspart summary - Sum, code, terms and the button.
 * @csspart quote - Lines and sum.
 * @csspart code - The promotion code.
 * @csspart submit - The button that obliges to pay.
 * @csspart sum-bar - The sum at the foot of a narrow page.
 * @csspart result - What was ordered, and its payment.
 * @csspart account - The way to the account.
 * @csspart errors - What has to be changed in the form.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateOrder extends WishElement {
  static override readonly widget: string = 'order';

  static override readonly styles: CSSResultGroup = styles;

  readonly #shop: Load<Shop> = new Load<Shop>(this, (billing, signal) =>
    openShop(billing, signal, this.wish.product),
  );
  readonly #quoting: Quoting = new Quoting(this, {
    input: () => (this.choice === null ? null : this.#input(this.choice)),
    country: () => this.#shop.value?.client?.country ?? this.#form.value('country'),
    refuse: (message) => this.#code.refuse(message),
    changed: (total) => this.#live.announce(strings.newTotal(this.format.money(total))),
  });
  readonly #form: OrderForm = new OrderForm(this);
  readonly #code: PromotionCode = new PromotionCode(this, () => void this.#requote());
  readonly #gateway: GatewaySlot = new GatewaySlot(
    this,
    () => {
      this.gatewayError = null;
    },
    () => ({ amount: this.#quoting.total ?? null, save: false }),
  );
  readonly #live: LiveRegion = new LiveRegion(this);
  #quotedTax = '';

  @state()
  protected choice: Choice | null = null;

  @state()
  protected placed: Placed | null = null;

  /** Whether the sum was another one when the order was sent. */
  @state()
  protected priceChanged: boolean = false;

  @state()
  protected signInOpen: boolean = false;

  @state()
  protected openLine: number | null = null;

  @state()
  protected gatewayError: string | null = null;

  /** Whether the order was paid after it was placed. */
  @state()
  protected paid: boolean = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.wishesElse(changed) && this.#shop.value !== undefined) this.#begin(this.#shop.value);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('placed') && this.placed !== null) {
      this.renderRoot.querySelector<HTMLElement>('#result')?.focus();
    }
    void this.#gateway.use(this.placed === null ? this.#embedded() : null);
  }

  protected override load(): void {
    if (this.placed === null) void this.#open();
  }

  async #open(): Promise<void> {
    await this.#shop.run();
    const shop = this.#shop.value;
    if (shop === undefined || this.#shop.busy || this.#shop.error !== null) return;
    if (this.choice === null) return this.#begin(shop);
    if (shop.client !== null) this.signInOpen = false;
    const currency = shop.currencies.includes(this.choice.currency)
      ? this.choice.currency
      : (shop.currencies[0] ?? '');
    this.#choose(choiceOf(this.#wishOf(this.choice), shop.products, currency));
  }

  /** Takes what attributes and link wish for. */
  #begin(shop: Shop): void {
    const wish = this.wish;
    const currency = shop.currencies.find((one) => one === wish.currency) ?? shop.currencies[0];
    const country = wish.country.toUpperCase();
    this.#form.set('country', isCountry(country) ? country : shop.provider.country);
    if (wish.domain !== '') this.#form.set('domainName', wish.domain);
    this.#code.preset(wish.code);
    this.#choose(choiceOf(wish, shop.products, currency ?? ''));
  }

  /** What is chosen, as a wish among what another session may be offered. */
  #wishOf(choice: Choice): Wish {
    return {
      ...this.wish,
      product: choice.product.productId,
      plan: choice.plan.planId,
      cycle: choice.cycle,
      addOns: [...choice.addOns].map(([id, quantity]) => `${id}:${quantity}`).join(','),
    };
  }

  #choose(choice: Choice | null): void {
    this.choice = choice;
    if (choice !== null) void this.#requote();
  }

  #requote(): Promise<void> {
    this.openLine = null;
    this.#quotedTax = JSON.stringify(taxAddress(this.#form));
    return this.#quoting.run();
  }

  #taxChanged(): void {
    if (this.#quotedTax !== JSON.stringify(taxAddress(this.#form))) void this.#requote();
  }

  #input(choice: Choice): OrderInput {
    const code = this.#code.applied;
    return {
      currency: choice.currency,
      items: [itemOf(choice)],
      ...(code === '' ? {} : { promotionCode: code }),
      ...(this.#shop.value?.client ? {} : { taxAddress: taxAddress(this.#form) }),
    };
  }

  #embedded(): PaymentMethodView | null {
    const { method } = this.#quoting;
    return method?.kind === 'embedded' ? method : null;
  }

  async #order(event: Event): Promise<void> {
    event.preventDefault();
    const { billing } = this;
    const seen = this.#quoting.total;
    const blocked = blockedBy(this.#quoting, this.#provider());
    if (billing === null || seen === undefined || blocked !== null) return;
    this.gatewayError = null;
    this.priceChanged = false;
    const send = (): Promise<Placed | null> => this.#send(billing, seen);
    const check = (): OrderErrors => checkOrder(this.#form, Boolean(this.#shop.value?.client));
    const placed = await this.#form.submit(check, send, paths);
    if (placed) this.placed = placed;
  }

  /** @returns null when the client has to look again; nothing was placed then. */
  async #send(billing: Billing, seen: Money): Promise<Placed | null> {
    await this.#quoting.settled;
    const { error: unquoted, method, total } = this.#quoting;
    if (unquoted !== null || total?.amount !== seen.amount) return this.#lookAgain();
    const data = await this.#gatewayData();
    if (data === undefined) return null;
    try {
      const order = await placeOrder(billing, this.#content(seen));
      const { orderId, invoiceId, clientId } = order;
      this.emit('rr-ordered', { orderId, invoiceId, clientId } satisfies OrderedDetail);
      const by = method === null ? null : { methodId: method.methodId, gatewayData: data };
      return await payOrder(billing, order, by);
    } catch (error) {
      if (asBillingError(error).code !== 'quote_changed') throw error;
      await this.#requote();
      return this.#lookAgain();
    }
  }

  #lookAgain(): null {
    this.priceChanged = this.#quoting.error === null;
    return null;
  }

  /** What the gateway's fields give; undefined when they have a fault, null without fields. */
  async #gatewayData(): Promise<Readonly<Record<string, string>> | null | undefined> {
    if (this.#embedded() === null) return null;
    try {
      return await this.#gateway.confirm();
    } catch (error) {
      this.gatewayError = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  #content(confirmedTotal: Money): OrderContent {
    const shop = this.#shop.value;
    if (this.choice === null || shop === undefined) throw new Error('There is nothing to order.');
    const client = shop.client === null ? newClient(this.#form, this.locale) : null;
    return orderContent({
      input: this.#input(this.choice),
      domainName: this.#form.value('domainName').trim(),
      confirmedTotal,
      termsVersion: shop.provider.terms.version,
      client,
    });
  }

  #provider(): string {
    return this.#shop.value?.provider.name ?? '';
  }

  protected override render(): TemplateResult {
    return html`<div class="rr" part="base">${this.#live.render()} ${this.#renderState()}</div>`;
  }

  #renderState(): TemplateResult | typeof nothing {
    const { value: shop, error } = this.#shop;
    const level = this.headingLevel;
    if (this.placed !== null) return this.#renderResult(this.placed);
    if (shop === undefined && error !== null) {
      const retry = (): void => this.load();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (shop === undefined) {
      return this.#shop.slow ? skeletonRows(5, strings.loading()) : nothing;
    }
    if (this.choice === null) {
      const title = strings.nothingTitle();
      return emptyState({ icon: icons.receipt, title, text: strings.nothingText(), level });
    }
    return this.#renderForm(shop, this.choice);
  }

  #renderForm(shop: Shop, choice: Choice): TemplateResult {
    const level = this.headingLevel + 1;
    const choose = (next: Choice): void => this.#choose(next);
    const view: ChoiceView = { choice, format: this.format, level, choose };
    const { total } = this.#quoting;
    const taxChanged = (): void => this.#taxChanged();
    const submit = (event: Event): void => void this.#order(event);
    return html`<form class="rr-stack" novalidate @submit=${submit}>
      ${this.#renderHead(shop, choice)} ${this.#form.renderSummary()}
      ${this.priceChanged && total !== undefined ? changedBanner(this.format, total) : nothing}
      <div class="rr-columns">
        <div class="rr-stack">
          ${generalFields(view, shop.products, shop.currencies)} ${planSection(view)}
          ${choice.product.kind === 'hosting' ? domainPanel(this.#form, level) : nothing}
          ${addOnSection(view)}
          ${contactPanel({ shop, form: this.#form, level, locale: this.locale, taxChanged })}
          ${this.#renderMethods(level)}
        </div>
        ${summaryPanel(this.#summary(shop, level))}
      </div>
      ${sumBar(this.#quoting.quote, this.format)}
    </form>`;
  }

  #renderHead(shop: Shop, choice: Choice): TemplateResult {
    return headPanel({
      shop,
      product: choice.product.name,
      level: this.headingLevel,
      signIn: this.signInOpen ? this.#renderSignIn() : null,
      toggle: () => {
        this.signInOpen = !this.signInOpen;
      },
      signedIn: () => this.load(),
    });
  }

  #renderSignIn(): TemplateResult {
    const tag = tagOf(this, 'sign-in');
    return staticHtml`<${tag} heading-level=${this.headingLevel + 1}></${tag}>`;
  }

  #renderMethods(level: number): TemplateResult | typeof nothing {
    return methodSection({
      quoting: this.#quoting,
      level,
      provider: this.#provider(),
      chosen: () => {
        this.gatewayError = null;
      },
      fault: this.gatewayError,
      fields: this.#embedded() === null ? null : this.#gateway.render(),
    });
  }

  #summary(shop: Shop, level: number): SummaryView {
    return {
      format: this.format,
      level,
      quote: this.#quoting.quote,
      quoting: this.#quoting.busy,
      error: this.#quoting.error,
      retry: () => void this.#requote(),
      openLine: this.openLine,
      toggleLine: (line) => {
        this.openLine = this.openLine === line ? null : line;
      },
      code: this.#code,
      terms: {
        url: shop.provider.terms.url,
        accepted: this.#form.value('terms') !== '',
        error: this.#form.errorOf('terms'),
        accept: (accepted) => this.#form.set('terms', accepted ? 'yes' : ''),
      },
      button: buttonText(this.#quoting, (sum) => this.format.money(sum)),
      busy: this.#form.busy,
      blocked: blockedBy(this.#quoting, this.#provider()),
    };
  }

  #renderResult(placed: Placed): TemplateResult {
    const level = this.headingLevel;
    const tag = tagOf(this, 'pay');
    const pay = staticHtml`<${tag}
      heading-level=${level + 1}
      invoice-ids=${placed.order.invoiceId}
      charge-id=${placed.chargeId ?? ''}
      @rr-paid=${() => (this.paid = true)}
      ><slot name="rr-gateway" slot="rr-gateway"></slot></${tag}>`;
    const { paid, locale, accountHref } = this;
    return resultPanel({ placed, paid, locale, level, pay, accountHref });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-order': RackrateOrder;
  }
}
